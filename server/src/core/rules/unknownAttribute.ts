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
      const unknown = unknownAttributes(analysis, element, facts);
      if (unknown.length === 0) continue;
      const free = freeAttributes(element, facts);
      const reported = new Set<string>();
      for (const attribute of unknown) {
        if (reported.has(attribute.name)) continue;
        reported.add(attribute.name);
        const suggestion = attributeMeant(attribute, free);
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
    ({ name, value }) =>
      // What follows a tag that has no end may be its content.
      (element.openTagEnded || value !== undefined) &&
      isPlainName(name) &&
      !/^xml/i.test(name) &&
      !facts.some((known) => known.name === name),
  );
}

/** The names of attributes that the element takes and doesn't have yet. */
export function freeAttributes(element: ElementNode, facts: readonly AttributeFacts[]): readonly string[] {
  const present = new Set(element.attributes.map(({ name }) => name));
  return facts.map(({ name }) => name).filter((name) => !present.has(name));
}

/** Which of the free attributes a name that the element doesn't take was meant to be. */
export function attributeMeant(unknown: AttributeNode, free: readonly string[]): string | undefined {
  return closest(unknown.name, free);
}

function message(element: ElementNode, { name }: AttributeNode, facts: readonly AttributeFacts[]): string {
  const offered = facts
    .filter((known) => !known.undocumented && !known.deprecated)
    .map((known) => known.name);
  if (offered.length === 0) return `<${element.name}> takes no attributes.`;
  if (offered.length > 6) return `<${element.name}> has no attribute "${name}".`;
  return `<${element.name}> has no attribute "${name}": it takes ${valueList(offered)}.`;
}
