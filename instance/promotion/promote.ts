/**
 * Promotion: what one instance has onto another, with what is different there. What is promoted passes through
 * memory, never through files; what was promoted last is remembered by itself, apart from what was pulled and pushed.
 */
import { openMemoryFiles } from '../files/memoryFiles';
import { type PlanOutcome, type PushOptions, type PushSides, planWorkspacePush } from '../push';
import { applyPull, type FailedItem, openSyncState, type PullScope, planPull } from '../sync';
import type { ApimInstance } from '../types';

/** The instance that is promoted to; `files` of the workspace hold the memory of promotions. */
export type PromotionTarget = Pick<PushSides, 'instance' | 'files' | 'overrides' | 'tokens'>;

export type PromotionOutcome =
  | (Extract<PlanOutcome, { readonly ok: true }> & {
      /** What could not be read from the first instance: it is not in the plan, and nothing is deleted then. */
      readonly unread: readonly FailedItem[];
    })
  | Extract<PlanOutcome, { readonly ok: false }>;

/** Apply the plan with `applyWorkspacePush` on the target's instance. */
export async function planPromotion(
  from: ApimInstance,
  to: PromotionTarget,
  scope: PullScope = 'everything',
  options: PushOptions = {},
): Promise<PromotionOutcome> {
  const place = { layout: 'apiops', root: '' } as const;
  const files = openMemoryFiles();
  const pulled = await planPull(from, scope, files, openSyncState(files, from.target), place, options);
  if (!pulled.ok) return pulled;
  const { failed, cancelled } = await applyPull(pulled.plan, files, {
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  if (cancelled)
    return {
      ok: false,
      failure: { kind: 'cancelled', message: 'The promotion was cancelled; nothing was changed.' },
    };
  const planned = await planWorkspacePush(
    { ...to, files, place, state: openSyncState(to.files, to.instance.target, from.target) },
    { kind: 'everything' },
    // Of a part, or where something is missing, nobody can tell what is gone.
    { ...options, deletions: options.deletions === true && scope === 'everything' && failed.length === 0 },
  );
  return planned.ok ? { ...planned, unread: failed } : planned;
}
