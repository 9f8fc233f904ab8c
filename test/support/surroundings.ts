/** Documents that run together, from their texts: the narrowest scope first. */
import type { AnalysisOptions, RelatedDocument, Surroundings } from '../../server/src/core/model';
import { pathOf } from '../../server/src/core/workspace/layout';
import { type PolicyAddress, scopeOf } from '../../server/src/core/workspace/types';
import { analysed } from './features';

export const globalPolicy: PolicyAddress = { kind: 'global' };
export const ordersApi: PolicyAddress = { kind: 'api', api: 'orders' };
export const createOrder: PolicyAddress = { kind: 'operation', api: 'orders', operation: 'create' };
export const starterProduct: PolicyAddress = { kind: 'product', product: 'starter' };

export function related(
  address: PolicyAddress,
  text: string,
  options: Partial<AnalysisOptions> = {},
): RelatedDocument {
  const path = pathOf({ kind: 'policy', address }, 'apiops');
  return {
    address,
    uri: `file:///w/${encodeURI(path)}`,
    path,
    isFile: true,
    analysis: analysed(text, { scope: scopeOf(address), ...options }),
  };
}

export function fragmentsOf(texts: Readonly<Record<string, string>>): Pick<Surroundings, 'fragment'> {
  const known = new Map(
    Object.entries(texts).map(([id, text]) => [id, related({ kind: 'fragment', fragment: id }, text)]),
  );
  return { fragment: (id) => known.get(id) };
}

export function surroundings(
  parents: readonly RelatedDocument[],
  fragments: Readonly<Record<string, string>> = {},
): Surroundings {
  return { parents, ...fragmentsOf(fragments) };
}
