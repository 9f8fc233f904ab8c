/** The extension's entry: puts the parts together and lists every command there is. */
import * as vscode from 'vscode';
import { resourceIdOf } from '../../instance';
import type { PlanItem } from '../../instance/push';
import { closeTagsWhileTyping } from './closingTags';
import { Comparing } from './compare/comparing';
import { type ComparisonNode, ComparisonView } from './compare/comparisonView';
import { ConnectCommands } from './connection/connectCommands';
import { Connections } from './connection/connections';
import { announceInstanceFacts } from './connection/instanceFacts';
import { instanceKey } from './connection/instanceKey';
import { operationTemplate } from './connection/operationTemplate';
import { SampleInstance } from './connection/sampleInstance';
import { showConnectionInStatusBar } from './connection/statusBar';
import { createPolicy } from './createPolicy/createPolicy';
import { Deletions } from './deletion/deletion';
import { selectedFiles, withDocument } from './editors';
import { compareEffective } from './effectivePolicy/compareEffective';
import { EffectivePolicies } from './effectivePolicy/effectivePolicies';
import { EnvironmentFiles } from './environments/environmentFiles';
import { openEnvironments } from './environments/openEnvironments';
import { runCommand, UserError } from './errors';
import { askFilter } from './explorer/askFilter';
import { decoratePolicies } from './explorer/decorations';
import { Explorer } from './explorer/explorer';
import { PolicyStates } from './explorer/policyStates';
import type { ExplorerNode } from './explorer/types';
import { WorkspacePolicies } from './explorer/workspacePolicies';
import { adoptPolicies } from './languageAdoption';
import { PolicyLanguageClient } from './languageClient';
import { LiveFiles, liveUri } from './live/liveFiles';
import { LiveSaving } from './live/liveSaving';
import { Snapshots } from './live/snapshots';
import { Merges } from './merges';
import { NamedValueChanges } from './namedValues/changeNamedValue';
import { createNamedValue } from './namedValues/createNamedValue';
import { revealNamedValue } from './namedValues/revealNamedValue';
import { insertOAuth2 } from './oauth2/insertOAuth2';
import { selectPlaceholders } from './oauth2/selectPlaceholders';
import { type PlanNode, PlanView } from './plan/planView';
import { promote } from './plan/promotion';
import { Publish } from './plan/publish';
import { PolicyTargets } from './policyTarget';
import { LocalChanges } from './pull/localChanges';
import { Pull } from './pull/pull';
import { InstanceFaults } from './push/faults';
import { Push } from './push/push';
import { Sending } from './push/sending';
import { tell } from './words';
import { WorkspaceProblems } from './workspaceProblems';

type CommandTable = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The commands that are for the active editor's document where no other is named. */
const documentCommands: ReadonlySet<string> = new Set([
  'apimPolicy.push',
  'apimPolicy.compareWithInstance',
  'apimPolicy.insertOAuth2',
  'apimPolicy.showEffectivePolicy',
  'apimPolicy.compareEffective',
]);

/** A policy of an instance: of the active one where none is named. */
type PolicyPlace = Pick<ExplorerNode, 'address'> & Partial<Pick<ExplorerNode, 'instance'>>;

