import type { Catalogue } from '../catalogue';
import type { PolicyFacts, Scope, Section } from '../catalogue/types';
import type { DocumentNode, ElementNode } from '../syntax';
import type { AllowedChildren, Analysis } from './types';

const nothing: AllowedChildren = { policies: [], children: [], sections: [], base: false };

/**
 * What the documentation lets stand as a child of the element, or of the document itself: the policies that are
 * roots there (`policies` and `fragment` are the catalogue's `roots`). What is already there doesn't count.
 */
export function allowedChildren(analysis: Analysis, parent: ElementNode | DocumentNode): AllowedChildren {
  const { catalogue } = analysis;
  if (parent.kind === 'document')
    return { ...nothing, policies: catalogue.policies.filter((policy) => policy.resolverRoot) };
  const meaning = analysis.meaningOf(parent);
  switch (meaning.kind) {
    case 'root':
      return meaning.name === 'fragment'
        ? { ...nothing, policies: statements(analysis, undefined) }
        : { ...nothing, sections: catalogue.data.sections.map((section) => section.name) };
    case 'section':
      return { ...nothing, policies: statements(analysis, meaning.section), base: true };
    case 'policy':
    case 'child':
    case 'misplaced':
      return {
        ...nothing,
        children: meaning.element.children.filter((child) => !child.undocumented),
        policies: meaning.element.policies === 'any' ? statements(analysis, meaning.section) : [],
      };
    case 'base':
    case 'unknown':
    case 'ignored':
      return nothing;
  }
}

/** By section and scope; a catalogue never changes, and a document asks for each of its elements. */
const knownStatements = new WeakMap<Catalogue, Map<string, readonly PolicyFacts[]>>();

function statements(analysis: Analysis, section: Section | undefined): readonly PolicyFacts[] {
  const { catalogue, scope } = analysis;
  let known = knownStatements.get(catalogue);
  if (known === undefined) {
    known = new Map();
    knownStatements.set(catalogue, known);
  }
  const key = `${section ?? ''} ${scope ?? ''}`;
  let found = known.get(key);
  if (found === undefined) {
    found = statementsOf(catalogue, section, scope);
    known.set(key, found);
  }
  return found;
}

function statementsOf(
  catalogue: Catalogue,
  section: Section | undefined,
  scope: Scope | undefined,
): readonly PolicyFacts[] {
  return catalogue.policies.filter((policy) => {
    if (policy.nestedOnly || (policy.resolverRoot && policy.sections.length === 0)) return false;
    const sections = policy.documentedSections ?? policy.sections;
    const scopes = policy.documentedScopes ?? policy.scopes;
    return (
      (section === undefined || sections.length === 0 || sections.includes(section)) &&
      (scope === undefined || scopes.length === 0 || scopes.includes(scope))
    );
  });
}
