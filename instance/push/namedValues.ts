/** Named values in a push of many. */
import { changeNamedValue } from '../changeNamedValue';
import {
  informationOf,
  namedValueInformation,
  sameInformation,
  summaryOf,
  type WantedNamedValue,
  wantedNamedValue,
} from '../sync';
import type {
  ApimInstance,
  NamedValueContent,
  NamedValueSummary,
  Outcome,
  PlaceOptions,
  Versioned,
} from '../types';
import { Withheld } from '../withheld';
import type { Lookups } from './lookups';
import { maskTokens } from './maskTokens';
import { entryOf, resourceId, within } from './resources';
import type { GoneFile, SelectedFile } from './select';
import type { LiveNamedValue, PlanItem, PlannedChange, PushSides, Resource, Work } from './types';

type NamedValueResource = Extract<Resource, { readonly kind: 'named-value' }>;
type NamedValueWork = Extract<Work, { readonly kind: 'named-value' }>;

export async function planNamedValue(
  sides: PushSides,
  lookups: Lookups,
  file: SelectedFile & { readonly resource: NamedValueResource },
): Promise<Outcome<PlanItem>> {
  const { resource, path } = file;
  const override = overrideOf(sides, resource);
  const wanted = wantedNamedValue(resource.name, file.text, override, sides.tokens);
  const listed = await lookups.namedValues(resource.workspace);
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
  // Lists carry no ETags; what is going to change is looked at by itself.
  let live: Versioned<NamedValueSummary> | undefined;
  if (
    summary !== undefined &&
    !(isSame(summary, wanted.wanted) && givenSecret(wanted.wanted) === undefined)
  ) {
    const read = await lookups.readNamedValue(summary.name, resource.workspace);
    if (!read.ok && read.failure.kind !== 'not-found') return read;
    live = read.ok ? read.value : undefined;
  } else if (summary !== undefined) live = { resource: summary, etag: '' };
  const record = await sides.state.read(path);
  const old =
    file.before === undefined
      ? undefined
      : wantedNamedValue(resource.name, file.before, override, sides.tokens);
  const base =
    record?.entry.kind === 'named-value-information'
      ? record
      : old?.ok
        ? { entry: entryOf(resource), text: old.shown, etag: '' }
        : undefined;
  return {
    ok: true,
    value: {
      ...common,
      change: changeOf(wanted.wanted, live, base),
      before:
        live &&
        maskTokens(
          namedValueInformation(live.resource),
          wanted.shown,
          informationOf(resource.name, wanted.wanted),
        ),
      after: wanted.shown,
      base,
      work: {
        kind: 'named-value',
        wanted: wanted.wanted,
        live: live && sendable(live),
        usesTokens: wanted.usesTokens,
      },
    },
  };
}

function sendable({ resource, etag }: Versioned<NamedValueSummary>): LiveNamedValue {
  const value =
    resource.kind === 'plain' && resource.value !== undefined ? new Withheld(resource.value) : undefined;
  return { kind: resource.kind, etag, value };
}

function overrideOf({ overrides }: PushSides, { name, workspace }: NamedValueResource) {
  return workspace === undefined ? overrides?.namedValues.find((each) => each.name === name) : undefined;
}

function changeOf(
  wanted: WantedNamedValue,
  live: Versioned<NamedValueSummary> | undefined,
  base: PlanItem['base'],
): PlannedChange {
  if (live === undefined) {
    if (wanted.content.kind !== 'key-vault' && wanted.content.value === undefined)
      return {
        action: 'blocked',
        message:
          'Its value is not known here: give it in an override as a token or a key vault, or create it on the instance.',
      };
    return base === undefined
      ? { action: 'create' }
      : { action: 'conflict', reason: 'deleted-on-instance', otherwise: 'create' };
  }
  if (isSame(live.resource, wanted))
    return givenSecret(wanted) === undefined
      ? { action: 'unchanged' }
      : { action: 'update', secretOnly: true };
  if (base === undefined) return { action: 'conflict', reason: 'no-base', otherwise: 'update' };
  return (base.etag !== '' && base.etag === live.etag) ||
    sameInformation(base.text, namedValueInformation(live.resource))
    ? { action: 'update' }
    : { action: 'conflict', reason: 'changed-on-instance', otherwise: 'update' };
}

