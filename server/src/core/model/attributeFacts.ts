import type { AttributeFacts, CatalogueData, ElementFacts } from '../catalogue/types';
import type { ElementNode } from '../syntax';
import type { Analysis } from './types';

/**
 * The attributes an element takes where it stands, those that every policy takes included; `undefined` for an
 * element of which nothing is known.
 */
export function attributeFactsOf(
  analysis: Analysis,
  element: ElementNode,
): readonly AttributeFacts[] | undefined {
  const meaning = analysis.meaningOf(element);
  switch (meaning.kind) {
    case 'policy':
    case 'misplaced':
      return ofPolicy(meaning.element, analysis.catalogue.data);
    case 'child':
      return meaning.element.attributes;
    case 'root':
    case 'section':
    case 'base':
      return [];
    case 'unknown':
    case 'ignored':
      return undefined;
  }
}

const known = new WeakMap<ElementFacts, readonly AttributeFacts[]>();

/** Worked out once for each policy: facts never change. */
function ofPolicy(element: ElementFacts, { commonAttributes }: CatalogueData): readonly AttributeFacts[] {
  let all = known.get(element);
  if (!all) {
    const own = new Set(element.attributes.map(({ name }) => name));
    all = [...element.attributes, ...commonAttributes.filter(({ name }) => !own.has(name))];
    known.set(element, all);
  }
  return all;
}
