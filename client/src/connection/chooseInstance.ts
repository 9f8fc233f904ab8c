/** Letting a person choose one of the instances that the window works with. */
import * as vscode from 'vscode';
import { orCancel, UserError } from '../errors';
import type { Connected, Connection } from './connection';
import type { Connections } from './connections';

export interface InstanceItem extends vscode.QuickPickItem {
  readonly connection: Connection;
}

/** How an instance reads in a list; `active` is the one that commands are for. */
export function instanceItem(connection: Connection, active: Connection | undefined): InstanceItem {
  const { environment, label, target } = connection;
  const icon = connection === active ? 'check' : environment?.protected === true ? 'lock' : 'cloud';
  const description = [
    connection === active ? 'active' : '',
    environment?.protected === true ? 'protected' : '',
    environment === undefined ? target.resourceGroup : target.service,
  ];
  return { label: `$(${icon}) ${label}`, description: description.filter(Boolean).join(' · '), connection };
}

/** The instances beside one; an error says what to do where there is no other. */
export function otherInstances(connections: Connections, than?: Connection): readonly InstanceItem[] {
  const { all, active } = connections;
  const others = all.filter((connection) => connection !== than);
  if (others.length > 0) return others.map((connection) => instanceItem(connection, active));
  throw new UserError(
    than === undefined
      ? 'Connect to an API Management instance first.'
      : `The window works with ${than.label} only. Name the others in the environments file, or connect to them.`,
    [
      { title: 'Open Environments File', command: 'apimPolicy.openEnvironments' },
      { title: 'Connect…', command: 'apimPolicy.connect' },
    ],
  );
}

/** Asks for an instance, and connects to it where that is still to be done. */
export async function chooseInstance(
  connections: Connections,
  items: readonly InstanceItem[],
  title: string,
  placeHolder: string,
): Promise<Connected> {
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return connectedTo(connections, orCancel(chosen).connection);
}

/** What the connection is to, once it is made. */
export async function connectedTo(connections: Connections, connection: Connection): Promise<Connected> {
  const { kind } = connection.state;
  if (kind === 'connecting') await connections.settled(connection.key);
  else if (kind !== 'connected') await connection.connect('interactive');
  return connections.required(connection.key);
}
