/** A plan's rows: what is done to what, by what is to be done; and, once it has run, what came of it. */
import {
  changeText,
  type ItemOutcome,
  isFine,
  outcomeText,
  type PlanItem,
  type PlannedChange,
} from '../../../instance/push';
import { addressLabel } from '../addressLabel';

export type GroupName = 'conflict' | 'blocked' | 'create' | 'update' | 'delete' | 'unchanged';

/** In this order: what needs a person first. */
export const groupNames: readonly GroupName[] = [
  'conflict',
  'blocked',
  'create',
  'update',
  'delete',
  'unchanged',
];

export interface PlanRow {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** Name of a codicon. */
  readonly icon: string;
}

const groups: Readonly<Record<GroupName, PlanRow>> = {
  conflict: {
    label: 'Conflicts',
    description: '',
    tooltip: 'Somebody else has changed these on the instance. Check one to overwrite it.',
    icon: 'warning',
  },
  blocked: {
    label: 'Can’t Be Sent',
    description: '',
    tooltip: 'These can’t be sent as they are; each says why.',
    icon: 'error',
  },
  create: {
    label: 'Create',
    description: '',
    tooltip: 'The instance has none of these yet.',
    icon: 'diff-added',
  },
  update: {
    label: 'Update',
    description: '',
    tooltip: 'These change on the instance.',
    icon: 'diff-modified',
  },
  delete: {
    label: 'Delete',
    description: '',
    tooltip: 'Their files are gone from the workspace.',
    icon: 'diff-removed',
  },
  unchanged: {
    label: 'Unchanged',
    description: '',
    tooltip: 'The instance has these already.',
    icon: 'pass',
  },
};

export function groupRow(group: GroupName, count: number): PlanRow {
  return { ...groups[group], description: String(count) };
}

export function groupOf({ change }: PlanItem): GroupName {
  return change.action;
}

/** Whether a person may say that it is sent. */
export function canBeSent({ change }: PlanItem): boolean {
  return change.action !== 'blocked' && change.action !== 'unchanged';
}

/** Whether it is sent where nobody says otherwise: everything but what would undo somebody else's work. */
export function isSentByItself(item: PlanItem): boolean {
  return canBeSent(item) && item.change.action !== 'conflict';
}

export function itemRow(item: PlanItem, outcome: ItemOutcome | undefined): PlanRow {
  const { label, kind } = nameOf(item);
  const said = outcome === undefined ? changeText(item.change) : outcomeText(outcome);
  return {
    label,
    description: [kind, said].filter(Boolean).join(' · '),
    tooltip: [label, kind, item.path, said].filter(Boolean).join('\n'),
    icon: outcome === undefined ? groups[item.change.action].icon : outcomeIcon(outcome),
  };
}

/** How a resource reads. */
export function nameOf({ resource }: Pick<PlanItem, 'resource'>): {
  readonly label: string;
  readonly kind: string;
} {
  if (resource.kind === 'policy') {
    const { label, description } = addressLabel(resource.address);
    return { label, kind: description };
  }
  const kind = resource.kind === 'backend' ? 'backend' : 'named value';
  return {
    label: resource.name,
    kind: resource.workspace === undefined ? kind : `${kind} · workspace ${resource.workspace}`,
  };
}

function outcomeIcon(outcome: ItemOutcome): string {
  if (isFine(outcome)) return 'pass-filled';
  return outcome.kind === 'not-tried' ? 'circle-slash' : outcome.kind === 'conflict' ? 'warning' : 'error';
}

/** `2 to create, 1 to update`; what is nothing to do is left out. */
export function summaryOf(items: readonly PlanItem[]): string {
  const words: readonly (readonly [PlannedChange['action'], string])[] = [
    ['create', 'to create'],
    ['update', 'to update'],
    ['delete', 'to delete'],
    ['conflict', 'to overwrite'],
  ];
  const parts = words.flatMap(([action, text]) => {
    const count = items.filter(({ change }) => change.action === action).length;
    return count === 0 ? [] : [`${count} ${text}`];
  });
  return parts.length === 0 ? 'nothing to do' : parts.join(', ');
}
