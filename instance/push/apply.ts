/**
 * Does what a plan says. Every write is conditional on what the plan saw; what happened to a write that ended
 * without an answer is found out by reading. Stopped at any point, a new plan carries on: what was done is then
 * unchanged.
 */
import { sameMeaning } from '../compare';
import { locateFaults } from '../faultOrigins';
import { mapLimited } from '../pool';
import { acceptLive, applyPush, type BaseRecord, namedValueInformation, Throttle } from '../sync';
import type { ApimInstance, CallOptions, Deletion, Failure, Outcome } from '../types';
import { hasAllOf, sendBackend } from './backends';
import { broughtInBy } from './broughtIn';
import { Lookups } from './lookups';
import { isSame, sendNamedValue } from './namedValues';
import { inGroups } from './order';
import { describeResource, entryOf, within, workspaceOf } from './resources';
import type {
  ApplyOptions,
  ItemOutcome,
  PlanItem,
  PushReport,
  ReportItem,
  Work,
  WorkspacePlan,
} from './types';
import { isFine } from './words';

/** Writes at a time: ARM refills ten a second. */
const parallel = 4;

interface Run {
  readonly instance: ApimInstance;
  /** The instance with its named values listed once: policies are sent when those are. */
  readonly writing: Pick<ApimInstance, 'writePolicy' | 'namedValues'>;
  readonly plan: WorkspacePlan;
  readonly options: ApplyOptions;
  readonly throttle: Throttle;
  readonly call: CallOptions;
}

export async function applyWorkspacePush(
  instance: ApimInstance,
  plan: WorkspacePlan,
  options: ApplyOptions = {},
): Promise<PushReport> {
  const lookups = new Lookups(instance, options);
  const run: Run = {
    instance,
    writing: {
      writePolicy: (...args) => instance.writePolicy(...args),
      namedValues: (o) => lookups.namedValues(o?.workspace),
    },
    plan,
    options,
    throttle: new Throttle(options),
    call: options.signal === undefined ? {} : { signal: options.signal },
  };
  const outcomes = new Map<PlanItem, ItemOutcome>();
  const goOn = options.onFailure === 'go-on';
  // What is known not to go through is no reason to send half of the rest.
  let stopped = !goOn && plan.items.some((item) => unsendable(run, item) !== undefined);
  let done = 0;
  for (const group of inGroups(plan.items))
    await mapLimited(group, parallel, async (item) => {
      if (options.signal?.aborted) return;
      const known = unsendable(run, item);
      if (stopped && known === undefined && item.change.action !== 'unchanged') return;
      const outcome = known ?? (await sendItem(run, item));
      outcomes.set(item, outcome);
      if (!isFine(outcome) && !goOn) stopped = true;
      options.onProgress?.({
        done: ++done,
        total: plan.items.length,
        label: describeResource(item.resource),
      });
      options.onItem?.({ item, outcome });
    });
  const items = plan.items.map(
    (item): ReportItem => ({ item, outcome: outcomes.get(item) ?? { kind: 'not-tried' } }),
  );
  return {
    items,
    complete: items.every(({ outcome }) => isFine(outcome)),
    cancelled: options.signal?.aborted === true && items.some(({ outcome }) => isLeftByCancelling(outcome)),
  };
}

function isLeftByCancelling(outcome: ItemOutcome): boolean {
  return outcome.kind === 'not-tried' || (outcome.kind === 'failed' && outcome.failure.kind === 'cancelled');
}

/** What becomes of an item that the plan already knows can't be sent as things are. */
function unsendable({ options }: Run, item: PlanItem): ItemOutcome | undefined {
  const { change } = item;
  if (change.action === 'blocked') return { kind: 'blocked', message: change.message };
  if (change.action === 'conflict' && !mayOverwrite(options, item))
    return { kind: 'conflict', message: conflictMessage(item) };
  return undefined;
}

