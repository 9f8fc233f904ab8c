/** Elements that mean nothing without their text need some. */
import { childName } from '../catalogue';
import type { Analysis, PlacedElement } from '../model';
import type { ContentNode } from '../syntax';
import { isBlank } from '../text';
import { optional } from './elementFixes';
import { remove } from './fixes';
import { valueList } from './names';
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
      message: `<${node.name}> is empty: it needs a value between its tags${examples(element)}.`,
      ...(isSpare(analysis, element) && {
        fixes: () => [optional(remove(`Remove this <${node.name}>`, analysis.text, node.span))],
      }),
    });
  },
};

function isBlankText({ text }: Analysis, { kind, span }: ContentNode): boolean {
  return kind === 'text' && isBlank(text, span);
}

/** Some of the values that it may have. */
function examples({ facts }: PlacedElement): string {
  const values = facts?.text?.values ?? [];
  const named = values.filter(({ undocumented }) => !undocumented).slice(0, 3);
  return named.length === 0 ? '' : `, such as ${valueList(named.map(({ value }) => value))}`;
}

/** Whether what it stands in can do without it. */
function isSpare(analysis: Analysis, { node, meaning }: PlacedElement): boolean {
  const { parent, name } = node;
  if (parent.kind === 'document') return false;
  const outer = analysis.meaningOf(parent);
  if (!('element' in outer)) return meaning.kind === 'policy';
  const child = outer.element.children.find((one) => childName(one) === name);
  if (child === undefined) return meaning.kind === 'policy';
  const { min, documentedMin = min } = child;
  const count = parent.children.filter((one) => one.kind === 'element' && one.name === name).length;
  return count > Math.max(min, documentedMin);
}
