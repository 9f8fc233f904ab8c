/** Connecting: by command, by the settings when the window opens, and to the sample instance. */
import * as vscode from 'vscode';
import { parseResourceId } from '../../../instance';
import { orCancel, runCommand, UserError } from '../errors';
import {
  type ConnectionSettings,
  connectionSettings,
  readConnectionSettings,
  settingKeys,
} from '../settings';
import { type Connection, requireTrust } from './connection';
import { authenticationProvider } from './credentials';
import type { SampleInstance } from './sampleInstance';
import { type ListedService, listServices } from './services';
import { targetOf } from './target';

/** Resource ids connected to by hand, the latest first. */
const recentKey = 'recentInstances';
const recentLimit = 5;

export class ConnectCommands {
  constructor(
    private readonly connection: Connection,
    private readonly sample: SampleInstance,
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Connects as the settings say, or as this workspace was last connected; asks nothing. */
  async connectSilently(): Promise<void> {
    const retry = { title: 'Connect', command: 'apimPolicy.connect' };
    await runCommand(this.log, retry, () => this.connectAsConfigured());
  }

  private async connectAsConfigured(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const settings = readConnectionSettings();
    const resourceId = settings.resourceId || this.context.workspaceState.get<string>('resourceId', '');
    if (resourceId === '') return;
    const target = targetOf(resourceId, settings);
    if (target === undefined) {
      this.connection.disconnect();
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
    await this.connection.connect(target, settings, 'silent');
  }

  /** Connects anew when the settings, the workspace's trust or the signed-in account change. */
  followChanges(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!connectionSettings.some((key) => change.affectsConfiguration(key))) return;
        if (readConnectionSettings().resourceId === '') this.connection.disconnect();
        void this.connectSilently();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.connectSilently()),
      vscode.authentication.onDidChangeSessions(({ provider }) => {
        const waiting = this.connection.state.kind === 'signedOut';
        if (waiting && provider.id === authenticationProvider(readConnectionSettings()))
          void this.connection.reconnect('silent');
      }),
      this.sample.onDidEnd(() => this.connection.refresh()),
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
        run: () => this.chooseService(settings),
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

  async signIn(): Promise<void> {
    requireTrust();
    if (this.connection.state.kind === 'disconnected') await this.connect();
    else await this.connection.reconnect('interactive');
  }

  async disconnect(): Promise<void> {
    await this.context.workspaceState.update('resourceId', undefined);
    this.connection.disconnect();
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
    await this.connection.connect(target, settings, 'interactive');
  }

  stopSample(): void {
    const { state } = this.connection;
    const { address } = this.sample;
    this.sample.stop();
    if (address !== undefined && state.kind !== 'disconnected' && state.target.endpoint === address.url)
      this.connection.disconnect();
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

  private async chooseService(settings: ConnectionSettings): Promise<void> {
    const items = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: 'Listing API Management instances',
        cancellable: true,
      },
      async (_progress, token) => listServices(settings, token),
    );
    if (items.length === 0)
      throw new UserError(
        'No API Management instance was found in your subscriptions; check the account and the setting apimPolicy.tenantId.',
      );
    const chosen = await vscode.window.showQuickPick(items.map(serviceItem), {
      title: 'Connect to API Management',
      placeHolder: 'Which instance?',
      matchOnDescription: true,
      matchOnDetail: true,
    });
    await this.connectTo(orCancel(chosen).resourceId, settings);
  }

  private async connectTo(resourceId: string, settings: ConnectionSettings): Promise<void> {
    const target = targetOf(resourceId, settings);
    if (target === undefined)
      throw new UserError('That is not the resource ID of an API Management instance.');
    await this.connection.connect(target, settings, 'interactive');
    const { globalState, workspaceState } = this.context;
    const recent = globalState.get<readonly string[]>(recentKey, []).filter((each) => each !== resourceId);
    await globalState.update(recentKey, [resourceId, ...recent].slice(0, recentLimit));
    await workspaceState.update('resourceId', resourceId);
  }
}

function serviceItem({ name, resourceGroup, subscription, location, resourceId }: ListedService) {
  return { label: name, description: `${resourceGroup} · ${location}`, detail: subscription, resourceId };
}
