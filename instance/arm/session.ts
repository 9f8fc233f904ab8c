/** One target's connection: made on the first call, every outcome a value. */
import type { CallOptions, Failure, ListOptions, Outcome, Precondition } from '../types';
import { type JsonObject, type RawAnswer, UnexpectedAnswer } from './answers';
import { allRows, Call, type PagedList } from './call';
import {
  type ArmOptions,
  type Connection,
  connect,
  defaultTimeoutMs,
  type EndpointTarget,
  isAddressable,
  type TokenSource,
} from './client';
import { type CallContext, FailureError, failureOfException } from './failures';
import type { SdkOptions } from './policies';

export class Session<Target extends EndpointTarget = EndpointTarget> {
  private connection: Promise<Connection> | undefined;
  private readonly credential: TokenSource;
  private lastToken = '';
  readonly timeoutMs: number;

  constructor(
    readonly target: Target,
    credential: TokenSource,
    private readonly options: ArmOptions,
    /** Says what forbids any call, before the first one. */
    private readonly refusal: (target: Target) => Failure | undefined = () => undefined,
  ) {
    this.timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    this.credential = {
      getToken: async (scopes, how) => {
        const token = await credential.getToken(scopes, how);
        if (token !== null) this.lastToken = token.token;
        return token;
      },
    };
  }

  /** How often long-running operations are looked at, as the SDK takes it. */
  get pollInterval(): { updateIntervalInMs?: number } {
    const { pollIntervalMs } = this.options;
    return pollIntervalMs === undefined ? {} : { updateIntervalInMs: pollIntervalMs };
  }

  /** Work with the connection; what it throws becomes a failure. `subject` names what it is about. */
  async attempt<T>(
    subject: string,
    options: CallOptions,
    work: (connection: Connection, call: Call) => Promise<T>,
  ): Promise<Outcome<T>> {
    try {
      options.signal?.throwIfAborted();
      const connection = await this.connected();
      return { ok: true, value: await work(connection, this.call(options.signal)) };
    } catch (error) {
      const failure = failureOfException(error, this.context(subject, options));
      // An answer may repeat what it was sent.
      return { ok: false, failure: withoutSecret(failure, this.lastToken) };
    }
  }

  /** A paged list, its rows made into what `summary` says; rows that are none are left out. */
  list<T>(
    subject: string,
    options: ListOptions<T>,
    summary: (row: JsonObject) => T | undefined,
    pages: (connection: Connection, options: SdkOptions) => PagedList,
  ): Promise<Outcome<readonly T[]>> {
    return this.attempt(subject, options, async (connection) => {
      const all: T[] = [];
      await allRows(
        options.signal,
        this.timeoutMs,
        (o) => pages(connection, o),
        (rows) => {
          const items = summarised(rows, summary);
          all.push(...items);
          options.onPage?.(items);
        },
      );
      return all;
    });
  }

  call(signal: AbortSignal | undefined): Call {
    return new Call(signal, this.timeoutMs);
  }

  context(subject: string, options: CallOptions): CallContext {
    return { target: this.target, subject, signal: options.signal };
  }

  private async connected(): Promise<Connection> {
    const refused = this.refusal(this.target);
    if (refused !== undefined) throw new FailureError(refused);
    this.connection ??= connect(this.target, this.credential, this.options);
    try {
      return await this.connection;
    } catch (error) {
      this.connection = undefined;
      throw error;
    }
  }
}

/** The rows as summaries, without those that are none. */
export function summarised<T>(
  rows: readonly JsonObject[],
  summary: (row: JsonObject) => T | undefined,
): readonly T[] {
  return rows.flatMap((row) => {
    const item = summary(row);
    return item === undefined ? [] : [item];
  });
}

/** The value; an answer that lacks it is not API Management's. */
export function readable<T>(value: T | undefined, answer: RawAnswer | undefined, found: string): T {
  if (value === undefined) throw new UnexpectedAnswer(answer, found);
  return value;
}

/** The ETag of an answer. */
export function etagOf(answer: RawAnswer | undefined): string {
  return readable(answer?.headers.get('etag') || undefined, answer, 'without an ETag');
}

/** Throws where one of the names can't stand in a URL. */
export function requireAddressable(names: readonly (string | undefined)[], subject: string): void {
  if (names.every((name) => name === undefined || isAddressable(name))) return;
  throw new FailureError({
    kind: 'not-found',
    message: `A name in ${subject} can't be part of a web address, so API Management can't be asked for it; rename the resource.`,
  });
}

/** What to send as `If-Match`; `undefined` for nothing. */
export function ifMatchOf(condition: Precondition, subject: string): string | undefined {
  if (typeof condition !== 'object') return undefined;
  if (condition.etag === '') throw changed(`The state of ${subject} that was last seen is not known`);
  return condition.etag;
}

/** The refusal of a write whose condition does not hold. */
export function changed(what: string): FailureError {
  return new FailureError({
    kind: 'changed',
    message: `${what}; compare with the instance and decide which to keep.`,
  });
}

/** Whether a HEAD finds something. */
export async function isThere(call: Call, head: (options: SdkOptions) => Promise<unknown>): Promise<boolean> {
  try {
    await head(call.options);
  } catch (error) {
    if (call.last?.status === 404) return false;
    throw error;
  }
  etagOf(call.last);
  return true;
}

/** A write that ended without an answer may have arrived all the same, and people have to know. */
export function writeFailure(failure: Failure, subject: string, accepted: boolean): Failure {
  if (failure.kind === 'invalid') return failure;
  if (accepted)
    return {
      ...failure,
      message: `API Management accepted ${subject}, but it could not be read back; compare with the instance.`,
    };
  if (failure.kind === 'cancelled' || failure.kind === 'unreachable')
    return {
      ...failure,
      message: `${failure.message.replace(/\.$/, '')} (whether ${subject} was written is not known: compare with the instance first).`,
    };
  return failure;
}

/** The failure with a secret taken out of every word of it, should the service have repeated it. */
export function withoutSecret(failure: Failure, secret: string): Failure {
  if (secret === '') return failure;
  const hide = (text: string) =>
    text.replaceAll(secret, '***').replaceAll(JSON.stringify(secret).slice(1, -1), '***');
  const message = hide(failure.message);
  if (failure.kind !== 'invalid') return { ...failure, message };
  return {
    ...failure,
    message,
    faults: failure.faults.map((fault) => ({ ...fault, message: hide(fault.message) })),
  };
}
