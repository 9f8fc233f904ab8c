/** The order in which resources are sent: what others refer to goes first, and is deleted last. */
import { includedFragments } from '../includedFragments';
import { resourceId, workspaceOf } from './resources';
import type { PlanItem, Resource } from './types';

const ranks = { 'named-value': 0, backend: 1, fragment: 2, policy: 3 } as const;

function rankOf(resource: Resource): number {
  if (resource.kind !== 'policy') return ranks[resource.kind];
  return resource.address.kind === 'fragment' ? ranks.fragment : ranks.policy;
}

/** Items that may be sent at the same time; each group after the one before. */
export function inGroups(items: readonly PlanItem[]): readonly (readonly PlanItem[])[] {
  const deleted = items.filter(isDeletion);
  const written = items.filter((item) => !isDeletion(item));
  return [...grouped(written), ...[...grouped(deleted)].reverse()];
}

function isDeletion({ change, work }: PlanItem): boolean {
  return change.action === 'delete' || work.kind === 'delete';
}

function grouped(items: readonly PlanItem[]): readonly (readonly PlanItem[])[] {
  const depths = depthsOf(items);
  const groups = new Map<string, PlanItem[]>();
  const keyOf = (item: PlanItem) =>
    [rankOf(item.resource), depths.get(item.id) ?? 0].map((n) => String(n).padStart(6, '0')).join();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** How many others stand behind an item of the same kind: fragments include fragments, pools consist of backends. */
function depthsOf(items: readonly PlanItem[]): ReadonlyMap<string, number> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const depths = new Map<string, number>();
  const open = new Set<string>();
  const depthOf = (item: PlanItem): number => {
    const known = depths.get(item.id);
    if (known !== undefined) return known;
    // Those that include each other have no order.
    if (open.has(item.id)) return 0;
    open.add(item.id);
    let depth = 0;
    for (const id of needs(item)) {
      const other = byId.get(id);
      if (other !== undefined && id !== item.id) depth = Math.max(depth, depthOf(other) + 1);
    }
    open.delete(item.id);
    depths.set(item.id, depth);
    return depth;
  };
  for (const item of items) depthOf(item);
  return depths;
}

function needs({ resource, after, before }: PlanItem): readonly string[] {
  const text = after ?? before ?? '';
  if (resource.kind === 'backend')
    return [...text.matchAll(/\/backends\/([^/"]+)"/g)].map(([, name = '']) =>
      resourceId({ ...resource, name }),
    );
  if (resource.kind !== 'policy' || resource.address.kind !== 'fragment') return [];
  const workspace = workspaceOf(resource);
  return includedFragments(text).map((fragment) =>
    resourceId({
      kind: 'policy',
      address: { kind: 'fragment', fragment, ...(workspace !== undefined && { workspace }) },
    }),
  );
}
