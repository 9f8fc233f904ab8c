import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CliRun, runCli } from '../support/cliEnvironment';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apim-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function listening(run: CliRun): Promise<{ readonly url: string; readonly resourceId: string }> {
  await vi.waitFor(() => expect(run.printed()).toContain('\n'));
  return JSON.parse(run.printed());
}

describe('apim-policy emulator', () => {
  it('prints one line of JSON when it listens, serves, and ends when interrupted', async () => {
    const run = runCli('emulator', '--port', '0', '--data', folder);
    const where = await listening(run);
    expect(where).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      subscriptionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceGroup: 'sample-shop-rg',
      service: 'sample-shop',
      resourceId: expect.stringContaining('/providers/Microsoft.ApiManagement/service/sample-shop'),
      services: ['sample-shop', 'sample-shop-test', 'sample-shop-prod'].map((name) =>
        expect.stringMatching(`/service/${name}$`),
      ),
    });
    const address = `${where.url}${where.resourceId}?api-version=2024-05-01`;
    expect((await fetch(address, { headers: { authorization: 'Bearer x' } })).status).toBe(200);
    run.interrupt();
    expect(await run.ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
    expect(readdirSync(folder).sort()).toEqual([
      'instance.json',
      'instance.sample-shop-prod.json',
      'instance.sample-shop-test.json',
    ]);
    expect(run.complained()).toBe('');
  });

  it('serves the sample service alone, and with as many APIs as it is asked for', async () => {
    const run = runCli('emulator', '--no-stages', '--seed', 'empty', '--apis', '12', '--data', folder);
    const { url, resourceId } = await listening(run);
    const ask = async (path: string) =>
      (
        await fetch(`${url}${path}?api-version=2024-05-01`, { headers: { authorization: 'Bearer x' } })
      ).json();
    expect(await ask(`${resourceId}/apis`)).toMatchObject({ count: 12 });
    expect(await ask('/subscriptions')).toMatchObject({ count: 1 });
    run.interrupt();
    await run.ended;
    expect(readdirSync(folder)).toEqual(['instance.json']);
  });

  it('says that a port is used', async () => {
    const first = runCli('emulator');
    const { port } = new URL((await listening(first)).url);
    const second = runCli('emulator', '--port', port);
    expect(await second.ended).toBe(2);
    expect(second.complained()).toBe(
      `Port ${port} is already in use: stop what uses it, or choose another one (0 takes any free port).\n`,
    );
    first.interrupt();
    await first.ended;
  });

  it('says that its data is damaged', async () => {
    writeFileSync(join(folder, 'instance.json'), 'oops');
    const run = runCli('emulator', '--data', folder);
    expect(await run.ended).toBe(2);
    expect(run.complained()).toContain('is damaged and was left untouched');
  });

  it.each(['x', '-1', '65536', '1.5'])('takes no port %s', async (port) => {
    const run = runCli('emulator', `--port=${port}`);
    expect(await run.ended).toBe(2);
    expect(run.complained()).toContain('It must be a number from 0 to 65535.');
  });

  it('starts empty when told to', async () => {
    const run = runCli('emulator', '--seed', 'empty');
    const { url, resourceId } = await listening(run);
    const answer = await fetch(`${url}${resourceId}/apis?api-version=2024-05-01`, {
      headers: { authorization: 'Bearer x' },
    });
    expect(await answer.json()).toMatchObject({ count: 0 });
    run.interrupt();
    await run.ended;
  });
});

describe('apim-policy', () => {
  it('explains itself', async () => {
    const help = runCli('--help');
    expect(await help.ended).toBe(0);
    expect(help.printed()).toContain('emulator');
    const command = runCli('emulator', '--help');
    expect(await command.ended).toBe(0);
    expect(command.printed()).toContain('--data <folder>');
    const version = runCli('--version');
    expect([await version.ended, version.printed()]).toEqual([0, '1.2.3\n']);
  });

  it('refuses what it does not know', async () => {
    const run = runCli('emulatr');
    expect(await run.ended).toBe(2);
    expect(run.complained()).toContain('Did you mean emulator?');
  });
});
