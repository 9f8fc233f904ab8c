/** Documents that hold what an instance has: `apim://instance/service/path`, see `liveSchemes` of the protocol. */
import { liveSchemes, readLiveRequest } from '../protocol';
import type { WorkspaceFiles } from './workspaceFiles';

/** A live document's URI, taken apart. */
export interface LiveUri {
  readonly scheme: (typeof liveSchemes)[keyof typeof liveSchemes];
  /** Tells instances apart. */
  readonly authority: string;
  /** Up to and with the service: the folder with the artifacts. Without a trailing slash. */
  readonly rootUri: string;
  /** Below the root, still encoded as in the URI. */
  readonly path: string;
}

/** `undefined` for all other documents. */
export function liveUriOf(uri: string): LiveUri | undefined {
  const [, rootUri = '', found, authority = '', path = ''] =
    /^((apim|apim-live):\/\/([^/?#]*)\/[^/?#]+)\/([^?#]+)/.exec(uri) ?? [];
  const scheme = Object.values(liveSchemes).find((known) => known === found);
  return scheme && { scheme, authority, rootUri, path };
}

/** The part of a connection that is used here. */
export interface Asking {
  sendRequest(method: string, params: object): Promise<unknown>;
}

/** The workspace's files, and the policies of connected instances, for which the client is asked. */
export function withLiveFiles(files: WorkspaceFiles, client: Asking, canAsk: () => boolean): WorkspaceFiles {
  return {
    find: (folderUri, wanted) => files.find(folderUri, wanted),
    async read(uri) {
      if (liveUriOf(uri)?.scheme !== liveSchemes.policy) return files.read(uri);
      if (!canAsk()) return undefined;
      const text = await client.sendRequest(readLiveRequest, { uri });
      return typeof text === 'string' ? text : undefined;
    },
  };
}