/** The value of a secret that is given; it can't be compared. */
function givenSecret({ content }: WantedNamedValue): string | undefined {
  return content.kind === 'secret' ? content.value?.reveal() : undefined;
}

/** Whether all that can be compared is the same. A plain value that the file does not give may be anything. */
export function isSame(live: NamedValueSummary, wanted: WantedNamedValue): boolean {
  const { content } = wanted;
  const value =
    content.kind === 'plain'
      ? (content.value?.reveal() ?? (live.kind === 'plain' ? live.value : undefined))
      : undefined;
  return sameInformation(
    namedValueInformation(live),
    namedValueInformation(summaryOf(live.name, wanted, value)),
  );
}

/** Sends it, on the condition that the instance still has what was seen. */
export function sendNamedValue(
  instance: ApimInstance,
  { name, workspace }: NamedValueResource,
  { wanted, live }: NamedValueWork,
  options: PlaceOptions,
): Promise<Outcome<Versioned<NamedValueSummary>>> {
  const place = { ...options, ...within(workspace) };
  const { displayName, tags } = wanted;
  const content = contentOf(wanted, live);
  if (live === undefined)
    return content === undefined
      ? Promise.resolve({
          ok: false,
          failure: {
            kind: 'invalid',
            faults: [],
            message: `The value of named value '${name}' is not known.`,
          },
        })
      : instance.writeNamedValue({ name, displayName, tags, ...content }, 'create', place);
  return changeNamedValue(
    instance,
    { resource: { name, displayName, tags, kind: live.kind }, etag: live.etag },
    { displayName, tags, ...(content !== undefined && { content }) },
    place,
  );
}

/** What to send; `undefined` where the value stays as it is. */
function contentOf(
  { content }: WantedNamedValue,
  live: LiveNamedValue | undefined,
): NamedValueContent | undefined {
  if (content.kind === 'key-vault') return content;
  if (content.value !== undefined) return { kind: content.kind, value: content.value.reveal() };
  // Becomes secret, or no longer is, with the value it has.
  return live?.kind === 'plain' && content.kind === 'secret' && live.value !== undefined
    ? { kind: 'secret', value: live.value.reveal() }
    : undefined;
}

export async function planNamedValueDeletion(
  sides: PushSides,
  lookups: Lookups,
  gone: GoneFile & { readonly resource: NamedValueResource },
): Promise<Outcome<PlanItem>> {
  const { resource, path } = gone;
  const read = await lookups.readNamedValue(resource.name, resource.workspace);
  if (!read.ok && read.failure.kind !== 'not-found') return read;
  const live = read.ok ? read.value : undefined;
  const record = await sides.state.read(path);
  const old =
    gone.before === undefined
      ? undefined
      : wantedNamedValue(resource.name, gone.before, overrideOf(sides, resource), sides.tokens);
  const same =
    live !== undefined &&
    (record !== undefined
      ? (record.etag !== '' && record.etag === live.etag) ||
        sameInformation(record.text, namedValueInformation(live.resource))
      : old?.ok === true && isSame(live.resource, old.wanted));
  const change: PlannedChange =
    live === undefined
      ? { action: 'unchanged' }
      : same
        ? { action: 'delete' }
        : {
            action: 'conflict',
            reason: record === undefined && old === undefined ? 'no-base' : 'changed-on-instance',
            otherwise: 'delete',
          };
  return {
    ok: true,
    value: {
      id: resourceId(resource),
      resource,
      path,
      change,
      before: live && namedValueInformation(live.resource),
      after: undefined,
      base: record,
      work: { kind: 'delete', etag: live?.etag },
    },
  };
}
