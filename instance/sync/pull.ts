/**
 * Pull: the instance's policies and information files into the workspace. A plan reads everything and writes
 * nothing; applying it writes only files that nobody edited.
 */
import { describePath, pathOf } from '../../server/src/core/workspace/layout';
import type { LayoutEntry, PolicyAddress } from '../../server/src/core/workspace/types';
import { describeAddress } from '../arm/policies';
import { sameMeaning } from '../compare';
import { noOverrides, type Overrides, type TokenLookup } from '../environments';
import { mapLimited } from '../pool';
import type { ApimInstance, Failure, LivePolicy } from '../types';
import { inStyleOf, isWrapped, sameInformation, unwrap, wrap } from './documents';
import { hasConflictMarkers, type Merge, mergePolicies } from './merge';
import { informationAsWanted, isOverridden } from './overridden';
import { addressKey, findWanted, hopeless, type Information, type PullScope } from './pullScope';
import { sameEntry } from './state';
import { Throttle } from './throttle';
import type {
  ApplyPullOptions,
  ArtifactsPlace,
  FailedItem,
  MergedFile,
  PullItem,
  PullOptions,
  PullPlan,
  PullPlanOutcome,
  PullResult,
  SyncState,
  WorkspaceFiles,
} from './types';

/** Requests at a time, unless the options say otherwise. */
const parallel = 12;

interface Sources {
  readonly instance: ApimInstance;
  readonly files: WorkspaceFiles;
  readonly state: SyncState;
  readonly place: ArtifactsPlace;
  /** Of fragments, by `addressKey`. */
  readonly descriptions: ReadonlyMap<string, string>;
  readonly overrides: Overrides;
  readonly tokens: TokenLookup | undefined;
}

/** What a pull would do. Reads the instance and the files, writes nothing. */
export async function planPull(
  instance: ApimInstance,
  scope: PullScope,
  files: WorkspaceFiles,
  state: SyncState,
  place: ArtifactsPlace,
  options: PullOptions = {},
): Promise<PullPlanOutcome> {
  const throttle = new Throttle(options);
  const call = options.signal === undefined ? {} : { signal: options.signal };
  const wanted = await findWanted(instance, scope, throttle, call);
  if (!wanted.ok) return wanted;
  const { named, descriptions, information, unlisted } = wanted.value;
  const addresses = [
    ...new Map(
      wanted.value.addresses.map((address) => [pathIn(place, { kind: 'policy', address }), address]),
    ).values(),
  ];
  const sources: Sources = {
    instance,
    files,
    state,
    place,
    descriptions,
    overrides: options.overrides ?? noOverrides,
    tokens: options.tokens,
  };
  const atATime = options.parallel ?? parallel;
  const failed: FailedItem[] = [...unlisted];
  let fatal: Failure | undefined;
  const absent = new Set<PolicyAddress>();
  let done = 0;
  const policies = await mapLimited(
    addresses,
    atATime,
    async (address): Promise<PullItem | undefined> => {
      if (fatal !== undefined) return undefined;
      const path = pathIn(place, { kind: 'policy', address });
      const read = await throttle.run(() => instance.readPolicy(address, call));
      options.onProgress?.({ done: ++done, total: addresses.length, label: describeAddress(address) });
      if (read.ok) return attempt(failed, path, () => planPolicy(sources, address, path, read.value));
      if (hopeless.has(read.failure.kind)) fatal ??= read.failure;
      else if (read.failure.kind === 'not-found' && !named) absent.add(address);
      else failed.push({ path, message: read.failure.message, failure: read.failure });
      return undefined;
    },
    options.signal,
  );
  if (options.signal?.aborted)
    return {
      ok: false,
      failure: { kind: 'cancelled', message: 'The pull was cancelled; no file was changed.' },
    };
  if (fatal !== undefined) return { ok: false, failure: fatal };
  const others = await mapLimited(information, atATime, (item) => {
    const path = pathIn(place, item.entry);
    return attempt(failed, path, () => planInformation(sources, item, path));
  });
  const items = [...policies, ...others].filter((item) => item !== undefined);
  const gone =
    scope === 'everything'
      ? await findGone(
          sources,
          addresses.filter((each) => !absent.has(each)),
        )
      : [];
  return { ok: true, plan: { items, failed, gone, state } };
}

/**
 * Writes what the plan has found `new` or `update`, unless the file has changed in the meantime. Edited files are
 * left alone, or merged where `localChanges` says so. When cancelled, every file is either whole and new or as it was.
 */
export async function applyPull(
  plan: PullPlan,
  files: WorkspaceFiles,
  options: ApplyPullOptions = {},
): Promise<PullResult> {
  const written: string[] = [];
  const unchanged: string[] = [];
  const conflicts: PullItem[] = [];
  const merged: MergedFile[] = [];
  const failed: FailedItem[] = [...plan.failed];
  let done = 0;
  await mapLimited(
    plan.items,
    parallel,
    async (item) => {
      await attempt(failed, item.path, async () => {
        if ((await files.read(item.path)) !== item.local) conflicts.push({ ...item, change: 'localChanges' });
        else if (item.change === 'localChanges') {
          const merge = options.localChanges === 'merge' ? mergeItem(item) : undefined;
          if (merge === undefined) conflicts.push(item);
          else {
            await files.write(item.path, merge.text);
            await remember(plan.state, item);
            merged.push({ path: item.path, conflicts: merge.conflicts });
          }
        } else {
          if (item.change === 'unchanged') unchanged.push(item.path);
          else {
            await files.write(item.path, item.text);
            written.push(item.path);
          }
          await remember(plan.state, item);
        }
      });
      options.onProgress?.({ done: ++done, total: plan.items.length, label: item.path });
    },
    options.signal,
  );
  return {
    written: written.sort(),
    unchanged: unchanged.sort(),
    conflicts,
    merged: merged.sort((a, b) => (a.path < b.path ? -1 : 1)),
    failed,
    cancelled: options.signal?.aborted === true && done < plan.items.length,
  };
}

