/** Questions to what is known beyond one document. */
import type { ReferenceKind } from '../catalogue/types';
import type { FragmentFact, NamedFact, NamedFacts, NamedKind, NamedValueFact, WorkspaceFacts } from './types';

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

/** What is known of a kind of entity, whatever else is known of its members; variables are no entities. */
export function namedFacts(facts: WorkspaceFacts, kind: ReferenceKind): readonly NamedFact[] {
  switch (kind) {
    case 'fragment':
      return facts.fragments;
    case 'backend':
      return facts.backends;
    case 'variable':
      return [];
    default:
      return facts.named?.[kind] ?? [];
  }
}

/** Whether every name of the kind is known. */
export function knowsAll(facts: WorkspaceFacts, kind: ReferenceKind): boolean {
  switch (kind) {
    case 'fragment':
      return facts.complete.has('fragments');
    case 'backend':
      return facts.complete.has('backends');
    case 'variable':
      return false;
    default:
      return facts.complete.has(kind);
  }
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
  const workspaces = mergeWorkspaces(parts);
  return {
    ...(workspaces.size > 0 && { workspaces }),
    ...(tier !== undefined && { tier }),
    namedValues: parts.flatMap((part) => part.namedValues),
    fragments: parts.flatMap((part) => part.fragments),
    backends: parts.flatMap((part) => part.backends),
    ...mergeNamed(parts.flatMap((part) => part.named ?? [])),
    complete: new Set(parts.flatMap((part) => [...part.complete])),
  };
}

function mergeNamed(parts: readonly NamedFacts[]): Pick<WorkspaceFacts, 'named'> {
  if (parts.length === 0) return {};
  const named: Partial<Record<NamedKind, readonly NamedFact[]>> = {};
  for (const kind of new Set(parts.flatMap((part) => Object.keys(part) as NamedKind[])))
    named[kind] = parts.flatMap((part) => part[kind] ?? []);
  return { named };
}

function mergeWorkspaces(parts: readonly WorkspaceFacts[]): ReadonlyMap<string, WorkspaceFacts> {
  const merged = new Map<string, WorkspaceFacts>();
  for (const { workspaces } of parts)
    for (const [name, own] of workspaces ?? []) {
      const known = merged.get(name);
      merged.set(name, known === undefined ? own : mergeFacts(known, own));
    }
  return merged;
}
