/** `apim-policy plan` and `push` against the sample instance, over HTTP. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator';
import { openNodeFiles } from '../../../instance/files/nodeFiles';
import { applyPull, openSyncState, planPull } from '../../../instance/sync';
import { armInstance } from '../../support/armInstance';
import { putDocument, startTestEmulator } from '../../support/emulator';
import { environmentsFile, type LiveFolder, liveFolder, runLive } from '../../support/liveRun';

const catalog = 'artifacts/apis/catalog/policy.xml';
const orders = 'artifacts/apis/orders/policy.xml';
let emulator: Emulator;
let folder: LiveFolder;
beforeEach(async () => {
  emulator = await startTestEmulator();
  const prod = emulator.addService({ service: 'shop-production', seed: 'shop-prod' });
  folder = liveFolder({
    'apim-policy.yaml': environmentsFile(
      emulator,
      { dev: emulator, prod },
      {
        prod: '    protected: true\n    overrides:\n      namedValues:\n        support-email: "{#HOST#}"\n',
      },
    ),
  });
  const instance = armInstance(emulator);
  const files = openNodeFiles(folder.path);
  const place = { layout: 'apiops', root: 'artifacts' } as const;
  const state = openSyncState(files, { ...instance.target, endpoint: emulator.url });
  const pulled = await planPull(instance, 'everything', files, state, place);
  if (!pulled.ok) throw new Error(pulled.failure.message);
  await applyPull(pulled.plan, files);
});
afterEach(async () => {
  await emulator.close();
  folder.remove();
});

const live = (...args: readonly string[]) => runLive(folder.path, args);
const mine = (text: string) => text.replace('<base />', '<base /><!-- mine -->');
const counted = (method: string) =>
  emulator.requests.all().filter((request) => request.method === method).length;

describe('apim-policy plan', () => {
  it('says what a push would do, and writes nothing', async () => {
    folder.edit(catalog, mine);
    folder.write('artifacts/products/new/policy.xml', '<policies><inbound><base /></inbound></policies>');
    const all = await live('plan', '-e', 'dev', '--patch');
    expect(all.printed).toMatch(/^update {4}artifacts\/apis\/catalog\/policy\.xml\n--- a\/artifacts/m);
    expect(all.printed).toMatch(/^-\s+<base \/>\n\+\s+<base \/><!-- mine -->$/m);
    expect(all.printed).toMatch(
      /^blocked {3}artifacts\/products\/new\/policy\.xml: The instance has no product 'new'/m,
    );
    expect(all.printed).toMatch(/^dev \(sample-shop\): 1 to update, 1 blocked, \d+ unchanged\.\n$/m);
    expect(all.complained).toBe('Comparing with dev (sample-shop).\n');
    expect(all.code).toBe(1);
    expect((await live('plan', '-e', 'dev', 'artifacts/apis')).code).toBe(0);
    expect((await live('plan', '-e', 'dev', 'artifacts/apis', '--exit-code')).code).toBe(1);
    expect(counted('PUT')).toBe(0);
  });

  it('prints JSON for programs', async () => {
    folder.edit(catalog, mine);
    const { printed, code } = await live(
      'plan',
      '-e',
      'dev',
      '-f',
      'json',
      'artifacts/apis/catalog',
      '--patch',
    );
    const plan = JSON.parse(printed);
    expect(plan).toMatchObject({
      environment: 'dev',
      instance: emulator.resourceId,
      summary: { update: 1, conflict: 0 },
    });
    expect(plan.items.find(({ path }: { path: string }) => path === catalog)).toMatchObject({
      kind: 'policy',
      resource: "the policy of API 'catalog'",
      action: 'update',
      patch: expect.stringContaining('@@ -1,'),
    });
    expect(code).toBe(0);
  });

  it('takes what changed since a commit, with that for the base', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.email=a@b.example', '-c', 'user.name=a', ...args], {
        cwd: folder.path,
      });
    git('init', '-q');
    git('add', 'apim-policy.yaml', 'artifacts');
    git('commit', '-qm', 'x');
    folder.edit(catalog, mine);
    // As in a fresh checkout, where nothing is remembered.
    execFileSync('rm', ['-rf', join(folder.path, '.apim')]);
    const since = await live('plan', '-e', 'dev', '--since', 'HEAD');
    expect(since.printed).toBe(`update    ${catalog}\ndev (sample-shop): 1 to update.\n`);
    expect(await live('plan', '-e', 'dev', '--since', 'nope')).toMatchObject({
      code: 2,
      printed: '',
      complained: expect.stringContaining('Git knows no commit "nope" here'),
    });
  });

  it('finds the environments from a folder inside the repository', async () => {
    mkdirSync(join(folder.path, '.git'));
    folder.edit(catalog, mine);
    const { printed } = await runLive(join(folder.path, 'artifacts/apis'), ['plan', '-e', 'dev', 'catalog']);
    expect(printed).toMatch(/^update {4}catalog\/policy\.xml$/m);
  });
});

describe('apim-policy push', () => {
  it('sends, and has nothing to do then', async () => {
    folder.edit(catalog, mine);
    const pushed = await live('push', '--environment', 'dev', catalog);
    expect(pushed).toEqual({
      code: 0,
      printed: `updated    ${catalog}\ndev (sample-shop): 1 updated.\n`,
      complained: 'Comparing with dev (sample-shop).\nPushing to dev (sample-shop).\n',
    });
    emulator.requests.clear();
    const again = await live('push', '-e', 'dev', '-f', 'json');
    expect(JSON.parse(again.printed)).toMatchObject({ complete: true, summary: { update: 0, create: 0 } });
    expect([again.code, counted('PUT')]).toEqual([0, 0]);
  });

  it('sends by resource id', async () => {
    folder.edit(catalog, mine);
    const place = ['--resource-id', emulator.resourceId, '--endpoint', emulator.url, '--folder', 'artifacts'];
    expect(await live('push', ...place, catalog)).toMatchObject({
      code: 0,
      printed: `updated    ${catalog}\nsample-shop: 1 updated.\n`,
    });
  });

  it('sends nothing in a dry run', async () => {
    folder.edit(catalog, mine);
    expect(await live('push', '-e', 'dev', '--dry-run', catalog)).toMatchObject({
      code: 0,
      printed: `update    ${catalog}\ndev (sample-shop): 1 to update.\n`,
    });
    expect(counted('PUT')).toBe(0);
  });

  it('overwrites nobody’s work unasked', async () => {
    folder.edit(catalog, mine);
    folder.edit(orders, mine);
    await putDocument(
      emulator,
      '/apis/catalog/policies/policy',
      '<policies><inbound><base /></inbound></policies>',
    );
    emulator.requests.clear();
    const stopped = await live('push', '-e', 'dev', 'artifacts/apis');
    expect(stopped.printed).toMatch(
      /^conflict {3}artifacts\/apis\/catalog\/policy\.xml: Someone has changed/m,
    );
    expect(stopped.printed).toContain('Not complete: nothing was sent.');
    expect([stopped.code, counted('PUT')]).toEqual([1, 0]);
    const rest = await live('push', '-e', 'dev', 'artifacts/apis', '--on-failure', 'continue');
    expect(rest.printed).toMatch(/^updated {4}artifacts\/apis\/orders\/policy\.xml$/m);
    expect([rest.code, counted('PUT')]).toEqual([1, 1]);
    const decided = await live('push', '-e', 'dev', 'artifacts/apis', '--overwrite');
    expect(decided.printed).toMatch(/^updated {4}artifacts\/apis\/catalog\/policy\.xml$/m);
    expect(decided.code).toBe(0);
  });

  it('says at which places the instance refuses what it was sent', async () => {
    folder.edit(orders, (text) => text.replace('<base />', '<base />\n    <no-such-policy />'));
    folder.edit('artifacts/policy fragments/culture/policy.xml', (text) =>
      text.replace('<fragment>', '<fragment>\n  <oops />'),
    );
    const { printed, code } = await live('push', '-e', 'dev', '--on-failure', 'continue');
    expect(printed).toMatch(/^artifacts\/apis\/orders\/policy\.xml:4:6 error .*'no-such-policy'/m);
    expect(printed).toMatch(/^artifacts\/policy fragments\/culture\/policy\.xml:2:4 error .*'oops'/m);
    expect(code).toBe(1);
    const json = JSON.parse((await live('push', '-e', 'dev', orders, '-f', 'json')).printed);
    expect(json.items[0]).toMatchObject({
      outcome: 'invalid',
      faults: [expect.objectContaining({ path: orders, line: 4, column: 6 })],
    });
  });

  it('deletes only when asked', async () => {
    execFileSync('rm', [join(folder.path, catalog)]);
    expect((await live('push', '-e', 'dev')).printed).not.toContain(catalog);
    expect(await live('push', '-e', 'dev', '--delete', catalog)).toMatchObject({
      code: 0,
      printed: `deleted    ${catalog}\ndev (sample-shop): 1 deleted.\n`,
    });
    expect(emulator.store.get('apis/catalog/policies/policy')).toBeUndefined();
  });

  it('writes to a protected environment only when its name is given', async () => {
    const path = 'artifacts/products/starter/policy.xml';
    folder.edit(path, mine);
    const args = ['push', '-e', 'prod', path, '--overwrite'];
    emulator.requests.clear();
    expect(await live(...args)).toMatchObject({
      code: 2,
      complained: expect.stringContaining('"prod" is protected; give --confirm prod'),
    });
    expect(await live(...args, '--confirm', 'dev')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('--confirm says "dev"'),
    });
    // By its id it is the same service.
    const prod = emulator.services[1]?.resourceId ?? '';
    const byId = ['push', '--resource-id', prod, '--endpoint', emulator.url, '--folder', 'artifacts', path];
    expect((await live(...byId)).code).toBe(2);
    expect(emulator.requests.all()).toEqual([]);
    const typed = (answer: string | undefined) => runLive(folder.path, args, { ask: async () => answer });
    expect(await typed('prd')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('nothing was sent'),
    });
    expect((await typed(undefined)).code).toBe(2);
    expect(counted('PUT')).toBe(0);
    expect(await typed('prod')).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^conflict .*\n[\s\S]*^updated {4}/m),
    });
    folder.edit(path, mine);
    expect((await live(...args, '--confirm', 'prod')).code).toBe(0);
  });

  it('puts in what a variable holds, and shows it nowhere', async () => {
    const path = 'artifacts/named values/support-email/namedValueInformation.json';
    const args = ['push', '-e', 'prod', path, '--overwrite', '--confirm', 'prod', '--patch'];
    const without = await live(...args);
    expect([without.code, without.printed]).toEqual([
      1,
      expect.stringContaining('{#HOST#} has no value here'),
    ]);
    const variable = (name: string) => (name === 'HOST' ? 'canary.example' : undefined);
    const given = await runLive(folder.path, args, { variable });
    expect([given.code, given.printed]).toEqual([0, expect.stringContaining('+    "value": "{#HOST#}"')]);
    expect(`${given.printed}${given.complained}`).not.toContain('canary');
    expect(emulator.services[1]?.store.get('namedValues/support-email')?.properties.value).toBe(
      'canary.example',
    );
  });

  it('ends when it is interrupted, and carries on the next time', async () => {
    const policies = readdirSync(join(folder.path, 'artifacts'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('policy.xml') && folder.read(`artifacts/${path}`).includes('<base />'))
      .slice(0, 12);
    expect(policies).toHaveLength(12);
    for (const path of policies) folder.edit(`artifacts/${path}`, mine);
    emulator.faults.add({ method: 'PUT', path: '*', times: 0, effect: { kind: 'latency', ms: 50 } });
    let interrupt = () => {};
    const interrupted = new Promise<void>((resolve) => {
      interrupt = resolve;
    });
    const print = (text: string) => {
      if (text.startsWith('updated')) interrupt();
    };
    const cut = await runLive(folder.path, ['push', '-e', 'dev'], { interrupted: () => interrupted, print });
    expect([cut.code, cut.complained]).toEqual([130, expect.stringContaining('Ending')]);
    emulator.faults.clear();
    expect((await live('push', '-e', 'dev')).code).toBe(0);
    expect(JSON.parse((await live('plan', '-e', 'dev', '-f', 'json')).printed).summary).toMatchObject({
      update: 0,
      conflict: 0,
    });
  });
});
