/** Compares two sides resource by resource, by meaning and by text. Changes nothing. */
import { sameMeaning, sameText } from '../compare';
import { mapLimited } from '../pool';
import { describeResource, type Resource, resourceId, workspaceOf } from '../push';
import { type FailedItem, hopeless, type RunOptions, sameInformation } from '../sync';
import type { CallOptions, Failure } from '../types';
import type { ComparedItem, ComparisonOutcome, Difference, ResourceSource } from './types';

/** Resources compared at a time; each is read on both sides. */
const parallel = 6;

export async function compareSources(
  first: ResourceSource,
  second: ResourceSource,
  options: RunOptions = {},
): Promise<ComparisonOutcome> {
  const call: CallOptions = options.signal === undefined ? {} : { signal: options.signal };
  const [ofFirst, ofSecond] = await Promise.all([first.list(call), second.list(call)]);
  if (!ofFirst.ok) return ofFirst;
  if (!ofSecond.ok) return ofSecond;
  const ids = (resources: readonly Resource[]) => new Map(resources.map((each) => [resourceId(each), each]));
  const [firstIds, secondIds] = [ids(ofFirst.value), ids(ofSecond.value)];
  const all = [...new Map([...firstIds, ...secondIds])].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = new Names(first, second, call);
  const unread: FailedItem[] = [];
  let fatal: Failure | undefined;
  let done = 0;
  const items = await mapLimited(
    all,
    parallel,
    async ([id, resource]): Promise<ComparedItem | undefined> => {
      if (fatal !== undefined) return undefined;
      const [a, b] = await Promise.all([
        firstIds.has(id) ? first.read(resource, call) : undefined,
        secondIds.has(id) ? second.read(resource, call) : undefined,
      ]);
      const label = describeResource(resource);
      options.onProgress?.({ done: ++done, total: all.length, label });
      const failed = [a, b].find((outcome) => outcome?.ok === false);
      if (failed?.ok === false) {
        if (hopeless.has(failed.failure.kind)) fatal ??= failed.failure;
        else unread.push({ path: label, message: failed.failure.message, failure: failed.failure });
        return undefined;
      }
      const [one, two] = [a?.ok ? a.value : undefined, b?.ok ? b.value : undefined];
      // Gone on both sides since they were listed.
      if (one === undefined && two === undefined) return undefined;
      const difference = await differenceOf(resource, one?.text, two?.text, names);
      return { id, resource, difference, first: one?.shown, second: two?.shown };
    },
    options.signal,
  );
  if (options.signal?.aborted)
    return { ok: false, failure: { kind: 'cancelled', message: 'The comparison was cancelled.' } };
  if (fatal !== undefined) return { ok: false, failure: fatal };
  return { ok: true, comparison: { items: items.filter((item) => item !== undefined), unread } };
}

async function differenceOf(
  resource: Resource,
  first: string | undefined,
  second: string | undefined,
  names: Names,
): Promise<Difference> {
  if (first === undefined) return 'only-second';
  if (second === undefined) return 'only-first';
  if (sameText(first, second)) return 'same';
  if (resource.kind !== 'policy') return sameInformation(first, second) ? 'formatting' : 'different';
  if (sameMeaning(first, second)) return 'formatting';
  if (!first.includes('{{') || !second.includes('{{')) return 'different';
  const displayNames = await names.of(workspaceOf(resource));
  return sameMeaning(first, second, { displayNames }) ? 'formatting' : 'different';
}

/** The display names of both sides, asked for when a policy needs them. */
class Names {
  private readonly known = new Map<string | undefined, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly first: ResourceSource,
    private readonly second: ResourceSource,
    private readonly call: CallOptions,
  ) {}

  of(workspace: string | undefined): Promise<ReadonlyMap<string, string>> {
    const known = this.known.get(workspace);
    if (known !== undefined) return known;
    const asked = Promise.all(
      [this.first, this.second].map((source) => source.displayNames(workspace, this.call)),
    ).then((both) => new Map(both.flatMap((names) => [...names])));
    this.known.set(workspace, asked);
    return asked;
  }
}
