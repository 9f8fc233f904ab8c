/** Opening `apim-policy.yaml`, and beginning one where there is none. */
import * as vscode from 'vscode';
import { environmentsFileName } from '../../../instance/environments';
import { artifactsOf, chooseFolder } from '../artifacts';
import type { Connections } from '../connection/connections';
import { newEnvironmentsFile } from './newEnvironmentsFile';

export async function openEnvironments(connections: Connections): Promise<void> {
  const { all, active } = connections;
  const folder = await chooseFolder('The environments of which folder?', active?.environment);
  const uri = vscode.Uri.joinPath(folder.uri, environmentsFileName);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const place = active === undefined ? undefined : (await artifactsOf(folder, active)).place;
    const targets = all.map(({ target }) => target);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(newEnvironmentsFile(targets, place?.root)));
  }
  await vscode.window.showTextDocument(uri, { preview: false });
}
