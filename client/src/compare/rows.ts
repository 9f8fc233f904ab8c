/** A comparison's rows: what differs, what only one of the sides has, and what is the same. */
import type { ComparedItem, Comparison, Difference } from '../../../instance/promotion';
import { nameOf } from '../plan/rows';

/** In this order: what differs first. */
export const differences: readonly Difference[] = [
  'different',
  'only-first',
  'only-second',
  'formatting',
  'same',
];

/** What people call the two sides. */
export interface SideNames {
  readonly first: string;
  readonly second: string;
}

export interface ComparisonRow {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Name of a theme's colour for the icon. */
  readonly color?: string;
}

type GroupRow = Omit<ComparisonRow, 'description'>;

function groupOf(difference: Difference, { first, second }: SideNames): GroupRow {
  switch (difference) {
    case 'different':
      return {
        label: 'Different',
        tooltip: 'These mean something else on either side.',
        icon: 'diff-modified',
        color: 'gitDecoration.modifiedResourceForeground',
      };
    case 'only-first':
      return {
        label: `Only in ${first}`,
        tooltip: `${second} has none of these.`,
        icon: 'diff-added',
        color: 'gitDecoration.addedResourceForeground',
      };
    case 'only-second':
      return {
        label: `Only in ${second}`,
        tooltip: `${first} has none of these.`,
        icon: 'diff-removed',
        color: 'gitDecoration.deletedResourceForeground',
      };
    case 'formatting':
      return {
        label: 'Same Meaning, Other Text',
        tooltip: 'Indentation, escaping, comments’ whitespace and the like: these do the same.',
        icon: 'whitespace',
      };
    case 'same':
      return { label: 'Same', tooltip: 'Letter for letter.', icon: 'pass' };
  }
}

export function groupRow(difference: Difference, names: SideNames, count: number): ComparisonRow {
  return { ...groupOf(difference, names), description: String(count) };
}

export function itemRow({ resource, difference }: ComparedItem, names: SideNames): ComparisonRow {
  const { label, kind } = nameOf({ resource });
  const { label: group, icon, color } = groupOf(difference, names);
  return {
    label,
    description: kind,
    tooltip: [label, kind, group].join('\n'),
    icon,
    ...(color !== undefined && { color }),
  };
}

/** Whether bringing the first side's to the second would change anything. */
export function isBrought({ difference }: Pick<ComparedItem, 'difference'>): boolean {
  return difference === 'different' || difference === 'only-first';
}

/** `3 different, 1 only in dev`; what there is none of is left out. */
export function summaryOf({ items }: Pick<Comparison, 'items'>, { first, second }: SideNames): string {
  const words: readonly (readonly [Difference, string])[] = [
    ['different', 'different'],
    ['only-first', `only in ${first}`],
    ['only-second', `only in ${second}`],
  ];
  const parts = words.flatMap(([wanted, text]) => {
    const count = items.filter(({ difference }) => difference === wanted).length;
    return count === 0 ? [] : [`${count} ${text}`];
  });
  return parts.length === 0 ? 'no difference' : parts.join(', ');
}
