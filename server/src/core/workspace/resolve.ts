/** Questions to what is known beyond one document. */
import type { FragmentFact, NamedValueFact, WorkspaceFacts } from './types';

/**
 * Every named value that the name between braces may mean, from all sources, so that sources that disagree show.
 * A reference is a display name; only where no display name fits are resource names looked at, which the service
 * does not do: compare `displayName` with the name to tell. Letter case counts only between several candidates.
 */
export function resolveNamedValue(facts: WorkspaceFacts, name: string): readonly NamedValueFact[] {
  for (const nameOf of [displayName, resourceName]) {
    const matches = matching(facts.namedValues, name, nameOf);
    if (matches.length > 0) return matches;
  }
  return [];
}

/** Every fragment of that id, from all sources. */
export function resolveFragment(facts: WorkspaceFacts, id: string): readonly FragmentFact[] {
  return matching(facts.fragments, id, (fragment) => fragment.id);
}

function displayName(value: NamedValueFact): string {
  return value.displayName;
}

function resourceName(value: NamedValueFact): string {
  return value.resourceName;
}

function matching<Fact>(all: readonly Fact[], name: string, nameOf: (fact: Fact) => string): readonly Fact[] {
  const exact = all.filter((fact) => nameOf(fact) === name);
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  return all.filter((fact) => nameOf(fact).toLowerCase() === lower);
}

/** The facts of several sources together. What one of them knows completely is known completely. */
export function mergeFacts(...parts: readonly WorkspaceFacts[]): WorkspaceFacts {
  const tier = parts.findLast((part) => part.tier !== undefined)?.tier;
  return {
    ...(tier !== undefined && { tier }),
    namedValues: parts.flatMap((part) => part.namedValues),
    fragments: parts.flatMap((part) => part.fragments),
    backends: parts.flatMap((part) => part.backends),
    complete: new Set(parts.flatMap((part) => [...part.complete])),
  };
}
