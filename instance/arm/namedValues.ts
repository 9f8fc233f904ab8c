/** Reading and writing named values. Secrets travel in requests only, never in outcomes and messages. */
import type { ApiManagementClient } from '@azure/arm-apimanagement';
import type {
  Deletion,
  NamedValueChange,
  NamedValueContent,
  NamedValueSummary,
  NewNamedValue,
  Versioned,
} from '../resources';
import type { ExistingCondition, InstanceTarget, Outcome, PlaceOptions, Precondition } from '../types';
import { jsonObject, stringIn } from './answers';
import type { Call } from './call';
import type { Connection } from './client';
import { plain } from './failures';
import { runToEnd } from './longRunning';
import type { Pollable, SdkOptions } from './policies';
import { deleteOne, type InstanceSession, mayBeOurs } from './policyResources';
import {
  changed,
  etagOf,
  ifMatchOf,
  isThere,
  readable,
  requireAddressable,
  withoutSecret,
  writeFailure,
} from './session';
import { namedValueSummary } from './summaries';

type Found = Versioned<NamedValueSummary>;

const shortestHidden = 8;

export function readNamedValue(
  session: InstanceSession,
  name: string,
  options: PlaceOptions,
): Promise<Outcome<Found>> {
  return session.attempt(subjectOf(name, options), options, ({ client }, call) =>
    read(callsFor(client, session.target, name, options), call),
  );
}

export async function writeNamedValue(
  session: InstanceSession,
  value: NewNamedValue,
  condition: Precondition,
  options: PlaceOptions,
): Promise<Outcome<Found>> {
  return change(session, value.name, value, options, async (connection, { signal }, subject) => {
    const calls = callsFor(connection.client, session.target, value.name, options);
    const ifMatch = ifMatchOf(condition, subject);
    if (condition === 'create' && (await isThere(session.call(signal), (o) => calls.head(o))))
      throw changed(`The instance already has ${subject}`);
    const tags = value.tags ?? (condition === 'create' ? [] : await tagsOf(calls, session.call(signal)));
    const body = { displayName: value.displayName, tags: [...tags], ...contentOf(value) };
    return {
      calls,
      begin: (o: PollOptions) => calls.put(body, ifMatch, o),
      isDone: (found: NamedValueSummary) =>
        found.displayName === value.displayName && sameTags(found.tags, tags) && holds(found, value),
    };
  });
}

export async function updateNamedValue(
  session: InstanceSession,
  name: string,
  wanted: NamedValueChange,
  condition: ExistingCondition,
  options: PlaceOptions,
): Promise<Outcome<Found>> {
  const { displayName, tags, content } = wanted;
  return change(session, name, content, options, async ({ client }, _, subject) => {
    const calls = callsFor(client, session.target, name, options);
    const ifMatch = ifMatchOf(condition, subject) ?? '*';
    const body = {
      ...(displayName !== undefined && { displayName }),
      ...(tags !== undefined && { tags: [...tags] }),
      ...(content !== undefined && contentOf(content)),
    };
    return {
      calls,
      begin: (o: PollOptions) => calls.patch(body, ifMatch, o),
      isDone: (found: NamedValueSummary) =>
        (displayName === undefined || found.displayName === displayName) &&
        (tags === undefined || sameTags(found.tags, tags)) &&
        (content === undefined || holds(found, content)),
    };
  });
}

export function refreshNamedValue(
  session: InstanceSession,
  name: string,
  options: PlaceOptions,
): Promise<Outcome<Found>> {
  return change(session, name, undefined, options, async ({ client }) => {
    const calls = callsFor(client, session.target, name, options);
    return { calls, begin: (o: PollOptions) => calls.refresh(o), isDone: () => false };
  });
}

export function deleteNamedValue(
  session: InstanceSession,
  name: string,
  condition: ExistingCondition,
  options: PlaceOptions,
): Promise<Outcome<Deletion>> {
  const subject = subjectOf(name, options);
  return session.attempt(subject, options, (connection, call) => {
    const calls = callsFor(connection.client, session.target, name, options);
    return deleteOne(connection, call, subject, condition, {
      delete: (m, o) => calls.delete(m, o),
      isGone: async () => !(await isThere(session.call(call.signal), (o) => calls.head(o))),
    });
  });
}

export function revealNamedValue(
  session: InstanceSession,
  name: string,
  options: PlaceOptions,
): Promise<Outcome<string>> {
  const subject = `the value of ${subjectOf(name, options).replace(/^the /, '')}`;
  return session.attempt(subject, options, async ({ client }, call) => {
    await callsFor(client, session.target, name, options).reveal(call.options);
    return readable(stringIn(jsonObject(call.last), 'value'), call.last, 'without a value');
  });
}

interface Request {
  readonly calls: NamedValueCalls;
  readonly begin: (options: PollOptions) => Promise<Pollable>;
  /** Whether what is found is what was asked for, as far as it can be told: a secret's value can't. */
  readonly isDone: (found: NamedValueSummary) => boolean;
}