/**
 * The three-way merge of an edited file with what the instance has; `undefined` where there is nothing to bring in, or
 * it is no policy: information files are merged by nobody but people.
 */
function mergeItem({ entry, local, live, base, instanceChanged }: PullItem): Merge | undefined {
  if (entry.kind !== 'policy' || local === undefined || live === undefined || instanceChanged !== true)
    return undefined;
  const document = isJson(local) ? unwrap(local) : local;
  if (document === undefined || hasConflictMarkers(document)) return undefined;
  const merge = mergePolicies(base?.text, document, live.text);
  return isJson(local) ? { ...merge, text: inStyleOf(local, wrap(local, merge.text, undefined)) } : merge;
}

/** A policy's file begins with `<`; only one that wraps a fragment is JSON. */
function isJson(text: string): boolean {
  return /^\ufeff?\s*\{/.test(text);
}

async function planPolicy(
  { files, state, place, descriptions }: Sources,
  address: PolicyAddress,
  path: string,
  live: LivePolicy,
): Promise<PullItem> {
  const entry: LayoutEntry = { kind: 'policy', address };
  const [local, record] = await Promise.all([files.read(path), state.read(path)]);
  const base = record !== undefined && sameEntry(record.entry, entry) ? record : undefined;
  const wrapped = isWrapped(entry, place.layout);
  const description = descriptions.get(addressKey(address));
  const text = wrapped ? inStyleOf(local, wrap(local, live.text, description)) : inStyleOf(local, live.text);
  const common = { entry, path, local, text, live, ...(base !== undefined && { base }) };
  if (local === undefined) return { ...common, change: 'new' };
  const document = wrapped ? unwrap(local) : local;
  if (document !== undefined && sameMeaning(document, live.text)) return { ...common, change: 'unchanged' };
  const instanceChanged =
    base === undefined || !(base.etag === live.etag || sameMeaning(base.text, live.text));
  const edited = base === undefined || document === undefined || !sameMeaning(document, base.text);
  return edited ? { ...common, change: 'localChanges', instanceChanged } : { ...common, change: 'update' };
}

async function planInformation(
  { files, state, place, overrides, tokens }: Sources,
  { entry, text, withheld = false }: Information,
  path: string,
): Promise<PullItem | undefined> {
  // In that layout the fragment's policy stands in this very file, and is pulled as such.
  if (entry.kind === 'fragment-information' && place.layout === 'apiops-cli') return undefined;
  const [local, record] = await Promise.all([files.read(path), state.read(path)]);
  const base = record !== undefined && sameEntry(record.entry, entry) ? record : undefined;
  const common = {
    entry,
    path,
    local,
    text: inStyleOf(local, text),
    ...(base !== undefined && { base }),
    ...(withheld && { withheld }),
  };
  if (local === undefined) return { ...common, change: 'new' };
  if (sameInformation(local, text)) return { ...common, change: 'unchanged' };
  // Where the environment says what is different, the file is not this instance's to write.
  if (isOverridden(entry, overrides)) {
    const wanted = informationAsWanted(entry, local, overrides, tokens);
    return wanted !== undefined && sameInformation(wanted.text, text)
      ? { ...common, change: 'unchanged', remembered: wanted.shown }
      : { ...common, change: 'localChanges', instanceChanged: true };
  }
  const instanceChanged = base === undefined || !sameInformation(base.text, text);
  const edited = base === undefined || !sameInformation(local, base.text);
  return edited ? { ...common, change: 'localChanges', instanceChanged } : { ...common, change: 'update' };
}

/** Files of policies that were pulled once and are no longer on the instance. */
async function findGone(
  { files, state, place }: Sources,
  addresses: readonly PolicyAddress[],
): Promise<PullPlan['gone']> {
  const present = new Set(addresses.map((address) => pathIn(place, { kind: 'policy', address })));
  const gone: { path: string; address: PolicyAddress }[] = [];
  for (const path of await files.list().catch(() => [])) {
    if (present.has(path) || describePath(path, [place.root])?.root !== place.root) continue;
    const record = await state.read(path);
    if (record?.entry.kind === 'policy') gone.push({ path, address: record.entry.address });
  }
  return gone;
}

/** Keeps what the file was made from, so that later edits on either side can be told apart. */
async function remember(state: SyncState, item: PullItem): Promise<void> {
  const text = item.live?.text ?? item.remembered ?? item.text;
  const etag = item.live?.etag ?? '';
  if (item.base?.etag === etag && item.base.text === text) return;
  // An unchanged information file may hold what was withheld from the text; the text is kept, never the file.
  await state.write(item.path, { entry: item.entry, text, etag });
}

async function attempt<T>(
  failed: FailedItem[],
  path: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    failed.push({ path, message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

/** The path of an entry in the workspace. */
export function pathIn({ layout, root }: ArtifactsPlace, entry: LayoutEntry): string {
  const path = pathOf(entry, layout);
  return root === '' ? path : `${root}/${path}`;
}
