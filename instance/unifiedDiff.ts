/** The difference of two texts as patches have it. */
import { diffIndices } from 'node-diff3';
import { withoutMark } from './compare';

/** Lines around a change that are shown with it. */
const context = 3;

export interface DiffNames {
  readonly before: string;
  readonly after: string;
}

interface Change {
  readonly before: number;
  readonly removed: number;
  readonly after: number;
  readonly added: number;
}

/**
 * A unified diff, as `diff -u` prints it; empty where the texts are the same but for line ends. `undefined` is a
 * file that is not there.
 */
export function unifiedDiff(before: string | undefined, after: string | undefined, names: DiffNames): string {
  const [a, b] = [linesOf(before), linesOf(after)];
  const changes = diffIndices([...a], [...b]).map(
    ({ buffer1, buffer2 }): Change => ({
      before: buffer1[0],
      removed: buffer1[1],
      after: buffer2[0],
      added: buffer2[1],
    }),
  );
  if (changes.length === 0) return '';
  return [
    `--- ${before === undefined ? '/dev/null' : names.before}\n`,
    `+++ ${after === undefined ? '/dev/null' : names.after}\n`,
    ...hunksOf(changes).map((hunk) => hunkText(hunk, a, b)),
  ].join('');
}

/** Lines with their ends; a last one without an end stays without. */
function linesOf(text: string | undefined): readonly string[] {
  return (
    withoutMark(text ?? '')
      .replaceAll('\r\n', '\n')
      .match(/[^\n]*\n|[^\n]+$/g) ?? []
  );
}

/** Changes that are near enough to each other to be shown together. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last !== undefined && change.before - (last.before + last.removed) <= 2 * context)
      hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkText(hunk: readonly Change[], a: readonly string[], b: readonly string[]): string {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (first === undefined || last === undefined) return '';
  const lead = Math.min(context, first.before);
  const tail = Math.min(context, a.length - (last.before + last.removed));
  const [from, to] = [first.before - lead, last.before + last.removed + tail];
  const [fromAfter, toAfter] = [first.after - lead, last.after + last.added + tail];
  const parts = [`@@ -${rangeText(from, to)} +${rangeText(fromAfter, toAfter)} @@\n`];
  let at = from;
  for (const { before, removed, after, added } of hunk) {
    parts.push(...a.slice(at, before).map((line) => marked(' ', line)));
    parts.push(...a.slice(before, before + removed).map((line) => marked('-', line)));
    parts.push(...b.slice(after, after + added).map((line) => marked('+', line)));
    at = before + removed;
  }
  parts.push(...a.slice(at, to).map((line) => marked(' ', line)));
  return parts.join('');
}

/** First line, 1-based, and count; the line before it where there is none. */
function rangeText(from: number, to: number): string {
  const count = to - from;
  return count === 0 ? `${from},0` : count === 1 ? String(from + 1) : `${from + 1},${count}`;
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`;
}
