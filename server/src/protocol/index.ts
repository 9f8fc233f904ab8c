/** The custom part of the conversation between client and server: names and types only. */
import type { BackendFact, FragmentFact, NamedValueFact } from '../core/workspace/types';

/** What a client may announce in `initializationOptions`. */
export interface InitializationOptions {
  /** The client carries out the commands of `clientCommandIds`, so code actions may name them. */
  readonly clientCommands?: boolean;
}

/**
 * Client to server, a notification: the names that the connected instance knows; `null` when none is connected.
 * Values of secrets never cross.
 */
export const instanceFactsNotification = 'apimPolicy/instanceFacts';

export interface InstanceFacts {
  /** What people call the instance. */
  readonly label: string;
  /** ARM resource id. */
  readonly id: string;
  readonly namedValues: readonly NamedValueFact[];
  readonly fragments: readonly FragmentFact[];
  readonly backends: readonly BackendFact[];
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
  /** The document in which the name stands. */
  readonly uri: string;
}
