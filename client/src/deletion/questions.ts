/** What is asked before something is deleted. */
import type { NamedValueUse, NamedValueUses } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { addressLabel } from '../addressLabel';

export interface DeletionQuestion {
  readonly message: string;
  readonly detail: string;
}

/** Users that a question names. */
const mostNamed = 10;

/** `what` in words, `users` the policies that include the fragment. */
export function deletionQuestion(
  what: string,
  service: string,
  address: PolicyAddress,
  users: readonly NamedValueUse[] = [],
): DeletionQuestion {
  return question(what, service, consequence(address, users));
}

/** Where it is used may not be known: then that is said. */
export function namedValueQuestion(
  what: string,
  service: string,
  uses: NamedValueUses | undefined,
): DeletionQuestion {
  return question(what, service, namedValueConsequence(uses));
}

function question(what: string, service: string, consequence: string): DeletionQuestion {
  return {
    message: `Delete ${what} on ${service}?`,
    detail: `It is gone on the live instance at once. ${consequence} Files in your workspace stay, and Undo brings it back as long as this window is open.`,
  };
}

function namedValueConsequence(uses: NamedValueUses | undefined): string {
  if (uses === undefined)
    return 'Where it is used could not be found out; policies that refer to it can’t be saved any more.';
  const { users, left } = uses;
  const rest = left === 0 ? '' : ` (${left} more were not looked at)`;
  return users.length === 0
    ? `No policy, fragment or backend that was looked at refers to it${rest}.`
    : `It is used${rest}, so the instance may refuse:\n${named(users)}\n`;
}

function consequence(address: PolicyAddress, users: readonly NamedValueUse[]): string {
  switch (address.kind) {
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
      return users.length === 0
        ? 'No policy includes it.'
        : `It is included, so the instance will refuse:\n${named(users)}\n`;
  }
}

/** The users in lines; many are counted. */
function named(users: readonly NamedValueUse[]): string {
  const lines = users.slice(0, mostNamed).map((use) => `• ${useInWords(use)}`);
  const more = users.length - lines.length;
  return [...lines, ...(more > 0 ? [`• and ${more} more`] : [])].join('\n');
}

function useInWords(use: NamedValueUse): string {
  switch (use.kind) {
    case 'backend':
      return `${use.name} (backend)`;
    case 'policy': {
      const { label, description } = addressLabel(use.address);
      return `${label} (${description})`;
    }
  }
}