/** What `activate` answers, for the tests that run inside VS Code. */
export interface ExtensionApi {
  readonly connections: Connections;
  readonly explorer: Explorer;
}

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const log = vscode.window.createOutputChannel('API Management', { log: true });
  const userAgent = `apim-policy-vscode/${String(context.extension.packageJSON.version)}`;
  const languageClient = new PolicyLanguageClient(context, log);
  const connections = new Connections({ memory: context.globalState, log, userAgent });
  const sample = new SampleInstance(context, log);
  const environments = new EnvironmentFiles();
  const connecting = new ConnectCommands(connections, sample, environments, context, log);
  const files = new WorkspacePolicies();
  const states = new PolicyStates(connections, files);
  const explorer = new Explorer(connections, states);
  const namedValues = new NamedValueChanges(connections);
  const deletions = new Deletions(connections, log);
  const snapshots = new Snapshots();
  const live = new LiveFiles(connections, context.workspaceState);
  languageClient.readLive = (uri) => live.peek(uri);
  languageClient.operationTemplate = (operation) => operationTemplate(connections, operation);
  const effective = new EffectivePolicies(languageClient);
  const problems = new WorkspaceProblems(languageClient);
  const merges = new Merges();
  const faults = new InstanceFaults();
  const sending = new Sending(snapshots, merges, faults, ({ connected }, plan) => {
    void live.lookAgain();
    void languageClient.announceChanged(liveUri(connected.target, plan.address));
    const key = instanceKey(connected.target);
    if (plan.live === undefined) connections.find(key)?.refresh();
    states.forget(key);
  });
  const localChanges = new LocalChanges(snapshots, merges);
  const pull = new Pull(connections, localChanges, log);
  const targets = new PolicyTargets(connections, live, context.workspaceState);
  const push = new Push(connections, sending, targets, context.workspaceState);

  const planView = new PlanView();
  const publish = new Publish(connections, planView, snapshots, faults, merges, localChanges, log, (key) => {
    void live.lookAgain();
    connections.find(key)?.refresh();
  });

  const comparisonView = new ComparisonView();
  const comparing = new Comparing(connections, comparisonView, snapshots, publish, log);

  const refresh = async (key: string | undefined): Promise<void> => {
    const connection = connections.find(key) ?? connections.active;
    const kind = connection?.state.kind;
    if (kind === 'failed' || kind === 'signedOut') await connecting.signIn(connection?.key);
    connections.required(connection?.key);
    connections.refresh();
    await live.lookAgain();
  };
  const commands: CommandTable = {
    'apimPolicy.connect': () => connecting.connect(),
    'apimPolicy.signIn': (key?: unknown) => connecting.signIn(keyOf(key)),
    'apimPolicy.useInstance': (key?: unknown) => connecting.use(keyOf(key)),
    'apimPolicy.makeActive': (key?: unknown) => connecting.use(keyOf(key)),
    'apimPolicy.disconnect': (key?: unknown) => connecting.disconnect(keyOf(key)),
    'apimPolicy.openEnvironments': () => openEnvironments(connections),
    'apimPolicy.startSampleInstance': () => connecting.startSample(),
    'apimPolicy.stopSampleInstance': () => connecting.stopSample(),
    'apimPolicy.refresh': (key?: unknown) => refresh(keyOf(key)),
    'apimPolicy.pull': (node?: ExplorerNode) => pull.pull(node),
    'apimPolicy.pullTree': (node?: ExplorerNode) => pull.pullTree(node),
    'apimPolicy.pullAll': () => pull.pullAll(),
    'apimPolicy.push': async (uri?: vscode.Uri, selection?: unknown) => {
      for (const each of selectedFiles(uri, selection)) await push.push(each);
    },
    'apimPolicy.checkWorkspace': () => problems.check(),
    'apimPolicy.pushChangedFiles': () => publish.plan(undefined, undefined),
    'apimPolicy.pushFiles': (uri?: unknown, selection?: unknown) => publish.plan(uri, selection),
    'apimPolicy.compare': (node?: ExplorerNode) => comparing.compare(node),
    'apimPolicy.compareAgain': () => comparing.again(),
    'apimPolicy.swapCompared': () => comparing.swap(),
    'apimPolicy.discardComparison': () => comparing.discard(),
    'apimPolicy.showCompared': (node?: ComparisonNode) => comparing.showDifference(node),
    'apimPolicy.showAllCompared': () => comparing.showAll(),
    'apimPolicy.planCompared': (node?: ComparisonNode) => comparing.plan(node),
    'apimPolicy.promote': (node?: ExplorerNode) => promote(connections, publish, node),
    'apimPolicy.applyPlan': () => publish.apply(),
    'apimPolicy.applyPromotion': () => publish.apply(),
    'apimPolicy.planAgain': () => publish.again(),
    'apimPolicy.planWithDeletions': () => publish.again({ deletions: true }),
    'apimPolicy.planWithoutDeletions': () => publish.again({ deletions: false }),
    'apimPolicy.discardPlan': () => publish.discard(),
    'apimPolicy.showPlannedChange': (item: PlanItem | PlanNode) => publish.showChange(item),
    'apimPolicy.showPlannedChanges': () => publish.showAll(),
    'apimPolicy.openPlanned': (node?: PlanNode) => publish.open(node),
    'apimPolicy.mergePlanned': (node?: PlanNode) => publish.merge(node),
    'apimPolicy.takePlanned': (node?: PlanNode) => publish.take(node),
    'apimPolicy.overwritePlanned': (node?: PlanNode) => publish.overwrite(node),
    'apimPolicy.compareWithInstance': (uri?: vscode.Uri) => push.compare(uri),
    'apimPolicy.openLivePolicy': (place?: PolicyPlace) => openLivePolicy(connections, live, place),
    'apimPolicy.openWorkspaceFile': (node?: ExplorerNode) => openWorkspaceFile(states, node),
    'apimPolicy.createPolicy': (node?: ExplorerNode) => createPolicy(connections, node),
    'apimPolicy.createNamedValue': (argument?: unknown) =>
      createNamedValue(connections, languageClient, argument),
    'apimPolicy.revealNamedValue': (node?: ExplorerNode) => revealNamedValue(connections, node),
    'apimPolicy.changeNamedValue': (node?: ExplorerNode) => namedValues.changeValue(node),
    'apimPolicy.renameNamedValue': (node?: ExplorerNode) => namedValues.rename(node),
    'apimPolicy.makeNamedValueSecret': (node?: ExplorerNode) => namedValues.makeSecret(node),
    'apimPolicy.makeNamedValuePlain': (node?: ExplorerNode) => namedValues.makePlain(node),
    'apimPolicy.useKeyVaultSecret': (node?: ExplorerNode) => namedValues.useKeyVault(node),
    'apimPolicy.refreshNamedValue': (node?: ExplorerNode) => namedValues.refresh(node),
    'apimPolicy.copyNamedValueReference': (node?: ExplorerNode) => copyReference(node),
    'apimPolicy.delete': (node?: ExplorerNode) => deletions.delete(node),
    'apimPolicy.undoDeletion': (deleted?: unknown) => deletions.undo(deleted),
    'apimPolicy.filter': () => askFilter(explorer),
    'apimPolicy.clearFilter': () => explorer.setFilter(''),
    'apimPolicy.showMoreRows': (id: string) => explorer.showMore(id),
    'apimPolicy.copyResourceId': (node?: ExplorerNode) => copyResourceId(connections, node),
    'apimPolicy.insertOAuth2': (uri?: vscode.Uri) => insertOAuth2(languageClient, uri),
    'apimPolicy.showEffectivePolicy': (uri?: vscode.Uri) => effective.show(uri),
    'apimPolicy.compareEffective': (uri?: vscode.Uri) =>
      compareEffective({ connections, targets, languageClient, snapshots }, uri),
    'apimPolicy.selectPlaceholders': selectPlaceholders,
    'apimPolicy.showOutput': () => log.show(),
    'apimPolicy.restartLanguageServer': () => languageClient.restart(),
  };
  context.subscriptions.push(
    log,
    connections,
    environments,
    sample,
    files,
    states,
    explorer,
    planView,
    comparisonView,
    decoratePolicies(connections, states),
    snapshots,
    live,
    new LiveSaving(live, sending),
    effective,
    faults,
    languageClient,
    problems,
    showConnectionInStatusBar(connections),
    announceInstanceFacts(connections, languageClient, log),
    connecting.followChanges(),
    adoptPolicies(),
    closeTagsWhileTyping(languageClient),
    ...register(context, commands, log),
  );
  const startServer = { title: 'Restart Language Server', command: 'apimPolicy.restartLanguageServer' };
  void runCommand(log, startServer, () => languageClient.start());
  void connecting.connectSilently();
  return { connections, explorer };
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

