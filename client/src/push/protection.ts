/** Protected environments: nothing is written before their name was typed. */
import * as vscode from 'vscode';
import type { Environment } from '../../../instance/environments';
import { UserCancelled } from '../errors';

/** Ends the command where the name isn't given. `doing` as in "to push on shop". */
export async function confirmProtected(
  environment: Pick<Environment, 'name' | 'protected'> | undefined,
  doing: 'push' | 'delete' | 'restore' | 'promote' | 'create named values' | 'change named values',
  service: string,
): Promise<void> {
  if (environment?.protected !== true) return;
  const { name } = environment;
  const typed = await vscode.window.showInputBox({
    title: `“${name}” is protected`,
    prompt: `Type ${name} to ${doing} on ${service}.`,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' || name.startsWith(text) ? undefined : `Expected ${name}.`),
  });
  if (typed !== name) throw new UserCancelled();
}
