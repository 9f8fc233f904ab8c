/** Policies and attributes that have had their day, with the successor where there is one. */
import type { PolicyFacts } from '../catalogue/types';
import type { Fix } from '../features/types';
import { type Analysis, attributeFactsOf, childElements, elementsOf } from '../model';
import type { ElementNode } from '../syntax';
import { edits } from './fixes';
import type { Rule } from './types';

export const deprecated: Rule = {
  name: 'deprecated',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const meaning = analysis.meaningOf(element);
      if (meaning.kind === 'policy' && meaning.policy.status === 'deprecated') {
        const successor = analysis.catalogue.policy(meaning.policy.replacedBy ?? '');
        report({
          code: 'deprecated',
          span: element.nameSpan,
          message: `<${element.name}> is deprecated${successor ? `: use <${successor.name}>` : ''}.`,
          tags: ['deprecated'],
          ...(successor && { fixes: () => changeTo(analysis, element, successor) }),
        });
      }
      if (!('element' in meaning)) continue;
      for (const { name, nameSpan } of element.attributes)
        if (attributeFactsOf(analysis, element)?.some((facts) => facts.name === name && facts.deprecated))
          report({
            code: 'deprecated',
            span: nameSpan,
            message: `The attribute "${name}" of <${element.name}> is deprecated.`,
            tags: ['deprecated'],
          });
    }
  },
};

/** The change of both tags' names, where the successor takes all that the element has. */
function changeTo(
  { catalogue }: Analysis,
  element: ElementNode,
  { name, element: facts }: PolicyFacts,
): readonly Fix[] {
  const takesAll =
    element.attributes.every((attribute) => catalogue.attribute(facts, attribute.name) !== undefined) &&
    childElements(element).every((child) => catalogue.childFacts(facts, child.name) !== undefined);
  if (!takesAll) return [];
  const places = [element.nameSpan, ...(element.closeTag ? [element.closeTag.nameSpan] : [])];
  return [
    edits(
      `Change to <${name}>`,
      places.map((span) => ({ span, newText: name })),
    ),
  ];
}
