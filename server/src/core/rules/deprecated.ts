/** Policies and attributes that have had their day, with the successor where there is one. */
import type { PolicyFacts } from '../catalogue/types';
import type { Fix } from '../features/types';
import { type Analysis, childElements } from '../model';
import type { ElementNode } from '../syntax';
import { edits } from './fixes';
import type { ElementRule } from './types';

export const deprecated: ElementRule = {
  name: 'deprecated',
  concerns: (meaning) =>
    'element' in meaning &&
    (meaning.policy.status === 'deprecated' ||
      meaning.element.attributes.some((attribute) => attribute.deprecated)),
  checkElement({ node, meaning, facts }, analysis, report) {
    if (facts === undefined) return;
    if (meaning.kind === 'policy' && meaning.policy.status === 'deprecated') {
      const successor = analysis.catalogue.policy(meaning.policy.replacedBy ?? '');
      report({
        code: 'deprecated',
        span: node.nameSpan,
        message: `<${node.name}> is deprecated${successor ? `: use <${successor.name}>` : ''}.`,
        tags: ['deprecated'],
        ...(successor && { fixes: () => changeTo(analysis, node, successor) }),
      });
    }
    if (!facts.attributes.some((attribute) => attribute.deprecated)) return;
    for (const { name, nameSpan } of node.attributes)
      if (facts.attributes.some((attribute) => attribute.name === name && attribute.deprecated))
        report({
          code: 'deprecated',
          span: nameSpan,
          message: `The attribute "${name}" of <${node.name}> is deprecated.`,
          tags: ['deprecated'],
        });
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
