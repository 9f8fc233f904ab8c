/** Policies have to have the child elements they need, and no more of them than they take. */
import type { ChildFacts } from '../catalogue/types';
import { type Analysis, childElements, elementsOf } from '../model';
import type { ElementNode } from '../syntax';
import { isElsewhereRoot, mayGainChildren } from './problems';
import type { Report, Rule } from './types';
import { suggestionFor } from './unknownElement';

export const childElementCounts: Rule = {
  name: 'child-elements',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const meaning = analysis.meaningOf(element);
      if (!('element' in meaning) || meaning.element.opaque || !isWhole(element)) continue;
      if (isElsewhereRoot(analysis, element)) continue;
      const children = childElements(element);
      for (const facts of meaning.element.children) {
        const name = 'element' in facts ? facts.element.name : facts.policy;
        const named = children.filter((child) => child.name === name);
        reportSurplus(element, named, facts, report);
        if (named.length === 0 && !mayComeLater(analysis, element, children, name))
          reportMissing(element, name, facts, report);
      }
    }
  },
};

function isWhole({ openTagEnded, selfClosing, closeTag }: ElementNode): boolean {
  return openTagEnded && (selfClosing || closeTag !== undefined);
}

function reportSurplus(
  element: ElementNode,
  named: readonly ElementNode[],
  { max }: ChildFacts,
  report: Report,
): void {
  if (max === null) return;
  const [first] = named;
  const surplus = named[max];
  if (!surplus) return;
  report({
    code: 'too-many-elements',
    span: surplus.nameSpan,
    message: `<${element.name}> takes ${max === 1 ? 'one' : `at most ${max}`} <${surplus.name}>.`,
    ...(first && { related: [{ span: first.nameSpan, message: 'The first one is here.' }] }),
  });
}

function reportMissing(
  element: ElementNode,
  name: string,
  { min, documentedMin = min }: ChildFacts,
  report: Report,
): void {
  if (min === 0 && documentedMin === 0) return;
  report({
    code: 'missing-element',
    severity: min > 0 ? 'error' : 'warning',
    span: element.nameSpan,
    message:
      min > 0
        ? `<${element.name}> needs a child element <${name}>.`
        : `<${element.name}> should have a child element <${name}>: the documentation calls it required.`,
  });
}

/** Whether a fragment, a placeholder or the repair of a mistyped name may bring the element. */
function mayComeLater(
  analysis: Analysis,
  element: ElementNode,
  children: readonly ElementNode[],
  name: string,
): boolean {
  return (
    mayGainChildren(analysis, element) ||
    children.some(
      (child) => analysis.meaningOf(child).kind === 'unknown' && suggestionFor(analysis, child) === name,
    )
  );
}
