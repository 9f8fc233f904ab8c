/** Text may stand only in elements that take it. */
import { type Analysis, attributeFactsOfMeaning, type ElementMeaning, isFilledInLater } from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { edits } from './fixes';
import { hasProblemIn } from './problems';
import type { ElementRule } from './types';

export const unexpectedText: ElementRule = {
  name: 'unexpected-text',
  concerns: (meaning) => !takesText(meaning),
  checkElement({ node, values }, analysis, report) {
    if (node.closeTag === undefined) return;
    if (values.every(({ attribute }) => attribute !== undefined)) return;
    const span = firstText(analysis, node);
    if (!span || hasProblemIn(analysis, { start: span.start - 2, end: span.end })) return;
    report({
      code: 'unexpected-text',
      span,
      message: `<${node.name}> holds no text: put it into a comment or remove it.`,
      fixes: () => [edits('Remove the text', [{ span, newText: '' }])],
    });
  },
};

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
