/** Where in a section the recipe goes. */
import type { Section } from '../../../catalogue/types';
import { type Analysis, childElements } from '../../../model';
import type { ElementNode } from '../../../syntax';

/**
 * Policies of these categories decide whether, and as whom, a caller gets in, or answer without the backend:
 * a token for the backend is fetched after them.
 */
const firstCategories: ReadonlySet<string> = new Set([
  'authentication-and-authorization',
  'caching',
  'content-validation',
  'cross-domain',
  'rate-limiting-and-quotas',
]);

/** What the recipe overwrites or deletes: whatever mentions it may be reading what the caller sent. */
const callersCredentials = /authorization|subscription-key/i;

/**
 * The child after which the recipe goes: `<base />`, or the last policy behind it that has to see the caller's
 * request first. `undefined`: at the section's start.
 */
export function anchorIn(
  analysis: Analysis,
  container: ElementNode,
  section: Section,
): ElementNode | undefined {
  const children = reached(analysis, childElements(container));
  const base = children.findLast((child) => analysis.meaningOf(child).kind === 'base');
  if (section !== 'inbound') return base;
  const behind = base === undefined ? children : children.slice(children.indexOf(base) + 1);
  return behind.findLast((child) => mustRunFirst(analysis, child)) ?? base;
}

/** The statements up to one that ends the section: what goes behind that never runs. */
function reached(analysis: Analysis, statements: readonly ElementNode[]): readonly ElementNode[] {
  const end = statements.findIndex((statement) => {
    const meaning = analysis.meaningOf(statement);
    return meaning.kind === 'policy' && meaning.policy.endsSection === true;
  });
  return end < 0 ? statements : statements.slice(0, end);
}

function mustRunFirst(analysis: Analysis, statement: ElementNode): boolean {
  if (callersCredentials.test(analysis.text.slice(statement.span.start, statement.span.end))) return true;
  const pending = [statement];
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    const meaning = analysis.meaningOf(element);
    if (meaning.kind === 'policy') {
      if (firstCategories.has(meaning.policy.category)) return true;
      // What a fragment holds isn't known; it may well be the access control.
      if (meaning.element.attributes.some(({ refersTo }) => refersTo === 'fragment')) return true;
    }
    pending.push(...childElements(element));
  }
  return false;
}
