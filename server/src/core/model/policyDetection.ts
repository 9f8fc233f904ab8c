/** Telling a policy document: by its first elements, whatever the file's name, and what its place makes it. */
import type { PolicyAddress } from '../workspace/types';
import { placeholderEnd } from './placeholders';
import type { DocumentKind } from './types';

/** How much of a document has to be looked at: a licence or an instance's default comment may come first. */
export const policyHeadLength = 8192;

/** An opening tag, with its attributes. Values may hold anything but their quote. */
const openingTag = /<([A-Za-z][\w.-]*)((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)\/?>/y;

/** What comes next in a policy: a section, or the end of the root element. */
const sectionOrEnd = /<\/?(?:inbound|backend|outbound|on-error|policies)(?=[\s/>])/y;

/** What no document of another kind has below a root `policies`. */
const onlyInPolicies = /<base\s*\/>|<\/(?:inbound|backend|outbound|on-error)\s*>/;

/**
 * Whether the beginning of a document is that of a policy, a policy fragment or a GraphQL resolver's policy.
 * Documents of other kinds with a root `policies` have no sections in it, those with a root `fragment` declare
 * namespaces (Android) or are named by attributes (Java plug-ins). `resolverRoots` are the names of the policies that are
 * a resolver's root. Placeholders of deployment tools may stand before the root and before the first section.
 */
export function looksLikePolicy(head: string, resolverRoots: readonly string[] = []): boolean {
  const start = skipProlog(head, head.startsWith('\uFEFF') ? 1 : 0);
  openingTag.lastIndex = start;
  const tag = openingTag.exec(head);
  if (tag === null) return false;
  const [whole, name = '', attributes = ''] = tag;
  if (resolverRoots.includes(name)) return !/\sxmlns\b/.test(attributes);
  if (name === 'fragment') return !/\s(?:xmlns|plugin-id)\b/.test(attributes);
  if (name !== 'policies') return false;
  if (whole.endsWith('/>')) return true;
  const inside = skipProlog(head, start + whole.length);
  sectionOrEnd.lastIndex = inside;
  if (inside === head.length || sectionOrEnd.test(head)) return true;
  // A first section whose name is mistyped: what others have tells it all the same.
  return attributes.trim() === '' && onlyInPolicies.test(head.slice(inside));
}

/** What a document at that place has to be. */
export function documentKindOf(address: PolicyAddress): Exclude<DocumentKind, 'unknown'> {
  return address.kind === 'fragment' || address.kind === 'resolver' ? address.kind : 'policies';
}

/** Behind white space, declarations, comments and placeholders. A loop rather than a pattern, for linear time. */
function skipProlog(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = afterWhiteSpace(text, at);
    const next = text.startsWith('<!--', end)
      ? behind(text, '-->', end + 4)
      : text.startsWith('<?', end)
        ? behind(text, '?>', end + 2)
        : placeholderEnd(text, end);
    if (next === end) return end;
    at = next;
  }
}

const whiteSpace = /\s*/y;

function afterWhiteSpace(text: string, from: number): number {
  whiteSpace.lastIndex = from;
  whiteSpace.exec(text);
  return whiteSpace.lastIndex;
}

/** Behind the next occurrence; where there is none, at the end, as what is looked at may be a beginning only. */
function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}
