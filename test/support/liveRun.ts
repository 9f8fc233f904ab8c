/** Runs the commands for live instances in this process, in a folder of their own, against a sample instance. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '../../cli/environment';
import { run } from '../../cli/program';
import type { EmulatedService, Emulator } from '../../emulator';
import { testCatalogue } from './catalogue';
import { testTypesData } from './types';

export interface LiveRun {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

export interface LiveFolder {
  readonly path: string;
  write(path: string, text: string): void;
  read(path: string): string;
  edit(path: string, change: (text: string) => string): void;
  remove(): void;
}

export function liveFolder(files: Readonly<Record<string, string>> = {}): LiveFolder {
  const path = mkdtempSync(join(tmpdir(), 'apim-live-'));
  const folder: LiveFolder = {
    path,
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    edit(name, change) {
      const before = folder.read(name);
      const after = change(before);
      if (after === before) throw new Error(`${name} did not change.`);
      folder.write(name, after);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return folder;
}

/** `apim-policy.yaml` with an environment for each of the services; `more` are further members by its name. */
export function environmentsFile(
  { url }: Pick<Emulator, 'url'>,
  services: Readonly<Record<string, Pick<EmulatedService, 'resourceId'>>>,
  more: Readonly<Record<string, string>> = {},
): string {
  const parts = Object.entries(services).map(
    ([name, { resourceId }]) =>
      `  ${name}:\n    resourceId: ${resourceId}\n    endpoint: ${url}\n    folder: artifacts\n${more[name] ?? ''}`,
  );
  return `environments:\n${parts.join('')}`;
}

export async function runLive(
  cwd: string,
  args: readonly string[],
  environment: Partial<Environment> = {},
): Promise<LiveRun> {
  let printed = '';
  let complained = '';
  const code = await run(args, {
    catalogue: testCatalogue().data,
    expressionTypes: testTypesData,
    version: '1.2.3',
    cwd,
    output: { colour: false },
    watched: false,
    ask: undefined,
    variable: () => undefined,
    requests: { retryDelayMs: 1, pollIntervalMs: 1, maxRetries: 1 },
    interrupted: () => new Promise(() => {}),
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
