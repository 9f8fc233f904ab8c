/** Policy text with marks: `<|>` is a cursor, `<|…|>` a range. */
import type { Span } from '../../server/src/core/text';

export interface MarkedText {
  readonly text: string;
  readonly cursors: readonly number[];
  readonly ranges: readonly Span[];
}

/** Takes the marks out. Throws on a range that never closes, so that a typing error can't pass for no mark. */
export function parseMarks(marked: string): MarkedText {
  let text = '';
  const cursors: number[] = [];
  const ranges: Span[] = [];
  const open: number[] = [];
  for (let i = 0; i < marked.length; ) {
    if (marked.startsWith('<|>', i)) {
      cursors.push(text.length);
      i += 3;
    } else if (marked.startsWith('<|', i)) {
      open.push(text.length);
      i += 2;
    } else if (marked.startsWith('|>', i)) {
      const start = open.pop();
      if (start === undefined) throw new Error(`A range mark closes that was never opened, at ${i}.`);
      ranges.push({ start, end: text.length });
      i += 2;
    } else text += marked[i++];
  }
  if (open.length > 0) throw new Error('A range mark is opened and never closed.');
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  return { text, cursors, ranges };
}

/** Text with exactly one cursor. Throws when there is none or more than one. */
export function parseCursor(marked: string): { readonly text: string; readonly offset: number } {
  const { text, cursors } = parseMarks(marked);
  const [offset] = cursors;
  if (offset === undefined || cursors.length !== 1)
    throw new Error(`Expected one cursor, found ${cursors.length}.`);
  return { text, offset };
}
