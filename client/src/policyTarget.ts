/** Which policy of the instance a document is, and what of it is sent. */
import * as vscode from 'vscode';
import { type PushSource, policyIn } from '../../instance/sync';
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { addressLabel } from './addressLabel';
import { type Artifacts, artifactsOf, relativePath } from './artifacts';
import type { Connected } from './connection/connection';
import { orCancel, UserError } from './errors';
import { languageId, liveScheme } from './names';

export interface PolicyTarget {
  readonly document: vscode.TextDocument;
  readonly artifacts: Artifacts;
  readonly source: PushSource;
}

/** Key of the workspace's memory: the scopes that people gave to files outside of a layout, by path. */
const chosenKey = 'policyOfFile';

/**
 * Where the file's path doesn't say which policy it is, as for a `*.policy.xml` anywhere, the person is asked
 * once and the answer is kept for this workspace.
 */
export async function policyTargetOf(
  document: vscode.TextDocument,
  connected: Connected,
  memory: vscode.Memento,
): Promise<PolicyTarget> {
  if (document.uri.scheme === liveScheme)
    throw new UserError('This is the instance’s own text; open the file in the workspace to work on it.');
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined)
    throw new UserError(
      'Save the policy in a folder of the workspace first: that is where its state is kept.',
    );
  const artifacts = await artifactsOf(folder, connected.target);
  const path = relativePath(folder, document.uri);
  const known = policyIn(path, document.getText(), [artifacts.place.root]);
  if (known !== undefined) return { document, artifacts, source: { ...known, path } };
  if (document.languageId !== languageId)
    throw new UserError(
      'This file holds no policy; choose one, or set its language to “API Management Policy”.',
    );
  const chosen = memory.get<Readonly<Record<string, PolicyAddress>>>(chosenKey, {});
  const address = chosen[path] ?? (await chooseAddress(connected, path));
  if (chosen[path] === undefined) await memory.update(chosenKey, { ...chosen, [path]: address });
  return { document, artifacts, source: { address, path, text: document.getText() } };
}

async function chooseAddress({ lists }: Connected, path: string): Promise<PolicyAddress> {
  const choices = async (): Promise<
    readonly (vscode.QuickPickItem & { readonly address: PolicyAddress })[]
  > => {
    const [products, apis, fragments, policies] = await Promise.all([
      lists.products(),
      lists.apis(),
      lists.fragments(),
      lists.policyAddresses(),
    ]);
    const operations = (policies.ok ? policies.value : []).filter((each) => each.kind === 'operation');
    const addresses: readonly PolicyAddress[] = [
      { kind: 'global' },
      ...(products.ok ? products.value : []).map(({ name }) => ({ kind: 'product', product: name }) as const),
      ...(apis.ok ? apis.value : []).map(({ name }) => ({ kind: 'api', api: name }) as const),
      ...operations,
      ...(fragments.ok ? fragments.value : []).map(
        ({ name }) => ({ kind: 'fragment', fragment: name }) as const,
      ),
    ];
    return addresses.map((address) => ({ ...addressLabel(address), address }));
  };
  const item = await vscode.window.showQuickPick(choices(), {
    title: `Which policy of the instance is ${path}?`,
    placeHolder: 'The file’s path doesn’t say; the answer is remembered for this workspace.',
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return orCancel(item).address;
}

export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