async function sendItem(run: Run, item: PlanItem): Promise<ItemOutcome> {
  const { change } = item;
  if (change.action === 'unchanged') {
    await rememberUnchanged(run, item);
    return { kind: 'unchanged' };
  }
  const { work, resource } = item;
  if (work.kind === 'policy') return sendPolicy(run, item, work);
  if (work.kind === 'delete') return deleteItem(run, item, work.etag);
  if (work.kind === 'named-value' && resource.kind === 'named-value')
    return sendOther(run, item, {
      send: () => sendNamedValue(run.instance, resource, work, run.call),
      find: () => run.instance.readNamedValue(resource.name, placeOf(run, item)),
      // A secret's value can't be compared: whether it arrived is not known, so it is sent again next time.
      isThere: (found) => work.wanted.content.kind !== 'secret' && isSame(found, work.wanted),
      base: (found) => (work.usesTokens ? (item.after ?? '') : namedValueInformation(found)),
      isAsSent: (found) => isSame(found, work.wanted),
      seen: work.live?.etag,
    });
  if (work.kind === 'backend' && resource.kind === 'backend')
    return sendOther(run, item, {
      send: () => sendBackend(run.instance, resource, work, run.call),
      find: () => run.instance.readBackend(resource.name, placeOf(run, item)),
      isThere: (found) => hasAllOf(found, work.wanted),
      base: () => item.after ?? '',
      isAsSent: (found) => hasAllOf(found, work.wanted),
      seen: work.etag,
    });
  return { kind: 'unchanged' };
}

function mayOverwrite({ overwrite }: ApplyOptions, { id }: PlanItem): boolean {
  return overwrite === 'all' || overwrite?.has(id) === true;
}

function conflictMessage({ resource, change }: PlanItem): string {
  const what = describeResource(resource);
  if (change.action !== 'conflict') return `Someone else has just changed ${what}; compare again.`;
  switch (change.reason) {
    case 'changed-on-instance':
      return `Someone has changed ${what} on the instance since it was last pulled or pushed; merge, or overwrite it.`;
    case 'deleted-on-instance':
      return `Someone has deleted ${what} on the instance since it was last pulled or pushed; create it again, or delete the file.`;
    case 'no-base':
      return `The instance has another version of ${what}, and the file was never pulled or pushed; compare the two, then overwrite or pull.`;
  }
}

async function sendPolicy(
  run: Run,
  item: PlanItem,
  work: Extract<Work, { readonly kind: 'policy' }>,
): Promise<ItemOutcome> {
  const { instance, throttle, call } = run;
  const created = work.plan.live === undefined;
  const sent = await throttle.run(async () => {
    const result = await applyPush(run.writing, work.plan, 'overwrite', call);
    return result.kind === 'failed' ? { ok: false, failure: result.failure } : { ok: true, value: result };
  });
  if (!sent.ok)
    return settle(run, item, sent.failure, {
      find: () => instance.readPolicy(work.plan.address, call),
      etagOf: ({ etag }) => etag,
      isThere: ({ text }) => sameMeaning(text, work.plan.text),
      remember: (live) => acceptLive({ ...work.plan, live: { ...live, text: work.plan.text } }),
      seen: work.plan.live?.etag,
    });
  const result = sent.value;
  switch (result.kind) {
    case 'pushed':
      return { kind: created ? 'created' : 'updated', asSent: result.asSent };
    case 'unchanged':
      return { kind: 'unchanged' };
    case 'conflict': {
      // Who changed it may have made the same change.
      const live = await throttle.run(() => instance.readPolicy(work.plan.address, call));
      if (!live.ok || !sameMeaning(live.value.text, work.plan.text))
        return { kind: 'conflict', message: conflictMessage({ ...item, change: { action: 'update' } }) };
      await acceptLive({ ...work.plan, live: live.value });
      return { kind: 'unchanged' };
    }
    case 'invalid': {
      const broughtIn = await broughtInBy(instance, run.plan, work.plan, call);
      const faults = locateFaults(work.plan.text, result.faults, broughtIn);
      return { kind: 'invalid', message: result.message, faults };
    }
    case 'needs-decision':
      return { kind: 'conflict', message: conflictMessage(item) };
  }
}

interface Sending<T> {
  readonly send: () => Promise<Outcome<{ readonly resource: T; readonly etag: string }>>;
  readonly find: () => Promise<Outcome<{ readonly resource: T; readonly etag: string }>>;
  readonly isThere: (found: T) => boolean;
  /** The text that is remembered. */
  readonly base: (found: T) => string;
  /** Whether what was read back is what was sent, as far as it can be compared. */
  readonly isAsSent: (found: T) => boolean;
  readonly seen: string | undefined;
}

async function sendOther<T>(run: Run, item: PlanItem, sending: Sending<T>): Promise<ItemOutcome> {
  const keep = (found: { readonly resource: T; readonly etag: string }) =>
    remember(run, item, { text: sending.base(found.resource), etag: found.etag });
  const sent = await run.throttle.run(sending.send);
  if (sent.ok) {
    const asSent = sending.isAsSent(sent.value.resource);
    // What someone else has written since is not in the file, so it is no base for it: the next plan shows it.
    if (asSent) await keep(sent.value);
    else await remember(run, item, { text: item.after ?? '', etag: '' });
    return { kind: sending.seen === undefined ? 'created' : 'updated', asSent };
  }
  return settle(run, item, sent.failure, {
    find: sending.find,
    etagOf: ({ etag }) => etag,
    isThere: ({ resource }) => sending.isThere(resource),
    remember: keep,
    seen: sending.seen,
  });
}

