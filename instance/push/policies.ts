/** Policies and fragments in a push of many. */
import { comparer, hasConflictMarkers, type PushPlan, type PushVerdict, planPush, policyIn } from '../sync';
import type { LivePolicy, Outcome } from '../types';
import type { Lookups } from './lookups';
import { resourceId } from './resources';
import type { GoneFile, SelectedFile } from './select';
import type { PlanItem, PlannedChange, PushSides, Resource } from './types';

type PolicyResource = Extract<Resource, { readonly kind: 'policy' }>;

const reasons = {
  changedOnInstance: { action: 'conflict', reason: 'changed-on-instance', otherwise: 'update' },
  noBase: { action: 'conflict', reason: 'no-base', otherwise: 'update' },
  deletedOnInstance: { action: 'conflict', reason: 'deleted-on-instance', otherwise: 'create' },
  create: { action: 'create' },
  update: { action: 'update' },
} as const satisfies Record<Exclude<PushVerdict, 'unchanged'>, PlannedChange>;

export async function planPolicy(
  sides: PushSides,
  lookups: Lookups,
  file: SelectedFile & { readonly resource: PolicyResource },
): Promise<Outcome<PlanItem>> {
  const { address } = file.resource;
  const roots = [sides.place.root];
  const text = policyIn(file.path, file.text, roots)?.text ?? file.text;
  const base = file.before === undefined ? undefined : policyIn(file.path, file.before, roots)?.text;
  const planned = await lookups.throttle.run(async () => {
    const outcome = await planPush(
      lookups.instance,
      { address, path: file.path, text, ...(base !== undefined && { base }) },
      sides.state,
      lookups.call,
    );
    return outcome.ok ? { ok: true, value: outcome.plan } : outcome;
  });
  if (!planned.ok) return planned;
  const plan = planned.value;
  const change = await changeOf(plan, lookups);
  if (!change.ok) return change;
  return {
    ok: true,
    value: {
      id: resourceId(file.resource),
      resource: file.resource,
      path: file.path,
      change: change.value,
      before: plan.live?.text,
      after: plan.text,
      base: plan.base,
      work: { kind: 'policy', plan },
    },
  };
}

async function changeOf(plan: PushPlan, lookups: Lookups): Promise<Outcome<PlannedChange>> {
  if (hasConflictMarkers(plan.text))
    return blocked('The policy still holds conflict markers (<<<<<<<); resolve them first.');
  if (plan.verdict === 'unchanged')
    return { ok: true, value: { action: 'unchanged', formattingOnly: plan.formattingOnly } };
  if (plan.live === undefined) {
    const missing = await lookups.missingOwner(plan.address);
    if (!missing.ok) return missing;
    if (missing.value !== undefined)
      return blocked(`The instance has no ${missing.value}; create it first, then push its policy.`);
  }
  return { ok: true, value: reasons[plan.verdict] };
}

function blocked(message: string): Outcome<PlannedChange> {
  return { ok: true, value: { action: 'blocked', message } };
}

/** A policy whose file is gone: deleted where the instance still has what the file was made from. */
export async function planPolicyDeletion(
  sides: PushSides,
  lookups: Lookups,
  gone: GoneFile & { readonly resource: PolicyResource },
): Promise<Outcome<PlanItem>> {
  const { address } = gone.resource;
  const read = await lookups.throttle.run(() => lookups.instance.readPolicy(address, lookups.call));
  if (!read.ok && read.failure.kind !== 'not-found') return read;
  const live = read.ok ? read.value : undefined;
  const record = await sides.state.read(gone.path);
  const old =
    gone.before === undefined ? undefined : policyIn(gone.path, gone.before, [sides.place.root])?.text;
  const base =
    record ??
    (old === undefined ? undefined : { entry: { kind: 'policy', address } as const, text: old, etag: '' });
  return {
    ok: true,
    value: {
      id: resourceId(gone.resource),
      resource: gone.resource,
      path: gone.path,
      change: await deletionOf(live, base, lookups, gone.resource),
      before: live?.text,
      after: undefined,
      base,
      work: { kind: 'delete', etag: live?.etag },
    },
  };
}

async function deletionOf(
  live: LivePolicy | undefined,
  base: PlanItem['base'],
  lookups: Lookups,
  { address }: PolicyResource,
): Promise<PlannedChange> {
  if (live === undefined) return { action: 'unchanged' };
  if (base === undefined) return { action: 'conflict', reason: 'no-base', otherwise: 'delete' };
  if (base.etag === live.etag) return { action: 'delete' };
  const same = await comparer(lookups.instance, address, [base.text, live.text], lookups.call);
  return same(base.text, live.text)
    ? { action: 'delete' }
    : { action: 'conflict', reason: 'changed-on-instance', otherwise: 'delete' };
}
