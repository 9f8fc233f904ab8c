/** Creating a named value: as a file of the workspace, or on the instance. */
import * as vscode from 'vscode';
import { displayNameProblem, type NamedValueContent } from '../../../instance';
import { pathOf } from '../../../server/src/core/workspace/layout';
import type { CreateNamedValueArguments } from '../../../server/src/protocol';
import { artifactsOf, chooseFolder, uriIn } from '../artifacts';
import type { Connections } from '../connection/connections';
import { instanceKey } from '../connection/instanceKey';
import { orCancel, orThrow, UserError } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import type { PolicyLanguageClient } from '../languageClient';
import { addressOfLivePath } from '../live/livePath';
import { liveScheme } from '../names';
import { confirmProtected } from '../push/protection';
import { tell } from '../words';
import { working } from './changeNamedValue';
import { namedValueFile } from './namedValueFile';
import { askDisplayName, askKeyVault, askValue } from './questions';

type Target = CreateNamedValueArguments['target'];
type Kind = NamedValueContent['kind'];

/** An instance, and what in it; the active one where there is no key. */
interface Place {
  readonly key?: string;
  readonly workspace?: string;
}

/** The argument is a quick fix's, a row's of the tree, or whatever else a menu passes. */
export async function createNamedValue(
  connections: Connections,
  languageClient: PolicyLanguageClient,
  argument: unknown,
): Promise<void> {
  const wanted = isArguments(argument) ? argument : undefined;
  const row = isRow(argument) ? argument : undefined;
  const place = row === undefined ? placeOfDocument(wanted?.uri) : placeOfRow(row);
  if (wanted !== undefined) {
    const problem = displayNameProblem(wanted.displayName);
    if (problem !== undefined) throw new UserError(problem);
  }
  // Who asks on a row of the instance means the instance.
  const target = wanted?.target ?? (row === undefined ? await askTarget(connections) : 'instance');
  if (target === 'instance') {
    await createOnInstance(connections, place, wanted);
    return;
  }
  const displayName = wanted?.displayName ?? (await askDisplayName(title, '', () => false));
  const secret = wanted?.secret ?? (await askKind(displayName, target)) === 'secret';
  const file = await createFile(connections, displayName, secret, wanted?.uri);
  await languageClient.announceCreated(file);
  // Who mends a policy stays in it.
  if (wanted === undefined) await vscode.window.showTextDocument(file, { preview: false });
}

const title = 'Create Named Value';

async function createOnInstance(
  connections: Connections,
  { key, workspace }: Place,
  wanted: CreateNamedValueArguments | undefined,
): Promise<void> {
  // The instance is there before anything is asked for it in vain.
  const { instance, service, environment, lists, target } = connections.required(key);
  const others = await lists.namedValues(workspace).whole;
  const taken = (name: string): boolean =>
    others.ok && others.value.some((each) => each.displayName.toLowerCase() === name.toLowerCase());
  const displayName = wanted?.displayName ?? (await askDisplayName(title, '', taken));
  if (taken(displayName))
    throw new UserError(`${service.name} has {{${displayName}}} already; it was left as it is.`, [
      { title: 'Refresh', command: 'apimPolicy.refresh' },
    ]);
  const kind = wanted?.secret === true ? 'secret' : await askKind(displayName, 'instance');
  const asking = `Create {{${displayName}}}`;
  const content: NamedValueContent =
    kind === 'key-vault'
      ? await askKeyVault(asking, undefined)
      : { kind, value: await askValue(asking, kind === 'secret') };
  await confirmProtected(environment, 'create named values', service.name);
  const outcome = await working(`Creating {{${displayName}}}`, () =>
    instance.writeNamedValue(
      { name: displayName, displayName, ...content },
      'create',
      workspace === undefined ? {} : { workspace },
    ),
  );
  connections.find(instanceKey(target))?.refresh();
  orThrow(outcome);
  tell(`$(check) Created {{${displayName}}} on ${service.name}.`);
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
  const value = secret ? undefined : await askValue(`Create {{${displayName}}}`, false);
  const { files, place } = await artifactsOf(folder, active ?? { target: nowhere });
  const inside = pathOf({ kind: 'named-value-information', namedValue: displayName }, place.layout);
  const path = place.root === '' ? inside : `${place.root}/${inside}`;
  if ((await files.read(path)) !== undefined)
    throw new UserError(`${path} is there already; it was left as it is.`);
  await files.write(path, namedValueFile(displayName, value));
  tell(`$(check) Created {{${displayName}}} in ${path}.`);
  return uriIn(folder, path);
}

/** Files of the workspace are found without an instance; only what was last seen of one needs its name. */
const nowhere = { subscriptionId: '', resourceGroup: '', service: '', endpoint: '' };

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

async function askKind(displayName: string, target: Target): Promise<Kind> {
  const kinds: readonly (vscode.QuickPickItem & { readonly kindOfValue: Kind })[] = [
    {
      label: '$(symbol-string) Plain',
      detail: 'The value is shown to everyone who may read the instance.',
      kindOfValue: 'plain',
    },
    {
      label: '$(lock) Secret',
      detail:
        target === 'workspace'
          ? 'The file says only that it is secret; the value is never written to it.'
          : 'The value is kept encrypted and not shown unless asked for.',
      kindOfValue: 'secret',
    },
    {
      label: '$(key) From Key Vault',
      detail: 'The service reads the value from a secret in a key vault, and follows it.',
      kindOfValue: 'key-vault',
    },
  ];
  const chosen = await vscode.window.showQuickPick(
    kinds.filter(({ kindOfValue }) => target === 'instance' || kindOfValue !== 'key-vault'),
    { title: `Create {{${displayName}}}`, placeHolder: 'What kind of value?', ignoreFocusOut: true },
  );
  return orCancel(chosen).kindOfValue;
}

function placeOfRow({ instance, workspace }: Row): Place {
  return { key: instance, ...(workspace !== undefined && { workspace }) };
}

/** A policy of the instance that is mended has its named values where it stands itself. */
function placeOfDocument(uri: string | undefined): Place {
  const document = uri === undefined ? undefined : vscode.Uri.parse(uri);
  if (document?.scheme !== liveScheme) return {};
  const address = addressOfLivePath(document.path);
  const workspace = address !== undefined && 'workspace' in address ? address.workspace : undefined;
  return { key: document.authority, ...(workspace !== undefined && { workspace }) };
}

type Row = Pick<ExplorerNode, 'instance' | 'workspace'>;

function isRow(argument: unknown): argument is Row {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'instance' in argument &&
    typeof argument.instance === 'string'
  );
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
