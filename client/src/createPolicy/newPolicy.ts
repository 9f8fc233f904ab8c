/** The text a new policy starts with. */
import type { PolicyAddress } from '../../../server/src/core/workspace/types';

export interface NewPolicy {
  readonly text: string;
  /** Offset at which the first policy of one's own goes. */
  readonly start: number;
}

/**
 * Does nothing of its own: every section has what the broader scope does. No scope is broader than the global one,
 * which must forward the request itself.
 */
export function newPolicy(address: PolicyAddress): NewPolicy {
  const global = address.kind === 'global' && !('workspace' in address);
  const inherited = global ? undefined : '<base />';
  const sections = [
    section('inbound', inherited),
    section('backend', inherited ?? '<forward-request />'),
    section('outbound', inherited),
    section('on-error', inherited),
  ];
  const text = `<policies>\n${sections.join('')}</policies>\n`;
  const before = inherited ?? '<inbound>';
  return { text, start: text.indexOf(before) + before.length };
}

function section(name: string, content: string | undefined): string {
  return `  <${name}>\n${content === undefined ? '' : `    ${content}\n`}  </${name}>\n`;
}
