/**
 * A service's files in the data folder: everything as of some moment, and the changes since. Secret named values
 * are in them too, as they have to outlive a restart, so only the owner may read them.
 */
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseChangeSet, parseSnapshot } from './parse';
import type { Change, ChangeSet, Snapshot } from './store';

/** The sample service's file; that of another one has the service's name in it. */
export const storeFileName = 'instance.json';

/** Bytes of changes after which they are folded into the file of everything. */
const largestChanges = 8 * 1024 * 1024;

/** The data folder cannot be used; the message says why and what to do, for people. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** The names of all services' files in a folder. */
export function storeFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^instance(?:\.[\w-]+)?\.json$/.test(name));
  } catch {
    return [];
  }
}

export function storeFileOf(service: string): string {
  return `instance.${service.toLowerCase()}.json`;
}

/** The files of one service, and what they looked like when this process last read or wrote them. */
export class SnapshotFile {
  private readonly file: string;
  private readonly changesFile: string;
  private lastSeen: string;
  /** Bytes of whole changes; what follows is a write that did not come to its end. */
  private changesLength = 0;
  private wrote = false;

  constructor(
    private readonly folder: string,
    name: string = storeFileName,
  ) {
    this.file = join(folder, name);
    this.changesFile = join(folder, name.replace(/\.json$/, '.changes.jsonl'));
    this.lastSeen = this.look();
  }

  /** What was kept, or `undefined` where nothing was kept yet. A damaged file is reported and left as it is. */
  read(): Snapshot | undefined {
    const text = this.text(this.file);
    if (text === undefined) return undefined;
    const snapshot = parseSnapshot(text);
    const changes = snapshot && this.changes();
    if (snapshot === undefined || changes === undefined) {
      throw new DataFolderError(
        `The sample instance's data in ${this.file} is damaged and was left untouched: repair it, or move it away to start anew.`,
      );
    }
    this.lastSeen = this.look();
    return withChanges(snapshot, changes);
  }

  /** Keeps a change, by adding it to the changes or by writing everything anew. */
  keep(changeSet: ChangeSet, snapshot: () => Snapshot): void {
    const line = `${JSON.stringify(changeSet)}\n`;
    const first = !this.wrote && !exists(this.file);
    if (first || this.changesLength + line.length > largestChanges) {
      this.write(snapshot());
      return;
    }
    this.guarded(() => {
      const handle = openSync(this.changesFile, 'a+', 0o600);
      try {
        ftruncateSync(handle, this.changesLength);
        writeFileSync(handle, line);
        this.changesLength += Buffer.byteLength(line);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    });
  }

  /** Folds the changes of this process into the file of everything. */
  close(snapshot: () => Snapshot): void {
    if (this.wrote && this.changesLength > 0 && this.look() === this.lastSeen) this.write(snapshot());
  }

  /** Writes beside the file and renames, so that a crash leaves either the old or the new content. */
  private write(snapshot: Snapshot): void {
    const temporary = `${this.file}.${process.pid}.tmp`;
    this.guarded(() => {
      mkdirSync(this.folder, { recursive: true });
      const handle = openSync(temporary, 'w', 0o600);
      try {
        writeFileSync(handle, `${JSON.stringify(snapshot, undefined, 1)}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(temporary, this.file);
      // Where a crash leaves them, they are older than the file and count no more.
      rmSync(this.changesFile, { force: true });
      this.changesLength = 0;
    });
  }

  private guarded(work: () => void): void {
    if (this.look() !== this.lastSeen) {
      throw new DataFolderError(
        `The sample instance's data in ${this.file} was changed by another program and was left untouched: give each running instance its own folder.`,
      );
    }
    try {
      work();
      this.wrote = true;
      this.lastSeen = this.look();
    } catch (error) {
      this.lastSeen = this.look();
      throw new DataFolderError(
        `The sample instance's data cannot be written to ${this.file} (${codeOf(error)}).`,
      );
    }
  }

  private changes(): readonly ChangeSet[] | undefined {
    const text = this.text(this.changesFile) ?? '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.changesLength = Buffer.byteLength(whole);
    const sets = whole
      .split('\n')
      .filter((line) => line !== '')
      .map(parseChangeSet);
    return sets.every((set) => set !== undefined) ? sets : undefined;
  }

  private text(file: string): string | undefined {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw new DataFolderError(`The sample instance's data in ${file} cannot be read (${codeOf(error)}).`);
    }
  }

  /** The files' identity, which another program's write changes. */
  private look(): string {
    return [this.file, this.changesFile]
      .map((file) => {
        try {
          const { ino, mtimeMs, size } = statSync(file);
          return `${ino} ${mtimeMs} ${size}`;
        } catch {
          return 'none';
        }
      })
      .join(', ');
  }
}

function withChanges(snapshot: Snapshot, sets: readonly ChangeSet[]): Snapshot {
  const newer = sets.filter((set) => set.revision > snapshot.revision);
  const resources = new Map(snapshot.resources.map((resource) => [resource.path.toLowerCase(), resource]));
  const apply = (change: Change): void => {
    if (change.kind === 'put') {
      resources.set(change.resource.path.toLowerCase(), change.resource);
      return;
    }
    const gone = change.path.toLowerCase();
    for (const path of [...resources.keys()])
      if (path === gone || path.startsWith(`${gone}/`)) resources.delete(path);
  };
  for (const { changes } of newer) changes.forEach(apply);
  return {
    ...snapshot,
    revision: newer.at(-1)?.revision ?? snapshot.revision,
    resources: [...resources.values()],
  };
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
