/** Attributes have to be ones that the element takes. */
import type { AttributeFacts } from '../catalogue/types';
import { type Analysis, attributeFactsOf, elementsOf } from '../model';
import type { AttributeNode, ElementNode } from '../syntax';
import { closest } from '../workspace';
import { didYouMean, remove, replace } from './fixes';
import { isPlainName, valueList } from './names';
import { hasBrokenTag } from './problems';
import type { Rule } from './types';

export const unknownAttribute: Rule = {
  name: 'unknown-attribute',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const facts = attributeFactsOf(analysis, element);
      if (!facts || hasBrokenTag(analysis, element)) continue;
      for (const attribute of unknownAttributes(analysis, element, facts)) {
        const suggestion = attributeMeant(element, attribute, facts);
        const isRepeated = attribute !== element.attributes.find(({ name }) => name === attribute.name);
        if (isRepeated) continue;
        report({
          code: 'unknown-attribute',
          span: attribute.nameSpan,
          message: `${message(element, attribute, facts)}${didYouMean(suggestion)}`,
          fixes: () => [
            ...(suggestion === undefined
              ? []
              : [replace(`Change to ${suggestion}`, attribute.nameSpan, suggestion)]),
            {
              ...remove(`Remove "${attribute.name}"`, analysis.text, attribute.span),
              preferred: suggestion === undefined,
            },
          ],
        });
      }
    }
  },
};

/** The attributes that an element does not take, those of XML itself left out. */
export function unknownAttributes(
  analysis: Analysis,
  element: ElementNode,
  facts: readonly AttributeFacts[],
): readonly AttributeNode[] {
  const meaning = analysis.meaningOf(element);
  if ('element' in meaning && meaning.element.openAttributes) return [];
  return element.attributes.filter(
    ({ name }) => isPlainName(name) && !/^xml/i.test(name) && !facts.some((known) => known.name === name),
  );
}

/** Which attribute a name that the element doesn't take was meant to be: one that isn't there yet. */
export function attributeMeant(
  element: ElementNode,
  attribute: AttributeNode,
  facts: readonly AttributeFacts[],
): string | undefined {
  const free = facts.filter(({ name }) => !element.attributes.some((other) => other.name === name));
  return closest(
    attribute.name,
    free.map(({ name }) => name),
  );
}

function message(element: ElementNode, { name }: AttributeNode, facts: readonly AttributeFacts[]): string {
  const offered = facts
    .filter((known) => !known.undocumented && !known.deprecated)
    .map((known) => known.name);
  if (offered.length === 0) return `<${element.name}> takes no attributes.`;
  if (offered.length > 6) return `<${element.name}> has no attribute "${name}".`;
  return `<${element.name}> has no attribute "${name}": it takes ${valueList(offered)}.`;
}
