/** Finds the files that a command line's paths, folders and patterns mean. */
import { readdir, stat } from 'node:fs/promises';
import { join, normalize, relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import type { Notice } from './types';

export interface Candidate {
  /** What it is called in reports: as the command line has it, with forward slashes. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Whether the command line names the file itself, rather than a folder or pattern. */
  readonly named: boolean;
}

export interface FoundFiles {
  readonly files: readonly Candidate[];
  readonly notices: readonly Notice[];
}

/**
 * The files in the order of the arguments, those of a folder in the order of their names, none twice. In folders,
 * hidden files and folders, `node_modules` and symbolic links are passed over. What exists under an
 * argument's very name is never taken for a pattern.
 */
export async function findFiles(args: readonly string[], cwd: string): Promise<FoundFiles> {
  const files = new Map<string, Candidate>();
  const notices: Notice[] = [];
  const add = (candidate: Candidate): void => {
    const known = files.get(candidate.path);
    if (known === undefined || (candidate.named && !known.named)) files.set(candidate.path, candidate);
  };
  const failed = (name: string, error: unknown): void => {
    notices.push({ name: slashes(normalize(name)), message: reason(error), kind: 'failed' });
  };
  for (const argument of args) {
    const path = resolve(cwd, argument);
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    const pattern = picomatch.scan(slashes(argument));
    if (!(found instanceof Error)) {
      if (!found.isDirectory()) add({ name: slashes(normalize(argument)), path, named: true });
      else for await (const file of filesIn(path, argument, failed)) add(file);
    } else if (found.code !== 'ENOENT' || !pattern.isGlob) failed(argument, found);
    else {
      let matched = false;
      for await (const file of matching(pattern, cwd, failed)) {
        matched = true;
        add(file);
      }
      if (!matched) notices.push({ name: argument, message: 'matches no file.', kind: 'failed' });
    }
  }
  return { files: [...files.values()], notices };
}

/** Why a file or folder can't be read, as the end of a sentence. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist.';
  if (code === 'EACCES' || code === 'EPERM') return "can't be read: permission denied.";
  return `can't be read${code === '' ? '' : ` (${code})`}.`;
}

type Failed = (name: string, error: unknown) => void;

/** All files below a folder but those that are passed over; `withHidden` takes hidden ones too. */
async function* filesIn(
  folder: string,
  folderName: string,
  failed: Failed,
  withHidden = false,
): AsyncGenerator<Candidate> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    failed(folderName, error);
    return [];
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === 'node_modules' || entry.name === '.git') continue;
    if (entry.name.startsWith('.') && !withHidden) continue;
    const path = join(folder, entry.name);
    const name = join(folderName, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, name, failed, withHidden);
    else if (entry.isFile()) yield { name: slashes(name), path, named: false };
  }
}

/** The files that a pattern matches, and all below the folders that it matches, as a shell would expand it. */
async function* matching(
  { base, glob }: ReturnType<typeof picomatch.scan>,
  cwd: string,
  failed: Failed,
): AsyncGenerator<Candidate> {
  const folder = resolve(cwd, base);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return;
  const matches = picomatch([glob, `${glob}/**`]);
  const withHidden = /(?:^|\/)\./.test(glob);
  for await (const file of filesIn(folder, base, failed, withHidden))
    if (matches(slashes(relative(folder, file.path)))) yield file;
}

/** On Windows people write both slashes; reports and patterns have forward ones. */
function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
