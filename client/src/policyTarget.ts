/** Which policy of the instance a document is, and what of it is sent. */
import * as vscode from 'vscode';
import { type BaseMemory, type PushSource, policyIn } from '../../instance/sync';
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { addressLabel } from './addressLabel';
import { artifactsOf, relativePath } from './artifacts';
import type { Connected } from './connection/connection';
import type { Connections } from './connection/connections';
import { orCancel, orThrow, UserError } from './errors';
import type { LiveFiles } from './live/liveFiles';
import { languageId, liveScheme, snapshotScheme } from './names';
import { cancellable } from './progress';

export interface PolicyTarget {
  readonly connected: Connected;
  readonly source: PushSource;
  /** The document's text that `source` was taken from. */
  readonly documentText: string;
  readonly state: BaseMemory;
  /** Whether a person said which policy the file is, rather than its path. */
  readonly chosen: boolean;
}

/** Key of the workspace's memory: the scopes that people gave to files outside of a layout, by the files' URIs. */
const chosenKey = 'policyOfFile';

type ChosenAddresses = Readonly<Record<string, PolicyAddress>>;

export class PolicyTargets {
  constructor(
    private readonly connections: Connections,
    private readonly live: LiveFiles,
    private readonly memory: vscode.Memento,
  ) {}

  /**
   * Where the file's path doesn't say which policy it is, as for a `*.policy.xml` anywhere, the person is asked
   * once and the answer is kept for this workspace.
   */
  async of(document: vscode.TextDocument): Promise<PolicyTarget> {
    const { uri } = document;
    const documentText = document.getText();
    if (uri.scheme === liveScheme) {
      const { connected, address } = this.live.fileOf(uri);
      const source = { address, path: uri.path.slice(1), text: documentText };
      return { connected, source, documentText, state: this.live.stateOf(uri, address), chosen: false };
    }
    if (uri.scheme === snapshotScheme)
      throw new UserError('This is what the instance held; open the file in the workspace to work on it.');
    const connected = this.connections.required();
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined)
      throw new UserError(
        'Save the policy in a folder of the workspace first: that is where its state is kept.',
      );
    const { place, state } = await artifactsOf(folder, connected);
    const path = relativePath(folder, uri);
    const known = policyIn(path, documentText, [place.root]);
    if (known !== undefined)
      return { connected, source: { ...known, path }, documentText, state, chosen: false };
    if (document.languageId !== languageId)
      throw new UserError(
        'This file holds no policy; choose one, or set its language to “API Management Policy”.',
      );
    const remembered = this.memory.get<ChosenAddresses>(chosenKey, {})[uri.toString()];
    const address = remembered ?? (await chooseAddress(connected, path));
    if (remembered === undefined) await remember(document, address, this.memory);
    return { connected, source: { address, path, text: documentText }, documentText, state, chosen: true };
  }
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
      lists.products().whole,
      lists.apis().whole,
      lists.fragments().whole,
      lists.policyAddresses().whole,
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
