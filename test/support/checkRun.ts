/** Runs the command line in this process, in a folder of its own, with what it prints collected. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Environment } from '../../cli/environment';
import { run } from '../../cli/program';
import { testCatalogue } from './catalogue';
import { testTypesData } from './types';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface CheckRun {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

/** A folder with these files, gone when the test ends. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'apim-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** Runs `apim-policy check` with the arguments. */
export function checkIn(
  cwd: string,
  args: readonly string[] = [],
  environment: Partial<Environment> = {},
): Promise<CheckRun> {
  return runIn(cwd, ['check', ...args], environment);
}

/** Runs the command line. */
export async function runIn(
  cwd: string,
  args: readonly string[],
  environment: Partial<Environment> = {},
): Promise<CheckRun> {
  let printed = '';
  let complained = '';
  const code = await run(args, {
    catalogue: testCatalogue().data,
    expressionTypes: testTypesData,
    version: '1.2.3',
    cwd,
    output: { colour: false },
    print: (text) => {
      printed += text;
    },
    complain: (text) => {
      complained += text;
    },
    ...environment,
  });
  return { code, printed, complained };
}

export function check(files: Files, ...args: readonly string[]): Promise<CheckRun> {
  return checkIn(folderWith(files), args);
}

export interface JsonFinding {
  readonly file: string;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly range: Readonly<Record<'start' | 'end', { readonly line: number; readonly character: number }>>;
}

/** The findings, as `--format json` prints them. */
export function findingsOf({ printed }: CheckRun): readonly JsonFinding[] {
  return JSON.parse(printed) as readonly JsonFinding[];
}

/** Each finding as `file:code`. */
export function codesOf(result: CheckRun): readonly string[] {
  return findingsOf(result).map(({ file, code }) => `${file}:${code}`);
}
