/** The bundled commands for live instances as processes of their own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../../emulator';
import { startTestEmulator } from '../../support/emulator';
import { environmentsFile, type LiveFolder, type LiveRun, liveFolder } from '../../support/liveRun';

const cli = resolve(import.meta.dirname, '../../../dist/cli.js');
let emulator: Emulator;
let folder: LiveFolder;
beforeAll(async () => {
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run "npm run build" first.');
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  folder = liveFolder({ 'apim-policy.yaml': environmentsFile(emulator, { dev: emulator }) });
  onTestFinished(folder.remove);
});

/** `until`: the process is interrupted when its error output begins with that. */
function runProcess(args: readonly string[], until?: string): Promise<LiveRun> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, complained] = ['', ''];
  let isInterrupted = false;
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk;
    if (until === undefined || isInterrupted || !complained.startsWith(until)) return;
    // A second one would end it at once.
    isInterrupted = child.kill('SIGINT');
  });
  return new Promise((settle) => {
    child.on('close', (code) => settle({ code: code ?? -1, printed, complained }));
  });
}

describe('dist/cli.js', () => {
  it('pulls, compares and has nothing to push', async () => {
    expect(await runProcess(['pull', '-e', 'dev'])).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^dev \(sample-shop\): \d+ written\.\n$/m),
      complained: 'Reading dev (sample-shop).\nWriting files.\n',
    });
    expect((await runProcess(['diff', '-e', 'dev', '--effective'])).code).toBe(0);
    expect(JSON.parse((await runProcess(['plan', '-e', 'dev', '-f', 'json'])).printed)).toMatchObject({
      environment: 'dev',
      summary: { create: 0, update: 0, conflict: 0 },
    });
  });

  it('says in one message what can’t be', async () => {
    expect(await runProcess(['plan', '-e', 'prod'])).toEqual({
      code: 2,
      printed: '',
      complained: 'There is no environment "prod" in apim-policy.yaml; it has dev.\n',
    });
  });

  it('ends with 130 when it is interrupted', async () => {
    emulator.faults.add({ path: '*', times: 0, effect: { kind: 'latency', ms: 100 } });
    onTestFinished(() => emulator.faults.clear());
    expect(await runProcess(['pull', '-e', 'dev'], 'Reading')).toMatchObject({
      code: 130,
      printed: '',
      complained: expect.stringContaining('Ending: what is being written is finished first.'),
    });
  });
});
