/** Connecting: by command, by the settings when the window opens, and to the sample instance. */
import * as vscode from 'vscode';
import { parseResourceId, resourceIdOf } from '../../../instance';
import { environmentsFileName } from '../../../instance/environments';
import type { EnvironmentFiles, WorkspaceEnvironment } from '../environments/environmentFiles';
import { orCancel, runCommand, UserError } from '../errors';
import {
  type ConnectionSettings,
  connectionSettings,
  readConnectionSettings,
  settingKeys,
} from '../settings';
import { instanceItem } from './chooseInstance';
import { chooseService } from './chooseService';
import { type Connection, requireTrust } from './connection';
import type { Connections } from './connections';
import { authenticationProvider } from './credentials';
import { instanceKey } from './instanceKey';
import type { SampleInstance } from './sampleInstance';
import { targetOf } from './target';

/** Resource ids connected to by hand, the latest first. */
const recentKey = 'recentInstances';
const recentLimit = 5;

/** Keys of the workspace's memory: the resource ids connected to by hand, and the active instance's key. */
const rememberedKey = 'instances';
const activeKey = 'activeInstance';

export class ConnectCommands {
  /** Key of the instance that the settings name. */
  private configured: string | undefined;
  /** Keys of the instances that are environments. */
  private named: readonly string[] = [];

