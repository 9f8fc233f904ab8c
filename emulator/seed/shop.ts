/** The sample shop: everything a new instance holds, as resources. */
import { type InstanceIds, serviceResourceId } from '../ids';
import type { JsonObject } from '../json';
import { pathOf } from '../store/resource';
import { connections } from './connections';
import { apis, backends, namedValues, products, resolvers, versionSets } from './entities';
import { fragments } from './fragments';
import { newerPolicies } from './newerPolicies';
import { partners } from './partners';
import { policies } from './policies';

export interface SeedResource {
  readonly path: string;
  readonly properties: JsonObject;
}

export function shop(ids: InstanceIds): readonly SeedResource[] {
  return [
    ...namedValues.map(namedValue),
    ...backends.map(({ name, title, url, header }) =>
      resource(['backends', name], {
        title,
        url,
        protocol: 'http',
        ...(header === undefined ? {} : { credentials: { header: { 'X-Api-Key': [header] } } }),
        tls: { validateCertificateChain: true, validateCertificateName: true },
      }),
    ),
    ...versionSets.map(({ name, ...properties }) => resource(['apiVersionSets', name], properties)),
    ...fragments.map(({ id, description, text }) =>
      resource(['policyFragments', id], { description, value: text }),
    ),
    ...apiResources(ids),
    ...Object.entries(connections).map(([path, properties]) => resource(path.split('/'), properties)),
    ...products.flatMap(({ name, apis: members, ...properties }) => [
      resource(['products', name], {
        ...properties,
        subscriptionRequired: true,
        state: 'published',
        terms: '',
      }),
      ...members.map((api) => resource(['products', name, 'apiLinks', api], {})),
    ]),
    ...Object.entries({ ...policies, ...newerPolicies }).map(([owner, value]) =>
      resource([...(owner === '' ? [] : owner.split('/')), 'policies', 'policy'], { value }),
    ),
    resource(['apis', 'orders', 'releases', 'first'], {
      apiId: `${serviceResourceId(ids)}/apis/orders;rev=1`,
      notes: 'First release.',
    }),
    resource(['workspaces', partners.name], partners.properties),
    ...Object.entries(partners.resources).map(([path, properties]) =>
      resource(['workspaces', partners.name, ...path.split('/')], properties),
    ),
    resource(['subscriptions', 'master'], {
      ownerId: `${serviceResourceId(ids)}/users/1`,
      scope: `${serviceResourceId(ids)}/`,
      displayName: 'Built-in all-access subscription',
      state: 'active',
      createdDate: '2026-01-12T08:00:00Z',
      primaryKey: 'sample-primary-key',
      secondaryKey: 'sample-secondary-key',
    }),
  ];
}

function apiResources(ids: InstanceIds): readonly SeedResource[] {
  const ofApis = apis.flatMap((api) => [
    resource(['apis', api.name], {
      displayName: api.displayName,
      description: api.description,
      path: api.path,
      protocols: ['https'],
      apiRevision: api.revision,
      isCurrent: api.isCurrent,
      isOnline: true,
      subscriptionRequired: true,
      type: api.type,
      serviceUrl: `https://${api.path}.shop.example`,
      ...(api.version === undefined
        ? {}
        : {
            apiVersion: api.version.name,
            apiVersionSetId: `${serviceResourceId(ids)}/apiVersionSets/${api.version.set}`,
          }),
    }),
    ...api.operations.map(({ name, ...operation }) =>
      resource(['apis', api.name, 'operations', name], {
        ...operation,
        templateParameters: [...operation.urlTemplate.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({
          name: parameter,
          type: 'string',
          required: true,
        })),
        responses: [],
      }),
    ),
  ]);
  const ofResolvers = resolvers.map(({ api, name, ...properties }) =>
    resource(['apis', api, 'resolvers', name], properties),
  );
  return [...ofApis, ...ofResolvers];
}

function namedValue(seed: (typeof namedValues)[number]): SeedResource {
  const { name, displayName, tags } = seed;
  if (seed.kind === 'key-vault') {
    const timeStampUtc = '2026-01-12T08:00:00Z';
    const lastStatus =
      seed.refused === undefined
        ? { code: 'Success', timeStampUtc }
        : { code: 'Forbidden', message: seed.refused, timeStampUtc };
    const keyVault = { secretIdentifier: seed.secretIdentifier, lastStatus };
    return resource(['namedValues', name], {
      displayName,
      tags,
      secret: true,
      keyVault,
      value: 'sample-vault-value',
    });
  }
  return resource(['namedValues', name], {
    displayName,
    tags,
    secret: seed.kind === 'secret',
    value: seed.value,
  });
}

function resource(segments: readonly string[], properties: JsonObject): SeedResource {
  return { path: pathOf(segments), properties };
}
