/**
 * What an API Management instance is to this project. Two implementations: the ARM adapter and the in-memory
 * twin. Expected outcomes are values; only bugs throw.
 */
import type { NamedKind, PolicyAddress } from '../server/src/core/workspace/types';
import type {
  ApiSummary,
  BackendSummary,
  CacheSummary,
  CertificateSummary,
  Deletion,
  FragmentSummary,
  FragmentUse,
  LoggerSummary,
  NamedValueChange,
  NamedValueSummary,
  NameSummary,
  NewNamedValue,
  OperationSummary,
  ProductSummary,
  ResolverSummary,
  RevisionSummary,
  SchemaSummary,
  ServiceSummary,
  SubscriptionSummary,
  TenantSummary,
  Versioned,
  VersionSetSummary,
  WorkspaceSummary,
} from './resources';

/** Which instance, and how to reach it. */
export interface InstanceTarget {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly service: string;
  /** ARM endpoint without a trailing slash, e.g. `https://management.azure.com`. */
  readonly endpoint: string;
  /** Token scope; by default the cloud's. */
  readonly credentialScope?: string;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Everything that can go wrong between us and ARM, told apart by what a person can do about it. */
export type Failure = {
  /** One sentence for people, no secrets in it. */
  readonly message: string;
  /** ARM's `x-ms-request-id`. */
  readonly requestId?: string;
} & (
  | { readonly kind: 'signed-out' } // no token can be had, or 401
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' }
  /** If-Match refused: someone else changed it. */
  | { readonly kind: 'changed' }
  /** 409: another operation is in progress. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | undefined }
  /** 400 with faults in the document that was sent. */
  | { readonly kind: 'invalid'; readonly faults: readonly PolicyFault[] }
  /** The service takes no api-version as old as ours; `minimum` where the answer says what it takes. */
  | { readonly kind: 'api-version'; readonly minimum: string | undefined }
  | { readonly kind: 'unreachable' } // no connection, cut, timed out
  /** 5xx, an HTML page, an answer that isn't what the contract says. */
  | { readonly kind: 'server'; readonly status: number | undefined }
  | { readonly kind: 'cancelled' }
);

/** One fault ARM found. Line and column are 1-based, in the text that was sent. */
export interface PolicyFault {
  readonly message: string;
  readonly element?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What the instance holds after a write, read back. */
export interface WrittenPolicy extends LivePolicy {
  /** Someone else has written since: what is there may lack the text that was sent, or have more than it. */
  readonly changedSince?: true;
}

export interface LivePolicy {
  /** In `rawxml`. */
  readonly text: string;
  readonly etag: string;
}

export type * from './resources';

/** Condition of a write: the ETag last seen, whatever is there, or only if nothing is there. */
export type Precondition = ExistingCondition | 'create';

/** Condition of a change to something that is there: the ETag last seen, or whatever is there. */
export type ExistingCondition = { readonly etag: string } | 'overwrite';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface PlaceOptions extends CallOptions {
  /** The API Management workspace to look in; the service itself without it. */
  readonly workspace?: string;
}

export interface ListOptions<T> extends PlaceOptions {
  /**
   * Called with each page as it arrives, in order, so that long lists can be shown before they are whole. The
   * list counts only when the call has ended well.
   */
  readonly onPage?: (rows: readonly T[]) => void;
}

type List<T> = Promise<Outcome<readonly T[]>>;

/**
 * One instance. Lists of kinds that API Management does not have in workspaces (resolvers, caches, credential
 * providers) are empty there.
 */
export interface ApimInstance {
  readonly target: InstanceTarget;
  service(options?: CallOptions): Promise<Outcome<ServiceSummary>>;
  workspaces(options?: ListOptions<WorkspaceSummary>): List<WorkspaceSummary>;
  products(options?: ListOptions<ProductSummary>): List<ProductSummary>;
  /** The current revision of each API. */
  apis(options?: ListOptions<ApiSummary>): List<ApiSummary>;
  versionSets(options?: ListOptions<VersionSetSummary>): List<VersionSetSummary>;
  revisions(api: string, options?: ListOptions<RevisionSummary>): List<RevisionSummary>;
  /** `api` may carry `;rev=N`. */
  operations(api: string, options?: ListOptions<OperationSummary>): List<OperationSummary>;
  /** The resolvers of a GraphQL API. */
  resolvers(api: string, options?: ListOptions<ResolverSummary>): List<ResolverSummary>;
  fragments(options?: ListOptions<FragmentSummary>): List<FragmentSummary>;
  /** The policies and fragments that include a fragment. */
  fragmentUses(fragment: string, options?: PlaceOptions): List<FragmentUse>;
  namedValues(options?: ListOptions<NamedValueSummary>): List<NamedValueSummary>;
  backends(options?: ListOptions<BackendSummary>): List<BackendSummary>;
  certificates(options?: ListOptions<CertificateSummary>): List<CertificateSummary>;
  loggers(options?: ListOptions<LoggerSummary>): List<LoggerSummary>;
  caches(options?: ListOptions<CacheSummary>): List<CacheSummary>;
  schemas(options?: ListOptions<SchemaSummary>): List<SchemaSummary>;
  /** The names of everything of that kind. */
  names(kind: NamedKind, options?: PlaceOptions): List<NameSummary>;

