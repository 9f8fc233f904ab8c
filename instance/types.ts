/**
 * What an API Management instance is to this project. Two implementations: the ARM adapter and the in-memory
 * twin. Expected outcomes are values; only bugs throw.
 */
import type { NamedKind, PolicyAddress } from '../server/src/core/workspace/types';

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

export interface LivePolicy {
  /** In `rawxml`. */
  readonly text: string;
  readonly etag: string;
}

export interface ServiceSummary {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly location: string;
  readonly gatewayUrl: string | undefined;
}

export interface ProductSummary {
  readonly name: string;
  readonly displayName: string;
}

export interface ApiSummary {
  readonly name: string;
  readonly displayName: string;
  readonly path: string;
  readonly revision: string;
  readonly version: string | undefined;
  readonly isCurrent: boolean;
  readonly type: string;
}

export interface OperationSummary {
  readonly name: string;
  readonly displayName: string;
  readonly method: string;
  readonly urlTemplate: string;
}

export interface FragmentSummary {
  readonly name: string;
  readonly description: string | undefined;
}

export type NamedValueSummary = {
  readonly name: string;
  readonly displayName: string;
  readonly tags: readonly string[];
} & (
  | { readonly kind: 'plain'; readonly value: string | undefined }
  | { readonly kind: 'secret' }
  | { readonly kind: 'key-vault'; readonly secretIdentifier: string; readonly lastStatus: string | undefined }
);

export interface BackendSummary {
  readonly name: string;
  readonly url: string | undefined;
  /** The `properties` as ARM gave them, for information files. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Something of which only the name is asked. */
export interface NameSummary {
  readonly name: string;
  /** The name of what it belongs to: an authorization's provider. */
  readonly within?: string;
}

export interface NewNamedValue {
  readonly name: string;
  readonly displayName: string;
  readonly value: string;
  readonly secret: boolean;
  readonly tags?: readonly string[];
}

/** Condition of a write: the ETag last seen, whatever is there, or only if nothing is there. */
export type Precondition = { readonly etag: string } | 'overwrite' | 'create';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface ApimInstance {
  readonly target: InstanceTarget;
  service(options?: CallOptions): Promise<Outcome<ServiceSummary>>;
  products(options?: CallOptions): Promise<Outcome<readonly ProductSummary[]>>;
  apis(options?: CallOptions): Promise<Outcome<readonly ApiSummary[]>>;
  operations(api: string, options?: CallOptions): Promise<Outcome<readonly OperationSummary[]>>;
  fragments(options?: CallOptions): Promise<Outcome<readonly FragmentSummary[]>>;
  namedValues(options?: CallOptions): Promise<Outcome<readonly NamedValueSummary[]>>;
  backends(options?: CallOptions): Promise<Outcome<readonly BackendSummary[]>>;
  /** The names of everything of that kind. */
  names(kind: NamedKind, options?: CallOptions): Promise<Outcome<readonly NameSummary[]>>;
  /** The scopes that have a policy, in one sweep. */
  policyAddresses(options?: CallOptions): Promise<Outcome<readonly PolicyAddress[]>>;
  /** `not-found` where the scope has no policy. Fragments' text without other properties. */
  readPolicy(address: PolicyAddress, options?: CallOptions): Promise<Outcome<LivePolicy>>;
  /** Writes `rawxml`; answers what the instance holds afterwards, read back. */
  writePolicy(
    address: PolicyAddress,
    text: string,
    condition: Precondition,
    options?: CallOptions,
  ): Promise<Outcome<LivePolicy>>;
  /** The value of a secret; ask for it only when a person does. */
  revealNamedValue(name: string, options?: CallOptions): Promise<Outcome<string>>;
  createNamedValue(value: NewNamedValue, options?: CallOptions): Promise<Outcome<NamedValueSummary>>;
}
