/** The changes that rules offer. */
import type { Fix } from '../features/types';
import type { ElementNode } from '../syntax';
import type { Span, TextEdit } from '../text';

export function edits(title: string, changes: readonly TextEdit[], preferred = true): Fix {
  return { title, preferred, action: { kind: 'edits', edits: changes } };
}

export function insert(title: string, at: number, newText: string): Fix {
  return edits(title, [{ span: { start: at, end: at }, newText }]);
}

export function replace(title: string, span: Span, newText: string): Fix {
  return edits(title, [{ span, newText }]);
}

/** The same name in both tags. */
export function renameElement(element: ElementNode, name: string): Fix {
  const changes: TextEdit[] = [{ span: element.nameSpan, newText: name }];
  if (element.closeTag) changes.push({ span: element.closeTag.nameSpan, newText: name });
  return edits(`Change to <${name}>`, changes);
}

/** Takes out a span with the white space before it. */
export function remove(title: string, text: string, span: Span): Fix {
  return edits(title, [{ span: withSpaceBefore(text, span), newText: '' }]);
}

/** A span with the white space before it. */
export function withSpaceBefore(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && /\s/.test(text[from - 1] ?? '')) from--;
  return { start: from, end };
}

/** The end of a message: what was probably meant. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
}
