/** APIs and their revisions. `orders` is the current revision; the others are `orders;rev=n`. */
import { armError } from '../http/errors';
import type { Reply } from '../http/message';
import type { Instance } from '../instance';
import { isObject, type JsonObject, stringOf } from '../json';
import { nameOf, pathOf, type Resource, segmentsOf } from '../store/resource';
import type { Prepared, ResourceKind, Target } from './kinds';
import { page } from './paging';
import { entity, idOf, invalidField, ownerOf } from './resources';

const revisionMark = ';rev=';

export const apiKind: ResourceKind = {
  noun: 'Api',
  writes: 'put-patch',
  longRunning: true,
  filterFields: ['name', 'displayName', 'description', 'serviceUrl', 'path', 'isCurrent'],
  names: /^[^*#&+:<>?/]{1,256}$/,
  required: ['path'],
  prepare,
  written: copySource,
  present: (target, resource) => withVersionSet(target, resource),
  list: (target) =>
    target.instance.store.list(target.path).filter((api) => !nameOf(api.path).includes(revisionMark)),
  undeletable: (target, resource) => {
    const asked = target.call.segments.at(-1) ?? '';
    const others = revisionsOf(target.instance, resource.path).length > 1;
    const all = target.call.query.get('deleteRevisions') === 'true';
    const current = resource.properties.isCurrent === true;
    return current && !all && (others || asked.includes(revisionMark))
      ? armError('ValidationError', 'Cannot delete the current revision of an API.')
      : undefined;
  },
  deleted: (target, resource) => {
    if (resource.properties.isCurrent !== true) return;
    for (const revision of revisionsOf(target.instance, resource.path))
      target.instance.store.delete(revision.path);
  },
};

/** `GET …/apis/{apiId}/revisions` */
export function listRevisions(target: Target, api: Resource): Reply {
  const rows = revisionsOf(target.instance, api.path).map((revision) => ({
    apiId: `${idOf(target, baseOf(revision.path))}${revisionMark}${revisionNumber(revision)}`,
    apiRevision: revisionNumber(revision),
    createdDateTime: revision.createdAt,
    updatedDateTime: revision.updatedAt,
    ...(stringOf(revision.properties, 'apiRevisionDescription') === undefined
      ? {}
      : { description: revision.properties.apiRevisionDescription }),
    isOnline: revision.properties.isOnline ?? true,
    isCurrent: revision.properties.isCurrent ?? false,
  }));
  return page(target.call, rows, target.instance.settings.pageSize, ['apiRevision']);
}

/** `GET …/apis/{apiId}/products` */
export function listProductsOfApi(target: Target, api: Resource, products: ResourceKind): Reply {
  const owner = ownerOf(target.segments);
  const wanted = nameOf(baseOf(api.path)).toLowerCase();
  const rows = target.instance.store
    .list(`${owner}products`)
    .filter((product) =>
      target.instance.store
        .list(`${product.path}/apiLinks`)
        .some((link) => nameOf(link.path).toLowerCase() === wanted),
    )
    .map((product) => entity({ ...target, kind: products }, product));
  return page(target.call, rows, target.instance.settings.pageSize, products.filterFields);
}

/** The stored segments: `orders;rev=1` is `orders` while 1 is the current revision. */
export function resolveRevision(instance: Instance, segments: readonly string[]): readonly string[] {
  const at = segments.findIndex((segment, index) => index % 2 === 0 && segment.toLowerCase() === 'apis') + 1;
  const name = at === 0 ? undefined : segments[at];
  if (name === undefined) return segments;
  const [base = '', revision] = name.split(revisionMark);
  if (revision === undefined) return segments;
  const current = instance.store.get(pathOf([...segments.slice(0, at), base]));
  return current !== undefined && revisionNumber(current) === revision ? segments.with(at, base) : segments;
}

/** The address of a resource's rows and children names the revision that was asked for. */
function baseOf(path: string): string {
  const segments = segmentsOf(path);
  return pathOf(segments.with(-1, (segments.at(-1) ?? '').split(revisionMark)[0] ?? ''));
}

function revisionsOf(instance: Instance, path: string): readonly Resource[] {
  const base = baseOf(path).toLowerCase();
  const collection = path.slice(0, path.lastIndexOf('/'));
  return instance.store.list(collection).filter((api) => baseOf(api.path).toLowerCase() === base);
}

function revisionNumber(api: Resource): string {
  return stringOf(api.properties, 'apiRevision') ?? '1';
}

function prepare(target: Target, sent: JsonObject): Prepared {
  const name = nameOf(target.path);
  const [, fromName] = name.split(revisionMark);
  const path = stringOf(sent, 'path') ?? '';
  const clash = target.instance.store
    .list(target.path.slice(0, target.path.lastIndexOf('/')))
    .find(
      (other) =>
        baseOf(other.path).toLowerCase() !== baseOf(target.path).toLowerCase() &&
        stringOf(other.properties, 'path')?.toLowerCase() === path.toLowerCase() &&
        (stringOf(other.properties, 'apiVersion') ?? '') === (stringOf(sent, 'apiVersion') ?? ''),
    );
  if (clash !== undefined)
    return invalidField('path', `The path '${path}' is already in use by another API.`);
  const { sourceApiId: _, value: __, format: ___, wsdlSelector: ____, ...kept } = sent;
  return {
    ok: true,
    properties: {
      protocols: ['https'],
      subscriptionRequired: true,
      ...kept,
      displayName: stringOf(sent, 'displayName') ?? name,
      apiRevision: fromName ?? stringOf(sent, 'apiRevision') ?? '1',
      isCurrent: fromName === undefined,
    },
  };
}

/** A new revision or version starts with its source's operations and policies. */
function copySource(target: Target, created: Resource): void {
  if (target.existing !== undefined || !isObject(target.call.body) || !isObject(target.call.body.properties))
    return;
  const source = stringOf(target.call.body.properties, 'sourceApiId');
  const name = source?.split('/').at(-1);
  if (name === undefined) return;
  const { store } = target.instance;
  const collection = created.path.slice(0, created.path.lastIndexOf('/'));
  const from = resolveRevision(
    target.instance,
    segmentsOf(`${collection}/${encodeURIComponent(decodeURIComponent(name))}`),
  );
  const prefix = `${pathOf(from)}/`;
  store.putAll(
    store.below(pathOf(from)).map(({ path, properties }) => ({
      path: `${created.path}/${path.slice(prefix.length)}`,
      properties,
    })),
  );
}

function withVersionSet(target: Target, api: Resource): JsonObject {
  const set = stringOf(api.properties, 'apiVersionSetId')?.split('/').at(-1);
  if (set === undefined || target.call.query.get('expandApiVersionSet')?.toLowerCase() !== 'true')
    return api.properties;
  const found = target.instance.store.get(
    `${ownerOf(target.segments)}apiVersionSets/${encodeURIComponent(set)}`,
  );
  if (found === undefined) return api.properties;
  return {
    ...api.properties,
    apiVersionSet: { id: idOf(target, found.path), name: found.properties.displayName },
  };
}
