/**
 * The SDK's client: made on first use, pointed at the target, signed in. Plain http is allowed on loopback only,
 * where the sample instance lives; there the SDK's own bearer policy refuses to work and is replaced.
 */
import type { ApiManagementClient } from '@azure/arm-apimanagement';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Failure, InstanceTarget } from '../types';
import type { RawAnswer } from './answers';
import { FailureError, failureOfAnswer, plain, retryAfterOf } from './failures';
import { wholeAnswersPolicy } from './wholeAnswers';

/** Where tokens come from; the `TokenCredential` of `@azure/core-auth` is one. */
export interface TokenSource {
  getToken(
    scopes: string | string[],
    options?: { readonly abortSignal?: AbortSignal; readonly claims?: string; readonly enableCae?: boolean },
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

/** One attempt failed and will be repeated, by the SDK. */
export interface RetryNotice {
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** `undefined` where no answer came. */
  readonly status: number | undefined;
  /** What the answer asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

export interface ArmOptions {
  /** Put before the SDK's own user agent. */
  readonly userAgent?: string;
  /** Called when an attempt failed in a way that the SDK repeats, so that people can be told why it takes long. */
  readonly onRetry?: (notice: RetryNotice) => void;
  /** Repetitions of a failed request; 3 by default. */
  readonly maxRetries?: number;
  /** First wait before a repetition in milliseconds, doubled each time; 1000 by default. */
  readonly retryDelayMs?: number;
  /** Time limit of one request in milliseconds; 100 seconds by default. */
  readonly timeoutMs?: number;
  /** Wait between two looks at a long-running operation in milliseconds; 2000 by default. */
  readonly pollIntervalMs?: number;
}

/** A request that the typed client has no call for; GET where no method is named. */
export interface PlainRequest {
  readonly method?: 'GET' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly ifMatch?: string;
}

export interface Connection {
  readonly client: ApiManagementClient;
  /** A request by URL (or path below the endpoint) through the same sign-in and repetitions, any status. */
  send(url: string, signal: AbortSignal | undefined, request?: PlainRequest): Promise<RawAnswer>;
  /** Whether an earlier attempt of the request may have arrived without us knowing. */
  mayHaveArrivedBefore(answer: RawAnswer): boolean;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What forbids any call to this target, said before the first one. */
export function targetFailure(target: InstanceTarget): Failure | undefined {
  const failure = subscriptionFailure(target.subscriptionId) ?? endpointFailure(target);
  if (failure !== undefined) return failure;
  const unusable = [target.resourceGroup, target.service].find((name) => !isAddressable(name));
  if (unusable !== undefined)
    return {
      kind: 'not-found',
      message: `"${plain(unusable)}" can't be the name of a resource group or service; correct it in the settings.`,
    };
  return undefined;
}

export function subscriptionFailure(subscriptionId: string): Failure | undefined {
  if (uuid.test(subscriptionId)) return undefined;
  return {
    kind: 'not-found',
    message: `The subscription id "${plain(subscriptionId)}" is not a UUID such as 00000000-0000-0000-0000-000000000000; correct it in the settings.`,
  };
}

function endpointFailure(target: Pick<InstanceTarget, 'endpoint'>): Failure | undefined {
  const url = parseUrl(target.endpoint);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return {
      kind: 'unreachable',
      message: `The endpoint "${plain(target.endpoint)}" is not a web address such as https://management.azure.com; correct it in the settings.`,
    };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return {
      kind: 'unreachable',
      message: `The endpoint "${plain(target.endpoint)}" would send your token unencrypted; use https (http is for this machine only).`,
    };
  return undefined;
}

/** Whether a name can stand in a URL's path: an empty one or dots alone would address another resource. */
export function isAddressable(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/\p{Cs}/u.test(name);
}

/** An ARM endpoint; the other members of a target only where one service is meant. */
export type EndpointTarget = Pick<InstanceTarget, 'endpoint' | 'credentialScope'> & Partial<InstanceTarget>;

export async function connect(
  target: EndpointTarget,
  credential: TokenSource,
  options: ArmOptions,
): Promise<Connection> {
  const failure = endpointFailure(target);
  if (failure !== undefined) throw new FailureError(failure);
  const [{ ApiManagementClient }, rest] = await Promise.all([
    import('@azure/arm-apimanagement'),
    import('@azure/core-rest-pipeline'),
  ]);
  const endpoint = new URL(target.endpoint);
  const scope = target.credentialScope ?? `${endpoint.origin}/.default`;
  const insecure = endpoint.protocol === 'http:';
  const tokens = tellingTokens(credential);
  const attempts = new AttemptLog(target, options.onRetry);
  const client = new ApiManagementClient(tokens, target.subscriptionId ?? '', {
    endpoint: target.endpoint.replace(/\/+$/, ''),
    credentialScopes: scope,
    allowInsecureConnection: insecure,
    retryOptions: {
      ...(options.maxRetries !== undefined && { maxRetries: options.maxRetries }),
      ...(options.retryDelayMs !== undefined && { retryDelayInMs: options.retryDelayMs }),
    },
    ...(options.userAgent !== undefined && { userAgentOptions: { userAgentPrefix: options.userAgent } }),
    additionalPolicies: [
      { policy: stayPolicy(endpoint), position: 'perRetry' },
      { policy: attempts.policy, position: 'perRetry' },
      { policy: wholeAnswersPolicy(rest), position: 'perRetry' },
    ],
  });
  if (insecure) {
    client.pipeline.removePolicy({ name: rest.bearerTokenAuthenticationPolicyName });
    client.pipeline.addPolicy(loopbackSignInPolicy(tokens, scope));
  }
  return {
    client,
    send: (url, signal, { method = 'GET', body, ifMatch } = {}) =>
      client.sendRequest(
        rest.createPipelineRequest({
          url: new URL(url, target.endpoint).href,
          method,
          headers: rest.createHttpHeaders({
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...(ifMatch !== undefined && { 'if-match': ifMatch }),
          }),
          ...(body !== undefined && { body: JSON.stringify(body) }),
          timeout: options.timeoutMs ?? defaultTimeoutMs,
          allowInsecureConnection: insecure,
          ...(signal !== undefined && { abortSignal: signal }),
        }),
      ),
    mayHaveArrivedBefore: (answer) => attempts.uncertain.has(answer.request),
  };
}

export const defaultTimeoutMs = 100_000;

/** Waits longer than this are not sat out in silence: people are told how long to wait. */
const longestWaitMs = 60_000;

/** Tokens whose absence is told as a failure that people understand. */
function tellingTokens(credential: TokenSource): TokenSource {
  return {
    async getToken(scopes, options) {
      let reason = 'nobody is signed in';
      try {
        const token = await abortable(credential.getToken(scopes, options), options?.abortSignal);
        if (token !== null) return token;
      } catch (error) {
        if (options?.abortSignal?.aborted) throw error;
        reason = plain((error instanceof Error ? error.message : String(error)).split('\n')[0]);
      }
      throw new FailureError({
        kind: 'signed-out',
        message: `No sign-in for Azure could be had (${reason}); sign in and repeat the command.`,
      });
    },
  };
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Signs requests to this machine, which the SDK refuses to do over plain http. */
function loopbackSignInPolicy(tokens: TokenSource, scope: string): PipelinePolicy {
  return {
    name: 'loopbackSignIn',
    async sendRequest(request, next) {
      const signal = request.abortSignal;
      const token = await tokens.getToken(
        [scope],
        signal instanceof AbortSignal ? { abortSignal: signal } : {},
      );
      if (token !== null) request.headers.set('authorization', `Bearer ${token.token}`);
      return next(request);
    },
  };
}

/** Keeps the token at the endpoint: links in answers and redirects may lead to it and its regional hosts only. */
function stayPolicy(endpoint: URL): PipelinePolicy {
  return {
    name: 'stayAtEndpoint',
    async sendRequest(request, next) {
      const url = new URL(request.url);
      const sameHost = url.host === endpoint.host || url.hostname.endsWith(`.${endpoint.hostname}`);
      if (url.protocol === endpoint.protocol && sameHost) return next(request);
      throw new FailureError({
        kind: 'server',
        status: undefined,
        message: `An answer from ${endpoint.host} leads to ${url.host}, which does not get your token; check the endpoint in the settings.`,
      });
    },
  };
}

/** Watches attempts: tells of repetitions, and remembers requests of which one attempt ended without an answer. */
class AttemptLog {
  readonly uncertain = new WeakSet<object>();
  private readonly counts = new WeakMap<object, number>();
  readonly policy: PipelinePolicy;

  constructor(target: EndpointTarget, onRetry: ((notice: RetryNotice) => void) | undefined) {
    this.policy = {
      name: 'attemptLog',
      sendRequest: async (request, next) => {
        const attempt = (this.counts.get(request) ?? 0) + 1;
        this.counts.set(request, attempt);
        const tell = (status: number | undefined, answer: RawAnswer | undefined) =>
          onRetry?.({ attempt, status, retryAfterMs: retryAfterOf(answer) });
        try {
          const answer = await next(request);
          if (answer.status >= 500 || answer.status === 408) this.uncertain.add(request);
          // Anything but a RestError ends the SDK's patience.
          if (answer.status === 429 && (retryAfterOf(answer) ?? 0) > longestWaitMs)
            throw new FailureError(
              failureOfAnswer(answer, { target, subject: 'the instance', signal: undefined }),
            );
          if (answer.status >= 500 || answer.status === 408 || answer.status === 429)
            tell(answer.status, answer);
          return answer;
        } catch (error) {
          if (error instanceof FailureError) throw error;
          this.uncertain.add(request);
          if (!request.abortSignal?.aborted) tell(undefined, undefined);
          throw error;
        }
      },
    };
  }
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Whether a URL's host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
