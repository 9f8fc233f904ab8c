/** What went wrong, as a value: from ARM's answers and from the errors of the SDK. */
import type { Failure, InstanceTarget } from '../types';
import {
  type JsonObject,
  jsonObjectOrNone,
  objectIn,
  type RawAnswer,
  requestIdOf,
  stringIn,
  UnexpectedAnswer,
} from './answers';
import { parseFaults } from './faults';

/** A failure on its way through code that only knows exceptions, such as the SDK's pipeline. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** How ARM words a refused `If-Match`; seen with other status codes than 412. */
const modifiedMessage = /^Resource was modified since last retrieval/i;
const modifiedCode = /^Precondition_?Failed$/i;

/** Whether an answer refuses a write because its condition does not hold. */
export function refusesCondition(answer: RawAnswer | undefined): boolean {
  if (answer === undefined) return false;
  return saysModified(answer.status, objectIn(jsonObjectOrNone(answer), 'error'));
}

function saysModified(status: number, error: JsonObject): boolean {
  if (status === 412) return true;
  return (
    status >= 400 &&
    status < 500 &&
    (modifiedMessage.test(plain(stringIn(error, 'message'))) ||
      modifiedCode.test(stringIn(error, 'code') ?? ''))
  );
}

/**
 * The codes of an api-version that is refused, by ARM itself or by a service with a minimum version.
 * https://github.com/Azure/azure-powershell/issues/24940
 */
const refusedVersion = /^(?:Invalid|Missing|NoRegisteredProviderFor)\w*ApiVersion|VersionParameter$/i;

/** The same in words, where the code says only that something is wrong; a policy's fault names its place or element. */
function saysVersionRefused(error: JsonObject): boolean {
  if (refusedVersion.test(stringIn(error, 'code') ?? '')) return true;
  const message = stringIn(error, 'message') ?? '';
  return (
    (!Array.isArray(error.details) || error.details.length === 0) &&
    /\bapi[- ]?version\b/i.test(message) &&
    /\b20\d\d-\d\d-\d\d/.test(message) &&
    !/\b(?:element|line) /i.test(message)
  );
}

function tooOld(said: string, known: { readonly requestId?: string }): Failure {
  const minimum = said
    .match(/\b20\d\d-\d\d-\d\d(?:-preview)?\b/g)
    ?.sort()
    .at(0);
  return {
    kind: 'api-version',
    minimum,
    message: `The service does not take requests of the API version that this tool speaks, 2024-05-01 (Azure says: ${said === '' ? 'nothing more' : said}); lower the minimum API version under "Management API" in the portal, or update this tool.`,
    ...known,
  };
}

/** What was asked for, for messages: `subject` as in "the policy of API 'echo'". */
export interface CallContext {
  readonly target: Pick<InstanceTarget, 'endpoint'> & Partial<InstanceTarget>;
  readonly subject: string;
  readonly signal: AbortSignal | undefined;
}

/** The failure that an answer with an error status (or an unreadable one) means. */
export function failureOfAnswer(answer: RawAnswer, context: CallContext): Failure {
  const body = jsonObjectOrNone(answer);
  return failureOfError(answer.status, objectIn(body, 'error'), answer, context);
}

/** The failure that an ARM error object means, with the status that carried it. */
export function failureOfError(
  status: number,
  error: JsonObject,
  answer: RawAnswer | undefined,
  { subject, target }: CallContext,
): Failure {
  const requestId = requestIdOf(answer);
  const known = requestId === undefined ? {} : { requestId };
  const said = plain(stringIn(error, 'message'));
  const because = said === '' ? '' : `: ${said}`;
  if (saysModified(status, error))
    return {
      kind: 'changed',
      message: `Someone else has changed ${subject} since it was last read; compare with the instance and decide which to keep.`,
      ...known,
    };
  switch (status) {
    case 400: {
      if (saysVersionRefused(error)) return tooOld(said, known);
      const faults = parseFaults({ error });
      const first = plain(faults[0]?.message);
      const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
      return {
        kind: 'invalid',
        faults,
        message: sentence(
          `API Management refused ${subject}${first === '' ? ' without saying why' : `: ${first}`}`,
          more,
        ),
        ...known,
      };
    }
    case 401:
      return {
        kind: 'signed-out',
        message: `Azure did not accept the sign-in for ${subject}; sign in again and repeat the command.`,
        ...known,
      };
    case 403:
      return {
        kind: 'forbidden',
        message: `Your account may not do this with ${subject}; ask for a role such as "API Management Service ${isRead(answer) ? 'Reader' : 'Contributor'}"${target.service === undefined ? '' : ` on "${plain(target.service)}"`}${lackingRight(said)}.`,
        ...known,
      };
    case 404:
      return {
        kind: 'not-found',
        message: missesService(error, subject)
          ? sentence(
              `There is no API Management service "${plain(target.service)}" in resource group "${plain(target.resourceGroup)}" to be seen; check the names, the subscription and your access`,
            )
          : target.service === undefined
            ? sentence(`Azure has no ${bare(subject)} to be seen`, because)
            : sentence(`The instance "${plain(target.service)}" has no ${bare(subject)}`, because),
        ...known,
      };
    case 409:
      return {
        kind: 'busy',
        message: `Another operation on ${subject} is in progress${because}; wait a moment and try again.`,
        ...known,
      };
    case 429: {
      const retryAfterMs = retryAfterOf(answer);
      const wait = retryAfterMs === undefined ? 'a minute' : inSeconds(retryAfterMs);
      return {
        kind: 'throttled',
        retryAfterMs,
        message: `Azure is throttling requests; wait ${wait} and try again.`,
        ...known,
      };
    }
    default: {
      const id = requestId === undefined ? '' : ` (request id ${requestId})`;
      const page = answer !== undefined && said === '' && /^\s*</.test(answer.bodyAsText ?? '');
      const what = page ? `status ${status} and a web page` : `status ${status}${because}`;
      return {
        kind: 'server',
        status,
        message: `Azure answered the request for ${subject} with ${what}; try again later${id}.`,
        ...known,
      };
    }
  }
}

