import type { AttributeFacts } from '../catalogue/types';
import type { ElementNode } from '../syntax';
import type { Analysis, ElementMeaning } from './types';

/**
 * The attributes an element takes where it stands, those that every policy takes included; `undefined` for an
 * element of which nothing is known.
 */
export function attributeFactsOf(
  analysis: Analysis,
  element: ElementNode,
): readonly AttributeFacts[] | undefined {
  return attributeFactsOfMeaning(analysis.meaningOf(element));
}

const noAttributes: readonly AttributeFacts[] = [];

/** The same for an element whose meaning is known already. */
export function attributeFactsOfMeaning(meaning: ElementMeaning): readonly AttributeFacts[] | undefined {
  switch (meaning.kind) {
    case 'policy':
    case 'misplaced':
    case 'child':
      return meaning.element.attributes;
    case 'root':
    case 'section':
    case 'base':
      return noAttributes;
    case 'unknown':
    case 'ignored':
      return undefined;
  }
}
