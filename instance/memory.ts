/** An API Management instance in memory: what tests use in place of ARM. */
import type { NamedKind, PolicyAddress } from '../server/src/core/workspace/types';
import { resourceIdOf } from './auth';
import type {
  ApimInstance,
  ApiSummary,
  BackendSummary,
  CacheSummary,
  CallOptions,
  CertificateSummary,
  Deletion,
  ExistingCondition,
  Failure,
  FragmentSummary,
  FragmentUse,
  InstanceTarget,
  ListOptions,
  LivePolicy,
  LoggerSummary,
  NamedValueChange,
  NamedValueContent,
  NamedValueSummary,
  NameSummary,
  NewNamedValue,
  OperationSummary,
  Outcome,
  PlaceOptions,
  Precondition,
  ProductSummary,
  ResolverSummary,
  RevisionSummary,
  SchemaSummary,
  ServiceSummary,
  Versioned,
  VersionSetSummary,
  WorkspaceSummary,
  WrittenPolicy,
} from './types';

/** What the service, or one workspace in it, has. */
export interface MemoryPlace {
  readonly products?: readonly ProductSummary[];
  readonly apis?: readonly ApiSummary[];
  readonly versionSets?: readonly VersionSetSummary[];
  /** By API name, as are operations and resolvers. */
  readonly revisions?: Readonly<Record<string, readonly RevisionSummary[]>>;
  readonly operations?: Readonly<Record<string, readonly OperationSummary[]>>;
  readonly resolvers?: Readonly<Record<string, readonly ResolverSummary[]>>;
  readonly fragments?: readonly FragmentSummary[];
  readonly namedValues?: readonly NamedValueSummary[];
  /** Values of secrets, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly backends?: readonly BackendSummary[];
  readonly certificates?: readonly CertificateSummary[];
  readonly loggers?: readonly LoggerSummary[];
  readonly caches?: readonly CacheSummary[];
  readonly schemas?: readonly SchemaSummary[];
  readonly names?: Readonly<Partial<Record<NamedKind, readonly NameSummary[]>>>;
}

export interface MemoryContent extends MemoryPlace {
  readonly service?: Partial<ServiceSummary>;
  readonly workspaces?: readonly (WorkspaceSummary & MemoryPlace)[];
  readonly policies?: readonly { readonly address: PolicyAddress; readonly text: string }[];
}

export interface MemoryInstance extends ApimInstance {
  /** The next call (or the next of that method) ends with this failure. */
  failNext(failure: Failure, method?: keyof ApimInstance): void;
  /** Changes a policy behind everybody's back; `undefined` removes it. */
  set(address: PolicyAddress, text: string | undefined): void;
  /** Rewrites what is put, as the service does. */
  rewrite: (text: string) => string;
  /** The writes of policies that arrived, in order. */
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
  private readonly fragmentList = new Map<string, FragmentSummary>();
  private readonly namedValueList = new Map<string, Versioned<NamedValueSummary>>();
  private readonly backendList = new Map<string, Versioned<BackendSummary>>();
  private readonly secrets = new Map<string, string>();
  private readonly failures: { failure: Failure; method: keyof ApimInstance | undefined }[] = [];
  private version = 0;

  constructor(
    private readonly content: MemoryContent,
    readonly target: InstanceTarget,
  ) {
    for (const { address, text } of content.policies ?? []) this.store(address, text);
    for (const workspace of [undefined, ...(content.workspaces ?? []).map(({ name }) => name)]) {
      const place = this.placeOf(workspace);
      for (const each of place.fragments ?? []) this.fragmentList.set(keyIn(workspace, each.name), each);
      for (const each of place.namedValues ?? []) this.keep(this.namedValueList, workspace, each);
      for (const each of place.backends ?? []) this.keep(this.backendList, workspace, each);
      for (const [name, value] of Object.entries(place.secrets ?? {}))
        this.secrets.set(keyIn(workspace, name), value);
    }
  }

