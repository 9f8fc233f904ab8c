/** Attributes have to be ones that the element takes. */
import type { AttributeFacts } from '../catalogue/types';
import { attributeFactsOfMeaning, type PlacedElement } from '../model';
import type { AttributeNode, ElementNode } from '../syntax';
import { closestName } from '../text';
import { didYouMean, remove, replace } from './fixes';
import { childMeantBy, isTextOf, toChild, toText } from './misplacedValues';
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
      const { suggestion, child } = meantBy(element, attribute.name, free);
      const isText = (suggestion ?? child) === undefined && isTextOf(element, attribute.name);
      report({
        code: 'unknown-attribute',
        span: attribute.nameSpan,
        message:
          child === undefined && !isText
            ? `${message(node, attribute, facts)}${didYouMean(suggestion)}`
            : `<${node.name}> has no attribute "${attribute.name}": it takes ${child === undefined ? 'a text between its tags' : `a child element <${child}>`}.`,
        fixes: () => [
          ...(child === undefined ? [] : toChild(analysis, element, attribute, child)),
          ...(isText ? toText(analysis, element, attribute) : []),
          ...(suggestion === undefined
            ? []
            : [replace(`Change to ${suggestion}`, attribute.nameSpan, suggestion)]),
          {
            ...remove(`Remove "${attribute.name}"`, analysis.text, attribute.span),
            preferred: (suggestion ?? child) === undefined && !isText,
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

/** What each of the unknown attributes was most likely meant to be: an attribute or a child element. */
export function attributesMeant(element: PlacedElement): readonly (string | undefined)[] {
  const unknown = unknownAttributes(element);
  if (unknown.length === 0) return [];
  const free = freeAttributes(element);
  return unknown.map(({ name }) => {
    const { suggestion, child } = meantBy(element, name, free);
    return suggestion ?? child;
  });
}

/** An attribute of a near name, or a child element; that one first of all where it has the very name. */
function meantBy(
  element: PlacedElement,
  name: string,
  free: readonly string[],
): { readonly suggestion?: string | undefined; readonly child?: string | undefined } {
  const child = childMeantBy(element, name);
  if (child === name) return { child };
  const suggestion = closestName(name, free);
  return suggestion === undefined ? { child } : { suggestion };
}

function message(element: ElementNode, { name }: AttributeNode, facts: readonly AttributeFacts[]): string {
  const offered = facts
    .filter((known) => !known.undocumented && !known.deprecated)
    .map((known) => known.name);
  if (offered.length === 0) return `<${element.name}> takes no attributes.`;
  if (offered.length > 6) return `<${element.name}> has no attribute "${name}".`;
  return `<${element.name}> has no attribute "${name}": it takes ${valueList(offered)}.`;
}
