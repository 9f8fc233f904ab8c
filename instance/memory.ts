/** An API Management instance in memory: what tests use in place of ARM. */
import type { NamedKind, PolicyAddress } from '../server/src/core/workspace/types';
import type {
  ApimInstance,
  ApiSummary,
  BackendSummary,
  CallOptions,
  Failure,
  FragmentSummary,
  InstanceTarget,
  LivePolicy,
  NamedValueSummary,
  NameSummary,
  NewNamedValue,
  OperationSummary,
  Outcome,
  Precondition,
  ProductSummary,
  ServiceSummary,
} from './types';

export interface MemoryContent {
  readonly products?: readonly ProductSummary[];
  readonly apis?: readonly ApiSummary[];
  /** By API name. */
  readonly operations?: Readonly<Record<string, readonly OperationSummary[]>>;
  readonly fragments?: readonly FragmentSummary[];
  readonly namedValues?: readonly NamedValueSummary[];
  /** Values of secrets, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly backends?: readonly BackendSummary[];
  readonly names?: Readonly<Partial<Record<NamedKind, readonly NameSummary[]>>>;
  readonly policies?: readonly { readonly address: PolicyAddress; readonly text: string }[];
}

export interface MemoryInstance extends ApimInstance {
  /** The next call (or the next of that method) ends with this failure. */
  failNext(failure: Failure, method?: keyof ApimInstance): void;
  /** Changes a policy behind everybody's back; `undefined` removes it. */
  set(address: PolicyAddress, text: string | undefined): void;
  /** Rewrites what is put, as the service does. */
  rewrite: (text: string) => string;
  /** The writes that arrived, in order. */
  readonly writes: readonly {
    readonly address: PolicyAddress;
    readonly text: string;
    readonly condition: Precondition;
  }[];
}

const sampleTarget: InstanceTarget = {
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'shop',
  service: 'shop',
  endpoint: 'https://management.azure.com',
};

export function createMemoryInstance(content: MemoryContent = {}, target = sampleTarget): MemoryInstance {
  return new InMemory(content, target);
}

class InMemory implements MemoryInstance {
  rewrite = (text: string): string => text;
  readonly writes: { address: PolicyAddress; text: string; condition: Precondition }[] = [];
  private readonly policies = new Map<string, LivePolicy & { readonly address: PolicyAddress }>();
  private readonly created: NamedValueSummary[] = [];
  private readonly secrets: Map<string, string>;
  private readonly failures: { failure: Failure; method: keyof ApimInstance | undefined }[] = [];
  private version = 0;

  constructor(
    private readonly content: MemoryContent,
    readonly target: InstanceTarget,
  ) {
    this.secrets = new Map(Object.entries(content.secrets ?? {}));
    for (const { address, text } of content.policies ?? []) this.store(address, text);
  }

  failNext(failure: Failure, method?: keyof ApimInstance): void {
    this.failures.push({ failure, method });
  }

  set(address: PolicyAddress, text: string | undefined): void {
    if (text === undefined) this.policies.delete(keyOf(address));
    else this.store(address, text);
  }

