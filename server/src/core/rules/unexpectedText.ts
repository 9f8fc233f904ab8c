/** Text may stand only in elements that take it. */
import {
  type Analysis,
  attributeFactsOfMeaning,
  type ElementMeaning,
  isFilledInLater,
  type PlacedElement,
} from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { edits } from './fixes';
import { placeOfText, toPlace } from './misplacedValues';
import { hasProblemIn } from './problems';
import type { ElementRule } from './types';

export const unexpectedText: ElementRule = {
  name: 'unexpected-text',
  concerns: (meaning) => !takesText(meaning),
  checkElement(element, analysis, report) {
    const span = unexpectedTextIn(analysis, element);
    if (span === undefined) return;
    const { node } = element;
    const place = placeOfText(analysis, element);
    const removal = edits('Remove the text', [{ span, newText: '' }], place === undefined);
    report({
      code: 'unexpected-text',
      span,
      message: `<${node.name}> holds no text: ${
        place === undefined
          ? 'put it into a comment or remove it'
          : place.kind === 'attribute'
            ? `write it as the attribute "${place.name}"`
            : `put it into <${place.name}>`
      }.`,
      fixes: () => [...(place === undefined ? [] : toPlace(analysis, element, place)), removal],
    });
  },
};

/** The text that an element holds and doesn't take. */
function unexpectedTextIn(analysis: Analysis, { node, meaning, values }: PlacedElement): Span | undefined {
  if (takesText(meaning) || node.closeTag === undefined) return undefined;
  if (values.every(({ attribute }) => attribute !== undefined)) return undefined;
  const span = firstText(analysis, node);
  return span && hasProblemIn(analysis, { start: span.start - 2, end: span.end }) ? undefined : span;
}

/** Whether an element holds a text that it doesn't take, which is reported: it may be what the element lacks. */
export function hasUnexpectedText(analysis: Analysis, element: PlacedElement): boolean {
  return unexpectedTextIn(analysis, element) !== undefined;
}

/** The attribute that an element lacks because its value stands between the tags, which is reported as that. */
export function attributeInText(analysis: Analysis, element: PlacedElement): string | undefined {
  if (unexpectedTextIn(analysis, element) === undefined) return undefined;
  const place = placeOfText(analysis, element);
  return place?.kind === 'attribute' ? place.name : undefined;
}

/** Also where nothing is known of the element. */
function takesText(meaning: ElementMeaning): boolean {
  if ('element' in meaning) return meaning.element.opaque === true || meaning.element.text !== undefined;
  return attributeFactsOfMeaning(meaning) === undefined;
}

/** The first stretch of text that isn't white space and that no deployment tool or named value replaces. */
function firstText({ text }: Analysis, element: ElementNode): Span | undefined {
  for (const child of element.children) {
    if (child.kind !== 'text' && child.kind !== 'cdata') continue;
    const written = text.slice(child.span.start, child.span.end);
    if (written.trim() === '' || isFilledInLater(written)) continue;
    const start = child.span.start + written.length - written.trimStart().length;
    return { start, end: child.span.start + written.trimEnd().length };
  }
  return undefined;
}
