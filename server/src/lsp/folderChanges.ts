/**
 * Folders that come or go whole: by a move, a checkout, a deletion. Editors' watchers then tell of the folder alone,
 * not of the files in it.
 */
import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { informationFileNames, isOperationFile } from '../core/workspace';
import type { WorkspaceFiles } from './workspaceFiles';
import { baseName, decoded } from './workspacePaths';

/** The base names of the files that the server reads. */
function isRead(name: string): boolean {
  return informationFileNames.has(name) || isOperationFile(name);
}

/**
 * Whether a folder came that has files the server reads, or one went that `known` files were in. Answers `false` to
 * changes of such files themselves.
 */
export async function foldersChanged(
  changes: readonly FileEvent[],
  files: WorkspaceFiles,
  known: () => Iterable<string>,
): Promise<boolean> {
  const others = changes.filter(({ uri }) => !isRead(baseName(uri)) && !uri.includes('/node_modules/'));
  const gone = others.filter(({ type }) => type === FileChangeType.Deleted);
  if (gone.length > 0) {
    const folders = foldersOf(known());
    if (gone.some(({ uri }) => folders.has(decoded(uri)))) return true;
  }
  const created = new Set(others.filter(({ type }) => type === FileChangeType.Created).map(({ uri }) => uri));
  for (const uri of created) {
    // A folder that is new itself has it in it.
    if (created.has(uri.slice(0, uri.lastIndexOf('/')))) continue;
    if ((await files.find(uri, isRead)).length > 0) return true;
  }
  return false;
}

/** All folders that any of the files is in, at whatever depth; decoded, because clients escape more or less. */
function foldersOf(uris: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const uri of uris) {
    let folder = decoded(uri);
    for (;;) {
      folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
      if (folder === '' || folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
