/** Secrets that would be recognised anywhere: no command prints or writes one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { send, startTestEmulator } from '../../support/emulator';
import { environmentsFile, liveFolder, runLive } from '../../support/liveRun';

it('keeps secrets to itself in every command and format', async () => {
  const emulator = await startTestEmulator();
  onTestFinished(() => emulator.close());
  const prod = emulator.addService({ service: 'shop-production', seed: 'shop-prod' });
  const overrides = `    overrides:
      namedValues:
        canary: { secret: true, value: "{#CANARY#}" }
        support-email: "{#CANARY#}"
`;
  const folder = liveFolder({
    'apim-policy.yaml': environmentsFile(emulator, { dev: emulator, prod }, { prod: overrides }),
  });
  onTestFinished(folder.remove);
  const put = (path: string, properties: object) => send(emulator, 'PUT', path, { body: { properties } });
  await put('/namedValues/canary', { displayName: 'canary', secret: true, value: 'canary-secret' });
  await put('/backends/canary', {
    url: 'https://shop.example',
    protocol: 'http',
    credentials: { header: { 'x-key': ['canary-backend'] } },
  });
  const told: string[] = [];
  for (const format of ['text', 'json'])
    for (const args of [
      ['pull', '-e', 'dev'],
      ['plan', '-e', 'dev', '--patch'],
      ['diff', '-e', 'prod', '--patch', '--text'],
      ['diff', '--from', 'dev', '--to', 'prod', '--patch', '--text'],
      ['plan', '-e', 'prod', '--patch'],
      ['promote', '--from', 'dev', '--to', 'prod', '--patch', '--dry-run'],
      ['promote', '--from', 'dev', '--to', 'prod', '--patch', '--overwrite', '--on-failure', 'continue'],
      ['push', '-e', 'prod', '--patch', '--overwrite', '--on-failure', 'continue'],
      ['pull', '-e', 'prod'],
    ]) {
      const run = await runLive(folder.path, [...args, '-f', format], { variable: () => 'canary-token' });
      expect([args, run.code === 0 || run.code === 1]).toEqual([args, true]);
      told.push(run.printed, run.complained);
    }
  expect(prod.store.get('namedValues/canary')?.properties.value).toBe('canary-token');
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  for (const text of [...told, ...files]) expect(text).not.toMatch(/canary-(?:secret|backend|token)/);
});
