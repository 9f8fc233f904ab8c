/**
 * Long-running PUTs of fragments and named values. The SDK follows the `Azure-AsyncOperation` header, but the
 * service may report that it rejected a document only at the `location` header's URL, so that URL is asked
 * whenever the end is in doubt.
 */
import { jsonObjectOrNone, objectIn, type RawAnswer, stringIn } from './answers';
import type { Call } from './call';
import type { Connection } from './client';
import { type CallContext, FailureError, failureOfAnswer, failureOfError } from './failures';
import type { Pollable, SdkOptions } from './policies';

export interface LongRunning {
  /**
   * What the resource is afterwards. Where it is missing or not as expected, the reason why it was rejected is
   * looked for and thrown as `FailureError`.
   */
  confirm<T>(read: () => Promise<T>, asExpected: (value: T) => boolean): Promise<T>;
}

/** Starts the operation and waits for its end; throws what the SDK throws, or `FailureError` with the reason. */
export async function runToEnd(
  connection: Connection,
  call: Call,
  context: CallContext,
  begin: (options: SdkOptions) => Promise<Pollable>,
): Promise<LongRunning> {
  try {
    const poller = await begin(call.options);
    await poller.pollUntilDone(call.signal === undefined ? {} : { abortSignal: call.signal });
  } catch (error) {
    const began = call.first !== undefined && call.first.status < 400;
    if (!began || call.signal?.aborted) throw error;
    throw (await rejection(connection, call, context)) ?? failedStatus(call.last, context) ?? error;
  }
  return {
    async confirm(read, asExpected) {
      let value: Awaited<ReturnType<typeof read>>;
      try {
        value = await read();
      } catch (error) {
        if (statusOf(error) !== 404) throw error;
        throw (await rejection(connection, call, context)) ?? rejectedWithoutReason(context);
      }
      if (asExpected(value)) return value;
      const reason = await rejection(connection, call, context);
      if (reason !== undefined) throw reason;
      return value;
    },
  };
}

/** What the `location` URL says of a rejected document. */
async function rejection(
  connection: Connection,
  call: Call,
  context: CallContext,
): Promise<FailureError | undefined> {
  const location = call.first?.headers.get('location');
  if (location === undefined || location === '') return undefined;
  const answer = await connection.send(location, call.signal);
  // 404 only says that there is nothing: the operation's record is gone, or the resource never came to be.
  if (answer.status < 400 || answer.status === 404) return undefined;
  return new FailureError(failureOfAnswer(answer, context));
}

/** The failure in an operation's own record: `{ "status": "Failed", "error": {…} }`. */
function failedStatus(answer: RawAnswer | undefined, context: CallContext): FailureError | undefined {
  const body = jsonObjectOrNone(answer);
  const status = stringIn(body, 'status')?.toLowerCase();
  if (status !== 'failed' && status !== 'canceled') return undefined;
  return new FailureError(failureOfError(400, objectIn(body, 'error'), answer, context));
}

function rejectedWithoutReason({ subject }: CallContext): FailureError {
  return new FailureError({
    kind: 'invalid',
    faults: [],
    message: `API Management took ${subject} and then rejected it without saying why; check that it is well-formed XML.`,
  });
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
}
