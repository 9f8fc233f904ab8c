/** The lines of a text, and moving them to another indentation. */
import type { Span, TextEdit } from '../../text';

/** What a new line begins with in the text: as its first line ends. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The white space that the text has from there on in the line. */
export function blanksAt(text: string, offset: number): string {
  let end = offset;
  while (isBlankInLine(text.charCodeAt(end))) end++;
  return text.slice(offset, end);
}

export function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/**
 * Moves the lines that begin in the span from one indentation to another. Lines that aren't indented so far stay where they
 * are, and so do empty ones and those that begin in a place where white space counts.
 */
export function moved(
  text: string,
  { start, end }: Span,
  from: string,
  to: string,
  counts: (offset: number) => boolean = () => false,
): readonly TextEdit[] {
  if (from === to) return [];
  const edits: TextEdit[] = [];
  for (let at = start; at < end; at++) {
    const isCrLf = text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10;
    if (!isLineEnd(text.charCodeAt(at)) || isCrLf) continue;
    const line = at + 1;
    const after = line + from.length;
    if (after > end || counts(line) || !text.startsWith(from, line)) continue;
    if (from === '' && (line === text.length || isLineEnd(text.charCodeAt(line)))) continue;
    edits.push({ span: { start: line, end: after }, newText: to });
  }
  return edits;
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function isBlankInLine(unit: number): boolean {
  return unit === 32 || unit === 9;
}
