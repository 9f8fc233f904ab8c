/** What is known beyond one document: names from the workspace's files and from the connected instance. */
import type { ReferenceKind, Scope } from '../catalogue/types';
import type { Span } from '../text';

/** Where a fact comes from. */
export type FactSource =
  | { readonly kind: 'file'; readonly uri: string; readonly span?: Span }
  /** `label` is what people call the instance; `id` its ARM resource id. */
  | { readonly kind: 'instance'; readonly label: string; readonly id: string };

/** A named value. The value of a secret one is never known here. */
export type NamedValueFact = {
  readonly displayName: string;
  readonly resourceName: string;
  readonly source: FactSource;
  readonly tags?: readonly string[];
} & (
  | { readonly kind: 'plain'; readonly value: string | undefined }
  | { readonly kind: 'secret' }
  | { readonly kind: 'key-vault'; readonly secretIdentifier: string }
);

export interface FragmentFact {
  readonly id: string;
  readonly description?: string;
  readonly source: FactSource;
}

export interface BackendFact {
  readonly id: string;
  readonly url?: string;
  readonly source: FactSource;
}

/** An operation of an API, as far as its policy depends on it. */
export interface OperationFact {
  /** Relative to the API: `/orders/{id}`. */
  readonly urlTemplate: string;
  /** The names of all parameters that the template has or may have. */
  readonly parameters: readonly string[];
  readonly source: FactSource;
}

/** The kinds of entities of which nothing but the names is known. */
export type NamedKind = Exclude<ReferenceKind, 'fragment' | 'backend' | 'variable'>;

const everyNamedKind: Readonly<Record<NamedKind, true>> = {
  certificate: true,
  logger: true,
  cache: true,
  schema: true,
  'authorization-provider': true,
  authorization: true,
};

export const namedKinds = Object.keys(everyNamedKind) as readonly NamedKind[];

/** Something that policies refer to by its name. */
export interface NamedFact {
  readonly id: string;
  /** The name of what it belongs to, and within which its own is unique: an authorization's provider. */
  readonly within?: string;
  readonly source: FactSource;
}

/** The names of several kinds. */
export type NamedFacts = Readonly<Partial<Record<NamedKind, readonly NamedFact[]>>>;

/**
 * All that is known. `complete` lists the kinds of which every name is known (the instance was listed, or the
 * workspace holds a full extract): only for those may "unknown name" be reported.
 */
export interface WorkspaceFacts {
  readonly namedValues: readonly NamedValueFact[];
  readonly fragments: readonly FragmentFact[];
  readonly backends: readonly BackendFact[];
  readonly named?: NamedFacts;
  readonly complete: ReadonlySet<'namedValues' | 'fragments' | 'backends' | NamedKind>;
  /** What the API Management workspaces have for themselves, by their names; see `factsAt`. */
  readonly workspaces?: ReadonlyMap<string, WorkspaceFacts>;
  /** The connected instance's pricing tier, by the name of its SKU: `Consumption`, `StandardV2`. */
  readonly tier?: string;
}

export const noFacts: WorkspaceFacts = {
  namedValues: [],
  fragments: [],
  backends: [],
  complete: new Set(),
};

/** The two folder layouts of policies in Git. */
export type LayoutName = 'apiops' | 'apiops-cli';

/**
 * What a policy belongs to. All names are resource names (not display names), unescaped. `workspace` is the
 * API Management workspace's name, where it stands in one. An `api` may carry `;rev=N`.
 */
export type PolicyAddress =
  | { readonly kind: 'global'; readonly workspace?: string }
  | { readonly kind: 'product'; readonly product: string; readonly workspace?: string }
  | { readonly kind: 'api'; readonly api: string; readonly workspace?: string }
  | {
      readonly kind: 'operation';
      readonly api: string;
      readonly operation: string;
      readonly workspace?: string;
    }
  | { readonly kind: 'resolver'; readonly api: string; readonly resolver: string }
  | { readonly kind: 'fragment'; readonly fragment: string; readonly workspace?: string };

export function scopeOf(address: PolicyAddress): Scope | undefined {
  switch (address.kind) {
    case 'global':
      return address.workspace === undefined ? 'global' : 'workspace';
    case 'product':
    case 'api':
    case 'operation':
      return address.kind;
    case 'resolver':
    case 'fragment':
      return undefined;
  }
}

/** What a file of a workspace is, told from its path. */
export type LayoutEntry =
  | { readonly kind: 'policy'; readonly address: PolicyAddress }
  | { readonly kind: 'fragment-information'; readonly fragment: string; readonly workspace?: string }
  | { readonly kind: 'named-value-information'; readonly namedValue: string; readonly workspace?: string }
  | { readonly kind: 'backend-information'; readonly backend: string; readonly workspace?: string }
  | { readonly kind: 'logger-information'; readonly logger: string; readonly workspace?: string };
