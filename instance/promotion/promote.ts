/**
 * Promotion: what one instance has onto another, with what is different there. What is promoted passes through
 * memory, never through files; what was promoted last is remembered by itself, apart from what was pulled and pushed.
 */
import { openMemoryFiles } from '../files/memoryFiles';
import {
  entryOf,
  type PlanOutcome,
  type PushOptions,
  type PushSelection,
  type PushSides,
  planWorkspacePush,
  type Resource,
  workspaceOf,
} from '../push';
import { applyPull, type FailedItem, openSyncState, type PullScope, pathIn, planPull } from '../sync';
import type { ApimInstance } from '../types';

/** The instance that is promoted to; `files` of the workspace hold the memory of promotions. */
export type PromotionTarget = Pick<PushSides, 'instance' | 'files' | 'overrides' | 'tokens'>;

export type PromotionOutcome =
  | (Extract<PlanOutcome, { readonly ok: true }> & {
      /** What could not be read from the first instance: it is not in the plan, and nothing is deleted then. */
      readonly unread: readonly FailedItem[];
    })
  | Extract<PlanOutcome, { readonly ok: false }>;

/** What is promoted: a part as a pull has it, or exactly these. */
export type PromotionScope = PullScope | { readonly resources: readonly Resource[] };

const place = { layout: 'apiops', root: '' } as const;

/** Apply the plan with `applyWorkspacePush` on the target's instance. */
export async function planPromotion(
  from: ApimInstance,
  to: PromotionTarget,
  scope: PromotionScope = 'everything',
  options: PushOptions = {},
): Promise<PromotionOutcome> {
  const files = openMemoryFiles();
  const failed: FailedItem[] = [];
  for (const part of pullsOf(scope)) {
    const pulled = await planPull(from, part, files, openSyncState(files, from.target), place, options);
    if (!pulled.ok) return pulled;
    const result = await applyPull(pulled.plan, files, {
      ...(options.signal !== undefined && { signal: options.signal }),
    });
    failed.push(...result.failed);
    if (result.cancelled)
      return {
        ok: false,
        failure: { kind: 'cancelled', message: 'The promotion was cancelled; nothing was changed.' },
      };
  }
  const planned = await planWorkspacePush(
    { ...to, files, place, state: openSyncState(to.files, to.instance.target, from.target) },
    selectionOf(scope),
    // Of a part, or where something is missing, nobody can tell what is gone.
    { ...options, deletions: options.deletions === true && scope === 'everything' && failed.length === 0 },
  );
  return planned.ok ? { ...planned, unread: failed } : planned;
}

/** What is to be read of the first instance; lists are had whole. */
function pullsOf(scope: PromotionScope): readonly PullScope[] {
  if (!isResources(scope)) return [scope];
  const addresses = scope.resources.flatMap((each) => (each.kind === 'policy' ? [each.address] : []));
  const lists = scope.resources.flatMap((each) => {
    if (each.kind === 'policy') return [];
    const workspace = workspaceOf(each);
    const kind = each.kind === 'backend' ? 'backends' : 'named-values';
    return [{ kind, ...(workspace !== undefined && { workspace }) } as const];
  });
  const distinct = new Map(lists.map((each) => [JSON.stringify(each), each])).values();
  return [...(addresses.length === 0 ? [] : [addresses]), ...distinct];
}

function selectionOf(scope: PromotionScope): PushSelection {
  if (!isResources(scope)) return { kind: 'everything' };
  return { kind: 'paths', paths: scope.resources.map((each) => pathIn(place, entryOf(each))) };
}

function isResources(scope: PromotionScope): scope is { readonly resources: readonly Resource[] } {
  return typeof scope === 'object' && 'resources' in scope;
}
