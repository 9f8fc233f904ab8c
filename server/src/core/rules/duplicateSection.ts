/** A section may be given once. */
import { childElements, hasBranches } from '../model';
import type { ElementNode } from '../syntax';
import type { DocumentRule } from './types';

export const duplicateSection: DocumentRule = {
  name: 'duplicate-section',
  check(analysis, report) {
    const { root } = analysis;
    if (!root || analysis.kind !== 'policies') return;
    const first = new Map<string, ElementNode>();
    for (const element of childElements(root)) {
      if (analysis.meaningOf(element).kind !== 'section') continue;
      const earlier = first.get(element.name);
      if (!earlier) first.set(element.name, element);
      else if (!hasBranches(analysis, root))
        report({
          code: 'duplicate-section',
          span: element.nameSpan,
          message: `The section <${element.name}> is given twice: move its policies into the first one.`,
          related: [{ span: earlier.nameSpan, message: 'The first one is here.' }],
        });
    }
  },
};
