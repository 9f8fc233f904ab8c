/** The names that an attribute may hold, where it refers to something beyond the document. */
import type { ReferenceKind } from '../catalogue/types';
import type { ElementNode } from '../syntax';
import { namedFacts } from '../workspace/resolve';
import type { NamedFact } from '../workspace/types';
import { attributeText } from './elements';
import { isFilledInLater } from './placeholders';
import type { Analysis } from './types';

/** Kinds whose names are unique only within something that another attribute of the element names. */
const within: Readonly<Partial<Record<ReferenceKind, ReferenceKind>>> = {
  authorization: 'authorization-provider',
};

/**
 * What is known of the kind and fits the element's other attributes; `undefined` where these don't tell yet which
 * names fit.
 */
export function namesToReferTo(
  analysis: Analysis,
  element: ElementNode,
  kind: ReferenceKind,
): readonly NamedFact[] | undefined {
  const all = namedFacts(analysis.facts, kind);
  const ownerKind = within[kind];
  if (ownerKind === undefined) return all;
  const meaning = analysis.meaningOf(element);
  const naming =
    'element' in meaning
      ? meaning.element.attributes.find(({ refersTo }) => refersTo === ownerKind)
      : undefined;
  const owner = naming && attributeText(analysis.text, element, naming.name)?.trim().toLowerCase();
  if (owner === undefined || owner === '' || owner.startsWith('@') || isFilledInLater(owner))
    return undefined;
  if (!namedFacts(analysis.facts, ownerKind).some(({ id }) => id.toLowerCase() === owner)) return undefined;
  return all.filter((fact) => fact.within?.toLowerCase() === owner);
}
