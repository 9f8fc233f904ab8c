/** A plan, for people and for programs. Secrets are not in it: the engine leaves them out. */
import { unifiedDiff } from '../../../instance';
import {
  changeText,
  describeResource,
  type PlanItem,
  type PlannedChange,
  type WorkspacePlan,
} from '../../../instance/push';
import { harmless, type Paint, type Style } from '../../terminal';
import { patchText } from './patch';

export type Action = PlannedChange['action'];

/** In the order of a summary: what is done first, what needs a person last. */
const actions: readonly Action[] = ['create', 'update', 'delete', 'conflict', 'blocked', 'unchanged'];

const styles: Readonly<Record<Action, Style>> = {
  create: 'blue',
  update: 'blue',
  delete: 'yellow',
  conflict: 'yellow',
  blocked: 'red',
  unchanged: 'gray',
};

const words: Readonly<Record<Action, string>> = {
  create: 'to create',
  update: 'to update',
  delete: 'to delete',
  conflict: 'in conflict',
  blocked: 'blocked',
  unchanged: 'unchanged',
};

export interface PlanPrinting {
  /** How a path of the plan reads on this command line. */
  readonly shown: (path: string) => string;
  readonly paint: Paint;
  /** Whether what changes in each is printed too. */
  readonly patch: boolean;
  /** Whether a terminal shows it, which takes some characters for commands. */
  readonly onTerminal: boolean;
}

/** A line an item, without those that are unchanged. */
export function planText({ items }: Pick<WorkspacePlan, 'items'>, printing: PlanPrinting): string {
  const { paint } = printing;
  const lines = items
    .filter(({ change }) => change.action !== 'unchanged')
    .map((item) => {
      const { action } = item.change;
      const said = changeText(item.change);
      const line = `${paint(styles[action], action.padEnd(8))}  ${harmless(printing.shown(item.path))}${said === '' ? '' : `: ${harmless(said)}`}\n`;
      return printing.patch ? `${line}${patchText(patchOf(item), printing)}` : line;
    });
  return lines.join('');
}

/** `2 to create, 1 in conflict, 40 unchanged`. */
export function planSummary({ items }: Pick<WorkspacePlan, 'items'>): string {
  const counts = countsOf(items);
  const parts = actions.flatMap((action) =>
    counts[action] === 0 ? [] : [`${counts[action]} ${words[action]}`],
  );
  return parts.length === 0 ? 'nothing selected' : parts.join(', ');
}

export function countsOf(items: readonly PlanItem[]): Readonly<Record<Action, number>> {
  const counts = { create: 0, update: 0, delete: 0, conflict: 0, blocked: 0, unchanged: 0 };
  for (const { change } of items) counts[change.action]++;
  return counts;
}

/** What a program needs of an item. */
export function itemJson(item: PlanItem, patch: boolean): Readonly<Record<string, unknown>> {
  const { change, path, resource } = item;
  return {
    path,
    kind: resource.kind === 'policy' && resource.address.kind === 'fragment' ? 'fragment' : resource.kind,
    resource: describeResource(resource),
    action: change.action,
    ...(change.action === 'conflict' && { reason: change.reason, otherwise: change.otherwise }),
    ...(change.action === 'blocked' && { message: change.message }),
    ...(patch && change.action !== 'unchanged' && { patch: patchOf(item) }),
  };
}

function patchOf({ path, before, after, change }: PlanItem): string {
  if (change.action === 'blocked' && before === undefined && after === undefined) return '';
  return unifiedDiff(before, after, { before: `a/${path}`, after: `b/${path}` });
}
