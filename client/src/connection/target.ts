/** Which instance the settings name. */
import { clouds, type InstanceTarget, parseResourceId } from '../../../instance';
import type { ConnectionSettings } from '../settings';
import { isSampleEndpoint } from './credentials';

/** The target of a resource id under the settings' cloud and endpoint; `undefined` where it is no resource id. */
export function targetOf(resourceId: string, settings: ConnectionSettings): InstanceTarget | undefined {
  const name = parseResourceId(resourceId);
  if (name === undefined) return undefined;
  const cloud = clouds[settings.cloud];
  return {
    ...name,
    endpoint: settings.endpoint === '' ? cloud.endpoint : settings.endpoint,
    credentialScope: cloud.credentialScope,
  };
}

/**
 * Whether a token may go to the endpoint without asking: Azure's own, and this machine's, which gets none. Any
 * other address could be anybody's, put into the workspace's settings by whoever wrote them.
 */
export function isKnownEndpoint(endpoint: string): boolean {
  return Object.values(clouds).some((cloud) => cloud.endpoint === endpoint) || isSampleEndpoint(endpoint);
}
