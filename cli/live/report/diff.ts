/** How two sides differ, for people and for programs. */
import { unifiedDiff } from '../../../instance';
import type { ComparedItem, Difference } from '../../../instance/promotion';
import { describeResource } from '../../../instance/push';
import { harmless, type Paint, type Style } from '../../terminal';
import { patchText } from './patch';

/** What the sides are called, the first one first. */
export interface DiffNaming {
  /** Both, at the beginning of a sentence. */
  readonly both: string;
  /** In sentences. */
  readonly names: readonly [string, string];
  /** At the beginning of a path. */
  readonly labels: readonly [string, string];
  readonly pathOf: (item: ComparedItem) => string;
  /** How a path reads on this command line. */
  readonly shown: (path: string) => string;
}

const styles: Readonly<Record<Difference, Style>> = {
  same: 'gray',
  formatting: 'gray',
  different: 'yellow',
  'only-first': 'green',
  'only-second': 'red',
};

export function diffText(
  items: readonly ComparedItem[],
  naming: DiffNaming,
  printing: { readonly paint: Paint; readonly patch: boolean; readonly onTerminal: boolean },
): string {
  return items
    .map((item) => {
      const said = wordsOf(item.difference, naming);
      const line = `${printing.paint(styles[item.difference], said)}  ${harmless(naming.shown(naming.pathOf(item)))}\n`;
      return printing.patch ? `${line}${patchText(patchOf(item, naming), printing)}` : line;
    })
    .join('');
}

/** `The files and dev (shop-dev): 2 different, 1 only in the files, 40 the same.` */
export function diffSummary(
  items: readonly ComparedItem[],
  differing: readonly ComparedItem[],
  naming: DiffNaming,
): string {
  const parts = (['different', 'formatting', 'only-first', 'only-second'] as const).flatMap((difference) => {
    const count = differing.filter((item) => item.difference === difference).length;
    return count === 0 ? [] : [`${count} ${wordsOf(difference, naming)}`];
  });
  return `${naming.both}: ${[...parts, `${items.length - differing.length} the same`].join(', ')}.`;
}

export function comparedJson(
  item: ComparedItem,
  naming: DiffNaming,
  patch: boolean,
): Readonly<Record<string, unknown>> {
  return {
    path: naming.pathOf(item),
    resource: describeResource(item.resource),
    difference: item.difference,
    ...(patch && { patch: patchOf(item, naming) }),
  };
}

function wordsOf(difference: Difference, { names: [first, second] }: DiffNaming): string {
  return {
    same: 'the same',
    formatting: 'different in form only',
    different: 'different',
    'only-first': `only in ${first}`,
    'only-second': `only in ${second}`,
  }[difference];
}

/** What would change in the second side, if it were to be as the first one. */
function patchOf(item: ComparedItem, { labels: [first, second], pathOf }: DiffNaming): string {
  const path = pathOf(item);
  return unifiedDiff(item.second, item.first, { before: `${second}/${path}`, after: `${first}/${path}` });
}
