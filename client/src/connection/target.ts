/** Which instance the settings name. */
import { clouds, type InstanceTarget, parseResourceId } from '../../../instance';
import type { ConnectionSettings } from '../settings';

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
