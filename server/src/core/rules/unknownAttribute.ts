/** Attributes have to be ones that the element takes. */
import type { AttributeFacts } from '../catalogue/types';
import { attributeFactsOfMeaning, type PlacedElement } from '../model';
import type { AttributeNode, ElementNode } from '../syntax';
import { closestName } from '../text';
import { didYouMean, remove, replace } from './fixes';
import { isPlainName, valueList } from './names';
import { hasBrokenTag } from './problems';
import type { ElementRule } from './types';

export const unknownAttribute: ElementRule = {
  name: 'unknown-attribute',
  concerns: (meaning) =>
    attributeFactsOfMeaning(meaning) !== undefined &&
    !('element' in meaning && meaning.element.openAttributes),
  checkElement(element, analysis, report) {
    const { node } = element;
    const unknown = unknownAttributes(element);
    if (unknown.length === 0 || hasBrokenTag(analysis, node)) return;
    const facts = element.attributeFacts ?? [];
    const free = freeAttributes(element);
    const reported = new Set<string>();
    for (const attribute of unknown) {
      if (reported.has(attribute.name)) continue;
      reported.add(attribute.name);
      const suggestion = closestName(attribute.name, free);
      report({
        code: 'unknown-attribute',
        span: attribute.nameSpan,
        message: `${message(node, attribute, facts)}${didYouMean(suggestion)}`,
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
  },
};

/** The attributes that an element does not take, those of XML itself left out; none where nothing is known of it. */
export function unknownAttributes(element: PlacedElement): readonly AttributeNode[] {
  const { node, facts, attributeFacts } = element;
  if (attributeFacts === undefined || facts?.openAttributes || knowsAll(element)) return none;
  return node.attributes.filter(
    ({ name, value }) =>
      !attributeFacts.some((known) => known.name === name) &&
      // What follows a tag that has no end may be its content.
      (node.openTagEnded || value !== undefined) &&
      isPlainName(name) &&
      !/^xml/i.test(name),
  );
}

const none: readonly AttributeNode[] = [];

/** Whether there is no attribute without facts, which is seen from the values already. */
function knowsAll({ node, values }: PlacedElement): boolean {
  let known = 0;
  for (const { attribute, facts } of values) if (attribute !== undefined && facts !== undefined) known++;
  return known === node.attributes.length;
}

/** The names of attributes that the element takes and doesn't have yet. */
function freeAttributes({ node, attributeFacts = [] }: PlacedElement): readonly string[] {
  const present = new Set(node.attributes.map(({ name }) => name));
  return attributeFacts.map(({ name }) => name).filter((name) => !present.has(name));
}

/** What each of the unknown attributes was most likely meant to be. */
export function attributesMeant(element: PlacedElement): readonly (string | undefined)[] {
  const unknown = unknownAttributes(element);
  if (unknown.length === 0) return [];
  const free = freeAttributes(element);
  return unknown.map(({ name }) => closestName(name, free));
}

function message(element: ElementNode, { name }: AttributeNode, facts: readonly AttributeFacts[]): string {
  const offered = facts
    .filter((known) => !known.undocumented && !known.deprecated)
    .map((known) => known.name);
  if (offered.length === 0) return `<${element.name}> takes no attributes.`;
  if (offered.length > 6) return `<${element.name}> has no attribute "${name}".`;
  return `<${element.name}> has no attribute "${name}": it takes ${valueList(offered)}.`;
}
