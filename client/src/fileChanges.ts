/** The workspace's files of some names, watched; also those that come or go with a folder. */
import * as vscode from 'vscode';

export interface FileListener {
  /** What was written into the file is another text. */
  changed(uri: vscode.Uri): void;
  created(uri: vscode.Uri): void;
  /** The file, or a folder, or a file of another name, is gone: nobody tells what was in the folder. */
  gone(uri: vscode.Uri): void;
}

/** More files in a new folder than are told of one by one. */
const most = 50_000;

/** Where nobody keeps policies, and much comes and goes. */
const passedOver = /\/(?:node_modules|\.git|\.apim)\//;

/** `pattern` is a glob for the whole path. */
export function watchFiles(pattern: string, listener: FileListener): vscode.Disposable {
  const files = vscode.workspace.createFileSystemWatcher(pattern);
  // VS Code tells of a folder that is moved or deleted, and not of the files in it.
  const folders = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
  const tellOfFilesIn = async (uri: vscode.Uri): Promise<void> => {
    if (passedOver.test(uri.path) || !(await isFolder(uri))) return;
    for (const file of await vscode.workspace.findFiles(
      new vscode.RelativePattern(uri, pattern),
      undefined,
      most,
    ))
      listener.created(file);
  };
  return vscode.Disposable.from(
    files,
    folders,
    files.onDidChange((uri) => listener.changed(uri)),
    files.onDidCreate((uri) => listener.created(uri)),
    folders.onDidCreate((uri) => void tellOfFilesIn(uri)),
    folders.onDidDelete((uri) => {
      if (!passedOver.test(uri.path)) listener.gone(uri);
    }),
  );
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory;
  } catch {
    return false;
  }
}

/** Whether it is that file or folder, or inside it. */
export function isAtOrIn(uri: vscode.Uri, place: vscode.Uri): boolean {
  return (
    uri.scheme === place.scheme &&
    uri.authority === place.authority &&
    (uri.path === place.path || uri.path.startsWith(`${place.path}/`))
  );
}
