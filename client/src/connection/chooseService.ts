/** Choosing an instance among those that the account can see, in this directory or another. */
import * as vscode from 'vscode';
import { orCancel } from '../errors';
import { type ConnectionSettings, settingKeys } from '../settings';
import { type ListedService, listServices, listTenants } from './services';

export interface ChosenService {
  readonly resourceId: string;
  readonly settings: ConnectionSettings;
}

export async function chooseService(settings: ConnectionSettings): Promise<ChosenService> {
  const items = await listing('Listing API Management instances', (token) => listServices(settings, token));
  const other = {
    label: '$(organization) Another Directory…',
    detail: 'Instances of another Microsoft Entra tenant that your account can sign in to.',
    resourceId: undefined,
  };
  const chosen = await vscode.window.showQuickPick([...items.map(serviceItem), other], {
    title: 'Connect to API Management',
    placeHolder: items.length === 0 ? 'No instance was found in your subscriptions.' : 'Which instance?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const { resourceId } = orCancel(chosen);
  if (resourceId !== undefined) return { resourceId, settings };
  return chooseService({ ...settings, tenantId: await chooseTenant(settings) });
}

/** The tenant is kept in the workspace's settings: it is needed whenever the window opens. */
async function chooseTenant(settings: ConnectionSettings): Promise<string> {
  const tenants = await listing('Listing directories', (token) => listTenants(settings, token));
  const chosen = await vscode.window.showQuickPick(
    tenants.map(({ tenantId, displayName }) => ({ label: displayName, description: tenantId, tenantId })),
    { title: 'Connect to API Management', placeHolder: 'Which directory?', matchOnDescription: true },
  );
  const { tenantId } = orCancel(chosen);
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration().update(settingKeys.tenantId, tenantId, target);
  return tenantId;
}

function listing<T>(title: string, ask: (token: vscode.CancellationToken) => Promise<T>): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => ask(token),
  );
}

function serviceItem({ name, resourceGroup, subscription, location, resourceId }: ListedService) {
  return { label: name, description: `${resourceGroup} · ${location}`, detail: subscription, resourceId };
}
