import type { PolicyAddress } from './types';

/**
 * The scopes whose policies `<base />` may bring in at this one, the next broader first. Under which product a call
 * is made isn't known before it is made: `product` says which one to suppose, by its resource name.
 */
export function broaderScopes(address: PolicyAddress, product?: string): readonly PolicyAddress[] {
  const workspace = 'workspace' in address ? address.workspace : undefined;
  const inWorkspace = workspace === undefined ? {} : { workspace };
  const global: readonly PolicyAddress[] = [
    ...(workspace === undefined ? [] : [{ kind: 'global', workspace } as const]),
    { kind: 'global' },
  ];
  const products: readonly PolicyAddress[] =
    product === undefined ? [] : [{ kind: 'product', product, ...inWorkspace }];
  switch (address.kind) {
    case 'global':
      return workspace === undefined ? [] : [{ kind: 'global' }];
    case 'product':
      return global;
    case 'api':
      return [...products, ...global];
    case 'operation':
      return [{ kind: 'api', api: address.api, ...inWorkspace }, ...products, ...global];
    case 'resolver':
    case 'fragment':
      return [];
  }
}
