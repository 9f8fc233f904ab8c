/** What is asked about a named value. A secret is typed where it isn't shown. */
import * as vscode from 'vscode';
import {
  clientIdProblem,
  displayNameProblem,
  type NamedValueContent,
  secretIdentifierProblem,
  valueProblem,
} from '../../../instance';
import { orCancel, UserError } from '../errors';

type KeyVaultContent = Extract<NamedValueContent, { readonly kind: 'key-vault' }>;

/** `taken` tells whether another has the name already. */
export async function askDisplayName(
  title: string,
  value: string,
  taken: (name: string) => boolean,
): Promise<string> {
  const problem = (text: string): string | undefined =>
    displayNameProblem(text) ?? (taken(text) ? `The instance has {{${text}}} already.` : undefined);
  return entered({ title, prompt: 'Display name, as policies refer to it: {{name}}', value }, problem);
}

export async function askValue(title: string, secret: boolean, value = ''): Promise<string> {
  return entered(
    {
      title,
      prompt: secret ? 'Secret value; it is sent to the instance and kept nowhere else' : 'Value',
      password: secret,
      value,
    },
    valueProblem,
  );
}

/** The secret in a key vault, and the identity with which the service reads it. */
export async function askKeyVault(
  title: string,
  current: Omit<KeyVaultContent, 'kind'> | undefined,
): Promise<KeyVaultContent> {
  const secretIdentifier = await entered(
    {
      title,
      prompt: 'Secret identifier, as Key Vault shows it; without a version the service follows the newest',
      placeHolder: 'https://VAULT.vault.azure.net/secrets/NAME',
      value: current?.secretIdentifier ?? '',
    },
    secretIdentifierProblem,
  );
  const system = { label: 'System-Assigned Identity', user: false };
  const user = {
    label: 'User-Assigned Identity…',
    ...(current?.identityClientId !== undefined && { description: current.identityClientId }),
    user: true,
  };
  const identity = orCancel(
    await vscode.window.showQuickPick(
      current?.identityClientId === undefined ? [system, user] : [user, system],
      { title, placeHolder: 'With which managed identity does the service read it?', ignoreFocusOut: true },
    ),
  );
  if (!identity.user) return { kind: 'key-vault', secretIdentifier };
  const identityClientId = await entered(
    { title, prompt: 'Client ID of the identity', value: current?.identityClientId ?? '' },
    clientIdProblem,
  );
  return { kind: 'key-vault', secretIdentifier, identityClientId };
}

/** Says what is wrong while one types, but not before anything was typed. */
async function entered(
  options: vscode.InputBoxOptions,
  problem: (text: string) => string | undefined,
): Promise<string> {
  const text = orCancel(
    await vscode.window.showInputBox({
      ...options,
      ignoreFocusOut: true,
      validateInput: (typed) => (typed === '' ? undefined : problem(typed)),
    }),
  );
  const wrong = problem(text);
  if (wrong !== undefined) throw new UserError(`${wrong} Nothing was changed.`);
  return text;
}
