/** Fragments can't include fragments, says the documentation; one that includes itself can't work at all. */
import type { Analysis } from '../model';
import type { DocumentRule } from './types';

export const nestedFragment: DocumentRule = {
  name: 'nested-fragment',
  check(analysis, report) {
    if (analysis.kind !== 'fragment') return;
    for (const { id, span } of analysis.fragmentReferences) {
      const way = wayBack(analysis, id);
      if (way === undefined)
        report({
          code: 'nested-fragment',
          span,
          message: `A policy fragment should not include another one: the documentation rules it out.`,
        });
      else
        report({
          code: 'recursive-fragment',
          span,
          message:
            way.length === 1
              ? `The policy fragment "${id}" includes itself: remove the include.`
              : `The policy fragment "${id}" includes this one again, by way of ${way.map((step) => `"${step}"`).join(', ')}: remove one of the includes.`,
        });
    }
  },
};

/** How many fragments are followed. */
const mostFragments = 200;

/** The fragments from the one of that id on which lead back to the document; `undefined` where none does. */
function wayBack({ address, surroundings }: Analysis, id: string): readonly string[] | undefined {
  if (address?.kind !== 'fragment') return undefined;
  const own = address.fragment.toLowerCase();
  const seen = new Set<string>();
  const pending: (readonly string[])[] = [[id]];
  for (let way = pending.shift(); way !== undefined && seen.size < mostFragments; way = pending.shift()) {
    const next = (way.at(-1) ?? '').toLowerCase();
    if (next === own) return way;
    if (seen.has(next)) continue;
    seen.add(next);
    for (const reference of surroundings?.fragment(way.at(-1) ?? '')?.analysis.fragmentReferences ?? [])
      pending.push([...way, reference.id]);
  }
  return undefined;
}
