/** Lists the API Management instances that the signed-in account can see: two plain questions to ARM. */
import type * as vscode from 'vscode';
import { clouds, parseResourceId } from '../../../instance';
import { UserCancelled, UserError } from '../errors';
import type { ConnectionSettings } from '../settings';
import { credentialsFor } from './credentials';
import { isKnownEndpoint } from './endpoints';

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
export async function listServices(
  settings: ConnectionSettings,
  cancellation: vscode.CancellationToken,
): Promise<readonly ListedService[]> {
  const cloud = clouds[settings.cloud];
  const endpoint = settings.endpoint === '' ? cloud.endpoint : settings.endpoint;
  if (!isKnownEndpoint(endpoint))
    throw new UserError(
      'Enter the resource ID instead: subscriptions are listed from Azure’s own endpoints only.',
    );
  const abort = new AbortController();
  const listening = cancellation.onCancellationRequested(() => abort.abort());
  try {
    const credentials = credentialsFor(endpoint, settings);
    credentials.mode = 'interactive';
    const token = await credentials.getToken(cloud.credentialScope);
    if (token === null) throw new UserCancelled();
    const ask = (path: string) => rows(endpoint, path, token.token, abort.signal);
    const subscriptions = await ask('/subscriptions?api-version=2022-12-01');
    const queue = subscriptions.map((row) => ({
      id: textOf(row, 'subscriptionId'),
      name: textOf(row, 'displayName'),
    }));
    const found: ListedService[] = [];
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const path = `/subscriptions/${encodeURIComponent(next.id)}/providers/Microsoft.ApiManagement/service?api-version=2024-05-01`;
        const services = await ask(path).catch((error: unknown) => {
          if (abort.signal.aborted) throw error;
          return [];
        });
        for (const row of services) {
          const resourceId = textOf(row, 'id');
          const name = parseResourceId(resourceId);
          if (name === undefined) continue;
          found.push({
            name: name.service,
            resourceGroup: name.resourceGroup,
            subscription: next.name === '' ? next.id : next.name,
            location: textOf(row, 'location'),
            resourceId,
          });
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    return found.sort((a, b) => a.name.localeCompare(b.name));
  } catch (error) {
    if (abort.signal.aborted) throw new UserCancelled();
    if (error instanceof TypeError)
      throw new UserError(`Azure could not be reached at ${endpoint}; check the network.`);
    throw error;
  } finally {
    listening.dispose();
  }
}

/** All pages of a list. Only pages of the same endpoint are followed: the token goes along. */
async function rows(
  endpoint: string,
  path: string,
  token: string,
  signal: AbortSignal,
): Promise<readonly object[]> {
  const all: object[] = [];
  let url = `${endpoint}${path}`;
  for (let page = 0; page < 100 && url.startsWith(`${endpoint}/`); page++) {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal,
      redirect: 'error',
    });
    if (!answer.ok)
      throw new UserError(
        `Azure answered ${answer.status} when asked for your subscriptions; enter the resource ID instead.`,
      );
    const body: unknown = await answer.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || !('value' in body) || !Array.isArray(body.value)) break;
    for (const row of body.value as readonly unknown[])
      if (typeof row === 'object' && row !== null) all.push(row);
    url = textOf(body, 'nextLink');
  }
  return all;
}

function textOf(row: object, key: string): string {
  const value: unknown = (row as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : '';
}
