import type { AttributeFacts } from '../catalogue/types';
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
