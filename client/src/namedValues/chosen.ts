/** The named value that a command is for. */
import * as vscode from 'vscode';
import type { NamedValueSummary, PlaceOptions, Versioned } from '../../../instance';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { instanceKey } from '../connection/instanceKey';
import { orCancel, orThrow, UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';

export interface ChosenNamedValue {
  readonly connected: Connected;
  /** The instance's key. */
  readonly key: string;
  readonly summary: NamedValueSummary;
  /** Where it stands in the instance. */
  readonly place: PlaceOptions;
}

/** That of the row; without one, as from the command palette, the person picks one of the active instance. */
export async function chooseNamedValue(
  connections: Connections,
  node: ExplorerNode | undefined,
  title: string,
  accepts: (summary: NamedValueSummary) => boolean = () => true,
): Promise<ChosenNamedValue> {
  const connected = connections.required(node?.instance);
  const key = instanceKey(connected.target);
  if (node?.namedValue !== undefined) {
    const { summary, workspace } = node.namedValue;
    return { connected, key, summary, place: workspace === undefined ? {} : { workspace } };
  }
  const known = orThrow(await connected.lists.namedValues().whole).filter(accepts);
  if (known.length === 0)
    throw new UserError(`${connected.service.name} has no named value for which this can be done.`, [
      { title: 'Create Named Value…', command: 'apimPolicy.createNamedValue' },
    ]);
  const items = known.map((summary) => ({
    label: summary.displayName,
    description: kindInWords(summary),
    summary,
  }));
  const item = await vscode.window.showQuickPick(items, { title, placeHolder: 'Which one?' });
  return { connected, key, summary: orCancel(item).summary, place: {} };
}

/** It as it is now, whatever the tree shows. */
export async function readChosen({
  connected,
  summary,
  place,
}: ChosenNamedValue): Promise<Versioned<NamedValueSummary>> {
  return orThrow(await connected.instance.readNamedValue(summary.name, place));
}

function kindInWords({ kind }: NamedValueSummary): string {
  switch (kind) {
    case 'plain':
      return '';
    case 'secret':
      return 'secret';
    case 'key-vault':
      return 'Key Vault';
  }
}
