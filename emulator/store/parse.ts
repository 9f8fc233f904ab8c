/** Reads what the data folder holds; `undefined` where it is not what this program writes. */
import type { InstanceIds } from '../ids';
import { isObject, type Json, stringOf } from '../json';
import type { Resource } from './resource';
import type { Change, ChangeSet, Snapshot } from './store';

export function parseSnapshot(text: string): Snapshot | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value.version !== 1 || typeof value.revision !== 'number') return undefined;
  const { revision, resources, service } = value;
  if (!Array.isArray(resources)) return undefined;
  const read = resources.map(parseResource);
  if (!read.every((resource) => resource !== undefined)) return undefined;
  const snapshot = { version: 1, revision, resources: read } as const;
  if (service === undefined) return snapshot;
  const ids = parseIds(service);
  return ids && { ...snapshot, service: ids };
}

export function parseChangeSet(line: string): ChangeSet | undefined {
  const value = parseJson(line);
  if (!isObject(value) || typeof value.revision !== 'number' || !Array.isArray(value.changes))
    return undefined;
  const changes = value.changes.map(parseChange);
  return changes.every((change) => change !== undefined) ? { revision: value.revision, changes } : undefined;
}

function parseChange(value: Json): Change | undefined {
  if (!isObject(value)) return undefined;
  if (value.kind === 'delete' && typeof value.path === 'string') return { kind: 'delete', path: value.path };
  const resource = value.kind === 'put' ? parseResource(value.resource) : undefined;
  return resource && { kind: 'put', resource };
}

function parseIds(value: Json): InstanceIds | undefined {
  if (!isObject(value)) return undefined;
  const subscriptionId = stringOf(value, 'subscriptionId');
  const resourceGroup = stringOf(value, 'resourceGroup');
  const service = stringOf(value, 'service');
  return subscriptionId === undefined || resourceGroup === undefined || service === undefined
    ? undefined
    : { subscriptionId, resourceGroup, service };
}

function parseResource(value: Json | undefined): Resource | undefined {
  if (!isObject(value) || !isObject(value.properties)) return undefined;
  const { path, etag, properties, createdAt, updatedAt } = value;
  return typeof path === 'string' &&
    typeof etag === 'string' &&
    typeof createdAt === 'string' &&
    typeof updatedAt === 'string'
    ? { path, etag, properties, createdAt, updatedAt }
    : undefined;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
