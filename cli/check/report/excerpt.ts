/** The line a finding is in, with a caret below its place. */
import { columnsOf, harmless } from '../../terminal';
import type { CheckedFile, Finding } from '../types';

export interface Excerpt {
  readonly line: string;
  /** White space up to the place. */
  readonly padding: string;
  readonly carets: string;
}

const tabWidth = 4;
/** Columns kept before the place where the line is too long to be shown from its start. */
const before = 24;
/** UTF-16 code units on either side of the place, more than any terminal shows in one line. */
const margin = 1000;

interface Cell {
  readonly shown: string;
  readonly column: number;
  readonly width: number;
}

/** The excerpt, at most `width` columns wide: of a longer line the part around the place is shown. */
export function excerptOf(file: CheckedFile, { range }: Finding, width: number): Excerpt {
  const { start, end } = range;
  const { text, lines } = file;
  const lineStart = lines.offsetAt({ line: start.line, character: 0 });
  const lineEnd = lines.offsetAt({ line: start.line, character: Number.MAX_SAFE_INTEGER });
  // Of a very long line only what may be shown is laid out: there may be as many findings in it.
  const skipped = Math.max(0, start.character - margin);
  const lineText = text.slice(lineStart + skipped, Math.min(lineEnd, lineStart + start.character + margin));
  const { cells, columnAt, total } = layOut(lineText);
  const from = columnAt(start.character - skipped);
  const to = Math.max(from + 1, end.line === start.line ? columnAt(end.character - skipped) : total);
  // Where something is cut off, an ellipsis takes its column on either side.
  const room = total <= width ? total : Math.max(width - 2, 2 * before);
  const left = total <= room || to <= room ? 0 : Math.max(0, Math.min(from - before, total - room));
  const right = left + room;
  const shown = cells.filter(({ column, width: taken }) => column >= left && column + taken <= right);
  const first = shown[0]?.column ?? left;
  const line = shown.map((cell) => cell.shown).join('');
  const cutBefore = left > 0 || skipped > 0;
  return {
    line: `${cutBefore ? '…' : ''}${line}${right < total ? '…' : ''}`,
    padding: ' '.repeat(Math.max(0, from - first) + (cutBefore ? 1 : 0)),
    carets: '^'.repeat(Math.max(1, Math.min(to, right) - from)),
  };
}

/** Tabs become spaces up to the next stop, so that the caret below is under its place in any terminal. */
function layOut(line: string): {
  readonly cells: readonly Cell[];
  readonly columnAt: (character: number) => number;
  readonly total: number;
} {
  const cells: Cell[] = [];
  const columns: number[] = [];
  let column = 0;
  for (const character of line) {
    const shown = character === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : harmless(character);
    const width = character === '\t' ? shown.length : columnsOf(shown);
    cells.push({ shown, column, width });
    for (let unit = 0; unit < character.length; unit++) columns.push(column);
    column += width;
  }
  const total = column;
  return { cells, columnAt: (character) => columns[character] ?? total, total };
}
