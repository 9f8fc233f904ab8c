/** Lists the API Management instances that the signed-in account can see. */
import type * as vscode from 'vscode';
import {
  type AzureDirectory,
  clouds,
  createArmDirectory,
  isKnownEndpoint,
  parseResourceId,
  type TenantSummary,
} from '../../../instance';
import { mapLimited } from '../../../instance/pool';
import { orThrow, UserCancelled, UserError } from '../errors';
import type { ConnectionSettings } from '../settings';
import { credentialsFor } from './credentials';

export interface ListedService {
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  readonly location: string;
  readonly resourceId: string;
}

/** Subscriptions asked at a time. */
const parallel = 6;

/** Sorted by name. Subscriptions that refuse to answer are left out. */
export function listServices(
  settings: ConnectionSettings,
  cancellation: vscode.CancellationToken,
): Promise<readonly ListedService[]> {
  return asking(settings, cancellation, async (directory, signal) => {
    const subscriptions = orThrow(await directory.subscriptions({ signal }));
    const found = await mapLimited(
      subscriptions,
      parallel,
      async ({ subscriptionId, displayName }) => {
        const services = await directory.services(subscriptionId, { signal });
        return (services.ok ? services.value : []).flatMap(({ id, location }): ListedService[] => {
          const name = parseResourceId(id);
          if (name === undefined) return [];
          const subscription = displayName === '' ? subscriptionId : displayName;
          return [
            { name: name.service, resourceGroup: name.resourceGroup, subscription, location, resourceId: id },
          ];
        });
      },
      signal,
    );
    return found.flatMap((services) => services ?? []).sort((a, b) => a.name.localeCompare(b.name));
  });
}

/** The directories the account can sign in to. */
export function listTenants(
  settings: ConnectionSettings,
  cancellation: vscode.CancellationToken,
): Promise<readonly TenantSummary[]> {
  return asking(settings, cancellation, async (directory, signal) =>
    orThrow(await directory.tenants({ signal })),
  );
}

async function asking<T>(
  settings: ConnectionSettings,
  cancellation: vscode.CancellationToken,
  ask: (directory: AzureDirectory, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { credentialScope, endpoint: standard } = clouds[settings.cloud];
  const endpoint = settings.endpoint === '' ? standard : settings.endpoint;
  if (!isKnownEndpoint(endpoint))
    throw new UserError(
      'Enter the resource ID instead: subscriptions are listed from Azure’s own endpoints only.',
    );
  const credentials = credentialsFor(endpoint, settings);
  credentials.mode = 'interactive';
  const abort = new AbortController();
  const listening = cancellation.onCancellationRequested(() => abort.abort());
  try {
    return await ask(createArmDirectory({ endpoint, credentialScope }, credentials), abort.signal);
  } catch (error) {
    throw abort.signal.aborted ? new UserCancelled() : error;
  } finally {
    listening.dispose();
  }
}
