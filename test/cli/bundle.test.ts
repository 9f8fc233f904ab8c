/** The command line as a program of its own: bundled, started, ended by signals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/catalogue';

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'apim-bundle-'));
  program = join(folder, 'dist/cli.js');
  const script = pathToFileURL(join(repositoryRoot, 'scripts/build.mjs')).href;
  const { dataPlugin }: { dataPlugin(): Plugin } = await import(script);
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: ['cli/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['@azure/*'],
    plugins: [dataPlugin()],
  });
  copyFileSync(join(repositoryRoot, 'package.json'), join(folder, 'package.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function start(...args: readonly string[]): {
  readonly child: ChildProcess;
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const firstLine = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')));
    });
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, output }));
  });
  return { child, firstLine, ended };
}

describe('the bundled program', () => {
  it('knows its version', async () => {
    const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    expect(await start('--version').ended).toEqual({ code: 0, output: `${version}\n` });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves the policies’ facts, and ends cleanly on %s',
    async (signal) => {
      const { child, firstLine, ended } = start('emulator', '--port', '0');
      const { url, resourceId } = JSON.parse(await firstLine);
      const address = `${url}${resourceId}/policyDescriptions?api-version=2024-05-01`;
      const answer = await fetch(address, { headers: { authorization: 'Bearer x' } });
      expect(((await answer.json()) as { count: number }).count).toBeGreaterThan(50);
      child.kill(signal);
      expect((await ended).code).toBe(0);
    },
  );
});