  failNext(failure: Failure, method?: keyof ApimInstance): void {
    this.failures.push({ failure, method });
  }

  set(address: PolicyAddress, text: string | undefined): void {
    if (text === undefined) this.policies.delete(keyOf(address));
    else this.store(address, text);
  }

  service(options?: CallOptions): Promise<Outcome<ServiceSummary>> {
    return this.answer('service', options, () => ({
      id: resourceIdOf(this.target),
      name: this.target.service,
      sku: 'Developer',
      location: 'West Europe',
      gatewayUrl: undefined,
      provisioningState: 'Succeeded',
      platformVersion: 'stv2',
      minApiVersion: undefined,
      ...this.content.service,
    }));
  }

  workspaces(options?: ListOptions<WorkspaceSummary>) {
    return this.list('workspaces', options, () =>
      (this.content.workspaces ?? []).map(({ name, displayName, description }) => ({
        name,
        displayName,
        description,
      })),
    );
  }

  products(options?: ListOptions<ProductSummary>) {
    return this.list('products', options, (place) => place.products);
  }

  apis(options?: ListOptions<ApiSummary>) {
    return this.list('apis', options, (place) => place.apis);
  }

  versionSets(options?: ListOptions<VersionSetSummary>) {
    return this.list('versionSets', options, (place) => place.versionSets);
  }

  revisions(api: string, options?: ListOptions<RevisionSummary>) {
    return this.list('revisions', options, (place) => place.revisions?.[api]);
  }

  operations(api: string, options?: ListOptions<OperationSummary>) {
    return this.list('operations', options, (place) => place.operations?.[api]);
  }

  resolvers(api: string, options?: ListOptions<ResolverSummary>) {
    return this.list('resolvers', options, (place) => place.resolvers?.[api]);
  }

  fragments(options?: ListOptions<FragmentSummary>) {
    return this.list('fragments', options, () => within(this.fragmentList, options?.workspace));
  }

  fragmentUses(fragment: string, options?: PlaceOptions): Promise<Outcome<readonly FragmentUse[]>> {
    return this.answer('fragmentUses', options, () =>
      this.usersOf(fragment, options?.workspace).map((address) => ({
        id: `${resourceIdOf(this.target)}/${keyOf(address)}`,
        address,
      })),
    );
  }

  namedValues(options?: ListOptions<NamedValueSummary>) {
    return this.list('namedValues', options, () => resources(this.namedValueList, options?.workspace));
  }

  backends(options?: ListOptions<BackendSummary>) {
    return this.list('backends', options, () => resources(this.backendList, options?.workspace));
  }

  certificates(options?: ListOptions<CertificateSummary>) {
    return this.list('certificates', options, (place) => place.certificates);
  }

  loggers(options?: ListOptions<LoggerSummary>) {
    return this.list('loggers', options, (place) => place.loggers);
  }

  caches(options?: ListOptions<CacheSummary>) {
    return this.list('caches', options, (place) => place.caches);
  }

  schemas(options?: ListOptions<SchemaSummary>) {
    return this.list('schemas', options, (place) => place.schemas);
  }

  names(kind: NamedKind, options?: PlaceOptions): Promise<Outcome<readonly NameSummary[]>> {
    return this.answer('names', options, () => this.placeOf(options?.workspace).names?.[kind] ?? []);
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
  ): Promise<Outcome<WrittenPolicy>> {
    return this.answer('writePolicy', options, () => {
      if (refused(condition, this.live(address))) return modified;
      this.writes.push({ address, text, condition });
      return this.store(address, this.rewrite(text));
    });
  }

  deletePolicy(
    address: PolicyAddress,
    condition: ExistingCondition,
    options?: CallOptions,
  ): Promise<Outcome<Deletion>> {
    return this.answer<Deletion>('deletePolicy', options, () => {
      const live = this.live(address);
      if (live === undefined) return 'absent';
      if (refused(condition, live)) return modified;
      if (address.kind === 'fragment') {
        if (this.usersOf(address.fragment, address.workspace).length > 0)
          return { failed: { kind: 'invalid', faults: [], message: 'The policy fragment is in use.' } };
        this.fragmentList.delete(keyIn(address.workspace, address.fragment));
      }
      this.policies.delete(keyOf(address));
      return 'deleted';
    });
  }

