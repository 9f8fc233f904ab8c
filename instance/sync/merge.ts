/** Three-way merge of policies by lines, with the conflict markers that Git and editors know. */
import { diff3Merge, diffComm } from 'node-diff3';
import { sameMeaning, withoutMark } from '../compare';
import { inStyleOf } from './documents';

export interface Merge {
  /** In the line ends of the local text. */
  readonly text: string;
  /** Places left to decide; each is marked in the text. */
  readonly conflicts: number;
}

/**
 * Merges what changed since `base` on both sides. Where one side only changed in form, the other is taken
 * whole. Without a base, every difference is a conflict.
 */
export function mergePolicies(base: string | undefined, local: string, live: string): Merge {
  if (sameMeaning(local, live)) return { text: local, conflicts: 0 };
  if (base !== undefined && sameMeaning(base, live)) return { text: local, conflicts: 0 };
  if (base !== undefined && sameMeaning(base, local)) return { text: inStyleOf(local, live), conflicts: 0 };
  const [mine, theirs] = [linesOf(local), linesOf(live)];
  const lines: string[] = [];
  let conflicts = 0;
  const conflict = (a: readonly string[], b: readonly string[]) => {
    conflicts++;
    const before = commonLines(a, b, (list, i) => list[i]);
    const after = commonLines(a.slice(before), b.slice(before), (list, i) => list.at(-1 - i));
    const [ours, others] = [a.slice(before, a.length - after), b.slice(before, b.length - after)];
    const shared = a.slice(a.length - after);
    lines.push(
      ...a.slice(0, before),
      '<<<<<<< local',
      ...ours,
      '=======',
      ...others,
      '>>>>>>> instance',
      ...shared,
    );
  };
  if (base === undefined)
    for (const part of diffComm(mine, theirs)) {
      if (part.common !== undefined) lines.push(...part.common);
      else conflict(part.buffer1, part.buffer2);
    }
  else
    for (const part of diff3Merge<string>(mine, linesOf(base), theirs, { excludeFalseConflicts: true })) {
      if (part.ok !== undefined) lines.push(...part.ok);
      else if (part.conflict !== undefined) conflict(part.conflict.a, part.conflict.b);
    }
  return { text: inStyleOf(local, lines.join('\n')), conflicts };
}

/** Whether a text still holds conflict markers, and so is not fit to be pushed. */
export function hasConflictMarkers(text: string): boolean {
  return /^<<<<<<< /m.test(text) && /^>>>>>>> /m.test(text);
}

function linesOf(text: string): string[] {
  return withoutMark(text)
    .replace(/(?<![\r\n])[\r\n]+$/, '')
    .split(/\r\n|\r|\n/);
}

/** How many lines both lists have in common from one end. */
function commonLines(
  a: readonly string[],
  b: readonly string[],
  line: (list: readonly string[], index: number) => string | undefined,
): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && line(a, count) === line(b, count)) count++;
  return count;
}
