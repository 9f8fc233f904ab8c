/** Text may stand only in elements that take it. */
import { type Analysis, elementsOf, isFilledInLater } from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';
import { edits } from './fixes';
import { hasProblemIn } from './problems';
import type { Rule } from './types';

export const unexpectedText: Rule = {
  name: 'unexpected-text',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      if (takesText(analysis, element) || element.closeTag === undefined) continue;
      const span = firstText(analysis, element);
      if (!span || hasProblemIn(analysis, { start: span.start - 2, end: span.end })) continue;
      report({
        code: 'unexpected-text',
        span,
        message: `<${element.name}> holds no text: put it into a comment or remove it.`,
        fixes: () => [edits('Remove the text', [{ span, newText: '' }])],
      });
    }
  },
};

function takesText(analysis: Analysis, element: ElementNode): boolean {
  const meaning = analysis.meaningOf(element);
  switch (meaning.kind) {
    case 'root':
    case 'section':
    case 'base':
      return false;
    case 'policy':
    case 'child':
    case 'misplaced':
      return meaning.element.opaque === true || meaning.element.text !== undefined;
    case 'unknown':
    case 'ignored':
      return true;
  }
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
