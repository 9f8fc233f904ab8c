/** What the caller may do, by the role that the settings give: as ARM answers it, and as it refuses the rest. */
import { armError, failure } from '../http/errors';
import type { Call, Reply } from '../http/message';
import { serviceResourceId } from '../ids';
import type { Instance, Role } from '../instance';
import type { JsonObject } from '../json';
import { collectionsOf } from '../store/resource';

const permissions: Readonly<Record<Role, JsonObject>> = {
  contributor: { actions: ['*'], notActions: [] },
  reader: { actions: ['*/read'], notActions: [] },
  none: { actions: [], notActions: [] },
};

/** `GET ~/providers/Microsoft.Authorization/permissions` */
export function permissionsOf(instance: Instance): JsonObject {
  const { actions, notActions } = permissions[instance.settings.role];
  return { value: [{ actions, notActions, dataActions: [], notDataActions: [] }] };
}

/** The refusal of a request that the role does not allow. */
export function refusedByRole(call: Call, instance: Instance, below: readonly string[]): Reply | undefined {
  const { role } = instance.settings;
  const reads = call.method === 'GET' || call.method === 'HEAD';
  if (role === 'contributor' || (role === 'reader' && reads)) return undefined;
  const verb =
    call.method === 'POST' ? 'action' : reads ? 'read' : call.method === 'DELETE' ? 'delete' : 'write';
  const action = ['Microsoft.ApiManagement/service', ...collectionsOf(below), verb].join('/');
  const scope = [serviceResourceId(instance.ids), ...below].join('/');
  return failure(
    403,
    armError(
      'AuthorizationFailed',
      `The client 'user@shop.example' with object id '5a11e5a0-0000-4000-8000-0000000000bb' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  );
}
