/**
 * The command "Compare Effective Policies…": what runs at a policy's scope in the workspace or on one instance, beside
 * what runs at the same scope elsewhere.
 */
import * as vscode from 'vscode';
import type { ApimInstance } from '../../../instance';
import { instanceSource, type ResourceSource, workspaceSource } from '../../../instance/promotion';
import { policiesAround } from '../../../instance/promotion/around';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { addressLabel } from '../addressLabel';
import { artifactsOf, chooseFolder } from '../artifacts';
import { connectedTo, instanceItem } from '../connection/chooseInstance';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { policyDocumentFor } from '../editors';
import { orCancel, orThrow, UserError } from '../errors';
import { asPolicy } from '../languageAdoption';
import type { PolicyLanguageClient } from '../languageClient';
import type { Snapshots } from '../live/snapshots';
import { liveScheme } from '../names';
import { nameOfInstance } from '../plan/origins';
import type { PolicyTargets } from '../policyTarget';
import { cancellable } from '../progress';

const title = 'Compare Effective Policies';

/** Where a policy runs: an instance, or as the workspace has it. */
interface Side {
  readonly name: string;
  readonly source: ResourceSource;
  /** `undefined` for the workspace. */
  readonly instance: ApimInstance | undefined;
}

export interface CompareEffectiveParts {
  readonly connections: Connections;
  readonly targets: PolicyTargets;
  readonly languageClient: PolicyLanguageClient;
  readonly snapshots: Snapshots;
}

/** Asks for the other side, and for a product where that matters; then shows the difference. */
export async function compareEffective(parts: CompareEffectiveParts, argument: unknown): Promise<void> {
  const document = await policyDocumentFor(argument);
  const { connected, source } = await parts.targets.of(document);
  const { address } = source;
  if (address.kind === 'fragment')
    throw new UserError('A fragment runs where it is included; compare the policies that include it.');
  const isLive = document.uri.scheme === liveScheme;
  const own = isLive ? instanceSide(connected) : await workspaceSide(document.uri, connected);
  const { side: other, of } = await chooseOther(parts.connections, isLive ? connected : undefined);
  const product = await chooseProduct(address, [own, other]);
  const [left, right] = await cancellable(`Reading what runs at ${addressLabel(address).label}`, (signal) =>
    Promise.all(
      [other, own].map(async (side) =>
        parts.languageClient.effectiveOfTexts({
          address,
          ...(product !== undefined && { product }),
          policies: orThrow(await policiesAround(side.source, address, product, { signal })),
        }),
      ),
    ),
  );
  const { label } = addressLabel(address);
  const shown = async (text: string | null | undefined): Promise<vscode.Uri> => {
    const { target } = of ?? connected;
    const uri = parts.snapshots.uri(
      target,
      `/effective policy of ${label.replaceAll('/', '-')}.xml`,
      text ?? '',
    );
    await asPolicy(await vscode.workspace.openTextDocument(uri));
    return uri;
  };
  const under = product === undefined ? '' : `, ${product}`;
  await vscode.commands.executeCommand(
    'vscode.diff',
    await shown(left),
    await shown(right),
    `Effective: ${label}${under} (${other.name} ↔ ${own.name})`,
    { preview: true },
  );
}

function instanceSide(connected: Connected): Side {
  const { instance } = connected;
  return { name: nameOfInstance(connected), source: instanceSource(instance), instance };
}

async function workspaceSide(document: vscode.Uri | undefined, owner: Connected): Promise<Side> {
  const named = document && vscode.workspace.getWorkspaceFolder(document);
  const folder = named ?? (await chooseFolder('Compare with the files of which folder?', owner.environment));
  const source = workspaceSource(await artifactsOf(folder, owner));
  // A workspace's texts are read as they are listed.
  orThrow(await source.list({}));
  return { name: 'workspace', source, instance: undefined };
}

/** One of the instances, or the workspace where `besides` is an instance that the policy is compared with. */
async function chooseOther(
  connections: Connections,
  besides: Connected | undefined,
): Promise<{ readonly side: Side; readonly of: Connected | undefined }> {
  const { all, active } = connections;
  const workspace = { label: '$(folder) Workspace', description: 'the files', connection: undefined };
  const items = [
    ...(besides === undefined ? [] : [workspace]),
    ...all.filter(({ target }) => target !== besides?.target).map((each) => instanceItem(each, active)),
  ];
  const { connection } = orCancel(
    await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Beside what runs where?',
      matchOnDescription: true,
    }),
  );
  if (connection !== undefined) {
    const of = await connectedTo(connections, connection);
    return { side: instanceSide(of), of };
  }
  const owner = besides ?? connections.required();
  return { side: await workspaceSide(undefined, owner), of: undefined };
}

/** The product under which calls are supposed to be made: asked for where either side has a product's policy. */
async function chooseProduct(address: PolicyAddress, sides: readonly Side[]): Promise<string | undefined> {
  if (address.kind !== 'api' && address.kind !== 'operation') return undefined;
  const found = await cancellable('Listing products', (signal) =>
    Promise.all(sides.map((side) => productsOf(side, address.workspace, signal))),
  );
  const products = [...new Set(found.flat())].sort();
  if (products.length === 0) return undefined;
  const none = 'Without a product';
  const chosen = await vscode.window.showQuickPick([none, ...products], {
    title,
    placeHolder: 'Under which product is the API called?',
  });
  return orCancel(chosen) === none ? undefined : chosen;
}

/** The products that have a policy. */
async function productsOf(
  { source, instance }: Side,
  workspace: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const addresses =
    instance === undefined
      ? orThrow(await source.list({ signal })).flatMap((each) =>
          each.kind === 'policy' ? [each.address] : [],
        )
      : orThrow(await instance.policyAddresses({ signal }));
  return addresses.flatMap((each) =>
    each.kind === 'product' && each.workspace === workspace ? [each.product] : [],
  );
}
