/** A workspace folder on disk. Files are replaced whole, and nothing outside the folder is touched. */
import { randomBytes } from 'node:crypto';
import type { Dirent } from 'node:fs';
import {
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { WorkspaceFiles } from '../sync/types';

/** Where files are written before they are put into place: what a killed program leaves there is in nobody's way. */
const recordsFolder = '.apim/';
const scratchFolder = `${recordsFolder}tmp`;
/** Older files in there belong to programs that are gone. */
const restAfterMs = 60 * 60 * 1000;
const skippedFolders = new Set(['.git', '.apim', 'node_modules']);

/**
 * The files below a folder. Throws an `Error` with a message for people where a path leads out of the folder, by
 * its segments or through a symbolic link, and where a file is not UTF-8 text.
 */
export function openNodeFiles(folder: string): WorkspaceFiles {
  return {
    async read(path) {
      const file = await inside(folder, path);
      let bytes: Uint8Array;
      try {
        bytes = await readFile(file);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw readable(error, path, 'read');
      }
      return decode(bytes, path);
    },
    async write(path, text) {
      const file = await inside(folder, path);
      try {
        await mkdir(dirname(file), { recursive: true });
        // A link may have been put there in the meantime.
        await inside(folder, path);
        // Records can be made anew, so they need not outlast the machine's own end.
        await replace(folder, file, text, !path.startsWith(recordsFolder));
      } catch (error) {
        throw readable(error, path, 'written');
      }
    },
    async list(under = '') {
      const found: string[] = [];
      const pending = [under];
      for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        if (at !== '') await inside(folder, at);
        for (const entry of await entriesOf(join(folder, at), at !== '')) {
          const path = at === '' ? entry.name : `${at}/${entry.name}`;
          if (entry.isDirectory() && !skippedFolders.has(entry.name)) pending.push(path);
          else if (entry.isFile()) found.push(path);
        }
      }
      return found.sort();
    },
    async remove(path) {
      const file = await inside(folder, path);
      try {
        await rm(file, { force: true });
      } catch (error) {
        throw readable(error, path, 'removed');
      }
    },
  };
}

/** What is in a folder; nothing where it is gone and may be. */
async function entriesOf(folder: string, mayBeMissing: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (mayBeMissing && isMissing(error)) return [];
    throw error;
  }
}

/** The file behind a path, links followed; throws where that is not inside the folder. */
async function inside(folder: string, path: string): Promise<string> {
  const segments = path.split('/');
  const foreign = segments.some(
    (segment) =>
      segment === '' ||
      segment === '.' ||
      segment === '..' ||
      segment.includes('\0') ||
      segment.includes(sep),
  );
  if (foreign || isAbsolute(path)) throw outside(path);
  const root = await realpath(folder);
  const file = await follow(join(root, ...segments));
  const from = relative(root, file);
  if (from === '' || from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) throw outside(path);
  return file;
}

/** The real path of what exists, with the rest, which does not exist yet, behind it. */
async function follow(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const link = await lstat(file).catch(() => undefined);
  if (link?.isSymbolicLink())
    throw new Error(`"${file}" is a symbolic link that leads nowhere; remove it first.`);
  const parent = dirname(file);
  return parent === file
    ? file
    : join(await follow(parent), file.slice(parent.length + (parent.endsWith(sep) ? 0 : 1)));
}

/** Puts the text into place in one step, by renaming a file that is whole. */
async function replace(folder: string, file: string, text: string, lasting: boolean): Promise<void> {
  const scratch = await scratchIn(folder);
  if (scratch !== undefined && (await replaceFrom(scratch, file, text, lasting))) return;
  await replaceFrom(dirname(file), file, text, lasting);
}

/** Made anew where it is missing, with Git told to look away. Rests of programs that were killed are removed. */
async function scratchIn(folder: string): Promise<string | undefined> {
  try {
    const made = await inside(folder, scratchFolder);
    if ((await mkdir(made, { recursive: true })) !== undefined) {
      await writeFile(join(dirname(made), '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
    }
    for (const name of await readdir(made)) {
      const rest = join(made, name);
      const modified = (await stat(rest).catch(() => undefined))?.mtimeMs;
      if (modified !== undefined && Date.now() - modified > restAfterMs) await rm(rest, { force: true });
    }
    return made;
  } catch {
    return undefined;
  }
}

/** `false` where the folders are on different devices, between which nothing can be renamed. */
async function replaceFrom(scratch: string, file: string, text: string, lasting: boolean): Promise<boolean> {
  const mode = (await stat(file).catch(() => undefined))?.mode;
  const temporary = join(scratch, `.${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    try {
      await handle.writeFile(text, 'utf8');
      if (lasting) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return true;
  } catch (error) {
    await rm(temporary, { force: true });
    if (codeOf(error) === 'EXDEV') return false;
    throw error;
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(`"${path}" is not UTF-8 text; save it as UTF-8 first.`);
  }
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function readable(error: unknown, path: string, done: string): Error {
  const code = codeOf(error);
  return typeof code === 'string'
    ? new Error(`"${path}" could not be ${done} (${code}); check the file and its folder.`, { cause: error })
    : error instanceof Error
      ? error
      : new Error(String(error));
}

function outside(path: string): Error {
  return new Error(
    `"${path}" leads out of the workspace folder, so it was left alone; check for symbolic links.`,
  );
}