  /**
   * The scopes that have a policy, those in workspaces too: in one list where the service has it, else by asking
   * each scope. The current revision's scopes are addressed without `;rev=N`. Fragments are not in it.
   */
  policyAddresses(options?: CallOptions): List<PolicyAddress>;
  /** `not-found` where the scope has no policy. Fragments' text without other properties. */
  readPolicy(address: PolicyAddress, options?: CallOptions): Promise<Outcome<LivePolicy>>;
  /** Writes `rawxml`; answers what the instance holds afterwards, read back. */
  writePolicy(
    address: PolicyAddress,
    text: string,
    condition: Precondition,
    options?: CallOptions,
  ): Promise<Outcome<WrittenPolicy>>;
  /** Deletes a policy or a fragment; a fragment in use is `invalid`, with the users in the message. */
  deletePolicy(
    address: PolicyAddress,
    condition: ExistingCondition,
    options?: CallOptions,
  ): Promise<Outcome<Deletion>>;

  readNamedValue(name: string, options?: PlaceOptions): Promise<Outcome<Versioned<NamedValueSummary>>>;
  /** Creates it or replaces it whole. */
  writeNamedValue(
    value: NewNamedValue,
    condition: Precondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Versioned<NamedValueSummary>>>;
  /** Changes what is named and leaves the rest, e.g. switches a secret to Key Vault with its tags kept. */
  updateNamedValue(
    name: string,
    change: NamedValueChange,
    condition: ExistingCondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Versioned<NamedValueSummary>>>;
  deleteNamedValue(
    name: string,
    condition: ExistingCondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Deletion>>;
  /** Has the service fetch the secret from Key Vault anew. */
  refreshNamedValue(name: string, options?: PlaceOptions): Promise<Outcome<Versioned<NamedValueSummary>>>;
  /** The value of a secret; ask for it only when a person does. */
  revealNamedValue(name: string, options?: PlaceOptions): Promise<Outcome<string>>;

  readBackend(name: string, options?: PlaceOptions): Promise<Outcome<Versioned<BackendSummary>>>;
  /** Creates it or replaces it whole, `properties` as ARM takes them. */
  writeBackend(
    backend: Pick<BackendSummary, 'name' | 'properties'>,
    condition: Precondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Versioned<BackendSummary>>>;
  deleteBackend(
    name: string,
    condition: ExistingCondition,
    options?: PlaceOptions,
  ): Promise<Outcome<Deletion>>;
}

/** What an account can see at one ARM endpoint. */
export interface AzureDirectory {
  tenants(options?: CallOptions): List<TenantSummary>;
  subscriptions(options?: CallOptions): List<SubscriptionSummary>;
  /** The API Management services of a subscription. */
  services(
    subscriptionId: string,
    options?: Omit<ListOptions<ServiceSummary>, 'workspace'>,
  ): List<ServiceSummary>;
}
