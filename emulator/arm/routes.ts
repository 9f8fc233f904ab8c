/**
 * From an address to its answer. Below the service, a path alternates collections and names, so the table of
 * kinds is the routing table; the few addresses that don't fit are named here.
 */
import { armError, badRequest, failure, methodNotAllowed, notFound, unknownRoute } from '../http/errors';
import { type Call, ok, type Reply } from '../http/message';
import { type Instance, serviceResourceId } from '../instance';
import { collectionsOf, pathOf, type Resource } from '../store/resource';
import { listProductsOfApi, listRevisions, resolveRevision } from './apis';
import { allPolicies, policyDescriptions } from './catalogueRows';
import type { ResourceKind, Target } from './kinds';
import { page, uncounted } from './paging';
import { wrongPolicyName } from './policies';
import { apiOfProduct, listApisOfProduct, productKind } from './products';
import { action, item, list } from './resources';
import { oldestApiVersion, service, subscription, tenants } from './services';
import { resourceKinds } from './table';

const provider = 'Microsoft.ApiManagement';

/** Answers a request; `undefined` is never an answer: what is not known is a 404. */
export function route(call: Call, instance: Instance): Reply {
  const refused = refusedAtTheDoor(call);
  if (refused !== undefined) return refused;
  const [first, subscriptionId, ...rest] = call.segments;
  if (same(first, 'tenants') && call.segments.length === 1) return read(call, tenants);
  if (!same(first, 'subscriptions')) return unknownRoute();
  if (subscriptionId === undefined)
    return read(call, () => page(call, [subscription(instance)], instance.pageSize));
  if (!same(subscriptionId, instance.ids.subscriptionId)) {
    return failure(
      404,
      armError('SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`),
    );
  }
  return inSubscription(call, instance, rest);
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

function inSubscription(call: Call, instance: Instance, rest: readonly string[]): Reply {
  const { ids } = instance;
  if (rest.length === 0) return read(call, () => ok(subscription(instance)));
  const services = () => uncounted(page(call, [service(instance)], instance.pageSize));
  if (same(rest[0], 'providers') && same(rest[1], provider)) {
    const [, , collection, location, results, id, ...more] = rest;
    if (same(collection, 'service') && location === undefined) return read(call, services);
    if (same(collection, 'locations') && id !== undefined && more.length === 0) {
      return operation(call, instance, results, id);
    }
    return unknownRoute();
  }
  if (!same(rest[0], 'resourceGroups') || rest[1] === undefined) return unknownRoute();
  if (!same(rest[1], ids.resourceGroup)) {
    return failure(404, armError('ResourceGroupNotFound', `Resource group '${rest[1]}' could not be found.`));
  }
  if (!same(rest[2], 'providers') || !same(rest[3], provider) || !same(rest[4], 'service'))
    return unknownRoute();
  const [, , , , , name, ...below] = rest;
  if (name === undefined) return read(call, services);
  if (!same(name, ids.service)) {
    return failure(
      404,
      armError(
        'ResourceNotFound',
        `The Resource '${provider}/service/${name}' under resource group '${ids.resourceGroup}' was not found.`,
      ),
    );
  }
  const version = call.query.get('api-version') ?? '';
  if (version < oldestApiVersion) {
    return badRequest(
      'InvalidApiVersion',
      `The API version '${version}' is older than the lowest one this service allows, ${oldestApiVersion}.`,
    );
  }
  return below.length === 0 ? read(call, () => ok(service(instance))) : belowService(call, instance, below);
}

function belowService(call: Call, instance: Instance, below: readonly string[]): Reply {
  const [first, second, third] = below;
  if (below.length === 1 && same(first, 'allPolicies')) return read(call, () => allPolicies(call, instance));
  if (below.length === 1 && same(first, 'policyDescriptions')) {
    return read(call, () => policyDescriptions(call, instance));
  }
  if (below.length === 1 && (same(first, 'apisByTags') || same(first, 'productsByTags'))) {
    return read(call, () => page(call, [], instance.pageSize));
  }
  if (below.length === 3 && same(first, 'tenant') && third !== undefined)
    return operation(call, instance, second, third);
  const segments = resolveRevision(instance, below);
  return (
    missingParent(call, instance, segments) ??
    linked(call, instance, segments) ??
    ofKind(call, instance, segments)
  );
}

/** Lists and members that lie across two resources: an API's revisions and products, a product's APIs. */
function linked(call: Call, instance: Instance, segments: readonly string[]): Reply | undefined {
  const inWorkspace = same(segments[0], 'workspaces') && segments.length > 2;
  const [collection, name, linkedTo, member, ...more] = inWorkspace ? segments.slice(2) : segments;
  if (name === undefined || more.length > 0) return undefined;
  const owner = segments.slice(0, inWorkspace ? 4 : 2);
  const target = targetOf(call, instance, owner);
  if (target?.existing === undefined) return undefined;
  const parent = target.existing;
  if (same(collection, 'apis') && member === undefined) {
    if (same(linkedTo, 'revisions')) return read(call, () => listRevisions(target, parent));
    if (same(linkedTo, 'products')) return read(call, () => listProductsOfApi(target, parent, productKind));
  }
  if (same(collection, 'products') && same(linkedTo, 'apis')) {
    return member === undefined
      ? read(call, () => listApisOfProduct(target, parent))
      : apiOfProduct(target, parent, member);
  }
  return undefined;
}

function ofKind(call: Call, instance: Instance, segments: readonly string[]): Reply {
  const target = targetOf(call, instance, segments);
  if (target !== undefined) {
    if (segments.length % 2 === 1) return list(target);
    if (isPolicy(segments)) {
      const refused = wrongPolicyName(target);
      if (refused !== undefined) return refused;
    }
    if (target.call.method === 'GET' && call.query.has('export')) {
      return badRequest('ValidationError', 'The sample instance does not export API definitions.');
    }
    return item(target);
  }
  const name = segments.at(-1) ?? '';
  const owner = targetOf(call, instance, segments.slice(0, -1));
  return (
    (owner !== undefined && segments.length % 2 === 1 ? action(owner, name) : undefined) ?? unknownRoute()
  );
}

function targetOf(call: Call, instance: Instance, segments: readonly string[]): Target | undefined {
  const found = kindOf(segments);
  if (found === undefined) return undefined;
  const named = segments.map((segment, index) =>
    index % 2 === 0 ? (found.collections[index / 2] ?? segment) : segment,
  );
  const path = pathOf(named);
  const existing = segments.length % 2 === 0 ? instance.store.get(path) : undefined;
  return { call, instance, kind: found.kind, segments: named, path, existing };
}

interface FoundKind {
  readonly kind: ResourceKind;
  /** The collections of the path as they are written in ids. */
  readonly collections: readonly string[];
}

const kindsByName = new Map(
  Object.entries(resourceKinds).map(([name, kind]) => [name.toLowerCase(), { name, kind }] as const),
);
/** What workspaces have not: they lie below the service only. */
const serviceOnly =
  /^(?:workspaces|apis\/resolvers|caches|gateways|authorizationproviders|policyrestrictions)/;

function kindOf(segments: readonly string[]): FoundKind | undefined {
  const collections = collectionsOf(segments).map((name) => name.toLowerCase());
  const inWorkspace = collections[0] === 'workspaces' && collections.length > 1;
  const key = (inWorkspace ? collections.slice(1) : collections).join('/');
  if (inWorkspace && serviceOnly.test(key)) return undefined;
  const found = kindsByName.get(key);
  if (found === undefined) return undefined;
  const names = found.name.split('/');
  return { kind: found.kind, collections: inWorkspace ? ['workspaces', ...names] : names };
}

/** The outermost resource on the way that isn't there. */
function missingParent(call: Call, instance: Instance, segments: readonly string[]): Reply | undefined {
  for (let length = 2; length < segments.length; length += 2) {
    const parent = targetOf(call, instance, segments.slice(0, length));
    if (parent !== undefined && parent.existing === undefined) {
      return call.method === 'HEAD' ? { status: 404 } : notFound(parent.kind.noun);
    }
  }
  return undefined;
}

function operation(call: Call, instance: Instance, kind: string | undefined, id: string): Reply {
  if (!same(kind, 'operationResults') && !same(kind, 'operationStatuses')) return unknownRoute();
  const address = `${serviceResourceId(instance.ids)}/tenant/operationResults/${id}`;
  return read(call, () => instance.operations.status(id, address));
}

function isPolicy(segments: readonly string[]): boolean {
  return same(segments.at(-2), 'policies');
}

function read(call: Call, answer: () => Reply): Reply {
  return call.method === 'GET' ? answer() : methodNotAllowed(['GET']);
}

function same(segment: string | undefined, name: string): boolean {
  return segment?.toLowerCase() === name.toLowerCase();
}

/** The stored resource of a path below the service, e.g. `apis/orders/policies/policy`. */
export function resourceAt(instance: Instance, path: string): Resource | undefined {
  return instance.store.get(pathOf(resolveRevision(instance, path.split('/'))));
}
