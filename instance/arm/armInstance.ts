/** An API Management instance over the ARM SDK. Every outcome is a value; the SDK is loaded on the first call. */
import type { NamedKind, PolicyAddress } from '../../server/src/core/workspace/types';
import { sameMeaning, withoutMark } from '../compare';
import { mapLimited } from '../pool';
import type {
  ApimInstance,
  CallOptions,
  Failure,
  InstanceTarget,
  LivePolicy,
  NamedValueSummary,
  NameSummary,
  NewNamedValue,
  Outcome,
  Precondition,
} from '../types';
import { type JsonObject, jsonObject, objectIn, type RawAnswer, stringIn, UnexpectedAnswer } from './answers';
import { allRows, Call } from './call';
import {
  type ArmOptions,
  type Connection,
  connect,
  defaultTimeoutMs,
  isAddressable,
  type TokenSource,
} from './client';
import { answerOf, type CallContext, FailureError, failureOfException, plain } from './failures';
import { type LongRunning, runToEnd } from './longRunning';
import { type ListCall, listsOfNames } from './names';
import { addressOfId, describeAddress, type PolicyCalls, policyCalls } from './policies';
import {
  apiSummary,
  backendSummary,
  fragmentSummary,
  namedValueSummary,
  nameSummary,
  operationSummary,
  productSummary,
  serviceSummary,
} from './summaries';

/** The instance behind an ARM endpoint. Nothing is sent, loaded or checked before the first call. */
export function createArmInstance(
  target: InstanceTarget,
  credential: TokenSource,
  options: ArmOptions = {},
): ApimInstance {
  return new ArmInstance(target, credential, options);
}

/** Requests at a time where a sweep over all scopes is needed. */
const sweepLimit = 6;

class ArmInstance implements ApimInstance {
  private connection: Promise<Connection> | undefined;
  private readonly timeoutMs: number;

  constructor(
    readonly target: InstanceTarget,
    private readonly credential: TokenSource,
    private readonly options: ArmOptions,
  ) {
    this.timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  }

  service(options: CallOptions = {}) {
    return this.attempt('the service', options, async ({ client }, call) => {
      await client.apiManagementService.get(this.target.resourceGroup, this.target.service, call.options);
      return readable(serviceSummary(jsonObject(call.last)), call.last, 'without a service');
    });
  }

  products(options: CallOptions = {}) {
    return this.list('the products', options, productSummary, ({ client }, rg, svc, o) =>
      client.product.listByService(rg, svc, o),
    );
  }

  apis(options: CallOptions = {}) {
    return this.list('the APIs', options, apiSummary, ({ client }, rg, svc, o) =>
      client.api.listByService(rg, svc, o),
    );
  }

  operations(api: string, options: CallOptions = {}) {
    const subject = `the operations of API '${plain(api)}'`;
    return this.list(subject, options, operationSummary, ({ client }, rg, svc, o) => {
      requireAddressable(api, subject);
      return client.apiOperation.listByApi(rg, svc, api, o);
    });
  }

  fragments(options: CallOptions = {}) {
    return this.list('the policy fragments', options, fragmentSummary, ({ client }, rg, svc, o) =>
      client.policyFragment.listByService(rg, svc, o),
    );
  }

  namedValues(options: CallOptions = {}) {
    return this.list('the named values', options, namedValueSummary, ({ client }, rg, svc, o) =>
      client.namedValue.listByService(rg, svc, o),
    );
  }

  backends(options: CallOptions = {}) {
    return this.list('the backends', options, backendSummary, ({ client }, rg, svc, o) =>
      client.backend.listByService(rg, svc, o),
    );
  }

  async names(kind: NamedKind, options: CallOptions = {}): Promise<Outcome<readonly NameSummary[]>> {
    if (kind !== 'authorization') {
      const { subject, list } = listsOfNames[kind];
      return this.list(subject, options, nameSummary, list);
    }
    const providers = await this.names('authorization-provider', options);
    if (!providers.ok) return providers;
    const lists = await mapLimited(providers.value, sweepLimit, ({ name }) => {
      const subject = `the connections of credential provider '${plain(name)}'`;
      return this.list(
        subject,
        options,
        (row): NameSummary | undefined => {
          const summary = nameSummary(row);
          return summary && { ...summary, within: name };
        },
        ({ client }, rg, svc, o) => {
          requireAddressable(name, subject);
          return client.authorization.listByAuthorizationProvider(rg, svc, name, o);
        },
      );
    });
    const names: NameSummary[] = [];
    for (const listed of lists) {
      if (listed === undefined) continue;
      if (!listed.ok) return listed;
      names.push(...listed.value);
    }
    return { ok: true, value: names };
  }

  async policyAddresses(options: CallOptions = {}): Promise<Outcome<readonly PolicyAddress[]>> {
    const listed = await this.list(
      'the policies',
      options,
      (row) => addressOfId(stringIn(objectIn(row, 'properties'), 'referencePolicyId') ?? ''),
      ({ client }, rg, svc, o) => client.allPolicies.listByService(rg, svc, o),
    );
    // Not every service knows this list; then each scope is asked. One without any policy is as good as none: the
    // global policy is always there.
    const useless = listed.ok
      ? listed.value.length === 0
      : listed.failure.kind === 'not-found' || listed.failure.kind === 'invalid';
    return useless ? this.sweep(options) : listed;
  }

