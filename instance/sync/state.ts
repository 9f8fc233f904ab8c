/**
 * What was last seen of each pulled file, kept in `.apim/` of the workspace: one JSON file per pulled file, in a
 * folder per instance. Only texts that files or policies hold are kept, never the value of a secret.
 */
import { createHash } from 'node:crypto';
import type { LayoutEntry, PolicyAddress } from '../../server/src/core/workspace/types';
import { resourceIdOf } from '../auth';
import type { InstanceTarget } from '../types';
import type { BaseRecord, SyncState, WorkspaceFiles } from './types';

const folder = '.apim';
const version = 1;

/**
 * The records about one instance; with `from`, those about what was promoted to it from another one. What can't be
 * read, or is about another file, counts as missing.
 */
export function openSyncState(
  files: WorkspaceFiles,
  target: InstanceTarget,
  from?: InstanceTarget,
): SyncState {
  const instance = hash([target, ...(from === undefined ? [] : [from])].map(nameOf).join(' from '));
  const recordPath = (path: string) => `${folder}/${instance}/${hash(path)}.json`;
  let keptOut: Promise<void> | undefined;
  return {
    async read(path) {
      try {
        const text = await files.read(recordPath(path));
        const found = text === undefined ? undefined : parseRecord(text);
        return found?.path === path ? found.record : undefined;
      } catch {
        return undefined;
      }
    },
    async all() {
      const records = new Map<string, BaseRecord>();
      for (const file of await files.list(`${folder}/${instance}`)) {
        try {
          const found = parseRecord((await files.read(file)) ?? '');
          if (found !== undefined && recordPath(found.path) === file) records.set(found.path, found.record);
        } catch {
          // What can't be read counts as missing.
        }
      }
      return records;
    },
    forget: (path) => files.remove(recordPath(path)),
    async write(path, record) {
      keptOut ??= keepOutOfGit(files);
      await keptOut.catch(() => {
        keptOut = undefined;
      });
      await files.write(recordPath(path), `${JSON.stringify({ version, path, ...record }, undefined, 2)}\n`);
    },
  };
}

/** Whether both entries are of the same resource. */
export function sameEntry(a: LayoutEntry, b: LayoutEntry): boolean {
  return keyOf(a) === keyOf(b);
}

async function keepOutOfGit(files: WorkspaceFiles): Promise<void> {
  const path = `${folder}/.gitignore`;
  if ((await files.read(path)) === undefined) await files.write(path, '*\n');
}

function nameOf(target: InstanceTarget): string {
  return `${target.endpoint.replace(/\/+$/, '')}${resourceIdOf(target)}`.toLowerCase();
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

function parseRecord(text: string): { readonly path: string; readonly record: BaseRecord } | undefined {
  const parsed: unknown = JSON.parse(text);
  if (!isRecord(parsed) || parsed.version !== version) return undefined;
  const { path, text: base, etag, entry } = parsed;
  if (typeof path !== 'string' || typeof base !== 'string' || typeof etag !== 'string' || !isEntry(entry))
    return undefined;
  return { path, record: { entry, text: base, etag } };
}

function isEntry(value: unknown): value is LayoutEntry {
  if (!isRecord(value) || typeof value.kind !== 'string') return false;
  return value.kind === 'policy' ? isAddress(value.address) : allStrings(value);
}

function isAddress(value: unknown): value is PolicyAddress {
  return isRecord(value) && typeof value.kind === 'string' && allStrings(value);
}

function allStrings(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).every((member) => typeof member === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyOf(entry: LayoutEntry): string {
  const members =
    entry.kind === 'policy' ? { ...entry.address, kind: `policy ${entry.address.kind}` } : entry;
  return JSON.stringify(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
