/** The custom part of the conversation between client and server: names and types only. */
import type {
  BackendFact,
  FragmentFact,
  NamedFacts,
  NamedValueFact,
  PolicyAddress,
} from '../core/workspace/types';

/** What a client may announce in `initializationOptions`. */
export interface InitializationOptions {
  /** The client carries out the commands of `clientCommandIds`, so code actions may name them. */
  readonly clientCommands?: boolean;
  /** The client answers `readLiveRequest`. */
  readonly liveDocuments?: boolean;
  /** The client answers `operationTemplateRequest`. */
  readonly operationTemplates?: boolean;
}

/**
 * Client to server, a notification: the names that the connected instance knows; `null` when none is connected.
 * Values of secrets never cross.
 */
export const instanceFactsNotification = 'apimPolicy/instanceFacts';

/**
 * Schemes of documents that hold what an instance has, as `scheme://instance/service/path in the APIOps layout`: the
 * policy as it is, and as it was at some moment. The authority tells instances apart.
 */
export const liveSchemes = { policy: 'apim', snapshot: 'apim-live' } as const;

/**
 * Server to client, a request with `ReadLiveParams`: the text of a document of the scheme `liveSchemes.policy`, or
 * `null` where the instance has no such policy or can't be asked. Asked only of clients that announce `liveDocuments`.
 */
export const readLiveRequest = 'apimPolicy/readLive';

export interface ReadLiveParams {
  readonly uri: string;
}

/**
 * Server to client, a request with `OperationTemplateParams`: the URL template that the instance has for an operation,
 * or `null` where it has none or can't be asked. Asked only of clients that announce `operationTemplates`.
 */
export const operationTemplateRequest = 'apimPolicy/operationTemplate';

export interface OperationTemplateParams {
  /** Resource names, as in the path of the operation's policy. */
  readonly api: string;
  readonly operation: string;
  /** The API Management workspace, where it stands in one. */
  readonly workspace?: string;
  /** The instance's, as in `InstanceFacts`; the connected one where it is missing. */
  readonly authority?: string;
}

/** What the service itself has, or one API Management workspace in it. */
export interface PlaceFacts {
  readonly namedValues: readonly NamedValueFact[];
  readonly fragments: readonly FragmentFact[];
  readonly backends: readonly BackendFact[];
  /** Of each kind in it all names; kinds that could not be listed, or not yet, are left out. */
  readonly named?: NamedFacts;
}

export interface InstanceFacts extends PlaceFacts {
  /** The authority of its documents' URIs (`liveSchemes`), where the client opens such documents. */
  readonly authority?: string;
  /** What people call the instance. */
  readonly label: string;
  /** ARM resource id. */
  readonly id: string;
  /** The pricing tier, by the name of its SKU. */
  readonly tier?: string;
  /** Its API Management workspaces, by name; those that could not be listed, or not yet, are left out. */
  readonly workspaces?: Readonly<Record<string, PlaceFacts>>;
}

/**
 * Client to server, a request with `OAuth2VariantsParams`: the "Insert OAuth2 backend authentication" actions
 * (LSP `CodeAction[]`, edits included) for a document, wherever its cursor is. Empty where they make no sense or
 * the policy already gets a token.
 */
export const oauth2VariantsRequest = 'apimPolicy/oauth2Variants';

export interface OAuth2VariantsParams {
  readonly textDocument: { readonly uri: string };
}

/**
 * Client to server, a request with `EffectivePolicyParams`: what runs at the scope of a document, put together from
 * the workspace's files and what is open in the editor. Answers an `EffectivePolicy`, or `null` where the document is
 * no scope's policy in one of the layouts.
 */
export const effectivePolicyRequest = 'apimPolicy/effectivePolicy';

export interface EffectivePolicyParams {
  readonly textDocument: { readonly uri: string };
  /** Resource name of the product under which calls are supposed to be made. */
  readonly product?: string;
}

export interface EffectivePolicy {
  /** A policy document to read, with comments that say where its parts come from. */
  readonly text: string;
  /** Places in `text`, and the places they lead to. */
  readonly links: readonly { readonly range: LspRange; readonly target: LspLocation }[];
  /** Sections in which a missing `<base />` drops a broader scope's authentication, rate limit or CORS. */
  readonly warnings: readonly { readonly message: string; readonly target: LspLocation }[];
  /** The files that the answer depends on, also those that aren't there. */
  readonly sources: readonly string[];
  /** The products that have a policy in the workspace; empty where no product's policy comes in at this scope. */
  readonly products: readonly string[];
}

/**
 * Client to server, a request with `EffectiveOfTextsParams`: what runs at a scope, put together from the policies that
 * the client gives: a document without comments, to be compared with another one. Answers a string, or `null` where
 * there is nothing of the scope.
 */
export const effectiveOfTextsRequest = 'apimPolicy/effectiveOfTexts';

export interface EffectiveOfTextsParams {
  readonly address: PolicyAddress;
  /** Resource name of the product under which calls are supposed to be made. */
  readonly product?: string;
  /** The policies and fragments that there are. */
  readonly policies: readonly { readonly address: PolicyAddress; readonly text: string }[];
}

/**
 * Client to server, a request without parameters: every policy of the workspace that isn't open, checked. Answers a
 * `WorkspaceFindings`; `null` where the client gives up. Severities are those of the settings; hints are left out.
 */
export const checkWorkspaceRequest = 'apimPolicy/checkWorkspace';

export interface WorkspaceFindings {
  /** How many policies were checked. */
  readonly checked: number;
  /** Those with findings; `diagnostics` are LSP's. */
  readonly documents: readonly { readonly uri: string; readonly diagnostics: readonly unknown[] }[];
}

export interface LspLocation {
  readonly uri: string;
  readonly range: LspRange;
}

/** Zero-based lines and UTF-16 columns. */
export interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Commands that code actions name and the client carries out. */
export const clientCommandIds = {
  /** Asks for a value and whether it is secret. One argument: `CreateNamedValueArguments`. */
  createNamedValue: 'apimPolicy.createNamedValue',
  /** Arguments: the document's URI and `LspRange[][]`, groups of places to fill in; selects the first group. */
  selectPlaceholders: 'apimPolicy.selectPlaceholders',
} as const;

export interface CreateNamedValueArguments {
  readonly displayName: string;
  readonly target: 'workspace' | 'instance';
  /** It is to be a secret; nobody need be asked whether. */
  readonly secret?: boolean;
  /** The document in which the name stands. */
  readonly uri: string;
}
