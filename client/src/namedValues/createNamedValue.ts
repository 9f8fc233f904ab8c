/** Creating a named value: as a file of the workspace, or on the instance. */
import * as vscode from 'vscode';
import { pathOf } from '../../../server/src/core/workspace/layout';
import type { CreateNamedValueArguments } from '../../../server/src/protocol';
import { artifactsOf, chooseFolder, uriIn } from '../artifacts';
import type { Connections } from '../connection/connections';
import { orCancel, orThrow, UserError } from '../errors';
import type { PolicyLanguageClient } from '../languageClient';
import { confirmProtected } from '../push/protection';
import { displayNameProblem, namedValueFile } from './namedValueFile';

type Target = CreateNamedValueArguments['target'];

/** The argument is a quick fix's, or whatever a menu passes. */
export async function createNamedValue(
  connections: Connections,
  languageClient: PolicyLanguageClient,
  argument: unknown,
): Promise<void> {
  const wanted = isArguments(argument) ? argument : undefined;
  const displayName = wanted?.displayName ?? (await askName());
  const problem = displayNameProblem(displayName);
  if (problem !== undefined) throw new UserError(problem);
  const target = wanted?.target ?? (await askTarget(connections));
  // The instance is there before anything is asked for it in vain.
  if (target === 'instance') connections.required();
  const secret = wanted?.secret ?? (await askSecret(displayName, target));
  if (target === 'instance') {
    await createOnInstance(connections, displayName, secret);
    return;
  }
  const file = await createFile(connections, displayName, secret, wanted?.uri);
  await languageClient.announceCreated(file);
  // Who mends a policy stays in it.
  if (wanted === undefined) await vscode.window.showTextDocument(file, { preview: false });
}

async function createOnInstance(
  connections: Connections,
  displayName: string,
  secret: boolean,
): Promise<void> {
  const value = await askValue(displayName, secret);
  const { instance, service, environment } = connections.required();
  await confirmProtected(environment, 'create named values', service.name);
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Creating {{${displayName}}}` },
    () =>
      instance.writeNamedValue(
        { name: displayName, displayName, kind: secret ? 'secret' : 'plain', value },
        'create',
      ),
  );
  orThrow(outcome);
  connections.refresh();
  vscode.window.setStatusBarMessage(`$(check) Created {{${displayName}}} on ${service.name}.`, 8_000);
}

/** Writes the information file. That of a secret holds no value: files go into Git. */
async function createFile(
  connections: Connections,
  displayName: string,
  secret: boolean,
  policyUri: string | undefined,
): Promise<vscode.Uri> {
  const beside =
    policyUri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(policyUri));
  const { active } = connections;
  const folder =
    beside ?? (await chooseFolder('Create the named value in which folder?', active?.environment));
  const value = secret ? undefined : await askValue(displayName, false);
  const { files, place } = await artifactsOf(folder, active ?? { target: nowhere });
  const inside = pathOf({ kind: 'named-value-information', namedValue: displayName }, place.layout);
  const path = place.root === '' ? inside : `${place.root}/${inside}`;
  if ((await files.read(path)) !== undefined)
    throw new UserError(`${path} is there already; it was left as it is.`);
  await files.write(path, namedValueFile(displayName, value));
  vscode.window.setStatusBarMessage(`$(check) Created {{${displayName}}} in ${path}.`, 8_000);
  return uriIn(folder, path);
}

/** Files of the workspace are found without an instance; only what was last seen of one needs its name. */
const nowhere = { subscriptionId: '', resourceGroup: '', service: '', endpoint: '' };

async function askName(): Promise<string> {
  const entered = await vscode.window.showInputBox({
    title: 'Create Named Value',
    prompt: 'Display name, as policies refer to it: {{name}}',
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : displayNameProblem(text)),
  });
  return orCancel(entered === '' ? undefined : entered);
}

async function askTarget(connections: Connections): Promise<Target> {
  if (connections.state.kind !== 'connected') return 'workspace';
  const chosen = await vscode.window.showQuickPick(
    [
      { label: '$(cloud) On the Instance', description: connections.state.service.name, target: 'instance' },
      {
        label: '$(folder) In the Workspace',
        detail: 'As a file, for a later deployment.',
        target: 'workspace',
      },
    ] satisfies (vscode.QuickPickItem & { readonly target: Target })[],
    { title: 'Create Named Value', placeHolder: 'Where?', ignoreFocusOut: true },
  );
  return orCancel(chosen).target;
}

async function askSecret(displayName: string, target: Target): Promise<boolean> {
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: '$(symbol-string) Plain',
        detail: 'The value is shown to everyone who may read the instance.',
        secret: false,
      },
      {
        label: '$(lock) Secret',
        detail:
          target === 'workspace'
            ? 'The file says only that it is secret; the value is never written to it.'
            : 'The value is kept encrypted and not shown unless asked for.',
        secret: true,
      },
    ],
    { title: `Create {{${displayName}}}`, placeHolder: 'What kind of value?', ignoreFocusOut: true },
  );
  return orCancel(chosen).secret;
}

async function askValue(displayName: string, secret: boolean): Promise<string> {
  const entered = await vscode.window.showInputBox({
    title: `Create {{${displayName}}}`,
    prompt: secret ? 'Secret value' : 'Value',
    password: secret,
    ignoreFocusOut: true,
    validateInput: (text) => (text.length > 4096 ? 'A value has 4096 characters at most.' : undefined),
  });
  const value = orCancel(entered);
  if (value.trim() === '') throw new UserError('A named value can’t be empty; nothing was created.');
  return value;
}

function isArguments(argument: unknown): argument is CreateNamedValueArguments {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'displayName' in argument &&
    typeof argument.displayName === 'string' &&
    'target' in argument &&
    (argument.target === 'workspace' || argument.target === 'instance')
  );
}
