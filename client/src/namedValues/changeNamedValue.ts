/** Changing named values of the instance: each change on the condition that it is still as the person saw it. */
import * as vscode from 'vscode';
import {
  changeNamedValue,
  type NamedValueChange,
  type NamedValueSummary,
  type Versioned,
} from '../../../instance';
import type { Connections } from '../connection/connections';
import { orCancel, orThrow, UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import { confirmProtected } from '../push/protection';
import { tell } from '../words';
import { type ChosenNamedValue, chooseNamedValue, readChosen } from './chosen';
import { askDisplayName, askKeyVault, askValue } from './questions';

type Seen = Versioned<NamedValueSummary>;

export class NamedValueChanges {
  constructor(private readonly connections: Connections) {}

  /** A new value. One from Key Vault is typed from then on, and stays a secret. */
  async changeValue(node: ExplorerNode | undefined): Promise<void> {
    const chosen = await chooseNamedValue(this.connections, node, 'Change Value of Named Value');
    const seen = await readChosen(chosen);
    const { resource } = seen;
    const { displayName } = resource;
    const kind = resource.kind === 'plain' ? 'plain' : 'secret';
    const current = resource.kind === 'plain' ? resource.value : undefined;
    const title =
      resource.kind === 'key-vault'
        ? `Value of {{${displayName}}}, in place of Key Vault’s`
        : `New Value of {{${displayName}}}`;
    const value = await askValue(title, kind === 'secret', current);
    if (value === current) return;
    await this.send(chosen, seen, { content: { kind, value } }, `Changed {{${displayName}}}`);
  }

  async rename(node: ExplorerNode | undefined): Promise<void> {
    const chosen = await chooseNamedValue(this.connections, node, 'Rename Named Value');
    const { lists } = chosen.connected;
    const others = await lists.namedValues(chosen.place.workspace).whole;
    const seen = await readChosen(chosen);
    const { name, displayName: before } = seen.resource;
    const after = await askDisplayName(
      `Rename {{${before}}}`,
      before,
      (text) =>
        others.ok &&
        others.value.some(
          (other) => other.name !== name && other.displayName.toLowerCase() === text.toLowerCase(),
        ),
    );
    if (after === before) return;
    await this.send(chosen, seen, { displayName: after }, `Renamed {{${before}}} to {{${after}}}`);
    if ((vscode.workspace.workspaceFolders ?? []).length === 0) return;
    const find = 'Find in Files';
    void vscode.window
      .showInformationMessage(
        `Renamed {{${before}}} to {{${after}}}. Files here were left as they are.`,
        find,
      )
      .then((answer) => {
        if (answer === find)
          void vscode.commands.executeCommand('workbench.action.findInFiles', { query: `{{${before}}}` });
      });
  }

  async makeSecret(node: ExplorerNode | undefined): Promise<void> {
    const chosen = await chooseNamedValue(
      this.connections,
      node,
      'Make Secret',
      ({ kind }) => kind === 'plain',
    );
    const seen = await readChosen(chosen);
    requireKind(seen, 'plain');
    const content = { kind: 'secret', value: await this.valueOf(chosen, seen) } as const;
    await this.send(chosen, seen, { content }, `{{${seen.resource.displayName}}} is a secret now`);
  }

  /** Asks first: everyone who may read the instance sees the value afterwards. */
  async makePlain(node: ExplorerNode | undefined): Promise<void> {
    const chosen = await chooseNamedValue(
      this.connections,
      node,
      'Make Plain',
      ({ kind }) => kind === 'secret',
    );
    const seen = await readChosen(chosen);
    requireKind(seen, 'secret');
    const { displayName } = seen.resource;
    const go = 'Make Plain';
    orCancel(
      await vscode.window.showWarningMessage(
        `Make {{${displayName}}} plain on ${chosen.connected.service.name}?`,
        {
          modal: true,
          detail:
            'Its value can then be read by everyone who may read the instance, and is pulled into files.',
        },
        go,
      ),
    );
    const content = { kind: 'plain', value: await this.valueOf(chosen, seen) } as const;
    await this.send(chosen, seen, { content }, `{{${displayName}}} is no longer a secret`);
  }

  /** Takes the value from a secret in Key Vault, or from another one than before. */
  async useKeyVault(node: ExplorerNode | undefined): Promise<void> {
    const chosen = await chooseNamedValue(this.connections, node, 'Use Key Vault Secret');
    const seen = await readChosen(chosen);
    const { resource } = seen;
    const content = await askKeyVault(
      `Key Vault Secret of {{${resource.displayName}}}`,
      resource.kind === 'key-vault' ? resource : undefined,
    );
    await this.send(chosen, seen, { content }, `{{${resource.displayName}}} comes from Key Vault now`);
  }

  /** Has the service fetch the secret anew; what the vault answers is said, as the service reports it. */
  async refresh(node: ExplorerNode | undefined): Promise<void> {
    const chosen = await chooseNamedValue(
      this.connections,
      node,
      'Fetch from Key Vault Again',
      ({ kind }) => kind === 'key-vault',
    );
    const { connected, summary, place } = chosen;
    await confirmProtected(connected.environment, 'change named values', connected.service.name);
    const outcome = await working(`Fetching {{${summary.displayName}}}`, () =>
      connected.instance.refreshNamedValue(summary.name, place),
    );
    this.connections.find(chosen.key)?.refresh();
    this.reportVault(orThrow(outcome).resource, `Fetched {{${summary.displayName}}} from Key Vault`, chosen);
  }

  private async valueOf({ connected, place }: ChosenNamedValue, { resource }: Seen): Promise<string> {
    return resource.kind === 'plain' && resource.value !== undefined
      ? resource.value
      : orThrow(await connected.instance.revealNamedValue(resource.name, place));
  }

  private async send(
    chosen: ChosenNamedValue,
    seen: Seen,
    change: NamedValueChange,
    done: string,
  ): Promise<void> {
    const { connected, place, key } = chosen;
    await confirmProtected(connected.environment, 'change named values', connected.service.name);
    const outcome = await working(`Changing {{${seen.resource.displayName}}}`, () =>
      changeNamedValue(connected.instance, seen, change, place),
    );
    // Also where it failed: somebody else's change may be why.
    this.connections.find(key)?.refresh();
    this.reportVault(orThrow(outcome).resource, done, chosen);
  }

  private reportVault(
    resource: NamedValueSummary,
    done: string,
    { connected, key, place }: ChosenNamedValue,
  ): void {
    const status = resource.kind === 'key-vault' ? resource.lastStatus : undefined;
    if (resource.kind === 'key-vault' && status !== undefined && status !== 'Success') {
      const row = { instance: key, namedValue: { summary: resource, workspace: place.workspace } };
      throw new UserError(
        `${connected.service.name} could not read the secret of {{${resource.displayName}}}: ${resource.lastMessage ?? status}. Give its identity the right to read it in the vault, or correct the identifier.`,
        [
          { title: 'Fetch Again', command: 'apimPolicy.refreshNamedValue', arguments: [row] },
          { title: 'Change Identifier…', command: 'apimPolicy.useKeyVaultSecret', arguments: [row] },
        ],
      );
    }
    tell(`$(check) ${done} on ${connected.service.name}.`);
  }
}

/** Someone else may have changed it since the tree was drawn. */
function requireKind({ resource }: Seen, kind: NamedValueSummary['kind']): void {
  if (resource.kind !== kind)
    throw new UserError(
      `{{${resource.displayName}}} is ${resource.kind === 'plain' ? 'plain' : 'a secret'} already.`,
      [{ title: 'Refresh', command: 'apimPolicy.refresh' }],
    );
}

export function working<T>(title: string, work: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, work);
}