/** The failure that an exception means which a call of the SDK ended with. */
export function failureOfException(error: unknown, context: CallContext): Failure {
  if (context.signal?.aborted) return cancelled(context.subject);
  if (error instanceof FailureError) return error.failure;
  if (error instanceof UnexpectedAnswer) return unexpected(error, context);
  const answer = answerOf(error);
  if (answer !== undefined) {
    if (answer.status >= 400) return failureOfAnswer(answer, context);
    return unexpected(new UnexpectedAnswer(answer, 'not readable'), context);
  }
  const name = error instanceof Error ? error.name : '';
  const host = hostOf(context.target.endpoint);
  // An abort that nobody asked for is the time limit of the request.
  if (name === 'AbortError')
    return {
      kind: 'unreachable',
      message: `The endpoint ${host} did not answer in time; check the connection and try again.`,
    };
  const said = plain(error instanceof Error ? error.message : String(error));
  return {
    kind: 'unreachable',
    message: `The endpoint ${host} could not be reached (${said}); check the endpoint and the connection, then try again.`,
  };
}

export function cancelled(subject: string): Failure {
  return { kind: 'cancelled', message: `The request for ${subject} was cancelled.` };
}

/** `Retry-After` in milliseconds, whether it is given in seconds or as a date. */
export function retryAfterOf(answer: RawAnswer | undefined, now: number = Date.now()): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const text = answer?.headers.get(name);
    if (text !== undefined && /^\d+$/.test(text)) return Number(text);
  }
  const text = answer?.headers.get('retry-after');
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Foreign words made fit to be part of a sentence: one line, no control characters, bounded, no full stop. */
export function plain(text: string | undefined): string {
  const line = (text ?? '')
    // Cut short, a token would no longer be recognised by who looks for it.
    .replace(/\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g, '***')
    .replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ');
  const bounded = line.length > 400 ? `${line.slice(0, 399)}…` : line;
  return bounded.trim().replace(/(?<=[^.])\.+$/, '');
}

function unexpected(error: UnexpectedAnswer, context: CallContext): Failure {
  const requestId = requestIdOf(error.answer);
  return {
    kind: 'server',
    status: error.answer?.status,
    message: `The answer about ${context.subject} was ${error.found} and not API Management's; check the endpoint ${hostOf(context.target.endpoint)} and any proxy or sign-in page before it.`,
    ...(requestId !== undefined && { requestId }),
  };
}

/** The raw answer that an exception of the SDK carries. */
export function answerOf(error: unknown): RawAnswer | undefined {
  if (typeof error !== 'object' || error === null || !('response' in error)) return undefined;
  const { response } = error;
  return typeof response === 'object' && response !== null && 'status' in response && 'headers' in response
    ? (response as RawAnswer)
    : undefined;
}

function hostOf(endpoint: string): string {
  try {
    return new URL(endpoint).host;
  } catch {
    return plain(endpoint);
  }
}

function sentence(text: string, tail = ''): string {
  return `${text}${tail}.`;
}

/** Whether it is the service itself that is not there, not something in it. */
function missesService(error: JsonObject, subject: string): boolean {
  const code = stringIn(error, 'code') ?? '';
  const message = stringIn(error, 'message') ?? '';
  return (
    subject === 'the service' ||
    /^(?:ResourceGroup|Subscription|ParentResource)NotFound$/.test(code) ||
    /Microsoft\.ApiManagement\/service\/[^/']+'/i.test(message)
  );
}

function isRead(answer: RawAnswer | undefined): boolean {
  const request: { readonly method?: unknown } | undefined = answer?.request;
  return request?.method === 'GET' || request?.method === 'HEAD';
}

/** "the policy of …" as it stands behind "has no". */
function bare(subject: string): string {
  return subject.replace(/^the /, '');
}

function inSeconds(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds === 1 ? 'a second' : `${seconds} seconds`;
}

/** The right that the account lacks, in brackets, as Azure's words name it amid much else; without one, these words. */
function lackingRight(said: string): string {
  const action = /\bto perform action '([^']+)'/.exec(said)?.[1];
  if (action !== undefined) return ` (${action} is missing)`;
  return said === '' ? '' : ` (Azure says: ${said})`;
}