/** The key of an instance that a message or a row of the tree names. */
function keyOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const isRow = typeof argument === 'object' && argument !== null && 'instance' in argument;
  return isRow && typeof argument.instance === 'string' ? argument.instance : undefined;
}

async function openLivePolicy(
  connections: Connections,
  live: LiveFiles,
  place: PolicyPlace | undefined,
): Promise<void> {
  if (place?.address === undefined) throw new UserError('Choose a policy in the API Management view.');
  await live.open(connections.required(place.instance), place.address);
}

async function openWorkspaceFile(states: PolicyStates, node: ExplorerNode | undefined): Promise<void> {
  if (node?.address === undefined) throw new UserError('Choose a policy in the API Management view.');
  const file = states.fileOf(node.instance, node.address);
  if (file === undefined)
    throw new UserError('The workspace has no file of this policy; pull it.', [
      { title: 'Pull', command: 'apimPolicy.pull', arguments: [node] },
    ]);
  await vscode.window.showTextDocument(file.uri);
}

async function copyReference(node: ExplorerNode | undefined): Promise<void> {
  if (node?.namedValue === undefined) throw new UserError('Choose a named value in the API Management view.');
  await vscode.env.clipboard.writeText(`{{${node.namedValue.summary.displayName}}}`);
}

async function copyResourceId(connections: Connections, node: ExplorerNode | undefined): Promise<void> {
  const path = node === undefined ? '' : node.resourcePath;
  if (path === undefined) throw new UserError('This row is no resource of its own.');
  const connection = connections.find(node?.instance) ?? connections.active;
  const target = connection?.target ?? connections.required().target;
  await vscode.env.clipboard.writeText(resourceIdOf(target) + path);
  tell(`$(check) Copied the resource ID of ${node?.row.label ?? connection?.label ?? target.service}.`);
}
