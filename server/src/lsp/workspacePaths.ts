/** Where a document stands in the workspace: what the layouts say about it, and the URIs of files beside it. */
import { type DescribedPath, describePath, detectLayout } from '../core/workspace/layout';
import type { LayoutName } from '../core/workspace/types';
import { liveUriOf } from './liveDocuments';

/** What the layouts say about a document. */
export type Place = DescribedPath & {
  /** The URI of the folder with the artifacts, without a trailing slash. */
  readonly rootUri: string;
};

export class WorkspacePaths {
  private folders: readonly string[] = [];
  private readonly artifacts = new Map<string, { readonly layout: LayoutName; readonly root: string }>();

  /** The workspace's folders, as URIs. */
  setFolders(uris: readonly string[]): void {
    this.folders = uris.map((uri) => uri.replace(/\/+$/, ''));
    this.artifacts.clear();
  }

  /** Learns from a folder's files where its artifacts are and in which layout. */
  learn(fileUris: readonly string[]): void {
    for (const folder of this.folders) {
      const inside = fileUris.filter((uri) => uri.startsWith(`${folder}/`));
      const detected = detectLayout(inside.map((uri) => decoded(uri.slice(folder.length + 1))));
      if (detected !== undefined) this.artifacts.set(folder, detected);
    }
  }

  /** The workspace's folder that the document is in. */
  folderOf(uri: string): string | undefined {
    return this.folders.find((folder) => uri.startsWith(`${folder}/`));
  }

  /** `undefined` where the document is no part of a layout. */
  placeOf(uri: string): Place | undefined {
    const live = liveUriOf(uri);
    if (live !== undefined) {
      const found = describePath(decoded(live.path));
      return found && { ...found, rootUri: live.rootUri };
    }
    const folder = this.folderOf(uri);
    if (folder === undefined) return placeOutside(uri);
    const known = this.artifacts.get(folder);
    const found = describePath(
      decoded(uri.slice(folder.length + 1)),
      known === undefined ? [] : [known.root],
    );
    if (found === undefined) return undefined;
    const layout = known !== undefined && known.root === found.root ? known.layout : found.layout;
    return { ...found, layout, rootUri: found.root === '' ? folder : `${folder}/${encoded(found.root)}` };
  }
}

/** A document in no folder of the workspace: its path's end tells, from behind the last hidden folder. */
function placeOutside(uri: string): Place | undefined {
  const { prefix, path } = splitUri(uri);
  const segments = path.split('/').filter((segment) => segment !== '');
  const from = segments.findLastIndex((segment) => segment.startsWith('.')) + 1;
  const found = describePath(segments.slice(from).join('/'));
  if (found === undefined) return undefined;
  const root = [...segments.slice(0, from), ...(found.root === '' ? [] : [found.root])].join('/');
  return {
    ...found,
    rootUri: `${prefix}${path.startsWith('/') ? '/' : ''}${encoded(root)}`.replace(/\/+$/, ''),
  };
}

/** The last part of the URI's path. */
export function baseName(uri: string): string {
  return splitUri(uri).path.split('/').at(-1) ?? '';
}

/** A path as it stands in a URI: every segment percent-encoded. */
export function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function splitUri(uri: string): { readonly prefix: string; readonly path: string } {
  const prefix = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i.exec(uri)?.[0] ?? '';
  return { prefix, path: decoded(uri.slice(prefix.length).replace(/[?#].*$/, '')) };
}

/** Without percent-encoding; as it is where that is wrong. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
