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

/** What a person has made of a conflict, in the file that is to be sent. */
export type Resolution = 'merged' | 'taken';

/** What a plan is for. */
export type PlanVerb = 'push' | 'promote';

export interface PlanRow {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Name of a theme's colour for the icon. */
  readonly color?: string;
}

const groups: Readonly<Record<GroupName, PlanRow>> = {
  conflict: {
    label: 'Conflicts',
    description: '',
    tooltip: 'Somebody else has changed these on the instance. Check one to overwrite it.',
    icon: 'warning',
    color: 'list.warningForeground',
  },
  blocked: {
    label: 'Can’t Be Sent',
    description: '',
    tooltip: 'These can’t be sent as they are; each says why.',
    icon: 'error',
    color: 'list.errorForeground',
  },
  create: {
    label: 'Create',
    description: '',
    tooltip: 'The instance has none of these yet.',
    icon: 'diff-added',
    color: 'gitDecoration.addedResourceForeground',
  },
  update: {
    label: 'Update',
    description: '',
    tooltip: 'These change on the instance.',
    icon: 'diff-modified',
    color: 'gitDecoration.modifiedResourceForeground',
  },
  delete: {
    label: 'Delete',
    description: '',
    tooltip: 'These are gone where the rest comes from.',
    icon: 'diff-removed',
    color: 'gitDecoration.deletedResourceForeground',
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

export function itemRow(
  item: PlanItem,
  outcome: ItemOutcome | undefined,
  verb: PlanVerb,
  resolution?: Resolution,
): PlanRow {
  const { label, kind } = nameOf(item);
  const decided = resolution && resolutions[resolution];
  const said = outcome === undefined ? (decided?.text ?? reasonOf(item.change, verb)) : outcomeText(outcome);
  return {
    label,
    description: [kind, said].filter(Boolean).join(' · '),
    tooltip: [label, kind, item.path, said].filter(Boolean).join('\n'),
    ...(outcome === undefined
      ? markOf(decided ?? groups[item.change.action])
      : markOf(outcomeMarks[outcomeMark(outcome)])),
  };
}

const resolutions: Readonly<Record<Resolution, Mark & { readonly text: string }>> = {
  merged: { text: 'merged into the file; look at it, then plan again', icon: 'git-merge' },
  taken: { text: 'the instance’s is in the file; look at it, then plan again', icon: 'cloud-download' },
};

function reasonOf(change: PlannedChange, verb: PlanVerb): string {
  if (verb === 'push' || change.action !== 'conflict') return changeText(change);
  return {
    'changed-on-instance': 'changed here since it was last promoted',
    'deleted-on-instance': 'deleted here since it was last promoted',
    'no-base': 'never promoted before, and different here',
  }[change.reason];
}

/** Words that `when` clauses of package.json look for. */
export function contextOf({ change, resource, before, after }: PlanItem, verb: PlanVerb): readonly string[] {
  const isPolicy = resource.kind === 'policy';
  // The file can be changed where there is one, and it is not the file that is gone.
  const isResolvable =
    change.action === 'conflict' && verb === 'push' && before !== undefined && after !== undefined;
  return [
    'planned',
    ...(before !== undefined || after !== undefined ? ['comparable'] : []),
    ...(after !== undefined && (isPolicy || verb === 'push') ? ['openable'] : []),
    ...(change.action === 'conflict' ? ['conflict'] : []),
    ...(isResolvable && isPolicy ? ['mergeable'] : []),
    ...(isResolvable ? ['takeable'] : []),
  ];
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

type Mark = Pick<PlanRow, 'icon' | 'color'>;

function markOf({ icon, color }: Mark): Mark {
  return color === undefined ? { icon } : { icon, color };
}

const outcomeMarks = {
  fine: { icon: 'pass-filled', color: 'testing.iconPassed' },
  'not-tried': { icon: 'circle-slash' },
  conflict: { icon: 'warning', color: 'list.warningForeground' },
  failed: { icon: 'error', color: 'list.errorForeground' },
} as const satisfies Record<string, Mark>;

function outcomeMark(outcome: ItemOutcome): keyof typeof outcomeMarks {
  if (isFine(outcome)) return 'fine';
  return outcome.kind === 'not-tried' || outcome.kind === 'conflict' ? outcome.kind : 'failed';
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
