/** The path a policy of an instance is shown under, and back. */
import { describePath, escapeName, pathOf } from '../../../server/src/core/workspace/layout';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';

/**
 * `/<service>/` and the path in the APIOps layout, where every policy is an XML file of its own: so it looks
 * familiar, and the language server tells the policy's scope from it.
 */
export function livePath(service: string, address: PolicyAddress): string {
  return `/${escapeName(service)}/${pathOf({ kind: 'policy', address }, 'apiops')}`;
}

/** The policy that a live path names; `undefined` for any other path. */
export function addressOfLivePath(path: string): PolicyAddress | undefined {
  const [, , ...inside] = path.split('/');
  const described = describePath(inside.join('/'));
  return described?.kind === 'policy' ? described.address : undefined;
}
