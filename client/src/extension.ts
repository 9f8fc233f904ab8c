/** The extension's entry: puts the parts together and lists every command there is. */
import * as vscode from 'vscode';
import { resourceIdOf } from '../../instance';
import { closeTagsWhileTyping } from './closingTags';
import { ConnectCommands } from './connection/connectCommands';
import { Connection } from './connection/connection';
import { announceInstanceFacts } from './connection/instanceFacts';
import { SampleInstance } from './connection/sampleInstance';
import { showConnectionInStatusBar } from './connection/statusBar';
import { createPolicy } from './createPolicy/createPolicy';
import { selectedFiles, withDocument } from './editors';
import { EffectivePolicies } from './effectivePolicy/effectivePolicies';
import { runCommand, UserError } from './errors';
import { Explorer } from './explorer/explorer';
import { addressOfNode, type ExplorerNode, resourcePathOf } from './explorer/nodes';
import { adoptPolicies } from './languageAdoption';
import { PolicyLanguageClient } from './languageClient';
import { LiveDocuments } from './liveDocuments';
import { Merges } from './merges';
import { createNamedValue } from './namedValues/createNamedValue';
import { revealNamedValue } from './namedValues/revealNamedValue';
import { insertOAuth2 } from './oauth2/insertOAuth2';
import { selectPlaceholders } from './oauth2/selectPlaceholders';
import { LocalChanges } from './pull/localChanges';
import { Pull } from './pull/pull';
import { Push } from './push/push';

type CommandTable = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The commands that are for the active editor's document where no other is named. */
const documentCommands: ReadonlySet<string> = new Set([
  'apimPolicy.push',
  'apimPolicy.compareWithInstance',
  'apimPolicy.insertOAuth2',
  'apimPolicy.showEffectivePolicy',
]);

/** What `activate` answers, for the tests that run inside VS Code. */
export interface ExtensionApi {
  readonly connection: Connection;
  readonly explorer: vscode.TreeDataProvider<ExplorerNode>;
}

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const log = vscode.window.createOutputChannel('API Management', { log: true });
  const userAgent = `apim-policy-vscode/${String(context.extension.packageJSON.version)}`;
  const languageClient = new PolicyLanguageClient(context, log);
  const connection = new Connection(context.globalState, log, userAgent);
  const sample = new SampleInstance(context, log);
  const connecting = new ConnectCommands(connection, sample, context, log);
  const explorer = new Explorer(connection);
  const live = new LiveDocuments(connection);
  const effective = new EffectivePolicies(languageClient);
  const merges = new Merges();
  const pull = new Pull(connection, new LocalChanges(live, merges), log);
  const push = new Push(connection, live, merges, context.workspaceState);

  const refresh = async (): Promise<void> => {
    const { kind } = connection.state;
    if (kind === 'failed' || kind === 'signedOut') await connection.reconnect('interactive');
    connection.required();
    connection.refresh();
    live.refresh();
  };
  const commands: CommandTable = {
    'apimPolicy.connect': () => connecting.connect(),
    'apimPolicy.signIn': () => connecting.signIn(),
    'apimPolicy.disconnect': () => connecting.disconnect(),
    'apimPolicy.startSampleInstance': () => connecting.startSample(),
    'apimPolicy.stopSampleInstance': () => connecting.stopSample(),
    'apimPolicy.refresh': refresh,
    'apimPolicy.pull': (node?: ExplorerNode) => pull.pull(node),
    'apimPolicy.pullAll': () => pull.pullAll(),
    'apimPolicy.push': async (uri?: vscode.Uri, selection?: unknown) => {
      for (const each of selectedFiles(uri, selection)) await push.push(each);
    },
    'apimPolicy.compareWithInstance': (uri?: vscode.Uri) => push.compare(uri),
    'apimPolicy.openLivePolicy': (node?: ExplorerNode) => openLivePolicy(live, node),
    'apimPolicy.createPolicy': (node?: ExplorerNode) => createPolicy(connection, node),
    'apimPolicy.createNamedValue': (argument?: unknown) =>
      createNamedValue(connection, languageClient, argument),
    'apimPolicy.revealNamedValue': (node?: ExplorerNode) =>
      revealNamedValue(connection, node?.kind === 'namedValue' ? node.namedValue : undefined),
    'apimPolicy.copyNamedValueReference': (node?: ExplorerNode) => copyReference(node),
    'apimPolicy.copyResourceId': (node?: ExplorerNode) => copyResourceId(connection, node),
    'apimPolicy.insertOAuth2': (uri?: vscode.Uri) => insertOAuth2(languageClient, uri),
    'apimPolicy.showEffectivePolicy': (uri?: vscode.Uri) => effective.show(uri),
    'apimPolicy.selectPlaceholders': selectPlaceholders,
    'apimPolicy.showOutput': () => log.show(),
    'apimPolicy.restartLanguageServer': () => languageClient.restart(),
  };
  context.subscriptions.push(
    log,
    connection,
    sample,
    explorer,
    live,
    effective,
    push,
    languageClient,
    showConnectionInStatusBar(connection),
    announceInstanceFacts(connection, languageClient, log),
    connecting.followChanges(),
    adoptPolicies(),
    closeTagsWhileTyping(languageClient),
    ...register(context, commands, log),
  );
  const startServer = { title: 'Restart Language Server', command: 'apimPolicy.restartLanguageServer' };
  void runCommand(log, startServer, () => languageClient.start());
  void connecting.connectSilently();
  return { connection, explorer };
}

function register(
  context: vscode.ExtensionContext,
  commands: CommandTable,
  log: vscode.LogOutputChannel,
): readonly vscode.Disposable[] {
  const contributed: unknown = context.extension.packageJSON.contributes?.commands;
  const titles = new Map<string, string>(
    (Array.isArray(contributed) ? contributed : []).map(({ command, title }) => [command, title]),
  );
  return Object.entries(commands).map(([command, handler]) =>
    vscode.commands.registerCommand(command, (...given: never[]) => {
      const args = documentCommands.has(command) ? (withDocument(given) as never[]) : given;
      return runCommand(log, { title: titles.get(command) ?? command, command, arguments: args }, () =>
        handler(...args),
      );
    }),
  );
}

async function openLivePolicy(live: LiveDocuments, node: ExplorerNode | undefined): Promise<void> {
  const address = node === undefined ? undefined : addressOfNode(node);
  if (address === undefined) throw new UserError('Choose a policy in the API Management view.');
  await live.open(address);
}

async function copyReference(node: ExplorerNode | undefined): Promise<void> {
  if (node?.kind !== 'namedValue') throw new UserError('Choose a named value in the API Management view.');
  await vscode.env.clipboard.writeText(`{{${node.namedValue.displayName}}}`);
}

async function copyResourceId(connection: Connection, node: ExplorerNode | undefined): Promise<void> {
  const path = node === undefined ? '' : resourcePathOf(node);
  if (path === undefined) throw new UserError('This row is no resource of its own.');
  await vscode.env.clipboard.writeText(resourceIdOf(connection.required().target) + path);
}