  readPolicy(address: PolicyAddress, options: CallOptions = {}): Promise<Outcome<LivePolicy>> {
    return this.attempt(describeAddress(address), options, (connection, call) =>
      this.live(this.callsFor(connection, address), call.signal),
    );
  }

  async writePolicy(
    address: PolicyAddress,
    text: string,
    condition: Precondition,
    options: CallOptions = {},
  ): Promise<Outcome<LivePolicy>> {
    const subject = describeAddress(address);
    const progress = { sent: false, accepted: false };
    const outcome = await this.attempt(subject, options, async (connection, call) => {
      const calls = this.callsFor(connection, address);
      const ifMatch = typeof condition === 'object' ? condition.etag : undefined;
      if (ifMatch === '')
        throw new FailureError(changed(`The state of ${subject} that was last seen is not known`));
      if (condition === 'create' && (await this.exists(calls, call.signal)))
        throw new FailureError(changed(`The instance already has ${subject}`));
      const value = withoutMark(text);
      progress.sent = true;
      try {
        if (calls.kind === 'direct') {
          const put = new Call(call.signal, this.timeoutMs);
          await calls.put(value, ifMatch, put.options);
          jsonObject(put.last);
        } else {
          const description = await this.descriptionOf(calls, call.signal);
          const put: LongRunning = await runToEnd(
            connection,
            new Call(call.signal, this.timeoutMs),
            this.context(subject, options),
            (o) => calls.put(value, description, ifMatch, { ...o, ...this.pollInterval }),
          );
          progress.accepted = true;
          return await put.confirm(
            () => this.live(calls, call.signal),
            (live) => sameMeaning(live.text, value),
          );
        }
      } catch (error) {
        const mine = await this.mineAfterRetry(connection, calls, error, value, call.signal);
        if (mine !== undefined) return mine;
        throw error;
      }
      progress.accepted = true;
      return this.live(calls, call.signal);
    });
    return outcome.ok || !progress.sent
      ? outcome
      : { ok: false, failure: writeFailure(outcome.failure, subject, progress.accepted) };
  }

  revealNamedValue(name: string, options: CallOptions = {}): Promise<Outcome<string>> {
    const subject = `the value of named value '${plain(name)}'`;
    return this.attempt(subject, options, async ({ client }, call) => {
      requireAddressable(name, subject);
      await client.namedValue.listValue(this.target.resourceGroup, this.target.service, name, call.options);
      return readable(stringIn(jsonObject(call.last), 'value'), call.last, 'without a value');
    });
  }

  async createNamedValue(
    value: NewNamedValue,
    options: CallOptions = {},
  ): Promise<Outcome<NamedValueSummary>> {
    const subject = `the named value '${plain(value.name)}'`;
    const outcome = await this.attempt(subject, options, async (connection, call) => {
      requireAddressable(value.name, subject);
      const { namedValue } = connection.client;
      const { resourceGroup: rg, service: svc } = this.target;
      const calls: PolicyCalls = {
        head: (o) => namedValue.getEntityTag(rg, svc, value.name, o),
        get: (o) => namedValue.get(rg, svc, value.name, o),
      };
      if (await this.exists(calls, call.signal))
        throw new FailureError(changed(`The instance already has ${subject}`));
      const put = await runToEnd(
        connection,
        new Call(call.signal, this.timeoutMs),
        this.context(subject, options),
        (o) =>
          namedValue.beginCreateOrUpdate(
            rg,
            svc,
            value.name,
            {
              displayName: value.displayName,
              value: value.value,
              secret: value.secret,
              ...(value.tags !== undefined && { tags: [...value.tags] }),
            },
            { ...o, ...this.pollInterval },
          ),
      );
      return put.confirm(
        async () => {
          const read = new Call(call.signal, this.timeoutMs);
          await calls.get(read.options);
          return readable(namedValueSummary(jsonObject(read.last)), read.last, 'without a named value');
        },
        () => true,
      );
    });
    return outcome.ok || !value.secret
      ? outcome
      : { ok: false, failure: withoutSecret(outcome.failure, value.value) };
  }

  private get pollInterval(): { updateIntervalInMs?: number } {
    const { pollIntervalMs } = this.options;
    return pollIntervalMs === undefined ? {} : { updateIntervalInMs: pollIntervalMs };
  }

  private context(subject: string, options: CallOptions): CallContext {
    return { target: this.target, subject, signal: options.signal };
  }

  private async attempt<T>(
    subject: string,
    options: CallOptions,
    work: (connection: Connection, call: Call) => Promise<T>,
  ): Promise<Outcome<T>> {
    try {
      options.signal?.throwIfAborted();
      const connection = await this.connected();
      return { ok: true, value: await work(connection, new Call(options.signal, this.timeoutMs)) };
    } catch (error) {
      return { ok: false, failure: failureOfException(error, this.context(subject, options)) };
    }
  }

