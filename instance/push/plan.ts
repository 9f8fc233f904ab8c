/** What a push of many files would do. Reads files, the instance and Git; writes nothing. */
import { mapLimited } from '../pool';
import type { FailedItem } from '../sync';
import type { Failure, Outcome } from '../types';
import { planBackend, planBackendDeletion } from './backends';
import { Lookups } from './lookups';
import { planNamedValue, planNamedValueDeletion } from './namedValues';
import { inGroups } from './order';
import { planPolicy, planPolicyDeletion } from './policies';
import { describeResource, resourceId } from './resources';
import { type GoneFile, type SelectedFile, select } from './select';
import type { PlanItem, PlanOutcome, PushOptions, PushSelection, PushSides, Resource } from './types';

/** Requests at a time. */
const parallel = 6;

/** Failures that are about one resource; any other ends the planning. */
const aboutOne: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'not-found', 'invalid', 'server']);

export async function planWorkspacePush(
  sides: PushSides,
  selection: PushSelection,
  options: PushOptions = {},
): Promise<PlanOutcome> {
  const selected = await select(sides, selection, options);
  if (!selected.ok) return selected;
  const { files, gone, ignored, unreadable } = selected.value;
  const lookups = new Lookups(sides.instance, options);
  const work = [
    ...files.map((file) => ({ file, plan: () => planFile(sides, lookups, file) })),
    ...gone.map((file) => ({ file, plan: () => planGone(sides, lookups, file) })),
  ];
  let fatal: Failure | undefined;
  let done = 0;
  const planned = await mapLimited(
    work,
    parallel,
    async ({ file, plan }): Promise<PlanItem | undefined> => {
      if (fatal !== undefined) return undefined;
      const outcome = await plan();
      const label = describeResource(file.resource);
      options.onProgress?.({ done: ++done, total: work.length, label });
      if (outcome.ok) return outcome.value;
      if (aboutOne.has(outcome.failure.kind))
        return blockedItem(file.resource, file.path, outcome.failure.message);
      fatal ??= outcome.failure;
      return undefined;
    },
    options.signal,
  );
  if (options.signal?.aborted)
    return {
      ok: false,
      failure: { kind: 'cancelled', message: 'The comparison was cancelled; nothing was changed.' },
    };
  if (fatal !== undefined) return { ok: false, failure: fatal };
  const items = [
    ...withoutDoubles(planned.filter((item) => item !== undefined)),
    ...unreadable.map(unreadableItem),
  ];
  return {
    ok: true,
    plan: {
      items: inGroups(items).flat(),
      ignored,
      unusedOverrides: selection.kind === 'everything' ? unusedOverrides(sides, files) : [],
      state: sides.state,
    },
  };
}

function planFile(sides: PushSides, lookups: Lookups, file: SelectedFile): Promise<Outcome<PlanItem>> {
  const { resource } = file;
  switch (resource.kind) {
    case 'policy':
      return planPolicy(sides, lookups, { ...file, resource });
    case 'named-value':
      return planNamedValue(sides, lookups, { ...file, resource });
    case 'backend':
      return planBackend(sides, lookups, { ...file, resource });
  }
}

function planGone(sides: PushSides, lookups: Lookups, gone: GoneFile): Promise<Outcome<PlanItem>> {
  const { resource } = gone;
  switch (resource.kind) {
    case 'policy':
      return planPolicyDeletion(sides, lookups, { ...gone, resource });
    case 'named-value':
      return planNamedValueDeletion(sides, lookups, { ...gone, resource });
    case 'backend':
      return planBackendDeletion(sides, lookups, { ...gone, resource });
  }
}

/** Two files of one resource, in both layouts: neither is sent, for nobody knows which is meant. */
function withoutDoubles(items: readonly PlanItem[]): readonly PlanItem[] {
  const paths = new Map<string, string[]>();
  for (const { id, path } of items) paths.set(id, [...(paths.get(id) ?? []), path]);
  return items.flatMap((item) => {
    const all = paths.get(item.id) ?? [];
    if (all.length < 2) return [item];
    if (all[0] !== item.path) return [];
    const message = `Several files are of ${describeResource(item.resource)}: ${all.join(', ')}; keep one of them.`;
    return [blockedItem(item.resource, item.path, message)];
  });
}

function unreadableItem({ path, message }: FailedItem): PlanItem {
  return {
    ...blockedItem({ kind: 'policy', address: { kind: 'global' } }, path, message),
    id: `unreadable=${encodeURIComponent(path)}`,
  };
}

function blockedItem(resource: Resource, path: string, message: string): PlanItem {
  return {
    id: resourceId(resource),
    resource,
    path,
    change: { action: 'blocked', message },
    before: undefined,
    after: undefined,
    base: undefined,
    work: { kind: 'none' },
  };
}

function unusedOverrides({ overrides }: PushSides, files: readonly SelectedFile[]): readonly string[] {
  const has = (kind: Resource['kind'], name: string) =>
    files.some(({ resource }) => resource.kind === kind && 'name' in resource && resource.name === name);
  return [
    ...(overrides?.namedValues ?? [])
      .filter(({ name }) => !has('named-value', name))
      .map(({ name }) => `named value ${name}`),
    ...(overrides?.backends ?? [])
      .filter(({ name }) => !has('backend', name))
      .map(({ name }) => `backend ${name}`),
  ];
}
