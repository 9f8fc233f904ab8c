/** What a pull would do, and what came of it: a line a file. */
import type { PullItem, PullPlan, PullResult } from '../../../instance/sync';
import { harmless, type Paint, type Style } from '../../terminal';

/**
 * `new` and `update`: would be written. `merge`: would be merged. `edited`: edited here only, left alone.
 * `conflict`: edited here and changed there, left alone. `gone`: the instance has it no more, the file stays.
 */
export type Pulled =
  | 'new'
  | 'update'
  | 'merge'
  | 'written'
  | 'merged'
  | 'unchanged'
  | 'edited'
  | 'conflict'
  | 'gone'
  | 'failed';

export interface PulledLine {
  readonly path: string;
  readonly outcome: Pulled;
  /** Places left to decide, marked in a file that was merged. */
  readonly conflicts?: number;
  readonly message?: string;
}

const styles: Readonly<Record<Pulled, Style>> = {
  new: 'blue',
  update: 'blue',
  merge: 'blue',
  written: 'green',
  merged: 'green',
  unchanged: 'gray',
  edited: 'gray',
  conflict: 'yellow',
  gone: 'yellow',
  failed: 'red',
};

const words: Readonly<Record<Pulled, string>> = {
  new: 'new',
  update: 'to update',
  merge: 'to merge',
  written: 'written',
  merged: 'merged',
  edited: 'edited and left alone',
  conflict: 'in conflict',
  gone: 'no longer on the instance',
  failed: 'failed',
  unchanged: 'unchanged',
};

export function plannedLines({ items, failed, gone }: PullPlan, merge: boolean): readonly PulledLine[] {
  return inOrder([
    ...items.map((item): PulledLine => {
      const outcome = item.change === 'localChanges' ? keptAs(item) : item.change;
      const isMerged = merge && outcome === 'conflict' && item.entry.kind === 'policy';
      return { path: item.path, outcome: isMerged ? 'merge' : outcome };
    }),
    ...goneLines(gone),
    ...failed.map(({ path, message }): PulledLine => ({ path, outcome: 'failed', message })),
  ]);
}

export function resultLines({ gone }: PullPlan, result: PullResult): readonly PulledLine[] {
  return inOrder([
    ...result.written.map((path): PulledLine => ({ path, outcome: 'written' })),
    ...result.unchanged.map((path): PulledLine => ({ path, outcome: 'unchanged' })),
    ...result.merged.map(({ path, conflicts }): PulledLine => ({ path, outcome: 'merged', conflicts })),
    ...result.conflicts.map((item): PulledLine => ({ path: item.path, outcome: keptAs(item) })),
    ...goneLines(gone),
    ...result.failed.map(({ path, message }): PulledLine => ({ path, outcome: 'failed', message })),
  ]);
}

/** Whether a person has to look at it. */
export function isUndecided({ outcome, conflicts = 0 }: PulledLine): boolean {
  return outcome === 'conflict' || outcome === 'failed' || conflicts > 0;
}

export function pullText(
  lines: readonly PulledLine[],
  shown: (path: string) => string,
  paint: Paint,
): string {
  return lines
    .filter(({ outcome }) => outcome !== 'unchanged')
    .map((line) => {
      const said = textOf(line);
      return `${paint(styles[line.outcome], line.outcome.padEnd(8))}  ${harmless(shown(line.path))}${said === '' ? '' : `: ${harmless(said)}`}\n`;
    })
    .join('');
}

/** `3 written, 1 in conflict, 40 unchanged.` */
export function pullSummary(lines: readonly PulledLine[], cancelled: boolean): string {
  const parts = (Object.keys(words) as Pulled[]).flatMap((outcome) => {
    const count = lines.filter((line) => line.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${words[outcome]}`];
  });
  return `${parts.length === 0 ? 'nothing found' : parts.join(', ')}.${cancelled ? ' Cancelled; pull again to carry on.' : ''}`;
}

function keptAs({ instanceChanged }: PullItem): 'edited' | 'conflict' {
  return instanceChanged === false ? 'edited' : 'conflict';
}

function goneLines(gone: PullPlan['gone']): readonly PulledLine[] {
  return gone.map(({ path }) => ({ path, outcome: 'gone' }));
}

function inOrder(lines: readonly PulledLine[]): readonly PulledLine[] {
  return [...lines].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function textOf({ outcome, conflicts = 0, message }: PulledLine): string {
  switch (outcome) {
    case 'conflict':
      return 'edited here and changed on the instance; pull --merge puts both together';
    case 'edited':
      return 'edited here, left alone';
    case 'gone':
      return 'no longer on the instance; the file stays';
    case 'merged':
      return conflicts === 0
        ? ''
        : `${conflicts} ${conflicts === 1 ? 'conflict is' : 'conflicts are'} marked in it`;
    case 'failed':
      return message ?? '';
    default:
      return '';
  }
}
