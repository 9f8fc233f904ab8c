/**
 * Below a service a path alternates collections and names, so the table of kinds is the routing table; the few
 * addresses that don't fit are named here.
 */
import { badRequest, notFound, unknownRoute } from '../http/errors';
import type { Call, Reply } from '../http/message';
import { serviceResourceId } from '../ids';
import type { Instance } from '../instance';
import { collectionsOf, pathOf, type Resource } from '../store/resource';
import { listProductsOfApi, listRevisions, resolveRevision } from './apis';
import { allPolicies, policyDescriptions } from './catalogueRows';
import type { ResourceKind, Target } from './kinds';
import { page } from './paging';
import { wrongPolicyName } from './policies';
import { apiOfProduct, listApisOfProduct, productKind } from './products';
import { action, item, list } from './resources';
import { read, same } from './segments';
import { resourceKinds } from './table';

/** Answers a request to what is below a service. */
export function belowService(call: Call, instance: Instance, below: readonly string[]): Reply {
  const [first, second, third] = below;
  if (below.length === 1 && same(first, 'allPolicies')) return read(call, () => allPolicies(call, instance));
  if (below.length === 1 && same(first, 'policyDescriptions')) {
    return read(call, () => policyDescriptions(call, instance));
  }
  if (below.length === 1 && (same(first, 'apisByTags') || same(first, 'productsByTags'))) {
    return read(call, () => page(call, [], instance.settings.pageSize));
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

/** The answer of an operation's own address. */
export function operation(call: Call, instance: Instance, kind: string | undefined, id: string): Reply {
  if (!same(kind, 'operationResults') && !same(kind, 'operationStatuses')) return unknownRoute();
  const address = `${serviceResourceId(instance.ids)}/tenant/operationResults/${id}`;
  return read(call, () => instance.operations.status(id, address));
}

function isPolicy(segments: readonly string[]): boolean {
  return same(segments.at(-2), 'policies');
}

/** The stored resource of a path below the service, e.g. `apis/orders/policies/policy`. */
export function resourceAt(instance: Instance, path: string): Resource | undefined {
  return instance.store.get(pathOf(resolveRevision(instance, path.split('/'))));
}
