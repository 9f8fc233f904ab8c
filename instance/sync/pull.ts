/**
 * Pull: the instance's policies and information files into the workspace. A plan reads everything and writes
 * nothing; applying it writes only files that nobody edited.
 */
import { describePath, pathOf } from '../../server/src/core/workspace/layout';
import type { LayoutEntry, PolicyAddress } from '../../server/src/core/workspace/types';
import { describeAddress } from '../arm/policies';
import { sameMeaning } from '../compare';
import { mapLimited } from '../pool';
import type { ApimInstance, Failure, FragmentSummary, LivePolicy, Outcome } from '../types';
import {
  backendInformation,
  fragmentInformation,
  inStyleOf,
  isWrapped,
  namedValueInformation,
  sameInformation,
  unwrap,
  wrap,
} from './documents';
import { sameEntry } from './state';
import { Throttle } from './throttle';
import type {
  ArtifactsPlace,
  FailedItem,
  PullItem,
  PullPlan,
  PullPlanOutcome,
  PullResult,
  RunOptions,
  SyncState,
  WorkspaceFiles,
} from './types';

/** Everything: all policies, fragments, and the information files of fragments, named values and backends. */
export type PullScope = 'everything' | readonly PolicyAddress[];

/** Requests at a time. */
const parallel = 6;

/** Failures after which asking on is of no use. */
const hopeless: ReadonlySet<Failure['kind']> = new Set([
  'signed-out',
  'unreachable',
  'cancelled',
  'throttled',
]);

interface Sources {
  readonly instance: ApimInstance;
  readonly files: WorkspaceFiles;
  readonly state: SyncState;
  readonly place: ArtifactsPlace;
  readonly fragments: ReadonlyMap<string, FragmentSummary>;
}

