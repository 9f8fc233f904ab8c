/** Backends in a push of many. Credentials that stand in the instance alone are kept. */
import { backendInformation, wantedBackend } from '../sync';
import type { ApimInstance, BackendSummary, Outcome, PlaceOptions, Versioned } from '../types';
import { Withheld } from '../withheld';
import type { Lookups } from './lookups';
import { maskTokens } from './maskTokens';
import { entryOf, resourceId, within } from './resources';
import type { GoneFile, SelectedFile } from './select';
import type { PlanItem, PlannedChange, PushSides, Resource, Work } from './types';

type BackendResource = Extract<Resource, { readonly kind: 'backend' }>;
type JsonObject = Readonly<Record<string, unknown>>;

export async function planBackend(
  sides: PushSides,
  lookups: Lookups,
  file: SelectedFile & { readonly resource: BackendResource },
): Promise<Outcome<PlanItem>> {
  const { resource, path } = file;
  const override = overrideOf(sides, resource);
  const wanted = wantedBackend(file.text, override, sides.tokens);
  const listed = await lookups.backends(resource.workspace);
  if (!listed.ok) return listed;
  const summary = listed.value.find(({ name }) => name.toLowerCase() === resource.name.toLowerCase());
  const common = { id: resourceId(resource), resource, path } as const;
  if (!wanted.ok) {
    const change = { action: 'blocked', message: wanted.message } as const;
    return {
      ok: true,
      value: {
        ...common,
        change,
        before: undefined,
        after: undefined,
        base: undefined,
        work: { kind: 'none' },
      },
    };
  }
  let live: Versioned<BackendSummary> | undefined;
  if (summary !== undefined) {
    const read = await lookups.readBackend(summary.name, resource.workspace);
    if (!read.ok && read.failure.kind !== 'not-found') return read;
    live = read.ok ? read.value : undefined;
  }
  const record = await sides.state.read(path);
  const old = file.before === undefined ? undefined : wantedBackend(file.before, override, sides.tokens);
  const base =
    record?.entry.kind === 'backend-information'
      ? record
      : old?.ok
        ? { entry: entryOf(resource), text: old.shown, etag: '' }
        : undefined;
  const properties =
    live === undefined ? wanted.wanted : withCredentialsOf(live.resource.properties, wanted.wanted);
  return {
    ok: true,
    value: {
      ...common,
      change: changeOf(properties, live, base),
      before:
        live &&
        maskTokens(backendInformation(live.resource).text, wanted.shown, informationOf(wanted.wanted)),
      after: wanted.shown,
      base,
      work: { kind: 'backend', wanted: new Withheld(JSON.stringify(properties)), etag: live?.etag },
    },
  };
}

function overrideOf({ overrides }: PushSides, { name, workspace }: BackendResource) {
  return workspace === undefined ? overrides?.backends.find((each) => each.name === name) : undefined;
}

function changeOf(
  wanted: JsonObject,
  live: Versioned<BackendSummary> | undefined,
  base: PlanItem['base'],
): PlannedChange {
  if (live === undefined)
    return base === undefined
      ? { action: 'create' }
      : { action: 'conflict', reason: 'deleted-on-instance', otherwise: 'create' };
  const before = base === undefined ? undefined : propertiesOf(base.text);
  // The service adds defaults, so that more there than here is no difference, unless it was taken out here.
  const removed = before !== undefined && !covers(wanted, before, 'members');
  if (covers(live.resource.properties, wanted) && !removed) return { action: 'unchanged' };
  if (before === undefined) return { action: 'conflict', reason: 'no-base', otherwise: 'update' };
  return (base !== undefined && base.etag !== '' && base.etag === live.etag) ||
    covers(live.resource.properties, before)
    ? { action: 'update' }
    : { action: 'conflict', reason: 'changed-on-instance', otherwise: 'update' };
}

/** Whether `whole` has all that `part` has, with the same values, or only the same members. */
function covers(whole: JsonObject, part: JsonObject, what: 'values' | 'members' = 'values'): boolean {
  return Object.entries(part).every(([key, value]) => {
    const other = whole[key];
    if (isEmpty(value)) return true;
    if (isObject(value)) return isObject(other) && covers(other, value, what);
    return what === 'members' ? other !== undefined : sameJson(other, value);
  });
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.values(value).every(isEmpty))
  );
}

function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (isObject(a) && isObject(b)) return covers(a, b) && covers(b, a);
  return a === b;
}

/** What is wanted, with the literal credentials that the file does not hold and the instance has. */
function withCredentialsOf(live: JsonObject, wanted: JsonObject): JsonObject {
  const shown = propertiesOf(informationOf(live)) ?? {};
  const restore = (all: JsonObject, open: JsonObject, into: JsonObject): JsonObject => {
    const result: Record<string, unknown> = { ...into };
    for (const [key, value] of Object.entries(all)) {
      const [visible, mine] = [open[key], into[key]];
      if (isObject(value) && isObject(visible)) {
        if (isObject(mine)) result[key] = restore(value, visible, mine);
      } else if (visible === undefined && mine === undefined) result[key] = value;
    }
    return result;
  };
  return restore(live, shown, wanted);
}

/** Sends it, on the condition that the instance still has what was seen. */
export function sendBackend(
  instance: ApimInstance,
  { name, workspace }: BackendResource,
  { wanted, etag }: Extract<Work, { readonly kind: 'backend' }>,
  options: PlaceOptions,
): Promise<Outcome<Versioned<BackendSummary>>> {
  const properties = parseObject(wanted.reveal()) ?? {};
  return instance.writeBackend({ name, properties }, etag === undefined ? 'create' : { etag }, {
    ...options,
    ...within(workspace),
  });
}

export function hasAllOf(found: BackendSummary, wanted: Withheld): boolean {
  return covers(found.properties, parseObject(wanted.reveal()) ?? {});
}

export async function planBackendDeletion(
  sides: PushSides,
  lookups: Lookups,
  gone: GoneFile & { readonly resource: BackendResource },
): Promise<Outcome<PlanItem>> {
  const { resource, path } = gone;
  const read = await lookups.readBackend(resource.name, resource.workspace);
  if (!read.ok && read.failure.kind !== 'not-found') return read;
  const live = read.ok ? read.value : undefined;
  const record = await sides.state.read(path);
  const old =
    gone.before === undefined
      ? undefined
      : wantedBackend(gone.before, overrideOf(sides, resource), sides.tokens);
  const before = record !== undefined ? propertiesOf(record.text) : old?.ok ? old.wanted : undefined;
  const same =
    live !== undefined &&
    ((record !== undefined && record.etag !== '' && record.etag === live.etag) ||
      (before !== undefined && covers(live.resource.properties, before)));
  const change: PlannedChange =
    live === undefined
      ? { action: 'unchanged' }
      : same
        ? { action: 'delete' }
        : {
            action: 'conflict',
            reason: before === undefined ? 'no-base' : 'changed-on-instance',
            otherwise: 'delete',
          };
  return {
    ok: true,
    value: {
      id: resourceId(resource),
      resource,
      path,
      change,
      before: live && backendInformation(live.resource).text,
      after: undefined,
      base: record,
      work: { kind: 'delete', etag: live?.etag },
    },
  };
}

function informationOf(properties: JsonObject): string {
  return backendInformation({ name: '', url: undefined, properties }).text;
}

function propertiesOf(information: string): JsonObject | undefined {
  const { properties } = parseObject(information) ?? {};
  return isObject(properties) ? properties : undefined;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
