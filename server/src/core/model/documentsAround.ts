import type { Analysis, RelatedDocument } from './types';

/** The broader scopes' policies, the next one first, and the fragments that these and the document include, each once. */
export function documentsAround(analysis: Analysis): readonly RelatedDocument[] {
  return analysis.once(findAround);
}

function findAround({ address, surroundings, fragmentReferences }: Analysis): readonly RelatedDocument[] {
  if (surroundings === undefined) return [];
  const found = [...surroundings.parents];
  const pending = [fragmentReferences, ...found.map((parent) => parent.analysis.fragmentReferences)].flat();
  // Fragments may include each other, and so the document itself.
  const seen = new Set<string>(address?.kind === 'fragment' ? [address.fragment] : []);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    const fragment = surroundings.fragment(next.id);
    if (fragment === undefined) continue;
    found.push(fragment);
    pending.push(...fragment.analysis.fragmentReferences);
  }
  return found;
}
