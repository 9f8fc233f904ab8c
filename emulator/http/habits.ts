/**
 * What another server may do within ARM's contract and the emulator does not by itself: for tests that a client keeps to
 * the contract.
 */
import type { Json } from '../json';
import type { Call, Reply } from './message';

export const habits = [
  /** Resource ids in answers have lost their casing. */
  'lower-case-ids',
  /** Lists without rows say `null`. */
  'null-lists',
  /** A deletion is answered with 204, whether there was anything or not. */
  'no-content-deletes',
  /** A condition that does not hold is answered with 409 and a code of its own. */
  'conflict-conditions',
] as const;

export type Habit = (typeof habits)[number];

/** The answer as a server with these habits gives it. */
export function withHabits(call: Call, reply: Reply, has: readonly Habit[]): Reply {
  let given = reply;
  if (has.includes('conflict-conditions') && given.status === 412)
    given = {
      ...given,
      status: 409,
      body: { error: { code: 'PreconditionFailed', message: 'The ETag is another.' } },
    };
  if (has.includes('no-content-deletes') && call.method === 'DELETE' && given.status === 200)
    given = { ...given, status: 204 };
  if (given.body === undefined) return given;
  return { ...given, body: changed(given.body, has) };
}

function changed(value: Json, has: readonly Habit[], name = ''): Json {
  if (typeof value === 'string')
    return has.includes('lower-case-ids') && value.startsWith('/subscriptions/')
      ? value.toLowerCase()
      : value;
  if (Array.isArray(value))
    return name === 'value' && value.length === 0 && has.includes('null-lists')
      ? null
      : value.map((item) => changed(item, has));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [[key, changed(member, has, key)]],
    ),
  );
}
