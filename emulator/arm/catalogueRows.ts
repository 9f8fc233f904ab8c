/** Lists that are worked out from the policies themselves: `allPolicies` and `policyDescriptions`. */
import type { Scope } from '../../server/src/core/catalogue/types';
import { badRequest } from '../http/errors';
import { type Call, ok, type Reply } from '../http/message';
import { serviceResourceId } from '../ids';
import type { Instance } from '../instance';
import { segmentsOf } from '../store/resource';
import { page, uncounted } from './paging';

/** `GET ~/allPolicies`: one row for each policy there is, without its text. */
export function allPolicies(call: Call, instance: Instance): Reply {
  const service = serviceResourceId(instance.ids);
  const rows = instance.store.listEverywhere('policies').map((resource, index) => ({
    id: `${service}/allPolicies/${index + 1}`,
    type: 'Microsoft.ApiManagement/service/allPolicies',
    name: String(index + 1),
    properties: {
      referencePolicyId: `${service}/${segmentsOf(resource.path).join('/')}`,
      complianceState: 'Compliant',
    },
  }));
  return uncounted(page(call, rows, instance.settings.pageSize));
}

/** The bits of `scope` in a policy description. */
const scopeBits: Readonly<Record<Scope, number>> = {
  global: 1,
  product: 2,
  api: 4,
  operation: 8,
  workspace: 16,
};

const asked: Readonly<Record<string, readonly Scope[]>> = {
  all: ['global', 'workspace', 'product', 'api', 'operation'],
  tenant: ['global'],
  product: ['product'],
  api: ['api'],
  operation: ['operation'],
};

/** `GET ~/policyDescriptions?scope=…` */
export function policyDescriptions(call: Call, instance: Instance): Reply {
  const scopes = asked[(call.query.get('scope') ?? 'All').toLowerCase()];
  if (scopes === undefined)
    return badRequest('ValidationError', 'The scope must be All, Tenant, Product, Api or Operation.');
  const service = serviceResourceId(instance.ids);
  const value = instance.catalogue.policies
    .filter((policy) => policy.scopes.some((scope) => scopes.includes(scope)))
    .map((policy) => ({
      id: `${service}/policyDescriptions/${policy.name}`,
      type: 'Microsoft.ApiManagement/service/policyDescriptions',
      name: policy.name,
      properties: {
        description: policy.summary,
        scope: policy.scopes.reduce((bits, scope) => bits | scopeBits[scope], 0),
      },
    }));
  return ok({ value, count: value.length });
}