/** A long-running change, read back at its end. */
async function change(
  session: InstanceSession,
  name: string,
  content: NamedValueContent | undefined,
  options: PlaceOptions,
  prepare: (connection: Connection, call: Call, subject: string) => Promise<Request>,
): Promise<Outcome<Found>> {
  const subject = subjectOf(name, options);
  const progress = { sent: false, accepted: false };
  const outcome = await session.attempt(subject, options, async (connection, call) => {
    const { signal } = call;
    const { calls, begin, isDone } = await prepare(connection, call, subject);
    progress.sent = true;
    try {
      const running = await runToEnd(
        connection,
        session.call(signal),
        session.context(subject, options),
        (o) => begin({ ...o, ...session.pollInterval }),
      );
      progress.accepted = true;
      return await running.confirm(
        () => read(calls, session.call(signal)),
        () => true,
      );
    } catch (error) {
      // Our own earlier attempt may have changed the ETag; a secret's value can't be compared, so it stays a conflict.
      if (!mayBeOurs(connection, error) || content?.kind === 'secret') throw error;
      const found = await read(calls, session.call(signal));
      if (isDone(found.resource)) return found;
      throw error;
    }
  });
  if (outcome.ok) return outcome;
  const failure = progress.sent ? writeFailure(outcome.failure, subject, progress.accepted) : outcome.failure;
  const hidden = hiddenIn(content);
  return { ok: false, failure: hidden === undefined ? failure : withoutSecret(failure, hidden) };
}

/** What must not be in a message. A plain value may come from a token; a short one would be cut out of every word. */
function hiddenIn(content: NamedValueContent | undefined): string | undefined {
  if (content === undefined || content.kind === 'key-vault') return undefined;
  return content.kind === 'secret' || content.value.length >= shortestHidden ? content.value : undefined;
}

function subjectOf(name: string, { workspace }: PlaceOptions): string {
  const where = workspace === undefined ? '' : ` in workspace '${plain(workspace)}'`;
  return `the named value '${plain(name)}'${where}`;
}

async function read(calls: NamedValueCalls, call: Call): Promise<Found> {
  await calls.get(call.options);
  const resource = readable(namedValueSummary(jsonObject(call.last)), call.last, 'without a named value');
  return { resource, etag: etagOf(call.last) };
}

async function tagsOf(calls: NamedValueCalls, call: Call): Promise<readonly string[]> {
  try {
    return (await read(calls, call)).resource.tags;
  } catch (error) {
    if (call.last?.status === 404) return [];
    throw error;
  }
}

function contentOf(content: NamedValueContent) {
  if (content.kind !== 'key-vault') return { value: content.value, secret: content.kind === 'secret' };
  const { secretIdentifier, identityClientId } = content;
  return {
    secret: true,
    keyVault: { secretIdentifier, ...(identityClientId !== undefined && { identityClientId }) },
  };
}

function holds(found: NamedValueSummary, content: NamedValueContent): boolean {
  if (found.kind !== content.kind) return false;
  if (found.kind === 'plain' && content.kind === 'plain') return found.value === content.value;
  return (
    found.kind === 'key-vault' &&
    content.kind === 'key-vault' &&
    found.secretIdentifier === content.secretIdentifier &&
    found.identityClientId === content.identityClientId
  );
}

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().every((tag, i) => tag === [...b].sort()[i]);
}

type PollOptions = SdkOptions & { updateIntervalInMs?: number };
type Content = ReturnType<typeof contentOf>;
type PutBody = { displayName: string; tags: string[] } & Content;
type PatchBody = Partial<PutBody>;

interface NamedValueCalls {
  get(options: SdkOptions): Promise<unknown>;
  head(options: SdkOptions): Promise<unknown>;
  put(body: PutBody, ifMatch: string | undefined, options: PollOptions): Promise<Pollable>;
  patch(body: PatchBody, ifMatch: string, options: PollOptions): Promise<Pollable>;
  delete(ifMatch: string, options: SdkOptions): Promise<unknown>;
  reveal(options: SdkOptions): Promise<unknown>;
  refresh(options: PollOptions): Promise<Pollable>;
}

/** The SDK's calls; `Names` are those of the workspace, if any, and of the named value. */
interface Group<Names extends readonly string[]> {
  get(...args: [string, string, ...Names, SdkOptions]): Promise<unknown>;
  getEntityTag(...args: [string, string, ...Names, SdkOptions]): Promise<unknown>;
  beginCreateOrUpdate(
    ...args: [string, string, ...Names, PutBody, PollOptions & { ifMatch?: string }]
  ): Promise<Pollable>;
  beginUpdate(...args: [string, string, ...Names, string, PatchBody, PollOptions]): Promise<Pollable>;
  delete(...args: [string, string, ...Names, string, SdkOptions]): Promise<unknown>;
  listValue(...args: [string, string, ...Names, SdkOptions]): Promise<unknown>;
  beginRefreshSecret(...args: [string, string, ...Names, PollOptions]): Promise<Pollable>;
}

function callsFor(
  client: ApiManagementClient,
  target: InstanceTarget,
  name: string,
  options: PlaceOptions,
): NamedValueCalls {
  const { workspace } = options;
  requireAddressable([name, workspace], subjectOf(name, options));
  return workspace === undefined
    ? bound<[string]>(client.namedValue, target, [name])
    : bound<[string, string]>(client.workspaceNamedValue, target, [workspace, name]);
}

function bound<Names extends readonly string[]>(
  group: Group<Names>,
  { resourceGroup: rg, service: svc }: InstanceTarget,
  names: Names,
): NamedValueCalls {
  return {
    get: (o) => group.get(rg, svc, ...names, o),
    head: (o) => group.getEntityTag(rg, svc, ...names, o),
    put: (body, ifMatch, o) =>
      group.beginCreateOrUpdate(rg, svc, ...names, body, { ...o, ...(ifMatch !== undefined && { ifMatch }) }),
    patch: (body, ifMatch, o) => group.beginUpdate(rg, svc, ...names, ifMatch, body, o),
    delete: (ifMatch, o) => group.delete(rg, svc, ...names, ifMatch, o),
    reveal: (o) => group.listValue(rg, svc, ...names, o),
    refresh: (o) => group.beginRefreshSecret(rg, svc, ...names, o),
  };
}
