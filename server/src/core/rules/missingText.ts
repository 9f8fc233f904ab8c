/** Elements that mean nothing without their text need some. */
import type { Analysis } from '../model';
import type { ContentNode } from '../syntax';
import { isBlank } from '../text';
import { hasBrokenTag, isElsewhereRoot } from './problems';
import type { ElementRule } from './types';
import { unknownAttributes } from './unknownAttribute';

export const missingText: ElementRule = {
  name: 'missing-text',
  concerns: (meaning) => 'element' in meaning && meaning.element.text?.required === true,
  checkElement(element, analysis, report) {
    const { node } = element;
    if (!node.openTagEnded || (!node.selfClosing && node.closeTag === undefined)) return;
    if (node.children.some((child) => child.kind !== 'comment' && !isBlankText(analysis, child))) return;
    if (hasBrokenTag(analysis, node) || isElsewhereRoot(element)) return;
    // An attribute that isn't known may hold what belongs here: that is one mistake.
    if (unknownAttributes(element).length > 0) return;
    report({
      code: 'missing-text',
      span: node.nameSpan,
      message: `<${node.name}> is empty: it needs a value between its tags.`,
    });
  },
};

function isBlankText({ text }: Analysis, { kind, span }: ContentNode): boolean {
  return kind === 'text' && isBlank(text, span);
}
