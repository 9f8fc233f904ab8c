/** Finds the files that a command line's paths, folders and patterns mean. */
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
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
  for (const argument of args) {
    const path = resolve(cwd, argument);
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    const name = slashes(normalize(argument));
    if (!(found instanceof Error)) {
      if (found.isDirectory()) await walk(path, argument, add, notices);
      else add({ name, path, named: true });
    } else if (found.code === 'ENOENT' && isDynamicPattern(patternOf(argument))) {
      const matches = await matching(argument, cwd);
      for (const match of matches) add(match);
      if (matches.length === 0) notices.push({ name: argument, message: 'matches no file.', kind: 'failed' });
    } else notices.push({ name, message: reason(found), kind: 'failed' });
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

async function walk(
  folder: string,
  folderName: string,
  add: (candidate: Candidate) => void,
  notices: Notice[],
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    notices.push({ name: slashes(normalize(folderName)), message: reason(error), kind: 'failed' });
    return [];
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    const name = join(folderName, entry.name);
    if (entry.isDirectory()) await walk(path, name, add, notices);
    else if (entry.isFile()) add({ name: slashes(name), path, named: false });
  }
}

async function matching(pattern: string, cwd: string): Promise<readonly Candidate[]> {
  const paths = await glob(patternOf(pattern), {
    cwd,
    absolute: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  return paths.sort().map((match) => {
    const path = resolve(match);
    const name = isAbsolute(pattern) ? path : relative(cwd, path);
    return { name: slashes(name), path, named: false };
  });
}

/** Patterns are written with forward slashes; on Windows people write the other ones too. */
function patternOf(argument: string): string {
  return process.platform === 'win32' ? argument.replaceAll('\\', '/') : argument;
}

function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
