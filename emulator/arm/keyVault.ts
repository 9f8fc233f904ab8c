/** References to key vaults, in named values and certificates. */
import { isObject, type JsonObject, stringOf } from '../json';
import type { Resource } from '../store/resource';

/** The reference that was sent, with the outcome of the first fetch. */
export function keyVaultOf(sent: JsonObject): JsonObject | undefined {
  const { keyVault } = sent;
  if (!isObject(keyVault) || stringOf(keyVault, 'secretIdentifier') === undefined) return undefined;
  return { ...keyVault, lastStatus: keyVault.lastStatus ?? fetchedNow() };
}

/** The sample instance has no vault to ask: each fetch succeeds. */
export function fetchedNow(): JsonObject {
  return { code: 'Success', timeStampUtc: new Date().toISOString() };
}

export function refreshFailed(resource: Resource): boolean {
  const { keyVault } = resource.properties;
  if (!isObject(keyVault) || !isObject(keyVault.lastStatus)) return false;
  return keyVault.lastStatus.code !== 'Success';
}
