/** The path a live policy is shown under. */
import { escapeName, pathOf } from '../../server/src/core/workspace/layout';
import type { PolicyAddress } from '../../server/src/core/workspace/types';

/**
 * `/<service>/` and the path in the APIOps layout, where every policy is an XML file of its own: so it looks
 * familiar, and the language server tells the policy's scope from it.
 */
export function livePath(service: string, address: PolicyAddress): string {
  return `/${escapeName(service)}/apimartifacts/${pathOf({ kind: 'policy', address }, 'apiops')}`;
}
