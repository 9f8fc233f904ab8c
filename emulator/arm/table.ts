/** Every collection below a service, by the collections of its path; a workspace's are the same ones. */

import { ok } from '../http/message';
import { stringOf } from '../json';
import { apiKind } from './apis';
import { backendKind } from './backends';
import { certificateKind } from './certificates';
import { fragmentKind } from './fragments';
import type { ResourceKind } from './kinds';
import { namedValueKind } from './namedValues';
import { policyKind } from './policies';
import { productKind } from './products';

const named = ['name', 'displayName', 'description'];

const operationKind: ResourceKind = {
  noun: 'Operation',
  writes: 'put-patch',
  filterFields: [...named, 'method', 'urlTemplate'],
  required: ['displayName', 'method', 'urlTemplate'],
  prepare: (_, sent) => ({ ok: true, properties: { templateParameters: [], responses: [], ...sent } }),
};

const readOnly = (noun: string, filterFields: readonly string[] = named): ResourceKind => ({
  noun,
  writes: 'none',
  filterFields,
});

const editable = (
  noun: string,
  filterFields: readonly string[],
  required: readonly string[],
): ResourceKind => ({
  noun,
  writes: 'put-patch',
  filterFields,
  required,
});

/** What a logger or cache shows of its connection is the named value that holds it; secrets are typed there only. */
export const resourceKinds: Readonly<Record<string, ResourceKind>> = {
  policies: policyKind,
  'products/policies': policyKind,
  'apis/policies': policyKind,
  'apis/operations/policies': policyKind,
  'apis/resolvers/policies': policyKind,
  policyFragments: fragmentKind,
  namedValues: namedValueKind,
  apis: apiKind,
  'apis/operations': operationKind,
  'apis/resolvers': editable('Resolver', [...named, 'path'], ['displayName', 'path']),
  'apis/schemas': { noun: 'Schema', writes: 'put', filterFields: ['contentType'], longRunning: true },
  'apis/releases': editable('ApiRelease', ['notes'], ['apiId']),
  apiVersionSets: editable('ApiVersionSet', named, ['displayName', 'versioningScheme']),
  products: productKind,
  backends: backendKind,
  workspaces: editable('Workspace', ['displayName', 'description'], ['displayName']),
  loggers: editable('Logger', ['name', 'description', 'loggerType', 'resourceId'], ['loggerType']),
  caches: editable('Cache', [], ['useFromLocation', 'connectionString']),
  schemas: {
    noun: 'Schema',
    writes: 'put',
    filterFields: ['name'],
    longRunning: true,
    required: ['schemaType'],
  },
  certificates: certificateKind,
  authorizationProviders: { ...readOnly('AuthorizationProvider'), uncounted: true },
  'authorizationProviders/authorizations': readOnly('Authorization'),
  gateways: readOnly('Gateway', ['name', 'region', 'description']),
  policyRestrictions: { ...editable('PolicyRestriction', ['name'], []), uncounted: true },
  subscriptions: {
    ...readOnly('Subscription', [
      'name',
      'displayName',
      'stateComment',
      'ownerId',
      'scope',
      'userId',
      'productId',
    ]),
    present: (_, { properties: { primaryKey: _primary, secondaryKey: _secondary, ...shown } }) => shown,
    actions: {
      listSecrets: (_, { properties, etag }) =>
        ok(
          {
            primaryKey: stringOf(properties, 'primaryKey') ?? '',
            secondaryKey: stringOf(properties, 'secondaryKey') ?? '',
          },
          { etag },
        ),
    },
  },
};