/** What a pull would do. Reads the instance and the files, writes nothing. */
export async function planPull(
  instance: ApimInstance,
  scope: PullScope,
  files: WorkspaceFiles,
  state: SyncState,
  place: ArtifactsPlace,
  options: RunOptions = {},
): Promise<PullPlanOutcome> {
  const throttle = new Throttle(options);
  const call = options.signal === undefined ? {} : { signal: options.signal };
  const wanted = await findWanted(instance, scope, throttle, call);
  if (!wanted.ok) return wanted;
  const { fragments, information, unlisted } = wanted.value;
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
    fragments: new Map(fragments.map((fragment) => [fragment.name, fragment])),
  };
  const failed: FailedItem[] = [...unlisted];
  let fatal: Failure | undefined;
  let done = 0;
  const policies = await mapLimited(
    addresses,
    parallel,
    async (address): Promise<PullItem | undefined> => {
      if (fatal !== undefined) return undefined;
      const path = pathIn(place, { kind: 'policy', address });
      const read = await throttle.run(() => instance.readPolicy(address, call));
      options.onProgress?.({ done: ++done, total: addresses.length, label: describeAddress(address) });
      if (read.ok) return attempt(failed, path, () => planPolicy(sources, address, path, read.value));
      if (hopeless.has(read.failure.kind)) fatal ??= read.failure;
      else if (read.failure.kind !== 'not-found' || scope !== 'everything')
        failed.push({ path, message: read.failure.message, failure: read.failure });
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
  const others = await mapLimited(information, parallel, (item) => {
    const path = pathIn(place, item.entry);
    return attempt(failed, path, () => planInformation(sources, item, path));
  });
  const items = [...policies, ...others].filter((item) => item !== undefined);
  const gone = scope === 'everything' ? await findGone(sources, addresses) : [];
  return { ok: true, plan: { items, failed, gone, state } };
}

/**
 * Writes what the plan has found `new` or `update`, unless the file has changed in the meantime. When cancelled,
 * every file is either whole and new or as it was.
 */
export async function applyPull(
  plan: PullPlan,
  files: WorkspaceFiles,
  options: RunOptions = {},
): Promise<PullResult> {
  const written: string[] = [];
  const unchanged: string[] = [];
  const conflicts: PullItem[] = [];
  const failed: FailedItem[] = [...plan.failed];
  let done = 0;
  await mapLimited(
    plan.items,
    parallel,
    async (item) => {
      await attempt(failed, item.path, async () => {
        if (item.change === 'localChanges') conflicts.push(item);
        else if ((await files.read(item.path)) !== item.local)
          conflicts.push({ ...item, change: 'localChanges' });
        else {
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
    failed,
    cancelled: options.signal?.aborted === true && done < plan.items.length,
  };
}

interface Information {
  readonly entry: LayoutEntry;
  readonly text: string;
  readonly withheld?: boolean;
}

interface Wanted {
  readonly addresses: readonly PolicyAddress[];
  readonly fragments: readonly FragmentSummary[];
  readonly information: readonly Information[];
  /** Lists that could not be had; the rest is pulled all the same. */
  readonly unlisted: readonly FailedItem[];
}

async function findWanted(
  instance: ApimInstance,
  scope: PullScope,
  throttle: Throttle,
  call: { readonly signal?: AbortSignal },
): Promise<Outcome<Wanted>> {
  const everything = scope === 'everything';
  const asked = everything ? [] : scope;
  const wantsFragments = everything || asked.some((address) => address.kind === 'fragment');
  const none = Promise.resolve({ ok: true, value: [] } as const);
  const [addresses, fragments, namedValues, backends] = await Promise.all([
    everything ? throttle.run(() => instance.policyAddresses(call)) : none,
    wantsFragments ? throttle.run(() => instance.fragments(call)) : none,
    everything ? throttle.run(() => instance.namedValues(call)) : none,
    everything ? throttle.run(() => instance.backends(call)) : none,
  ]);
  if (!addresses.ok) return addresses;
  if (!fragments.ok) return fragments;
  const unlisted: FailedItem[] = [];
  for (const [path, list] of [
    ['named values', namedValues],
    ['backends', backends],
  ] as const) {
    if (list.ok) continue;
    if (hopeless.has(list.failure.kind)) return list;
    unlisted.push({ path, message: list.failure.message, failure: list.failure });
  }
  const fragmentAddress = ({ name }: FragmentSummary): PolicyAddress => ({
    kind: 'fragment',
    fragment: name,
  });
  const wantedFragments = fragments.value.filter(
    ({ name }) =>
      everything ||
      asked.some((a) => a.kind === 'fragment' && a.workspace === undefined && a.fragment === name),
  );
  return {
    ok: true,
    value: {
      addresses: everything ? [...addresses.value, ...fragments.value.map(fragmentAddress)] : asked,
      fragments: fragments.value,
      information: [
        ...wantedFragments.map((fragment) => ({
          entry: { kind: 'fragment-information', fragment: fragment.name } as const,
          text: fragmentInformation(fragment),
        })),
        ...listed(namedValues).map((namedValue) => ({
          entry: { kind: 'named-value-information', namedValue: namedValue.name } as const,
          text: namedValueInformation(namedValue),
        })),
        ...listed(backends).map((backend) => ({
          entry: { kind: 'backend-information', backend: backend.name } as const,
          ...backendInformation(backend),
        })),
      ],
      unlisted,
    },
  };
}

function listed<T>(outcome: Outcome<readonly T[]>): readonly T[] {
  return outcome.ok ? outcome.value : [];
}

async function planPolicy(
  { files, state, place, fragments }: Sources,
  address: PolicyAddress,
  path: string,
  live: LivePolicy,
): Promise<PullItem> {
  const entry: LayoutEntry = { kind: 'policy', address };
  const [local, record] = await Promise.all([files.read(path), state.read(path)]);
  const base = record !== undefined && sameEntry(record.entry, entry) ? record : undefined;
  const wrapped = isWrapped(entry, place.layout);
  const description = address.kind === 'fragment' ? fragments.get(address.fragment)?.description : undefined;
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
  { files, state, place }: Sources,
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
  const text = item.live?.text ?? item.text;
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
