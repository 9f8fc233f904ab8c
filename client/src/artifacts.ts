/** The files of a workspace folder as the pull and push engine sees them, with what is open in editors on top. */
import * as vscode from 'vscode';
import type { InstanceTarget } from '../../instance';
import { openNodeFiles } from '../../instance/files/nodeFiles';
import { type ArtifactsPlace, openSyncState, type SyncState, type WorkspaceFiles } from '../../instance/sync';
import { detectLayout } from '../../server/src/core/workspace/layout';
import { orCancel, UserError } from './errors';
import { placeOf } from './place';
import { readLayoutSettings, settingKeys } from './settings';

export interface Artifacts {
  readonly folder: vscode.WorkspaceFolder;
  readonly files: WorkspaceFiles;
  readonly place: ArtifactsPlace;
  /** What was last seen of the instance. */
  readonly state: SyncState;
}

/** More files of a layout than any instance has policies. */
const searchLimit = 20_000;

export async function artifactsOf(
  folder: vscode.WorkspaceFolder,
  target: InstanceTarget,
): Promise<Artifacts> {
  if (folder.uri.scheme !== 'file')
    throw new UserError('Policies are pulled into and pushed from local folders only; open one.');
  const files = withOpenEditors(folder, openNodeFiles(folder.uri.fsPath));
  return { folder, files, place: await findPlace(folder), state: openSyncState(files, target) };
}

/** The folder that files go into: the only one, else the person's answer to the question. */
export async function chooseFolder(question: string): Promise<vscode.WorkspaceFolder> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    throw new UserError('Open a folder first: that is where the files go.', [
      { title: 'Open Folder', command: 'vscode.openFolder' },
    ]);
  const [only] = folders;
  if (only !== undefined && folders.length === 1) return only;
  return orCancel(await vscode.window.showWorkspaceFolderPick({ placeHolder: question }));
}

/** The path of a file relative to its workspace folder, with forward slashes. */
export function relativePath(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  const root = folder.uri.path.replace(/\/+$/, '');
  return uri.path.slice(root.length + 1);
}

export function uriIn(folder: vscode.WorkspaceFolder, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
}

async function findPlace(folder: vscode.WorkspaceFolder): Promise<ArtifactsPlace> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(
      folder,
      '**/{policy.xml,policyFragmentInformation.json,namedValueInformation.json,backendInformation.json}',
    ),
    '**/{node_modules,.git,.apim}/**',
    searchLimit,
  );
  const settings = readLayoutSettings();
  const place = placeOf(settings, detectLayout(found.map((uri) => relativePath(folder, uri))));
  if (place === undefined)
    throw new UserError(
      `The setting ${settingKeys.artifactsFolder} must name a folder inside the workspace folder, not “${settings.artifactsFolder}”.`,
      [
        {
          title: 'Open Settings',
          command: 'workbench.action.openSettings',
          arguments: [settingKeys.artifactsFolder],
        },
      ],
    );
  return place;
}

/** An edited document that isn't saved counts as the file: nothing is decided over the head of who edits it. */
function withOpenEditors(folder: vscode.WorkspaceFolder, files: WorkspaceFiles): WorkspaceFiles {
  return {
    ...files,
    read: async (path) => dirtyText(uriIn(folder, path)) ?? files.read(path),
  };
}

function dirtyText(uri: vscode.Uri): string | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments
    .find((each) => each.isDirty && each.uri.toString() === wanted)
    ?.getText();
}
