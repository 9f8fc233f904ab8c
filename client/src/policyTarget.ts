/** Which policy of the instance a document is, and what of it is sent. */
import * as vscode from 'vscode';
import { type PushSource, policyIn } from '../../instance/sync';
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { addressLabel } from './addressLabel';
import { type Artifacts, artifactsOf, relativePath } from './artifacts';
import type { Connected } from './connection/connection';
import { orCancel, orThrow, UserError } from './errors';
import { languageId, liveScheme } from './names';
import { cancellable } from './progress';

export interface PolicyTarget {
  readonly document: vscode.TextDocument;
  readonly artifacts: Artifacts;
  readonly source: PushSource;
  /** The document's text that `source` was taken from. */
  readonly documentText: string;
  /** Whether a person said which policy the file is, rather than its path. */
  readonly chosen: boolean;
}

/** Key of the workspace's memory: the scopes that people gave to files outside of a layout, by the files' URIs. */
const chosenKey = 'policyOfFile';

type ChosenAddresses = Readonly<Record<string, PolicyAddress>>;

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
  const documentText = document.getText();
  const known = policyIn(path, documentText, [artifacts.place.root]);
  if (known !== undefined)
    return { document, artifacts, source: { ...known, path }, documentText, chosen: false };
  if (document.languageId !== languageId)
    throw new UserError(
      'This file holds no policy; choose one, or set its language to “API Management Policy”.',
    );
  const remembered = memory.get<ChosenAddresses>(chosenKey, {})[document.uri.toString()];
  const address = remembered ?? (await chooseAddress(connected, path));
  if (remembered === undefined) await remember(document, address, memory);
  return { document, artifacts, source: { address, path, text: documentText }, documentText, chosen: true };
}

/** Lets the person say anew which policy of the instance a file is. */
export async function forgetChoice(document: vscode.TextDocument, memory: vscode.Memento): Promise<void> {
  await remember(document, undefined, memory);
}

async function remember(
  { uri }: vscode.TextDocument,
  address: PolicyAddress | undefined,
  memory: vscode.Memento,
): Promise<void> {
  const { [uri.toString()]: _, ...others } = memory.get<ChosenAddresses>(chosenKey, {});
  await memory.update(chosenKey, address === undefined ? others : { ...others, [uri.toString()]: address });
}

async function chooseAddress({ lists }: Connected, path: string): Promise<PolicyAddress> {
  // Listed first, so that what goes wrong is reported as the command's failure.
  const choices = await cancellable('Listing what has policies', async () => {
    const [products, apis, fragments, policies] = await Promise.all([
      lists.products(),
      lists.apis(),
      lists.fragments(),
      lists.policyAddresses(),
    ]);
    const addresses: readonly PolicyAddress[] = [
      { kind: 'global' },
      ...orThrow(products).map(({ name }) => ({ kind: 'product', product: name }) as const),
      ...orThrow(apis).map(({ name }) => ({ kind: 'api', api: name }) as const),
      ...orThrow(policies).filter((each) => each.kind === 'operation'),
      ...orThrow(fragments).map(({ name }) => ({ kind: 'fragment', fragment: name }) as const),
    ];
    return addresses.map((address) => ({ ...addressLabel(address), address }));
  });
  const item = await vscode.window.showQuickPick(choices, {
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
