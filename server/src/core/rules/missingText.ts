/** Elements that mean nothing without their text need some. */
import { type Analysis, attributeFactsOf, elementsOf } from '../model';
import type { ContentNode } from '../syntax';
import { hasBrokenTag, isElsewhereRoot } from './problems';
import type { Rule } from './types';
import { unknownAttributes } from './unknownAttribute';

export const missingText: Rule = {
  name: 'missing-text',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const meaning = analysis.meaningOf(element);
      if (!('element' in meaning) || !meaning.element.text?.required) continue;
      if (!element.openTagEnded || (!element.selfClosing && element.closeTag === undefined)) continue;
      if (element.children.some((child) => child.kind !== 'comment' && !isBlank(analysis, child))) continue;
      if (hasBrokenTag(analysis, element) || isElsewhereRoot(analysis, element)) continue;
      // An attribute that isn't known may hold what belongs here: that is one mistake.
      if (unknownAttributes(analysis, element, attributeFactsOf(analysis, element) ?? []).length > 0)
        continue;
      report({
        code: 'missing-text',
        span: element.nameSpan,
        message: `<${element.name}> is empty: it needs a value between its tags.`,
      });
    }
  },
};

function isBlank({ text }: Analysis, { kind, span }: ContentNode): boolean {
  return kind === 'text' && text.slice(span.start, span.end).trim() === '';
}
