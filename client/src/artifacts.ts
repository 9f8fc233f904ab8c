/** The files of a workspace folder as the pull and push engine sees them, with what is open in editors on top. */
import * as vscode from 'vscode';
import type { InstanceTarget } from '../../instance';
import { openNodeFiles } from '../../instance/files/nodeFiles';
import { type ArtifactsPlace, openSyncState, type SyncState, type WorkspaceFiles } from '../../instance/sync';
import { detectLayout } from '../../server/src/core/workspace/layout';
import type { WorkspaceEnvironment } from './environments/environmentFiles';
import { orCancel, UserError } from './errors';
import { placeOf } from './place';
import { type LayoutSettings, readLayoutSettings, settingKeys } from './settings';

export interface Artifacts {
  readonly folder: vscode.WorkspaceFolder;
  readonly files: WorkspaceFiles;
  readonly place: ArtifactsPlace;
  /** What was last seen of the instance. */
  readonly state: SyncState;
}

/** More files of a layout than any instance has policies. */
const searchLimit = 20_000;

/** Whose artifacts: those of an instance, and where it is an environment, in the folder that it names. */
export interface ArtifactsOwner {
  readonly target: InstanceTarget;
  readonly environment?: WorkspaceEnvironment | undefined;
}

export async function artifactsOf(
  folder: vscode.WorkspaceFolder,
  { target, environment }: ArtifactsOwner,
): Promise<Artifacts> {
  if (folder.uri.scheme !== 'file')
    throw new UserError('Policies are pulled into and pushed from local folders only; open one.');
  const files = withOpenEditors(folder, openNodeFiles(folder.uri.fsPath));
  const given =
    environment?.workspaceFolder.uri.toString() === folder.uri.toString() ? environment : undefined;
  return { folder, files, place: await findPlace(folder, given), state: openSyncState(files, target) };
}

/** The folder that files go into: the environment's, the only one, else the person's answer to the question. */
export async function chooseFolder(
  question: string,
  environment: WorkspaceEnvironment | undefined,
): Promise<vscode.WorkspaceFolder> {
  if (environment !== undefined) return environment.workspaceFolder;
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

async function findPlace(
  folder: vscode.WorkspaceFolder,
  environment: WorkspaceEnvironment | undefined,
): Promise<ArtifactsPlace> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(
      folder,
      '**/{policy.xml,policyFragmentInformation.json,namedValueInformation.json,backendInformation.json}',
    ),
    '**/{node_modules,.git,.apim}/**',
    searchLimit,
  );
  const general = readLayoutSettings();
  const settings: LayoutSettings = {
    layout: environment?.layout ?? general.layout,
    artifactsFolder: environment?.folder === '' ? '.' : (environment?.folder ?? general.artifactsFolder),
  };
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