  service(options?: CallOptions): Promise<Outcome<ServiceSummary>> {
    const { subscriptionId, resourceGroup, service } = this.target;
    return this.answer('service', options, () => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${service}`,
      name: service,
      sku: 'Developer',
      location: 'West Europe',
      gatewayUrl: undefined,
    }));
  }

  products(options?: CallOptions) {
    return this.answer('products', options, () => this.content.products ?? []);
  }

  apis(options?: CallOptions) {
    return this.answer('apis', options, () => this.content.apis ?? []);
  }

  operations(api: string, options?: CallOptions) {
    return this.answer('operations', options, () => this.content.operations?.[api] ?? []);
  }

  fragments(options?: CallOptions): Promise<Outcome<readonly FragmentSummary[]>> {
    return this.answer('fragments', options, () => this.content.fragments ?? []);
  }

  namedValues(options?: CallOptions): Promise<Outcome<readonly NamedValueSummary[]>> {
    return this.answer('namedValues', options, () => [...(this.content.namedValues ?? []), ...this.created]);
  }

  backends(options?: CallOptions) {
    return this.answer('backends', options, () => this.content.backends ?? []);
  }

  names(kind: NamedKind, options?: CallOptions): Promise<Outcome<readonly NameSummary[]>> {
    return this.answer('names', options, () => this.content.names?.[kind] ?? []);
  }

  policyAddresses(options?: CallOptions): Promise<Outcome<readonly PolicyAddress[]>> {
    return this.answer('policyAddresses', options, () =>
      [...this.policies.values()].flatMap(({ address }) => (address.kind === 'fragment' ? [] : [address])),
    );
  }

  readPolicy(address: PolicyAddress, options?: CallOptions): Promise<Outcome<LivePolicy>> {
    return this.answer('readPolicy', options, () => this.live(address) ?? missing('policy'));
  }

  writePolicy(
    address: PolicyAddress,
    text: string,
    condition: Precondition,
    options?: CallOptions,
  ): Promise<Outcome<LivePolicy>> {
    return this.answer('writePolicy', options, () => {
      const live = this.live(address);
      const refused =
        condition === 'create'
          ? live !== undefined
          : condition !== 'overwrite' && live?.etag !== condition.etag;
      if (refused) return modified;
      this.writes.push({ address, text, condition });
      return this.store(address, this.rewrite(text));
    });
  }

  revealNamedValue(name: string, options?: CallOptions): Promise<Outcome<string>> {
    return this.answer('revealNamedValue', options, () => this.secrets.get(name) ?? missing('named value'));
  }

  createNamedValue(value: NewNamedValue, options?: CallOptions): Promise<Outcome<NamedValueSummary>> {
    return this.answer('createNamedValue', options, () => {
      const common = { name: value.name, displayName: value.displayName, tags: value.tags ?? [] };
      const summary: NamedValueSummary = value.secret
        ? { ...common, kind: 'secret' }
        : { ...common, kind: 'plain', value: value.value };
      this.created.push(summary);
      this.secrets.set(value.name, value.value);
      return summary;
    });
  }

  private async answer<T>(
    method: keyof ApimInstance,
    options: CallOptions | undefined,
    value: () => T | { readonly failed: Failure },
  ): Promise<Outcome<T>> {
    await Promise.resolve();
    if (options?.signal?.aborted)
      return { ok: false, failure: { kind: 'cancelled', message: 'The request was cancelled.' } };
    const planned = this.failures.findIndex((next) => next.method === undefined || next.method === method);
    const [next] = planned === -1 ? [] : this.failures.splice(planned, 1);
    if (next !== undefined) return { ok: false, failure: next.failure };
    const result = value();
    return isFailed(result) ? { ok: false, failure: result.failed } : { ok: true, value: result };
  }

  private live(address: PolicyAddress): LivePolicy | undefined {
    const stored = this.policies.get(keyOf(address));
    return stored && { text: stored.text, etag: stored.etag };
  }

  private store(address: PolicyAddress, text: string): LivePolicy {
    const policy = { text, etag: `"${++this.version}"` };
    this.policies.set(keyOf(address), { ...policy, address });
    return policy;
  }
}

function isFailed<T>(result: T | { readonly failed: Failure }): result is { readonly failed: Failure } {
  return typeof result === 'object' && result !== null && 'failed' in result;
}

const modified: { readonly failed: Failure } = {
  failed: { kind: 'changed', message: 'The policy was changed since it was last read; compare first.' },
};

function missing(what: string): { readonly failed: Failure } {
  return { failed: { kind: 'not-found', message: `The instance has no such ${what}.` } };
}

function keyOf(address: PolicyAddress): string {
  return JSON.stringify(Object.entries(address).sort());
}
