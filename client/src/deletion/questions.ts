/** What is asked before something is deleted. */
import type { PolicyAddress } from '../../../server/src/core/workspace/types';

export interface DeletionQuestion {
  readonly message: string;
  readonly detail: string;
}

/** `what` in words, `users` how many policies include the fragment. */
export function deletionQuestion(
  what: string,
  service: string,
  address: PolicyAddress | undefined,
  users: number,
): DeletionQuestion {
  return {
    message: `Delete ${what} on ${service}?`,
    detail: `It is gone on the live instance at once. ${consequence(address, users)} Files in your workspace stay, and Undo brings it back as long as this window is open.`,
  };
}

function consequence(address: PolicyAddress | undefined, users: number): string {
  switch (address?.kind) {
    case undefined:
      return 'Policies that refer to it can’t be saved any more.';
    case 'global':
      return 'Calls run without what it does for all APIs: authentication, limits, CORS.';
    case 'product':
      return 'Calls under the product run with the broader policies alone.';
    case 'api':
      return 'Calls of the API run with the broader policies alone, without what it adds for authentication, limits or routing.';
    case 'operation':
      return 'Calls of the operation run with the broader policies alone.';
    case 'resolver':
      return 'The field is no longer resolved.';
    case 'fragment':
      return users === 0
        ? 'No policy includes it.'
        : `${users === 1 ? 'One policy includes' : `${users} policies include`} it: the instance will refuse.`;
  }
}
