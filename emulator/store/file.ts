/**
 * The store's file in the data folder. Secret named values are in it too, as they have to outlive a restart, so
 * only the owner may read it.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json } from '../json';
import type { Resource } from './resource';
import type { Snapshot } from './store';

export const storeFileName = 'instance.json';

/** The data folder cannot be used; the message says why and what to do, for people. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** The file of one data folder, and what it looked like when this process last read or wrote it. */
export class SnapshotFile {
  private readonly file: string;
  private lastSeen: string | undefined;

  constructor(private readonly folder: string) {
    this.file = join(folder, storeFileName);
  }

  /** What was kept, or `undefined` where nothing was kept yet. A damaged file is reported and left as it is. */
  read(): Snapshot | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const snapshot = parseSnapshot(text);
    if (snapshot === undefined) {
      throw new DataFolderError(
        `The sample instance's data in ${this.file} is damaged and was left untouched: repair it, or move it away to start anew.`,
      );
    }
    this.lastSeen = this.look();
    return snapshot;
  }

  /** Writes beside the file and renames, so that a crash leaves either the old or the new content. */
  write(snapshot: Snapshot): void {
    if (this.look() !== this.lastSeen) {
      throw new DataFolderError(
        `The sample instance's data in ${this.file} was changed by another program and was left untouched: give each running instance its own folder.`,
      );
    }
    const temporary = `${this.file}.${process.pid}.tmp`;
    try {
      mkdirSync(this.folder, { recursive: true });
      const handle = openSync(temporary, 'w', 0o600);
      try {
        writeSync(handle, `${JSON.stringify(snapshot, undefined, 1)}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(temporary, this.file);
      this.lastSeen = this.look();
    } catch (error) {
      throw new DataFolderError(
        `The sample instance's data cannot be written to ${this.file} (${codeOf(error)}).`,
      );
    }
  }

  private text(): string | undefined {
    try {
      return readFileSync(this.file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw new DataFolderError(
        `The sample instance's data in ${this.file} cannot be read (${codeOf(error)}).`,
      );
    }
  }

  /** The file's identity, which another program's write changes; `undefined` where there is none. */
  private look(): string | undefined {
    try {
      const { ino, mtimeMs, size } = statSync(this.file);
      return `${ino} ${mtimeMs} ${size}`;
    } catch {
      return undefined;
    }
  }
}

function parseSnapshot(text: string): Snapshot | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (!isObject(value) || value.version !== 1 || typeof value.revision !== 'number') return undefined;
  const { revision, resources } = value;
  if (!Array.isArray(resources)) return undefined;
  const read = resources.map(parseResource);
  return read.every((resource) => resource !== undefined)
    ? { version: 1, revision, resources: read }
    : undefined;
}

function parseResource(value: Json): Resource | undefined {
  if (!isObject(value) || !isObject(value.properties)) return undefined;
  const { path, etag, properties, createdAt, updatedAt } = value;
  return typeof path === 'string' &&
    typeof etag === 'string' &&
    typeof createdAt === 'string' &&
    typeof updatedAt === 'string'
    ? { path, etag, properties, createdAt, updatedAt }
    : undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
