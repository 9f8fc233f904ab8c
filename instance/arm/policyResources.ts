/** Reading, writing and deleting policies and fragments. */
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { sameMeaning, withoutMark } from '../compare';
import type { Deletion, FragmentUse } from '../resources';
import type {
  CallOptions,
  ExistingCondition,
  InstanceTarget,
  LivePolicy,
  Outcome,
  PlaceOptions,
  Precondition,
  WrittenPolicy,
} from '../types';
import { jsonObject, objectIn, type RawAnswer, stringIn } from './answers';
import { type Call, Pages } from './call';
import type { Connection } from './client';
import { answerOf, plain, refusesCondition } from './failures';
import { runToEnd } from './longRunning';
import { addressOfId, describeAddress, type PolicyCalls, policyCalls } from './policies';
import {
  changed,
  etagOf,
  ifMatchOf,
  isThere,
  readable,
  requireAddressable,
  type Session,
  writeFailure,
} from './session';

export type InstanceSession = Session<InstanceTarget>;

export function readPolicy(
  session: InstanceSession,
  address: PolicyAddress,
  options: CallOptions,
): Promise<Outcome<LivePolicy>> {
  return session.attempt(describeAddress(address), options, (connection, call) =>
    live(callsFor(session, connection, address), call),
  );
}

/** Whether the scope has a policy. */
export function hasPolicy(
  session: InstanceSession,
  address: PolicyAddress,
  options: CallOptions,
): Promise<Outcome<boolean>> {
  return session.attempt(describeAddress(address), options, (connection, call) => {
    const calls = callsFor(session, connection, address);
    return isThere(call, (o) => calls.head(o));
  });
}

export async function writePolicy(
  session: InstanceSession,
  address: PolicyAddress,
  text: string,
  condition: Precondition,
  options: CallOptions,
): Promise<Outcome<WrittenPolicy>> {
  const subject = describeAddress(address);
  const progress = { sent: false, accepted: false };
  const outcome = await session.attempt(subject, options, async (connection, { signal }) => {
    const calls = callsFor(session, connection, address);
    const ifMatch = ifMatchOf(condition, subject);
    if (condition === 'create' && (await isThere(session.call(signal), (o) => calls.head(o))))
      throw changed(`The instance already has ${subject}`);
    const value = withoutMark(text);
    progress.sent = true;
    try {
      if (calls.kind === 'direct') {
        const put = session.call(signal);
        await calls.put(value, ifMatch, put.options);
        jsonObject(put.last);
        progress.accepted = true;
        return sinceWritten(put.last, await live(calls, session.call(signal)));
      } else {
        const description = await descriptionOf(calls, session.call(signal));
        const begun = session.call(signal);
        const put = await runToEnd(connection, begun, session.context(subject, options), (o) =>
          calls.put(value, description, ifMatch, { ...o, ...session.pollInterval }),
        );
        progress.accepted = true;
        const found = await put.confirm(
          () => live(calls, session.call(signal)),
          ({ text: now }) => sameMeaning(now, value),
        );
        return sinceWritten(begun.first, found);
      }
    } catch (error) {
      // A refused `If-Match` after an attempt whose fate is unknown may be our own write: then the text is ours.
      if (!mayBeOurs(connection, error)) throw error;
      const found = await live(calls, session.call(signal));
      if (sameMeaning(found.text, value)) return found;
      throw error;
    }
  });
  return outcome.ok || !progress.sent
    ? outcome
    : { ok: false, failure: writeFailure(outcome.failure, subject, progress.accepted) };
}

export function deletePolicy(
  session: InstanceSession,
  address: PolicyAddress,
  condition: ExistingCondition,
  options: CallOptions,
): Promise<Outcome<Deletion>> {
  const subject = describeAddress(address);
  return session.attempt(subject, options, (connection, call) => {
    const calls = callsFor(session, connection, address);
    return deleteOne(connection, call, subject, condition, {
      delete: (m, o) => calls.delete(m, o),
      isGone: async () => !(await isThere(session.call(call.signal), (o) => calls.head(o))),
    });
  });
}

/** Deletes one resource and tells whether there was anything, our own earlier attempts taken into account. */
export async function deleteOne(
  connection: Connection,
  call: Call,
  subject: string,
  condition: ExistingCondition,
  resource: {
    readonly delete: PolicyCalls['delete'];
    readonly isGone: () => Promise<boolean>;
  },
): Promise<Deletion> {
  const ifMatch = ifMatchOf(condition, subject) ?? '*';
  try {
    await resource.delete(ifMatch, call.options);
  } catch (error) {
    const answer = answerOf(error);
    if (answer?.status === 404) return connection.mayHaveArrivedBefore(answer) ? 'deleted' : 'absent';
    if (mayBeOurs(connection, error) && (await resource.isGone())) return 'deleted';
    throw error;
  }
  const { last } = call;
  return last?.status === 204 && !connection.mayHaveArrivedBefore(last) ? 'absent' : 'deleted';
}

/** Every policy and fragment that includes a fragment, over all pages; the SDK gives the first one only. */
export function fragmentUses(
  session: InstanceSession,
  fragment: string,
  options: PlaceOptions,
): Promise<Outcome<readonly FragmentUse[]>> {
  const { workspace } = options;
  const subject = `the uses of policy fragment '${plain(fragment)}'`;
  return session.attempt(subject, options, async (connection, { signal }) => {
    const calls = callsFor(session, connection, {
      kind: 'fragment',
      fragment,
      ...(workspace !== undefined && { workspace }),
    });
    const uses = new Map<string, FragmentUse>();
    if (calls.kind !== 'long-running') return [];
    const pages = new Pages((rows) => {
      for (const row of rows) {
        const id = stringIn(row, 'id');
        if (id !== undefined) uses.set(id.toLowerCase(), { id, address: addressOfId(id) });
      }
    });
    for (let more = true, before = -1; more && uses.size > before; ) {
      before = uses.size;
      const call = session.call(signal);
      await calls.references(before, call.options);
      more = pages.take(readable(call.last, undefined, 'empty')) !== undefined;
    }
    return [...uses.values()];
  });
}

/** Whether a refusal may be the echo of an earlier attempt of ours that arrived. */
export function mayBeOurs(connection: Connection, error: unknown): boolean {
  const answer = answerOf(error);
  return answer !== undefined && refusesCondition(answer) && connection.mayHaveArrivedBefore(answer);
}

function callsFor(session: InstanceSession, connection: Connection, address: PolicyAddress) {
  const calls = policyCalls(connection.client, session.target, address);
  if (calls === undefined) requireAddressable([''], describeAddress(address));
  return readable(calls, undefined, 'for an unknown address');
}

async function live(calls: PolicyCalls, call: Call): Promise<LivePolicy> {
  await calls.get(call.options);
  const properties = objectIn(jsonObject(call.last), 'properties');
  const text = readable(stringIn(properties, 'value'), call.last, 'without a policy');
  return { text, etag: etagOf(call.last) };
}

/** Tells by the ETag of the write's own answer whether what was read back is still that write's. */
function sinceWritten(answer: RawAnswer | undefined, found: LivePolicy): WrittenPolicy {
  const written = answer?.headers.get('etag');
  return written === undefined || written === found.etag ? found : { ...found, changedSince: true };
}

/** What a fragment says of itself: a PUT without it would take it away. */
async function descriptionOf(calls: PolicyCalls, call: Call): Promise<string | undefined> {
  try {
    await calls.get(call.options);
  } catch (error) {
    if (call.last?.status === 404) return undefined;
    throw error;
  }
  return stringIn(objectIn(jsonObject(call.last), 'properties'), 'description');
}