  readNamedValue(name: string, options?: PlaceOptions): Promise<Outcome<Versioned<NamedValueSummary>>> {
    return this.answer(
      'readNamedValue',
      options,
      () => this.namedValueList.get(keyIn(options?.workspace, name)) ?? missing('named value'),
    );
  }

  writeNamedValue(
    value: NewNamedValue,
    condition: Precondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Versioned<NamedValueSummary>>> {
    return this.answer('writeNamedValue', options, () => {
      const key = keyIn(options?.workspace, value.name);
      const live = this.namedValueList.get(key);
      if (refused(condition, live)) return modified;
      const { name, displayName } = value;
      const tags = value.tags ?? live?.resource.tags ?? [];
      return this.putNamedValue(options?.workspace, { name, displayName, tags }, value);
    });
  }

  updateNamedValue(
    name: string,
    change: NamedValueChange,
    condition: ExistingCondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Versioned<NamedValueSummary>>> {
    return this.answer('updateNamedValue', options, () => {
      const live = this.namedValueList.get(keyIn(options?.workspace, name));
      if (live === undefined) return missing('named value');
      if (refused(condition, live)) return modified;
      const named = {
        name,
        displayName: change.displayName ?? live.resource.displayName,
        tags: change.tags ?? live.resource.tags,
      };
      return change.content === undefined
        ? this.keep(this.namedValueList, options?.workspace, { ...live.resource, ...named })
        : this.putNamedValue(options?.workspace, named, change.content);
    });
  }

  deleteNamedValue(
    name: string,
    condition: ExistingCondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Deletion>> {
    return this.answer('deleteNamedValue', options, () =>
      remove(this.namedValueList, keyIn(options?.workspace, name), condition),
    );
  }

  refreshNamedValue(name: string, options?: PlaceOptions): Promise<Outcome<Versioned<NamedValueSummary>>> {
    return this.answer('refreshNamedValue', options, () => {
      const live = this.namedValueList.get(keyIn(options?.workspace, name));
      if (live?.resource.kind !== 'key-vault') return missing('named value of a key vault');
      return this.keep(this.namedValueList, options?.workspace, { ...live.resource, lastStatus: 'Success' });
    });
  }

  revealNamedValue(name: string, options?: PlaceOptions): Promise<Outcome<string>> {
    return this.answer(
      'revealNamedValue',
      options,
      () => this.secrets.get(keyIn(options?.workspace, name)) ?? missing('named value'),
    );
  }

  readBackend(name: string, options?: PlaceOptions): Promise<Outcome<Versioned<BackendSummary>>> {
    return this.answer(
      'readBackend',
      options,
      () => this.backendList.get(keyIn(options?.workspace, name)) ?? missing('backend'),
    );
  }

  writeBackend(
    { name, properties }: Pick<BackendSummary, 'name' | 'properties'>,
    condition: Precondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Versioned<BackendSummary>>> {
    return this.answer('writeBackend', options, () => {
      if (refused(condition, this.backendList.get(keyIn(options?.workspace, name)))) return modified;
      const url = typeof properties.url === 'string' ? properties.url : undefined;
      return this.keep(this.backendList, options?.workspace, { name, url, properties });
    });
  }

  deleteBackend(
    name: string,
    condition: ExistingCondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Deletion>> {
    return this.answer('deleteBackend', options, () =>
      remove(this.backendList, keyIn(options?.workspace, name), condition),
    );
  }

  private async list<T>(
    method: keyof ApimInstance,
    options: ListOptions<T> | undefined,
    rows: (place: MemoryPlace) => readonly T[] | undefined,
  ): Promise<Outcome<readonly T[]>> {
    const outcome = await this.answer(method, options, () => rows(this.placeOf(options?.workspace)) ?? []);
    if (outcome.ok) options?.onPage?.(outcome.value);
    return outcome;
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

  private placeOf(workspace: string | undefined): MemoryPlace {
    if (workspace === undefined) return this.content;
    return this.content.workspaces?.find(({ name }) => name === workspace) ?? {};
  }

  private usersOf(fragment: string, workspace: string | undefined): readonly PolicyAddress[] {
    return [...this.policies.values()].flatMap(({ address, text }) =>
      ('workspace' in address ? address.workspace : undefined) === workspace &&
      text.includes(`fragment-id="${fragment}"`)
        ? [address]
        : [],
    );
  }

  private putNamedValue(
    workspace: string | undefined,
    named: Pick<NamedValueSummary, 'name' | 'displayName' | 'tags'>,
    content: NamedValueContent,
  ): Versioned<NamedValueSummary> {
    if (content.kind !== 'key-vault') this.secrets.set(keyIn(workspace, named.name), content.value);
    return this.keep<NamedValueSummary>(this.namedValueList, workspace, { ...named, ...shown(content) });
  }

  private keep<T extends { readonly name: string }>(
    list: Map<string, Versioned<T>>,
    workspace: string | undefined,
    resource: T,
  ): Versioned<T> {
    const kept = { resource, etag: `"${++this.version}"` };
    list.set(keyIn(workspace, resource.name), kept);
    return kept;
  }

  private live(address: PolicyAddress): LivePolicy | undefined {
    const stored = this.policies.get(keyOf(address));
    return stored && { text: stored.text, etag: stored.etag };
  }

  private store(address: PolicyAddress, text: string): LivePolicy {
    const policy = { text, etag: `"${++this.version}"` };
    this.policies.set(keyOf(address), { ...policy, address });
    if (address.kind === 'fragment') {
      const key = keyIn(address.workspace, address.fragment);
      if (!this.fragmentList.has(key))
        this.fragmentList.set(key, { name: address.fragment, description: undefined });
    }
    return policy;
  }
}

/** What a named value shows of its content. */
function shown(content: NamedValueContent) {
  switch (content.kind) {
    case 'plain':
      return { kind: 'plain', value: content.value } as const;
    case 'secret':
      return { kind: 'secret' } as const;
    case 'key-vault':
      return { ...content, lastStatus: 'Success' } as const;
  }
}

function refused(condition: Precondition, live: { readonly etag: string } | undefined): boolean {
  if (condition === 'create') return live !== undefined;
  return condition !== 'overwrite' && live?.etag !== condition.etag;
}

function remove<T>(
  list: Map<string, Versioned<T>>,
  key: string,
  condition: ExistingCondition,
): Deletion | { readonly failed: Failure } {
  const live = list.get(key);
  if (live === undefined) return 'absent';
  if (refused(condition, live)) return modified;
  list.delete(key);
  return 'deleted';
}

function within<T>(list: ReadonlyMap<string, T>, workspace: string | undefined): readonly T[] {
  const prefix = keyIn(workspace, '');
  return [...list].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : []));
}

function resources<T>(list: ReadonlyMap<string, Versioned<T>>, workspace: string | undefined): readonly T[] {
  return within(list, workspace).map(({ resource }) => resource);
}

function isFailed<T>(result: T | { readonly failed: Failure }): result is { readonly failed: Failure } {
  return typeof result === 'object' && result !== null && 'failed' in result;
}

const modified: { readonly failed: Failure } = {
  failed: { kind: 'changed', message: 'The resource was changed since it was last read; compare first.' },
};

function missing(what: string): { readonly failed: Failure } {
  return { failed: { kind: 'not-found', message: `The instance has no such ${what}.` } };
}

function keyIn(workspace: string | undefined, name: string): string {
  return `${workspace ?? ''}\n${name}`;
}

function keyOf(address: PolicyAddress): string {
  return JSON.stringify(Object.entries(address).sort());
}
