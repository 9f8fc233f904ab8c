/**
 * Values that are right but for their place: an attribute that is a child element, a text that is an attribute or a
 * child element. Each is one mistake; what seems to be missing because of it is not reported beside it.
 */
import { childName } from '../catalogue';
import type { Fix } from '../features/types';
import { type Analysis, attributeOf, type PlacedElement } from '../model';
import type { AttributeNode, TextNode } from '../syntax';
import { appendTo, isWhole } from './elementFixes';
import { edits, replace, withSpaceBefore } from './fixes';

/** The child element that an unknown attribute is to be, by its name or the end of that: `url` is `<set-url>`. */
export function childMeantBy({ facts, children }: PlacedElement, attribute: string): string | undefined {
  const names = (facts?.children ?? [])
    .filter(({ undocumented }) => !undocumented)
    .map(childName)
    .filter((name) => !children.some((child) => child.name === name));
  if (names.includes(attribute)) return attribute;
  const alike = names.filter((name) => name.endsWith(`-${attribute}`));
  return alike.length === 1 ? alike[0] : undefined;
}

/** Writes an attribute's value as the text of a child element. */
export function toChild(
  analysis: Analysis,
  { node, facts }: PlacedElement,
  { span, value }: AttributeNode,
  child: string,
): readonly Fix[] {
  const known = facts && analysis.catalogue.childFacts(facts, child);
  if (known?.element.text === undefined || !value?.closed || !isWhole(node)) return [];
  const { text } = analysis;
  const content = `<${child}>${text.slice(value.span.start, value.span.end)}</${child}>`;
  return [
    edits(`Make it a child element <${child}>`, [
      { span: withSpaceBefore(text, span), newText: '' },
      appendTo(analysis, node, content),
    ]),
  ];
}

/** Whether the value of an unknown attribute is the text that its element takes and doesn't have. */
export function isTextOf({ facts, node }: PlacedElement, attribute: string): boolean {
  if (facts?.text === undefined || !isWhole(node)) return false;
  if (node.attributes.length !== 1 || node.children.length > 0) return false;
  return attribute === 'value' || attribute === 'text' || node.name.split('-').includes(attribute);
}

/** Writes the value of the only attribute between the tags. */
export function toText(
  { text }: Analysis,
  { node }: PlacedElement,
  { value }: AttributeNode,
): readonly Fix[] {
  if (!value?.closed) return [];
  const written = text.slice(value.span.start, value.span.end);
  return [replace('Put between the tags', node.span, `<${node.name}>${written}</${node.name}>`)];
}

/** Where a text belongs that its element doesn't take. */
export type TextPlace = { readonly kind: 'attribute' | 'child'; readonly name: string };

/** The one attribute that the element needs and doesn't have, or the one child that holds text. */
export function placeOfText(analysis: Analysis, element: PlacedElement): TextPlace | undefined {
  const { node, facts, attributeFacts = [], children } = element;
  if (facts === undefined || facts.text !== undefined || facts.policies === 'any' || children.length > 0)
    return undefined;
  const needed = attributeFacts.filter(
    ({ name, required }) => required === 'yes' && attributeOf(node, name) === undefined,
  );
  const [attribute] = needed;
  if (attribute !== undefined)
    return needed.length === 1 ? { kind: 'attribute', name: attribute.name } : undefined;
  const holders = facts.children.filter(
    (child) =>
      !child.undocumented &&
      analysis.catalogue.childFacts(facts, childName(child))?.element.text !== undefined,
  );
  const [holder] = holders;
  return holder !== undefined && holders.length === 1 && facts.children.length === 1
    ? { kind: 'child', name: childName(holder) }
    : undefined;
}

/** Writes the text, which is all that the element holds, where it belongs. */
export function toPlace({ text }: Analysis, { node }: PlacedElement, place: TextPlace): readonly Fix[] {
  const only = onlyText(node.children);
  if (only === undefined || node.closeTag === undefined) return [];
  const raw = text.slice(only.span.start, only.span.end);
  const written = raw.trim();
  if (place.kind === 'child') {
    const start = only.span.start + raw.indexOf(written);
    const span = { start, end: start + written.length };
    return [replace(`Put into <${place.name}>`, span, `<${place.name}>${written}</${place.name}>`)];
  }
  const quote = quoteFor(text, only);
  if (quote === undefined) return [];
  const start = node.attributes.at(-1)?.span.end ?? node.nameSpan.end;
  return [
    replace(
      `Put into the attribute ${place.name}`,
      { start, end: node.closeTag.span.end },
      ` ${place.name}=${quote}${written}${quote} />`,
    ),
  ];
}

function onlyText(children: PlacedElement['node']['children']): TextNode | undefined {
  const [only] = children;
  return children.length === 1 && only?.kind === 'text' ? only : undefined;
}

/** Quotes that the text does not hold itself, but in expressions, where they may stand. */
function quoteFor(text: string, { parts, span }: TextNode): string | undefined {
  if (/[\r\n]/.test(text.slice(span.start, span.end).trim())) return undefined;
  const literal = parts
    .filter(({ kind }) => kind === 'literal')
    .map((part) => text.slice(part.span.start, part.span.end))
    .join('');
  return ['"', "'"].find((quote) => !literal.includes(quote));
}
