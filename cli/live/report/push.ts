/** What came of a push, for people and for programs. */
import { isFine, outcomeText, type PushReport, type ReportItem } from '../../../instance/push';
import { harmless, type Paint, type Style } from '../../terminal';
import type { PlacedFault } from './faults';
import { itemJson } from './plan';

type Kind = ReportItem['outcome']['kind'];

const styles: Readonly<Record<Kind, Style>> = {
  created: 'green',
  updated: 'green',
  deleted: 'green',
  unchanged: 'gray',
  conflict: 'yellow',
  blocked: 'red',
  invalid: 'red',
  failed: 'red',
  'not-tried': 'gray',
};

/** A line as an item ends; none where there was nothing to do. */
export function outcomeLine(
  { item, outcome }: ReportItem,
  shown: (path: string) => string,
  paint: Paint,
): string {
  if (outcome.kind === 'unchanged' && item.change.action === 'unchanged') return '';
  // What was refused is told with its places when all has ended.
  const needsWords = outcome.kind !== 'invalid' && !(isFine(outcome) && isAsSent(outcome));
  const said = needsWords ? outcomeText(outcome) : '';
  const word = outcome.kind === 'invalid' ? 'refused' : outcome.kind;
  return `${paint(styles[outcome.kind], word.padEnd(9))}  ${harmless(shown(item.path))}${said === '' ? '' : `: ${harmless(said)}`}\n`;
}

/** What the instance refused, at its places. */
export function faultLines(faults: readonly PlacedFault[], paint: Paint): string {
  return faults
    .map(
      ({ place, message }) =>
        `${paint('bold', harmless(place))} ${paint('red', 'error')} ${harmless(message)}\n`,
    )
    .join('');
}

/** `3 on shop-dev, 1 failed, 2 not tried`. */
export function pushSummary({ items, complete, cancelled }: PushReport, service: string): string {
  const count = (kinds: readonly Kind[]) =>
    items.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const parts = (
    [
      [['created'], 'created'],
      [['updated'], 'updated'],
      [['deleted'], 'deleted'],
      [['conflict'], 'in conflict'],
      [['blocked'], 'blocked'],
      [['invalid'], 'refused'],
      [['failed'], 'failed'],
      [['not-tried'], 'not tried'],
      [['unchanged'], 'unchanged'],
    ] as const
  ).flatMap(([kinds, word]) => (count(kinds) === 0 ? [] : [`${count(kinds)} ${word}`]));
  const what = parts.length === 0 ? 'nothing to do' : parts.join(', ');
  return `${service}: ${what}.${endingOf({ complete, cancelled }, count(['created', 'updated', 'deleted']))}`;
}

function endingOf({ complete, cancelled }: Pick<PushReport, 'complete' | 'cancelled'>, sent: number): string {
  if (complete) return '';
  const what = cancelled ? ' Cancelled' : ' Not complete';
  return sent === 0 ? `${what}: nothing was sent.` : `${what}: what was sent stays; push again to carry on.`;
}

export function reportItemJson(
  { item, outcome }: ReportItem,
  faults: readonly PlacedFault[],
  patch: boolean,
): Readonly<Record<string, unknown>> {
  return {
    ...itemJson(item, patch),
    outcome: outcome.kind,
    ...(!isFine(outcome) && outcome.kind !== 'not-tried' && { message: outcomeText(outcome) }),
    ...('asSent' in outcome && { asSent: outcome.asSent }),
    ...(faults.length > 0 && {
      faults: faults.map(({ path, line, column, message }) => ({ path, line, column, message })),
    }),
  };
}

function isAsSent(outcome: ReportItem['outcome']): boolean {
  return !('asSent' in outcome) || outcome.asSent;
}
