/** The SDK's lists: of the service, and of a workspace where API Management has them there. */
import type { ApiManagementClient } from '@azure/arm-apimanagement';
import type { NamedKind } from '../../server/src/core/workspace/types';
import type { ListOptions, Outcome } from '../types';
import type { JsonObject } from './answers';
import type { PagedList } from './call';
import type { SdkOptions } from './policies';
import type { InstanceSession } from './policyResources';
import { requireAddressable } from './session';
import {
  apiSummary,
  backendSummary,
  cacheSummary,
  certificateSummary,
  fragmentSummary,
  loggerSummary,
  namedValueSummary,
  nameSummary,
  operationSummary,
  productSummary,
  resolverSummary,
  revisionSummary,
  schemaSummary,
  versionSetSummary,
  workspaceSummary,
} from './summaries';

/** A resource group and a service in it, as the SDK's calls begin. */
type Place = readonly [rg: string, svc: string];

/** One kind of list. `of` is what it belongs to: an API, a credential provider; `''` for the service's own. */
export interface ListKind<T> {
  /** What failures call it. */
  readonly subject: string;
  readonly summary: (row: JsonObject) => T | undefined;
  readonly service: (client: ApiManagementClient, place: Place, of: string, options: SdkOptions) => PagedList;
  /** Absent where workspaces have none. */
  readonly workspace?: (
    client: ApiManagementClient,
    place: Place,
    workspace: string,
    of: string,
    options: SdkOptions,
  ) => PagedList;
}

export const lists = {
  workspaces: {
    subject: 'the workspaces',
    summary: workspaceSummary,
    service: (c, p, _, o) => c.workspace.listByService(...p, o),
  },
  products: {
    subject: 'the products',
    summary: productSummary,
    service: (c, p, _, o) => c.product.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceProduct.listByService(...p, w, o),
  },
  apis: {
    subject: 'the APIs',
    summary: apiSummary,
    service: (c, p, _, o) => c.api.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceApi.listByService(...p, w, o),
  },
  versionSets: {
    subject: 'the version sets',
    summary: versionSetSummary,
    service: (c, p, _, o) => c.apiVersionSet.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceApiVersionSet.listByService(...p, w, o),
  },
  revisions: {
    subject: 'the revisions',
    summary: revisionSummary,
    service: (c, p, api, o) => c.apiRevision.listByService(...p, api, o),
    workspace: (c, p, w, api, o) => c.workspaceApiRevision.listByService(...p, w, api, o),
  },
  operations: {
    subject: 'the operations',
    summary: operationSummary,
    service: (c, p, api, o) => c.apiOperation.listByApi(...p, api, o),
    workspace: (c, p, w, api, o) => c.workspaceApiOperation.listByApi(...p, w, api, o),
  },
  resolvers: {
    subject: 'the resolvers',
    summary: resolverSummary,
    service: (c, p, api, o) => c.graphQLApiResolver.listByApi(...p, api, o),
  },
  fragments: {
    subject: 'the policy fragments',
    summary: fragmentSummary,
    service: (c, p, _, o) => c.policyFragment.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspacePolicyFragment.listByService(...p, w, o),
  },
  namedValues: {
    subject: 'the named values',
    summary: namedValueSummary,
    service: (c, p, _, o) => c.namedValue.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceNamedValue.listByService(...p, w, o),
  },
  backends: {
    subject: 'the backends',
    summary: backendSummary,
    service: (c, p, _, o) => c.backend.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceBackend.listByWorkspace(...p, w, o),
  },
  certificates: {
    subject: 'the certificates',
    summary: certificateSummary,
    service: (c, p, _, o) => c.certificate.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceCertificate.listByWorkspace(...p, w, o),
  },
  loggers: {
    subject: 'the loggers',
    summary: loggerSummary,
    service: (c, p, _, o) => c.logger.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceLogger.listByWorkspace(...p, w, o),
  },
  caches: {
    subject: 'the external caches',
    summary: cacheSummary,
    service: (c, p, _, o) => c.cache.listByService(...p, o),
  },
  schemas: {
    subject: 'the schemas',
    summary: schemaSummary,
    service: (c, p, _, o) => c.globalSchema.listByService(...p, o),
    workspace: (c, p, w, _, o) => c.workspaceGlobalSchema.listByService(...p, w, o),
  },
  authorizationProviders: {
    subject: 'the credential providers',
    summary: nameSummary,
    service: (c, p, _, o) => c.authorizationProvider.listByService(...p, o),
  },
  authorizations: {
    subject: 'the connections',
    summary: nameSummary,
    service: (c, p, provider, o) => c.authorization.listByAuthorizationProvider(...p, provider, o),
  },
  policies: {
    subject: 'the policies',
    summary: (row: JsonObject) => row,
    service: (c, p, _, o) => c.allPolicies.listByService(...p, o),
  },
} as const satisfies Readonly<Record<string, ListKind<unknown>>>;

/** Every kind that has one list for the whole service. */
export const listOfNames = {
  certificate: lists.certificates,
  logger: lists.loggers,
  cache: lists.caches,
  schema: lists.schemas,
  'authorization-provider': lists.authorizationProviders,
} as const satisfies Readonly<Record<Exclude<NamedKind, 'authorization'>, ListKind<unknown>>>;

/** The kinds that API Management workspaces have for themselves. */
export const namesInWorkspaces: ReadonlySet<NamedKind> = new Set(
  Object.entries(listOfNames).flatMap(([kind, list]) => ('workspace' in list ? [kind as NamedKind] : [])),
);

/** A list of an instance, or of one workspace in it. `of` with `words` for failures: `API 'echo'`. */
export async function listOf<T>(
  session: InstanceSession,
  kind: ListKind<T>,
  options: ListOptions<T>,
  of?: { readonly name: string; readonly words: string },
): Promise<Outcome<readonly T[]>> {
  const { workspace } = options;
  if (workspace !== undefined && kind.workspace === undefined) return { ok: true, value: [] };
  const { resourceGroup, service } = session.target;
  const subject = of === undefined ? kind.subject : `${kind.subject} of ${of.words}`;
  return session.list(subject, options, kind.summary, ({ client }, o) => {
    if (of !== undefined) requireAddressable([of.name], subject);
    requireAddressable([workspace], subject);
    const place = [resourceGroup, service] as const;
    return workspace === undefined || kind.workspace === undefined
      ? kind.service(client, place, of?.name ?? '', o)
      : kind.workspace(client, place, workspace, of?.name ?? '', o);
  });
}
