/** The custom part of the conversation between client and server, types only. */
import type { BackendFact, FragmentFact, NamedValueFact } from '../core/workspace/types';

/** What a client may announce in `initializationOptions`. */
export interface InitializationOptions {
  /** The client understands the `apimPolicy.*` commands that actions refer to. */
  readonly clientCommands?: boolean;
}

/**
 * Client to server, notification `apimPolicy/instanceFacts`: the names the connected instance knows. Values of
 * secrets never cross. `null`: not connected.
 */
export const instanceFactsNotification = 'apimPolicy/instanceFacts';
export type InstanceFactsParams = InstanceFacts | null;

export interface InstanceFacts {
  /** What people call it. */
  readonly label: string;
  /** ARM resource id. */
  readonly id: string;
  readonly namedValues: readonly NamedValueFact[];
  readonly fragments: readonly FragmentFact[];
  readonly backends: readonly BackendFact[];
}

/** Client to server, request `apimPolicy/insertOAuth2`: the variants on offer for the whole document. */
export const oauth2VariantsRequest = 'apimPolicy/oauth2Variants';
export interface OAuth2VariantsParams {
  readonly textDocument: { readonly uri: string };
}

/** Commands that the server's code actions name and the client carries out. */
export const clientCommandIds = {
  /** Arguments: `CreateNamedValueArguments`. */
  createNamedValue: 'apimPolicy.createNamedValue',
} as const;

export interface CreateNamedValueArguments {
  readonly displayName: string;
  readonly target: 'workspace' | 'instance';
  /** The document the name stands in. */
  readonly uri: string;
}
