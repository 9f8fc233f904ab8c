/** Products, and the APIs that are in them. */
import { methodNotAllowed, notFound } from '../http/errors';
import type { Reply } from '../http/message';
import { nameOf, type Resource } from '../store/resource';
import { apiKind } from './apis';
import type { ResourceKind, Target } from './kinds';
import { page } from './paging';
import { entity, ownerOf } from './resources';

export const productKind: ResourceKind = {
  noun: 'Product',
  writes: 'put-patch',
  filterFields: ['name', 'displayName', 'description', 'terms', 'state'],
  names: /^[^*#&+:<>?/]{1,256}$/,
  required: ['displayName'],
  prepare: (_, sent) => ({
    ok: true,
    properties: { subscriptionRequired: true, approvalRequired: false, state: 'notPublished', ...sent },
  }),
};

/** `GET …/products/{productId}/apis` */
export function listApisOfProduct(target: Target, product: Resource): Reply {
  const rows = target.instance.store
    .list(`${product.path}/apiLinks`)
    .map((link) => apiNamed(target, nameOf(link.path)))
    .filter((api) => api !== undefined)
    .map((api) => entity({ ...target, kind: apiKind }, api));
  return page(target.call, rows, target.instance.settings.pageSize, apiKind.filterFields);
}

/** HEAD, PUT and DELETE of `…/products/{productId}/apis/{apiId}`. */
export function apiOfProduct(target: Target, product: Resource, apiName: string): Reply {
  const { store } = target.instance;
  const path = `${product.path}/apiLinks/${encodeURIComponent(apiName)}`;
  const linked = store.get(path) !== undefined;
  switch (target.call.method) {
    case 'HEAD':
      return { status: linked ? 204 : 404 };
    case 'PUT': {
      const api = apiNamed(target, apiName);
      if (api === undefined) return notFound('Api');
      if (!linked) store.put(path, {});
      return { status: linked ? 200 : 201, body: entity({ ...target, kind: apiKind }, api) };
    }
    case 'DELETE':
      if (linked) store.delete(path);
      return { status: linked ? 200 : 204 };
    default:
      return methodNotAllowed(['HEAD', 'PUT', 'DELETE']);
  }
}

function apiNamed(target: Target, name: string): Resource | undefined {
  return target.instance.store.get(`${ownerOf(target.segments)}apis/${encodeURIComponent(name)}`);
}
