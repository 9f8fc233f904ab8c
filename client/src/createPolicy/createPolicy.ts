/** Starting a policy where the instance has none: a file in the right place; a push then creates it there. */
import * as vscode from 'vscode';
import { pathIn } from '../../../instance/sync';
import { artifactsOf, chooseFolder, uriIn } from '../artifacts';
import type { Connections } from '../connection/connections';
import { UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import { newPolicy } from './newPolicy';

/** Opens the file that is there already, as it is. */
export async function createPolicy(connections: Connections, node: ExplorerNode | undefined): Promise<void> {
  const address = node?.address;
  if (address === undefined) throw new UserError('Choose where in the API Management view.');
  const connected = connections.required(node?.instance);
  const folder = await chooseFolder('Create the policy in which folder?', connected.environment);
  const { files, place } = await artifactsOf(folder, connected);
  const path = pathIn(place, { kind: 'policy', address });
  const isNew = (await files.read(path)) === undefined;
  const { text, start } = newPolicy(address);
  if (isNew) await files.write(path, text);
  const document = await vscode.workspace.openTextDocument(uriIn(folder, path));
  const cursor = isNew ? document.positionAt(start) : undefined;
  await vscode.window.showTextDocument(document, {
    preview: false,
    ...(cursor !== undefined && { selection: new vscode.Range(cursor, cursor) }),
  });
  vscode.window.setStatusBarMessage(
    isNew ? `$(check) Created ${path}; push it when it is done.` : `${path} was there already.`,
    8_000,
  );
}
