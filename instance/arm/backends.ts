/**
 * Reading and writing backends. Sent as plain requests: the typed client would drop properties it does not know,
 * and a backend is replaced whole.
 */
import { resourceIdOf } from '../auth';
import type { BackendSummary, Deletion, Versioned } from '../resources';
import type { ExistingCondition, Outcome, PlaceOptions, Precondition } from '../types';
import { type JsonObject, jsonObject, objectIn, type RawAnswer } from './answers';
import type { Connection, PlainRequest } from './client';
import { FailureError, failureOfAnswer, plain, refusesCondition } from './failures';
import type { InstanceSession } from './policyResources';
import { changed, etagOf, ifMatchOf, readable, requireAddressable, writeFailure } from './session';
import { backendSummary } from './summaries';

type Found = Versioned<BackendSummary>;

const apiVersion = '2024-05-01';

export function readBackend(
  session: InstanceSession,
  name: string,
  options: PlaceOptions,
): Promise<Outcome<Found>> {
  const subject = subjectOf(name, options);
  return session.attempt(subject, options, async (connection) =>
    found(await ask(session, connection, name, options)),
  );
}

export async function writeBackend(
  session: InstanceSession,
  { name, properties }: Pick<BackendSummary, 'name' | 'properties'>,
  condition: Precondition,
  options: PlaceOptions,
): Promise<Outcome<Found>> {
  const subject = subjectOf(name, options);
  const progress = { sent: false, accepted: false };
  const outcome = await session.attempt(subject, options, async (connection) => {
    const ifMatch = ifMatchOf(condition, subject);
    if (condition === 'create' && (await sent(session, connection, name, options)).status !== 404)
      throw changed(`The instance already has ${subject}`);
    progress.sent = true;
    const put = await sent(session, connection, name, options, {
      method: 'PUT',
      body: { properties },
      ...(ifMatch !== undefined && { ifMatch }),
    });
    if (refusesCondition(put) && connection.mayHaveArrivedBefore(put)) {
      const there = found(await ask(session, connection, name, options));
      if (includes(there.resource.properties, properties)) return there;
    }
    succeeded(put, session, subject, options);
    progress.accepted = true;
    return found(await ask(session, connection, name, options));
  });
  return outcome.ok || !progress.sent
    ? outcome
    : { ok: false, failure: writeFailure(outcome.failure, subject, progress.accepted) };
}

export function deleteBackend(
  session: InstanceSession,
  name: string,
  condition: ExistingCondition,
  options: PlaceOptions,
): Promise<Outcome<Deletion>> {
  const subject = subjectOf(name, options);
  return session.attempt(subject, options, async (connection): Promise<Deletion> => {
    const ifMatch = ifMatchOf(condition, subject) ?? '*';
    const answer = await sent(session, connection, name, options, { method: 'DELETE', ifMatch });
    const retried = connection.mayHaveArrivedBefore(answer);
    if (answer.status === 404 || answer.status === 204) return retried ? 'deleted' : 'absent';
    if (
      refusesCondition(answer) &&
      retried &&
      (await sent(session, connection, name, options)).status === 404
    )
      return 'deleted';
    succeeded(answer, session, subject, options);
    return 'deleted';
  });
}

function subjectOf(name: string, { workspace }: PlaceOptions): string {
  const where = workspace === undefined ? '' : ` in workspace '${plain(workspace)}'`;
  return `the backend '${plain(name)}'${where}`;
}

function sent(
  session: InstanceSession,
  connection: Connection,
  name: string,
  options: PlaceOptions,
  request: PlainRequest = {},
): Promise<RawAnswer> {
  const { workspace, signal } = options;
  requireAddressable([name, workspace], subjectOf(name, options));
  const within = workspace === undefined ? '' : `/workspaces/${encodeURIComponent(workspace)}`;
  const base = new URL(session.target.endpoint).pathname.replace(/\/+$/, '');
  const { subscriptionId, resourceGroup, service } = session.target;
  const id = resourceIdOf({
    subscriptionId,
    resourceGroup: encodeURIComponent(resourceGroup),
    service: encodeURIComponent(service),
  });
  const path = `${base}${id}${within}/backends/${encodeURIComponent(name)}?api-version=${apiVersion}`;
  return connection.send(path, signal, request);
}

async function ask(
  session: InstanceSession,
  connection: Connection,
  name: string,
  options: PlaceOptions,
): Promise<RawAnswer> {
  const answer = await sent(session, connection, name, options);
  succeeded(answer, session, subjectOf(name, options), options);
  return answer;
}

function found(answer: RawAnswer): Found {
  const resource = readable(backendSummary(jsonObject(answer)), answer, 'without a backend');
  return { resource, etag: etagOf(answer) };
}

function succeeded(
  answer: RawAnswer,
  session: InstanceSession,
  subject: string,
  options: PlaceOptions,
): void {
  if (answer.status < 200 || answer.status >= 300)
    throw new FailureError(failureOfAnswer(answer, session.context(subject, options)));
}

/** Whether all that was sent is there; the service adds defaults. */
function includes(there: JsonObject, wanted: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    const other = there[key];
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? includes(objectIn(there, key), objectIn(wanted, key))
      : JSON.stringify(other) === JSON.stringify(value);
  });
}
