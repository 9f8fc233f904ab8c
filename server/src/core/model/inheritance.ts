/** What `<base />` stands for: the sections of the broader scopes' policies, and what is lost without it. */
import type { PolicyFacts, Section } from '../catalogue/types';
import type { ElementNode } from '../syntax';
import { childElements, elementsIn } from './elements';
import type { Analysis, RelatedDocument, Surroundings } from './types';

/** A statement of a section and the document it stands in. */
export interface InheritedStatement {
  readonly document: RelatedDocument;
  readonly element: ElementNode;
}

/** A policy that keeps callers out or holds them back, and would be missed. */
export interface Guard {
  readonly policy: PolicyFacts;
  readonly document: RelatedDocument;
  readonly element: ElementNode;
}

/** What the categories of guards are called in messages; policies of other categories are no guards. */
const guardCategories: Readonly<Record<string, string>> = {
  'authentication-and-authorization': 'authentication',
  'rate-limiting-and-quotas': 'rate limit',
  'cross-domain': 'CORS',
};

/** How many elements are looked at before it is left at that; only documents that include each other come so far. */
const mostElements = 100_000;

/** What a guard does, for people: `authentication`, `rate limit`, `CORS`. */
export function guardName({ policy }: Guard): string {
  return guardCategories[policy.category] ?? policy.category;
}

/** The document's section of that name, the first one where there are several. */
export function sectionElement(analysis: Analysis, section: Section): ElementNode | undefined {
  const { root } = analysis;
  if (root === undefined || analysis.kind !== 'policies') return undefined;
  return childElements(root).find((element) => {
    const meaning = analysis.meaningOf(element);
    return meaning.kind === 'section' && meaning.section === section;
  });
}

/** Every `<base />` that belongs to the section, at any depth, in document order. */
export function basesIn(analysis: Analysis, section: ElementNode): readonly ElementNode[] {
  const own = analysis.meaningOf(section);
  if (own.kind !== 'section') return [];
  const bases: ElementNode[] = [];
  let inside = false;
  for (const { node, meaning } of analysis.elements) {
    if (node === section) inside = true;
    else if (inside && node.span.start >= section.span.end) break;
    // A closing tag that is missing puts one section into another.
    else if (inside && meaning.kind === 'base' && meaning.section === own.section) bases.push(node);
  }
  return bases;
}

/**
 * The statements that `<base />` brings into the section, in the order in which they run. Where a broader scope's
 * section holds `<base />` itself, the scopes beyond come in there. Fragments aren't expanded.
 */
export function inheritedStatements(
  parents: readonly RelatedDocument[],
  section: Section,
): readonly InheritedStatement[] {
  const [parent, ...beyond] = parents;
  const element = parent && sectionElement(parent.analysis, section);
  if (parent === undefined || element === undefined) return [];
  const statements: InheritedStatement[] = [];
  let inherited = false;
  for (const child of childElements(element)) {
    if (parent.analysis.meaningOf(child).kind !== 'base')
      statements.push({ document: parent, element: child });
    else if (!inherited) {
      inherited = true;
      statements.push(...inheritedStatements(beyond, section));
    }
  }
  return statements;
}

/**
 * The guards that the section loses for want of `<base />`. A section with a guard of the same category has its
 * own instead and loses none of that category; one that includes an unknown fragment may have any.
 */
export function droppedGuards(
  analysis: Analysis,
  section: Section,
  parents: readonly RelatedDocument[],
  fragments: Pick<Surroundings, 'fragment'>,
): readonly Guard[] {
  const own = new Set<string>();
  const element = sectionElement(analysis, section);
  if (element !== undefined) {
    for (const found of policiesWithin(analysis, [element], fragments)) {
      if (found.kind === 'unknown') return [];
      own.add(found.policy.category);
    }
  }
  const dropped: Guard[] = [];
  const seen = new Set<string>();
  for (const { document, element } of inheritedStatements(parents, section))
    for (const found of policiesWithin(document.analysis, [element], fragments)) {
      if (found.kind === 'unknown' || own.has(found.policy.category) || seen.has(found.policy.name)) continue;
      if (!Object.hasOwn(guardCategories, found.policy.category)) continue;
      seen.add(found.policy.name);
      dropped.push({ policy: found.policy, document, element });
    }
  return dropped;
}

type FoundPolicy =
  | { readonly kind: 'policy'; readonly policy: PolicyFacts }
  /** A fragment is included whose content isn't known. */
  | { readonly kind: 'unknown' };

/** Every policy in the elements, at any depth and in the fragments they include, each fragment once. */
function* policiesWithin(
  analysis: Analysis,
  elements: readonly ElementNode[],
  fragments: Pick<Surroundings, 'fragment'>,
): Generator<FoundPolicy> {
  const pending: { readonly analysis: Analysis; readonly element: ElementNode }[] = elements.map(
    (element) => ({
      analysis,
      element,
    }),
  );
  const included = new Set<string>();
  let left = mostElements;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const ids = new Map(
      next.analysis.fragmentReferences.map((reference) => [reference.element, reference.id]),
    );
    for (const one of [next.element, ...elementsIn(next.element)]) {
      if (left-- <= 0) return;
      const meaning = next.analysis.meaningOf(one);
      if (meaning.kind !== 'policy' && meaning.kind !== 'misplaced') continue;
      yield { kind: 'policy', policy: meaning.policy };
      const id = ids.get(one);
      if (id === undefined) {
        // What it includes is filled in later.
        if (meaning.element.attributes.some(({ refersTo }) => refersTo === 'fragment'))
          yield { kind: 'unknown' };
        continue;
      }
      if (included.has(id)) continue;
      included.add(id);
      const fragment = fragments.fragment(id)?.analysis;
      if (fragment?.root === undefined) yield { kind: 'unknown' };
      else pending.push({ analysis: fragment, element: fragment.root });
    }
  }
}
