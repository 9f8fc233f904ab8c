/** Pushes of many files in tests. */
import type { ApimInstance } from '../../instance';
import {
  type ApplyOptions,
  applyWorkspacePush,
  type PlanItem,
  type PushOptions,
  type PushReport,
  type PushSelection,
  type PushSides,
  planWorkspacePush,
  type WorkspacePlan,
} from '../../instance/push';
import { openSyncState } from '../../instance/sync';
import { type MemoryFiles, memoryFiles } from './memoryFiles';

export type Sides = PushSides & { readonly files: MemoryFiles };

export function sidesOf(
  instance: ApimInstance,
  files: Readonly<Record<string, string>>,
  more: Partial<PushSides> = {},
): Sides {
  const workspace = memoryFiles(files);
  return {
    instance,
    state: openSyncState(workspace, instance.target),
    place: { layout: 'apiops', root: '' },
    ...more,
    files: workspace,
  };
}

export const everything: PushSelection = { kind: 'everything' };

export async function planned(
  sides: PushSides,
  selection: PushSelection = everything,
  options: PushOptions = {},
): Promise<WorkspacePlan> {
  const outcome = await planWorkspacePush(sides, selection, { sleep: async () => {}, ...options });
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`);
  return outcome.plan;
}

export async function pushed(
  sides: PushSides,
  options: PushOptions & ApplyOptions & { readonly selection?: PushSelection } = {},
): Promise<PushReport> {
  const plan = await planned(sides, options.selection, options);
  return applyWorkspacePush(sides.instance, plan, { sleep: async () => {}, ...options });
}

/** `path: action` of each item, in the order of the plan. */
export function actionsOf({ items }: { readonly items: readonly PlanItem[] }): readonly string[] {
  return items.map(
    ({ path, change }) => `${path}: ${change.action === 'conflict' ? change.reason : change.action}`,
  );
}

/** `path: outcome` of each item. */
export function outcomesOf({ items }: PushReport): readonly string[] {
  return items.map(({ item, outcome }) => `${item.path}: ${outcome.kind}`);
}
