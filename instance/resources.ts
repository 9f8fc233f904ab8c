/** What an API Management instance holds, as plain data. No type here has room for a secret but those that say so. */
import type { PolicyAddress } from '../server/src/core/workspace/types';

/** A directory (tenant) of Microsoft Entra. */
export interface TenantSummary {
  readonly tenantId: string;
  readonly displayName: string;
}

export interface SubscriptionSummary {
  readonly subscriptionId: string;
  readonly displayName: string;
  readonly tenantId: string | undefined;
  /** `Enabled`, `Disabled`, `Warned` …, an open set. */
  readonly state: string;
}

export interface ServiceSummary {
  /** The ARM resource id, in the service's own casing. */
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly location: string;
  readonly gatewayUrl: string | undefined;
  /** `Succeeded` when it can be worked with, else e.g. `Updating`, `Activating`. */
  readonly provisioningState: string | undefined;
  readonly platformVersion: string | undefined;
  /** Requests with an older api-version are refused. */
  readonly minApiVersion: string | undefined;
}

/** A workspace of API Management, not of an editor. */
export interface WorkspaceSummary {
  readonly name: string;
  readonly displayName: string;
  readonly description: string | undefined;
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
  /** The name of the version set it belongs to. */
  readonly versionSet?: string;
  readonly isCurrent: boolean;
  /** `http`, `soap`, `graphql`, `websocket` …, an open set. */
  readonly type: string;
}

export interface VersionSetSummary {
  readonly name: string;
  readonly displayName: string;
  /** `Segment`, `Query` or `Header`. */
  readonly versioningScheme: string;
}

export interface RevisionSummary {
  /** The name that addresses it: `echo;rev=2`; the current one by the API's name alone. */
  readonly api: string;
  readonly revision: string;
  readonly description: string | undefined;
  readonly isCurrent: boolean;
  readonly isOnline: boolean;
  /** ISO 8601. */
  readonly updated: string | undefined;
}

export interface OperationSummary {
  readonly name: string;
  readonly displayName: string;
  readonly method: string;
  readonly urlTemplate: string;
}

/** A resolver of a GraphQL API. */
export interface ResolverSummary {
  readonly name: string;
  readonly displayName: string;
  /** The field it resolves, `Query/users`. */
  readonly path: string;
}

export interface FragmentSummary {
  readonly name: string;
  readonly description: string | undefined;
}

/** A policy or fragment that includes a fragment. */
export interface FragmentUse {
  /** The ARM resource id. */
  readonly id: string;
  /** `undefined` where the id is of a kind not known here. */
  readonly address: PolicyAddress | undefined;
}

export type NamedValueSummary = {
  readonly name: string;
  readonly displayName: string;
  readonly tags: readonly string[];
} & (
  | { readonly kind: 'plain'; readonly value: string | undefined }
  | { readonly kind: 'secret' }
  | {
      readonly kind: 'key-vault';
      readonly secretIdentifier: string;
      /** `Success`, or what the vault answered when it was last asked. */
      readonly lastStatus: string | undefined;
      /** What went wrong, in Azure's words. */
      readonly lastMessage?: string;
      /** Client id of the user-assigned identity; the system-assigned one without it. */
      readonly identityClientId?: string;
    }
);

export interface BackendSummary {
  readonly name: string;
  readonly url: string | undefined;
  /** The `properties` as ARM gave them, for information files. May hold credentials. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface CertificateSummary {
  readonly name: string;
  readonly subject: string | undefined;
  readonly thumbprint: string | undefined;
  /** ISO 8601. */
  readonly expires: string | undefined;
  readonly secretIdentifier: string | undefined;
}

export interface LoggerSummary {
  readonly name: string;
  /** `azureEventHub`, `applicationInsights`, `azureMonitor` …, an open set. */
  readonly type: string;
  readonly description: string | undefined;
}

export interface CacheSummary {
  readonly name: string;
  readonly description: string | undefined;
  /** A region, or `default` for all others. */
  readonly useFromLocation: string | undefined;
}

export interface SchemaSummary {
  readonly name: string;
  /** `xml` or `json`. */
  readonly type: string;
  readonly description: string | undefined;
}

/** Something of which only the name is asked. */
export interface NameSummary {
  readonly name: string;
  /** The name of what it belongs to: an authorization's provider. */
  readonly within?: string;
}

/** What a named value holds, in a request: the one place where a secret travels. */
export type NamedValueContent =
  | { readonly kind: 'plain' | 'secret'; readonly value: string }
  | {
      readonly kind: 'key-vault';
      readonly secretIdentifier: string;
      readonly identityClientId?: string;
    };

/** A named value to be put. Without `tags` those it has are kept. */
export type NewNamedValue = {
  readonly name: string;
  readonly displayName: string;
  readonly tags?: readonly string[];
} & NamedValueContent;

/** A change of a named value; what is not named stays as it is, a secret's value too. */
export interface NamedValueChange {
  readonly displayName?: string;
  readonly tags?: readonly string[];
  readonly content?: NamedValueContent;
}

/** A resource with the ETag of the version that was read. */
export interface Versioned<T> {
  readonly resource: T;
  readonly etag: string;
}

/** `absent`: there was nothing to delete. */
export type Deletion = 'deleted' | 'absent';