  private async connected(): Promise<Connection> {
    this.connection ??= connect(this.target, this.credential, this.options);
    try {
      return await this.connection;
    } catch (error) {
      this.connection = undefined;
      throw error;
    }
  }

  private list<T>(
    subject: string,
    options: CallOptions,
    summary: (row: JsonObject) => T | undefined,
    pages: ListCall,
  ): Promise<Outcome<readonly T[]>> {
    return this.attempt(subject, options, async (connection) => {
      const { resourceGroup, service } = this.target;
      const rows = await allRows(options.signal, this.timeoutMs, (o) =>
        pages(connection, resourceGroup, service, o),
      );
      return rows.flatMap((row) => {
        const item = summary(row);
        return item === undefined ? [] : [item];
      });
    });
  }

  private callsFor(connection: Connection, address: PolicyAddress) {
    const calls = policyCalls(connection.client, this.target, address);
    if (calls !== undefined) return calls;
    throw new FailureError(unaddressable(describeAddress(address)));
  }

  /** The policy as `rawxml` with its ETag, and a fragment's description, from the raw answer. */
  private async read(
    calls: PolicyCalls,
    call: Call,
  ): Promise<LivePolicy & { description: string | undefined }> {
    await calls.get(call.options);
    const properties = objectIn(jsonObject(call.last), 'properties');
    const text = readable(stringIn(properties, 'value'), call.last, 'without a policy');
    const etag = readable(call.last?.headers.get('etag') || undefined, call.last, 'without an ETag');
    return { text, etag, description: stringIn(properties, 'description') };
  }

  private async live(calls: PolicyCalls, signal: AbortSignal | undefined): Promise<LivePolicy> {
    const { text, etag } = await this.read(calls, new Call(signal, this.timeoutMs));
    return { text, etag };
  }

  private async exists(calls: PolicyCalls, signal: AbortSignal | undefined): Promise<boolean> {
    const call = new Call(signal, this.timeoutMs);
    try {
      await calls.head(call.options);
    } catch (error) {
      if (call.last?.status === 404) return false;
      throw error;
    }
    readable(call.last?.headers.get('etag') || undefined, call.last, 'without an ETag');
    return true;
  }

  private async descriptionOf(
    calls: PolicyCalls,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    const call = new Call(signal, this.timeoutMs);
    try {
      return (await this.read(calls, call)).description;
    } catch (error) {
      if (call.last?.status === 404) return undefined;
      throw error;
    }
  }

  /** A refused `If-Match` after an attempt whose fate is unknown may be our own write: then the text is ours. */
  private async mineAfterRetry(
    connection: Connection,
    calls: PolicyCalls,
    error: unknown,
    sent: string,
    signal: AbortSignal | undefined,
  ): Promise<LivePolicy | undefined> {
    const answer = answerOf(error);
    if (answer?.status !== 412 || !connection.mayHaveArrivedBefore(answer)) return undefined;
    const live = await this.live(calls, signal);
    return sameMeaning(live.text, sent) ? live : undefined;
  }

  private async sweep(options: CallOptions): Promise<Outcome<readonly PolicyAddress[]>> {
    const [products, apis] = await Promise.all([this.products(options), this.apis(options)]);
    if (!products.ok) return products;
    if (!apis.ok) return apis;
    const operations = await mapLimited(apis.value, sweepLimit, async ({ name }) => ({
      api: name,
      found: await this.operations(name, options),
    }));
    const candidates: PolicyAddress[] = [
      { kind: 'global' },
      ...products.value.map(({ name }): PolicyAddress => ({ kind: 'product', product: name })),
      ...apis.value.map(({ name }): PolicyAddress => ({ kind: 'api', api: name })),
    ];
    for (const item of operations) {
      if (item === undefined) continue;
      if (!item.found.ok) return item.found;
      for (const { name } of item.found.value)
        candidates.push({ kind: 'operation', api: item.api, operation: name });
    }
    return this.attempt('the policies', options, async (connection) => {
      const present = await mapLimited(candidates, sweepLimit, (address) =>
        this.exists(this.callsFor(connection, address), options.signal),
      );
      return candidates.filter((_, i) => present[i]);
    });
  }
}

function readable<T>(value: T | undefined, answer: RawAnswer | undefined, found: string): T {
  if (value === undefined) throw new UnexpectedAnswer(answer, found);
  return value;
}

function requireAddressable(name: string, subject: string): void {
  if (!isAddressable(name)) throw new FailureError(unaddressable(subject));
}

function unaddressable(subject: string): Failure {
  return {
    kind: 'not-found',
    message: `A name in ${subject} can't be part of a web address, so API Management can't be asked for it; rename the resource.`,
  };
}

function changed(what: string): Failure {
  return { kind: 'changed', message: `${what}; compare with the instance and decide which to keep.` };
}

/** A write that ended without an answer may have arrived all the same, and people have to know. */
function writeFailure(failure: Failure, subject: string, accepted: boolean): Failure {
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
function withoutSecret(failure: Failure, secret: string): Failure {
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
