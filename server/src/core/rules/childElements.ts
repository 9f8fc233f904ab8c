/** Policies have to have the child elements they need, and no more of them than they take. */
import { childName } from '../catalogue';
import type { ChildFacts, ElementFacts } from '../catalogue/types';
import { type Analysis, hasBranches, type PlacedElement } from '../model';
import type { ElementNode } from '../syntax';
import { addChild, isWhole, optional } from './elementFixes';
import { remove } from './fixes';
import { isElsewhereRoot, mayGainChildren } from './problems';
import type { ElementRule, Report } from './types';
import { attributesMeant } from './unknownAttribute';

export const childElementCounts: ElementRule = {
  name: 'child-elements',
  concerns: (meaning) =>
    'element' in meaning && !meaning.element.opaque && meaning.element.children.length > 0,
  checkElement(element, analysis, report) {
    const { node, facts, children } = element;
    if (!facts || !isWhole(node) || isElsewhereRoot(element)) return;
    for (const child of facts.children) {
      const { min, documentedMin = min, max } = child;
      const name = childName(child);
      const count = countNamed(children, name);
      if (max !== null && count > max && !hasBranches(analysis, node))
        reportSurplus(analysis, node, children, name, max, report);
      if (count === 0 && (min > 0 || documentedMin > 0) && !mayComeLater(analysis, element, name))
        reportMissing(analysis, node, facts, child, report);
    }
  },
};

function countNamed(children: readonly ElementNode[], name: string): number {
  let count = 0;
  for (const child of children) if (child.name === name) count++;
  return count;
}

function reportSurplus(
  { text }: Analysis,
  element: ElementNode,
  children: readonly ElementNode[],
  name: string,
  max: number,
  report: Report,
): void {
  const named = children.filter((child) => child.name === name);
  const [first] = named;
  const surplus = named[max];
  if (!surplus) return;
  report({
    code: 'too-many-elements',
    span: surplus.nameSpan,
    message: `<${element.name}> takes ${max === 1 ? 'one' : `at most ${max}`} <${surplus.name}>.`,
    ...(first && { related: [{ span: first.nameSpan, message: 'The first one is here.' }] }),
    fixes: () => [optional(remove(`Remove this <${surplus.name}>`, text, surplus.span))],
  });
}

function reportMissing(
  analysis: Analysis,
  element: ElementNode,
  facts: ElementFacts,
  child: ChildFacts,
  report: Report,
): void {
  const { min } = child;
  const name = childName(child);
  report({
    code: 'missing-element',
    severity: min > 0 ? 'error' : 'warning',
    span: element.nameSpan,
    message:
      min > 0
        ? `<${element.name}> needs a child element <${name}>.`
        : `<${element.name}> should have a child element <${name}>: the documentation calls it required.`,
    fixes: () => {
      const added = addChild(analysis, element, facts, child);
      return added ? [added] : [];
    },
  });
}

/**
 * Whether a fragment, a placeholder or the repair of a mistyped name may bring the element, or what stands in the wrong
 * place should stand in it or be it.
 */
function mayComeLater(analysis: Analysis, element: PlacedElement, name: string): boolean {
  return (
    mayGainChildren(analysis, element.node) ||
    attributesMeant(element).includes(name) ||
    element.children.some((child) => {
      const { kind } = analysis.meaningOf(child);
      return kind === 'misplaced' || kind === 'unknown';
    })
  );
}
