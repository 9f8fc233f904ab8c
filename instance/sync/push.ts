/**
 * Push: one policy of the workspace onto the instance. The plan says what is there now and what would be
 * replaced; applying it replaces exactly that, by its ETag, or nothing.
 */
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { type CompareOptions, sameMeaning, sameText, withoutMark } from '../compare';
import type { ApimInstance, CallOptions, Precondition } from '../types';
import { sameEntry } from './state';
import type {
  BaseMemory,
  BaseRecord,
  PushDecision,
  PushPlan,
  PushPlanOutcome,
  PushResult,
  PushVerdict,
} from './types';

/** A policy to be pushed: `text` is the document as it is in the editor or the file (for fragments, the XML). */
export interface PushSource {
  readonly address: PolicyAddress;
  readonly path: string;
  readonly text: string;
  /** What the file was made from, where nothing is remembered of it: as Git has it. */
  readonly base?: string;
}

/** What a push would do. Reads the instance, writes nothing. */
export async function planPush(
  instance: Pick<ApimInstance, 'readPolicy' | 'namedValues'>,
  source: PushSource,
  state: BaseMemory,
  options: CallOptions = {},
): Promise<PushPlanOutcome> {
  const read = await instance.readPolicy(source.address, options);
  if (!read.ok && read.failure.kind !== 'not-found') return read;
  const live = read.ok ? read.value : undefined;
  const record = await state.read(source.path);
  const entry = { kind: 'policy', address: source.address } as const;
  const base =
    record !== undefined && sameEntry(record.entry, entry)
      ? record
      : source.base === undefined
        ? undefined
        : { entry, text: source.base, etag: '' };
  const text = withoutMark(source.text);
  const same = await comparer(instance, source.address, [text, live?.text, base?.text], options);
  const plan = { address: source.address, path: source.path, text, live, base, state };
  const verdict = verdictOf();
  const formattingOnly = verdict === 'unchanged' && live !== undefined && !sameText(text, live.text);
  return { ok: true, plan: { ...plan, verdict, formattingOnly } };

  function verdictOf(): PushVerdict {
    if (live === undefined) return base === undefined ? 'create' : 'deletedOnInstance';
    if (same(text, live.text)) return 'unchanged';
    if (base === undefined) return 'noBase';
    return base.etag === live.etag || same(base.text, live.text) ? 'update' : 'changedOnInstance';
  }
}

/**
 * Sends the plan's text on the condition that the instance still holds what the plan shows. `push` does so only
 * where there is nothing to decide; `overwrite` says that a person has seen `plan.live` and wants it replaced.
 */
export async function applyPush(
  instance: Pick<ApimInstance, 'writePolicy' | 'namedValues'>,
  plan: PushPlan,
  decision: PushDecision,
  options: CallOptions = {},
): Promise<PushResult> {
  if (decision === 'push' && needsDecision(plan.verdict))
    return { kind: 'needs-decision', verdict: plan.verdict };
  if (
    plan.verdict === 'unchanged' &&
    plan.live !== undefined &&
    !(plan.formattingOnly && decision === 'overwrite')
  ) {
    await remember(plan, plan.live);
    return { kind: 'unchanged' };
  }
  const condition: Precondition = plan.live === undefined ? 'create' : { etag: plan.live.etag };
  const outcome = await instance.writePolicy(plan.address, plan.text, condition, options);
  if (!outcome.ok) {
    const { failure } = outcome;
    if (failure.kind === 'changed') return { kind: 'conflict', message: failure.message };
    if (failure.kind === 'invalid')
      return { kind: 'invalid', message: failure.message, faults: failure.faults };
    return { kind: 'failed', failure };
  }
  const live = outcome.value;
  const same = await comparer(instance, plan.address, [plan.text, live.text], options);
  const asSent = same(plan.text, live.text);
  // What someone else has written since is not in the file, so it is no base for it: the next plan shows it.
  const base = live.changedSince === true ? { text: plan.text, etag: '' } : live;
  await remember(plan, asSent ? { text: plan.text, etag: live.etag } : base);
  return { kind: 'pushed', live, asSent };
}

/** Takes note that the file now has in it what `plan.live` says, after a merge: the base of the next push. */
export async function acceptLive(plan: PushPlan): Promise<void> {
  if (plan.live !== undefined) await remember(plan, plan.live);
}

function needsDecision(verdict: PushVerdict): boolean {
  return verdict === 'changedOnInstance' || verdict === 'noBase' || verdict === 'deletedOnInstance';
}

async function remember(plan: PushPlan, { text, etag }: Pick<BaseRecord, 'text' | 'etag'>): Promise<void> {
  try {
    await plan.state.write(plan.path, { entry: { kind: 'policy', address: plan.address }, text, etag });
  } catch {
    // The push itself is done. Without the record the next plan finds the same text on both sides, or asks.
  }
}

/**
 * Compares by meaning. The service may put the resource name of a named value where its display name was
 * written, so where the texts refer to different names the instance is asked which are the same.
 */
export async function comparer(
  instance: Pick<ApimInstance, 'namedValues'>,
  address: PolicyAddress,
  texts: readonly (string | undefined)[],
  options: CallOptions,
): Promise<(a: string, b: string) => boolean> {
  const known = texts.filter((text) => text !== undefined).map(referencesIn);
  const [first] = known;
  if (first === undefined || known.every((names) => names === first)) return (a, b) => sameMeaning(a, b);
  const workspace = 'workspace' in address ? address.workspace : undefined;
  const namedValues = await instance.namedValues({
    ...options,
    ...(workspace !== undefined && { workspace }),
  });
  const compare: CompareOptions = namedValues.ok
    ? { displayNames: new Map(namedValues.value.map(({ name, displayName }) => [name, displayName])) }
    : {};
  return (a, b) => sameMeaning(a, b, compare);
}

/** The names of all references in a text, in one order. */
function referencesIn(text: string): string {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map(([, name]) => name))]
    .sort()
    .join('\n');
}
