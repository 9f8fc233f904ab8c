/** How a policy of the instance reads in a list to choose from. */
import type { PolicyAddress } from '../../server/src/core/workspace/types';

export interface AddressLabel {
  readonly label: string;
  /** What kind of policy it is. */
  readonly description: string;
}

export function addressLabel(address: PolicyAddress): AddressLabel {
  const workspace = 'workspace' in address ? address.workspace : undefined;
  const { label, description } = ownLabel(address);
  return workspace === undefined
    ? { label, description }
    : { label, description: `${description} · workspace ${workspace}` };
}

function ownLabel(address: PolicyAddress): AddressLabel {
  switch (address.kind) {
    case 'global':
      return { label: 'All APIs', description: 'global policy' };
    case 'product':
      return { label: address.product, description: 'product' };
    case 'api':
      return { label: address.api, description: 'API' };
    case 'operation':
      return { label: `${address.api} › ${address.operation}`, description: 'operation' };
    case 'resolver':
      return { label: `${address.api} › ${address.resolver}`, description: 'resolver' };
    case 'fragment':
      return { label: address.fragment, description: 'policy fragment' };
  }
}
