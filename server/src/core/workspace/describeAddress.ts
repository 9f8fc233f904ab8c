import type { PolicyAddress } from './types';

/** What a policy belongs to, as part of a sentence: `the API "orders"`. */
export function describeAddress(address: PolicyAddress): string {
  const own = describeOwn(address);
  const workspace = 'workspace' in address ? address.workspace : undefined;
  return workspace === undefined || address.kind === 'global' ? own : `${own} (workspace "${workspace}")`;
}

function describeOwn(address: PolicyAddress): string {
  switch (address.kind) {
    case 'global':
      return address.workspace === undefined ? 'the global policy' : `the workspace "${address.workspace}"`;
    case 'product':
      return `the product "${address.product}"`;
    case 'api':
      return `the API "${address.api}"`;
    case 'operation':
      return `the operation "${address.operation}" of the API "${address.api}"`;
    case 'resolver':
      return `the resolver "${address.resolver}" of the API "${address.api}"`;
    case 'fragment':
      return `the fragment "${address.fragment}"`;
  }
}