async function deleteItem(run: Run, item: PlanItem, etag: string | undefined): Promise<ItemOutcome> {
  const { instance, throttle, call } = run;
  const { resource } = item;
  if (etag === undefined) {
    await forget(run, item);
    return { kind: 'unchanged' };
  }
  const place = placeOf(run, item);
  const outcome = await throttle.run((): Promise<Outcome<Deletion>> => {
    switch (resource.kind) {
      case 'policy':
        return instance.deletePolicy(resource.address, { etag }, call);
      case 'named-value':
        return instance.deleteNamedValue(resource.name, { etag }, place);
      case 'backend':
        return instance.deleteBackend(resource.name, { etag }, place);
    }
  });
  if (!outcome.ok) return outcomeOf(item, outcome.failure);
  await forget(run, item);
  // It was there when the plan was made, and a service may answer any deletion as it does one of nothing.
  return { kind: 'deleted' };
}

interface Settling<T> {
  readonly find: () => Promise<Outcome<T>>;
  readonly etagOf: (found: T) => string;
  readonly isThere: (found: T) => boolean;
  readonly remember: (found: T) => Promise<void>;
  readonly seen: string | undefined;
}

/** What became of a write that failed: it may have arrived, or somebody else's may have. */
async function settle<T>(
  run: Run,
  item: PlanItem,
  failure: Failure,
  { find, etagOf, isThere, remember: keep, seen }: Settling<T>,
): Promise<ItemOutcome> {
  const unknown = failure.kind === 'unreachable' || failure.kind === 'server' || failure.kind === 'changed';
  if (!unknown || run.options.signal?.aborted) return outcomeOf(item, failure);
  const found = await run.throttle.run(find);
  if (!found.ok) return outcomeOf(item, failure);
  if (isThere(found.value)) {
    await keep(found.value);
    if (failure.kind === 'changed') return { kind: 'unchanged' };
    return { kind: seen === undefined ? 'created' : 'updated', asSent: true };
  }
  return etagOf(found.value) === seen
    ? outcomeOf(item, failure)
    : { kind: 'conflict', message: conflictMessage({ ...item, change: { action: 'update' } }) };
}

function outcomeOf(item: PlanItem, failure: Failure): ItemOutcome {
  if (failure.kind === 'changed')
    return { kind: 'conflict', message: conflictMessage({ ...item, change: { action: 'update' } }) };
  if (failure.kind !== 'invalid') return { kind: 'failed', failure };
  const faults = failure.faults.map((fault) => ({
    fault,
    in: { kind: 'document' } as const,
    span: { start: 0, end: 0 },
  }));
  return { kind: 'invalid', message: failure.message, faults };
}

/** An unchanged file is as good as a pulled one: what the instance has is the base of the next push. */
async function rememberUnchanged(run: Run, item: PlanItem): Promise<void> {
  const { work, base } = item;
  if (work.kind === 'policy') {
    const { live } = work.plan;
    if (base?.etag !== live?.etag || base?.text !== live?.text) await acceptLive(work.plan);
  } else if (work.kind === 'delete') await forget(run, item);
  else if (work.kind === 'named-value' && work.live !== undefined && base === undefined)
    await remember(run, item, {
      text: (work.usesTokens ? item.after : item.before) ?? '',
      etag: work.live.etag,
    });
  else if (work.kind === 'backend' && work.etag !== undefined && base?.etag !== work.etag)
    await remember(run, item, { text: item.after ?? '', etag: work.etag });
}

async function remember(
  { plan }: Run,
  { path, resource }: PlanItem,
  record: Pick<BaseRecord, 'text' | 'etag'>,
): Promise<void> {
  // The instance has it; without the record the next plan finds the same on both sides, or asks.
  await plan.state.write(path, { entry: entryOf(resource), ...record }).catch(() => undefined);
}

async function forget({ plan }: Run, { path }: PlanItem): Promise<void> {
  await plan.state.forget(path).catch(() => undefined);
}

function placeOf({ call }: Run, { resource }: PlanItem) {
  return { ...call, ...within(workspaceOf(resource)) };
}
