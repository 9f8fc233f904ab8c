/** Protected environments: nothing is written before their name was typed. */
import * as vscode from 'vscode';
import type { Environment } from '../../../instance/environments';
import { UserCancelled } from '../errors';

/** Ends the command where the name isn't given. `verb` as in "to push to prod". */
export async function confirmProtected(
  environment: Pick<Environment, 'name' | 'protected'> | undefined,
  verb: 'push' | 'delete' | 'promote',
  service: string,
): Promise<void> {
  if (environment?.protected !== true) return;
  const { name } = environment;
  const typed = await vscode.window.showInputBox({
    title: `“${name}” is protected`,
    prompt: `Type ${name} to ${verb} on ${service}.`,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' || name.startsWith(text) ? undefined : `Expected ${name}.`),
  });
  if (typed !== name) throw new UserCancelled();
}
