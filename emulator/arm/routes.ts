/** From an address to its answer: the caller's token and api-version, subscriptions, services. */
import { armError, badRequest, failure, unknownRoute } from '../http/errors';
import { type Call, ok, type Reply } from '../http/message';
import type { Directory, Instance } from '../instance';
import { permissionsOf, refusedByRole } from './access';
import { page, uncounted } from './paging';
import { read, same } from './segments';
import { belowService, operation } from './serviceRoutes';
import { apiVersions, service, subscription, tenants } from './services';

const provider = 'Microsoft.ApiManagement';
const rowsOfPage = 100;

/** Answers a request; `undefined` is never an answer: what is not known is a 404. */
export function route(call: Call, directory: Directory): Reply {
  const refused = refusedAtTheDoor(call);
  if (refused !== undefined) return refused;
  const [first, subscriptionId, ...rest] = call.segments;
  if (same(first, 'tenants') && call.segments.length === 1) return read(call, tenants);
  if (!same(first, 'subscriptions')) return unknownRoute();
  const ids = [...new Set(directory.instances.map((instance) => instance.ids.subscriptionId))];
  if (subscriptionId === undefined) return read(call, () => page(call, ids.map(subscription), rowsOfPage));
  const at = ids.findIndex((id) => same(id, subscriptionId));
  const id = ids[at];
  if (id === undefined) {
    return failure(
      404,
      armError('SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`),
    );
  }
  if (rest.length === 0) return read(call, () => ok(subscription(id, at)));
  const instances = directory.instances.filter((instance) => instance.ids.subscriptionId === id);
  return same(rest[0], 'providers')
    ? atProvider(call, instances, rest)
    : inResourceGroup(call, instances, rest);
}

function refusedAtTheDoor(call: Call): Reply | undefined {
  if (call.headers.authorization === undefined || !/^bearer \S/i.test(call.headers.authorization)) {
    const message = "Authentication failed. The 'Authorization' header is missing or invalid.";
    return failure(401, armError('AuthenticationFailed', message), {
      'www-authenticate':
        'Bearer authorization_uri="https://login.microsoftonline.com/common", error="invalid_token", error_description="The access token is missing or invalid."',
    });
  }
  const version = call.query.get('api-version');
  if (version === null || version === '') {
    return badRequest(
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version)) {
    return badRequest('InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
  }
  return undefined;
}

function atProvider(call: Call, instances: readonly Instance[], rest: readonly string[]): Reply {
  const [, name, collection, location, results, id, ...more] = rest;
  if (!same(name, provider)) return unknownRoute();
  if (same(collection, 'service') && location === undefined) return services(call, instances);
  if (!same(collection, 'locations') || id === undefined || more.length > 0) return unknownRoute();
  const [any] = instances;
  const owner = instances.find(({ operations }) => operations.has(id)) ?? any;
  return owner === undefined ? unknownRoute() : operation(call, owner, results, id);
}

function inResourceGroup(call: Call, instances: readonly Instance[], rest: readonly string[]): Reply {
  const [collection, group, providers, space, type, name, ...below] = rest;
  if (!same(collection, 'resourceGroups') || group === undefined) return unknownRoute();
  const inGroup = instances.filter(({ ids }) => same(group, ids.resourceGroup));
  const [any] = inGroup;
  if (any === undefined)
    return failure(404, armError('ResourceGroupNotFound', `Resource group '${group}' could not be found.`));
  if (!same(providers, 'providers') || !same(space, provider) || !same(type, 'service'))
    return unknownRoute();
  if (name === undefined) return services(call, inGroup);
  const instance = inGroup.find(({ ids }) => same(name, ids.service));
  if (instance === undefined) {
    return failure(
      404,
      armError(
        'ResourceNotFound',
        `The Resource '${provider}/service/${name}' under resource group '${any.ids.resourceGroup}' was not found.`,
      ),
    );
  }
  if (below.length === 3 && same(below[0], 'providers') && same(below[2], 'permissions')) {
    return same(below[1], 'Microsoft.Authorization')
      ? read(call, () => ok(permissionsOf(instance)))
      : unknownRoute();
  }
  const refused = refusedByRole(call, instance, below);
  if (refused !== undefined) return refused;
  // The service itself can be read, so that a client can find out what it demands.
  if (below.length === 0) return read(call, () => ok(service(instance)));
  const { minApiVersion } = instance.settings;
  if ((call.query.get('api-version') ?? '') < minApiVersion) {
    const supported = apiVersions.filter((version) => version >= minApiVersion).join(',');
    return badRequest(
      'InvalidApiVersionParameter',
      `API version query parameter is not specified or was specified incorrectly.  Supported versions: ${supported}  Example query param format: api-version=SupportedVersion`,
    );
  }
  return belowService(call, instance, below);
}

function services(call: Call, instances: readonly Instance[]): Reply {
  return read(call, () => uncounted(page(call, instances.map(service), rowsOfPage)));
}
