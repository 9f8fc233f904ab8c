/** A short name for an instance, which may stand in a URI. */
import { createHash } from 'node:crypto';
import { type InstanceTarget, resourceIdOf } from '../../../instance';

/** Hexadecimal; the same for every spelling of the endpoint and the resource id. */
export function instanceKey(target: InstanceTarget): string {
  const address = `${target.endpoint.replace(/\/+$/, '')}${resourceIdOf(target)}`.toLowerCase();
  return createHash('sha256').update(address).digest('hex').slice(0, 16);
}