  constructor(
    private readonly connections: Connections,
    private readonly sample: SampleInstance,
    private readonly environments: EnvironmentFiles,
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Connects as the settings say, or as this workspace was last connected; asks nothing. */
  async connectSilently(): Promise<void> {
    const retry = { title: 'Connect', command: 'apimPolicy.connect' };
    await runCommand(this.log, retry, () => this.connectAsConfigured());
    this.connections.markOpened();
  }

  private async connectAsConfigured(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const settings = readConnectionSettings();
    const { resourceId } = settings;
    const target = resourceId === '' ? undefined : targetOf(resourceId, settings);
    if (resourceId !== '' && target === undefined) {
      this.replaceConfigured(undefined);
      throw new UserError(
        `The setting ${settingKeys.resourceId} is not the resource ID of an API Management instance; correct it, or connect to one.`,
        [
          {
            title: 'Open Settings',
            command: 'workbench.action.openSettings',
            arguments: [settingKeys.resourceId],
          },
          { title: 'Connect…', command: 'apimPolicy.connect' },
        ],
      );
    }
    const { environments, initial } = await this.environments.read();
    // Each environment stands in the tree; those that aren't active are connected to when they are opened.
    const named = environments.map((environment) =>
      this.connections.add(environment.target, settingsOf(environment, settings), environment),
    );
    this.replaceNamed(named.map(({ key }) => key));
    const remembered = this.remembered.flatMap((each) => targetOf(each, settings) ?? []);
    const wanted = [...(target === undefined ? [] : [target]), ...remembered];
    const connections = wanted.map((each) => this.connections.add(each, settings));
    this.replaceConfigured(target === undefined ? undefined : connections[0]?.key);
    const active =
      this.connections.find(this.context.workspaceState.get<string>(activeKey)) ??
      (target === undefined && initial !== undefined
        ? this.connections.find(instanceKey(initial.target))
        : connections[0]);
    if (active !== undefined) this.connections.activate(active.key);
    const connecting = new Set([...connections, ...(active === undefined ? [] : [active])]);
    await Promise.all(
      [...connecting]
        .filter(({ state }) => state.kind !== 'connected' && state.kind !== 'connecting')
        .map((connection) => connection.connect('silent')),
    );
  }

  /** Lets go of the environments that the files no longer name. */
  private replaceNamed(keys: readonly string[]): void {
    for (const key of this.named) if (!keys.includes(key)) this.connections.remove(key);
    this.named = keys;
  }

  /** Lets go of the instance that the settings named before. */
  private replaceConfigured(key: string | undefined): void {
    if (this.configured !== undefined && this.configured !== key) this.connections.remove(this.configured);
    this.configured = key;
  }

  /** Resource ids connected to by hand in this workspace. */
  private get remembered(): readonly string[] {
    return this.context.workspaceState.get<readonly string[]>(rememberedKey, []);
  }

  /** Connects anew when the settings, the workspace's trust or the signed-in account change. */
  followChanges(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!connectionSettings.some((key) => change.affectsConfiguration(key))) return;
        // How to sign in, and where, may be another for all of them.
        for (const { key } of this.connections.all) this.connections.remove(key);
        void this.connectSilently();
      }),
      this.environments.onDidChange(() => void this.connectSilently()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.connectSilently()),
      vscode.authentication.onDidChangeSessions(({ provider }) => {
        if (provider.id !== authenticationProvider(readConnectionSettings())) return;
        for (const connection of this.connections.all)
          if (connection.state.kind === 'signedOut') void connection.connect('silent');
      }),
      this.sample.onDidEnd(() => this.connections.refresh()),
      this.connections.onDidChangeAny(() => {
        const key = this.connections.active?.key;
        if (key !== undefined) void this.context.workspaceState.update(activeKey, key);
      }),
    );
  }

  async connect(): Promise<void> {
    requireTrust();
    const settings = readConnectionSettings();
    const recent = this.context.globalState.get<readonly string[]>(recentKey, []);
    const items: (vscode.QuickPickItem & { readonly run?: () => Promise<void> })[] = [
      {
        label: '$(play) Sample Instance',
        detail: 'A local API Management with a sample shop; needs no Azure account.',
        run: () => this.startSample(),
      },
      {
        label: '$(list-tree) Choose from Your Subscriptions…',
        detail: 'Signs in to Azure and lists the instances you can see.',
        run: async () => {
          const chosen = await chooseService(settings);
          await this.connectTo(chosen.resourceId, chosen.settings);
        },
      },
      {
        label: '$(edit) Enter a Resource ID…',
        detail: 'As the Azure portal shows it under Properties.',
        run: () => this.enterResourceId(settings),
      },
    ];
    if (recent.length > 0) items.push({ label: 'Recent', kind: vscode.QuickPickItemKind.Separator });
    for (const resourceId of recent) {
      const name = parseResourceId(resourceId);
      if (name === undefined) continue;
      items.push({
        label: `$(cloud) ${name.service}`,
        description: name.resourceGroup,
        run: () => this.connectTo(resourceId, settings),
      });
    }
    const chosen = await vscode.window.showQuickPick(items, {
      title: 'Connect to API Management',
      placeHolder: 'Which instance?',
      matchOnDescription: true,
    });
    await orCancel(chosen).run?.();
  }

  /** Signs in to the instance with the key, else to the active one, or tries once more to reach it. */
  async signIn(key: string | undefined): Promise<void> {
    requireTrust();
    const connection = this.connections.find(key) ?? this.connections.active;
    if (connection === undefined) await this.connect();
    else await connection.connect('interactive');
  }

  /** Makes the instance with the key the active one, else the one that the person chooses. */
  async use(key: string | undefined): Promise<void> {
    requireTrust();
    const connection = this.connections.find(key) ?? (await this.chooseConnection());
    if (connection === undefined) return;
    this.connections.activate(connection.key);
    if (connection.state.kind !== 'connected') await connection.connect('interactive');
  }

  /** Lets go of the instance with the key, else of the active one. */
  async disconnect(key: string | undefined): Promise<void> {
    const connection = this.connections.find(key) ?? this.connections.active;
    if (connection === undefined) return;
    if (connection.environment !== undefined)
      throw new UserError(
        `${connection.label} is an environment: it stays as long as ${environmentsFileName} names it.`,
        [
          { title: 'Select Another…', command: 'apimPolicy.useInstance' },
          { title: 'Open Environments File', command: 'apimPolicy.openEnvironments' },
        ],
      );
    const rest = this.remembered.filter((each) => !sameResource(each, resourceIdOf(connection.target)));
    await this.context.workspaceState.update(rememberedKey, rest);
    this.connections.remove(connection.key);
  }

  /** `undefined` where the person wants to connect to another one, which is then done. */
  private async chooseConnection(): Promise<Connection | undefined> {
    const { all, active } = this.connections;
    if (all.length === 0) {
      await this.connect();
      return undefined;
    }
    const items = all.map((connection) => instanceItem(connection, active));
    const other = { label: '$(plug) Connect to Another Instance…', connection: undefined };
    const chosen = await vscode.window.showQuickPick([...items, other], {
      title: 'Active Environment',
      placeHolder: 'Which instance are commands for?',
    });
    const { connection } = orCancel(chosen);
    if (connection === undefined) await this.connect();
    return connection;
  }

  async startSample(): Promise<void> {
    requireTrust();
    const address = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Starting the sample instance' },
      () => this.sample.start(),
    );
    const settings: ConnectionSettings = { ...readConnectionSettings(), endpoint: address.url };
    const target = targetOf(address.resourceId, settings);
    if (target === undefined)
      throw new UserError('The sample instance gave a resource ID that can’t be read.');
    await this.connections.connect(target, settings, 'interactive');
  }

  stopSample(): void {
    const { address } = this.sample;
    this.sample.stop();
    if (address === undefined) return;
    for (const { key, target } of this.connections.all)
      if (target.endpoint === address.url) this.connections.remove(key);
  }

  private async enterResourceId(settings: ConnectionSettings): Promise<void> {
    const entered = await vscode.window.showInputBox({
      title: 'Connect to API Management',
      prompt: 'Resource ID of the API Management instance',
      placeHolder: '/subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/…',
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === '' || parseResourceId(text) !== undefined
          ? undefined
          : 'Expected /subscriptions/…/resourceGroups/…/providers/Microsoft.ApiManagement/service/…',
    });
    if (entered === undefined || entered.trim() === '') return;
    await this.connectTo(entered.trim(), settings);
  }

  private async connectTo(resourceId: string, settings: ConnectionSettings): Promise<void> {
    const target = targetOf(resourceId, settings);
    if (target === undefined)
      throw new UserError('That is not the resource ID of an API Management instance.');
    await this.connections.connect(target, settings, 'interactive');
    const { globalState, workspaceState } = this.context;
    const recent = globalState.get<readonly string[]>(recentKey, []).filter((each) => each !== resourceId);
    await globalState.update(recentKey, [resourceId, ...recent].slice(0, recentLimit));
    const others = this.remembered.filter((each) => !sameResource(each, resourceId));
    await workspaceState.update(rememberedKey, [...others, resourceId]);
  }
}

/** How to sign in to an environment: as the settings say, in its own cloud and tenant. */
function settingsOf({ cloud, tenant, target }: WorkspaceEnvironment, settings: ConnectionSettings) {
  return {
    ...settings,
    endpoint: target.endpoint,
    cloud: cloud ?? settings.cloud,
    tenantId: tenant ?? settings.tenantId,
  };
}

/** ARM's names are the same in any casing. */
function sameResource(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
