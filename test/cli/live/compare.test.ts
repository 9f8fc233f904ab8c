/** `apim-policy diff` and `promote` against the sample instance's stages, over HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmulatedService, Emulator } from '../../../emulator';
import { putDocument, send, startTestEmulator } from '../../support/emulator';
import { environmentsFile, type LiveFolder, liveFolder, runLive } from '../../support/liveRun';

const catalog = 'artifacts/apis/catalog/policy.xml';
let emulator: Emulator;
let prod: EmulatedService;
let folder: LiveFolder;
beforeEach(async () => {
  emulator = await startTestEmulator();
  prod = emulator.addService({ service: 'shop-production', seed: 'shop-prod' });
  folder = liveFolder({
    'apim-policy.yaml': environmentsFile(
      emulator,
      { dev: emulator, prod },
      { prod: '    protected: true\n    configuration: configuration.prod.yaml\n' },
    ),
    'configuration.prod.yaml':
      'namedValues:\n  - name: support-email\n    properties:\n      value: "{#MAIL#}"\n',
  });
});
afterEach(async () => {
  await emulator.close();
  folder.remove();
});

const variable = (name: string) => (name === 'MAIL' ? 'canary@shop.example' : undefined);
const live = (...args: readonly string[]) => runLive(folder.path, args, { variable });
const edited = (text: string) => text.replace('<base />', '<base /><!-- mine -->');

describe('apim-policy diff', () => {
  it('finds no difference in form, unless the text counts', async () => {
    await live('pull', '-e', 'dev');
    folder.edit(catalog, (text) => text.replaceAll('\n', '\n\n'));
    expect(await live('diff', '-e', 'dev')).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^The files and dev \(sample-shop\): \d+ the same\.\n$/),
    });
    expect(await live('diff', '-e', 'dev', '--text')).toMatchObject({
      code: 1,
      printed: expect.stringMatching(/^different in form only {2}artifacts\/apis\/catalog\/policy\.xml$/m),
    });
  });

  it('shows what differs, and what only one side has', async () => {
    await live('pull', '-e', 'dev');
    folder.edit(catalog, edited);
    folder.write('artifacts/apis/orders/operations/new/policy.xml', '<policies />');
    await putDocument(emulator, '/products/starter/policies/policy', '<policies><inbound /></policies>');
    await send(emulator, 'DELETE', '/apis/orders/policies/policy', { headers: { 'if-match': '*' } });
    const { printed, code } = await live('diff', '-e', 'dev', '--patch');
    expect(code).toBe(1);
    expect(printed).toMatch(/^different {2}artifacts\/apis\/catalog\/policy\.xml\n--- dev\/artifacts/m);
    expect(printed).toMatch(/^\+\s+<base \/><!-- mine -->$/m);
    expect(printed).toMatch(/^only in the files {2}artifacts\/apis\/orders\/policy\.xml\n--- \/dev\/null$/m);
    expect(printed).toMatch(/: 2 different, 2 only in the files, \d+ the same\.\n$/);
    const { printed: part } = await live('diff', '-e', 'dev', 'artifacts/products', '-f', 'json');
    expect(JSON.parse(part)).toMatchObject({
      environment: 'dev',
      items: [{ path: 'artifacts/products/starter/policy.xml', difference: 'different' }],
      unread: [],
    });
  });

  it('compares what runs at the scopes', async () => {
    await live('pull', '-e', 'dev');
    folder.edit('artifacts/policy fragments/culture/policy.xml', (text) =>
      text.replace('<fragment>', '<fragment><set-method>GET</set-method>'),
    );
    const { printed, code } = await live('diff', '-e', 'dev', '--effective', '--patch', 'artifacts/apis');
    expect(code).toBe(1);
    expect(printed).toMatch(/^different {2}artifacts\/apis\/catalog\/policy\.xml$/m);
    expect(printed).toMatch(/^\+ +<set-method>GET<\/set-method>$/m);
    expect(printed).not.toMatch(/^different {2}artifacts\/apis\/orders\/policy\.xml$/m);
    expect((await live('diff', '--from', 'dev', '--to', 'dev', '--effective')).code).toBe(0);
  });

  it('compares two instances, the first one as it would be promoted', async () => {
    const { printed, code } = await live('diff', '--from', 'dev', '--to', 'prod', '--patch');
    expect(code).toBe(1);
    expect(printed).toMatch(/^dev \(sample-shop\) and prod \(shop-production\): \d+ different/m);
    expect(printed).toMatch(/^different {2}named values\/support-email\/namedValueInformation\.json$/m);
    expect(printed).toMatch(/^\+ {4}"value": "\{#MAIL#\}"$/m);
    expect(printed).not.toContain('canary');
    const same = await live('diff', '--from', 'dev', '--to', emulator.resourceId, '--endpoint', emulator.url);
    expect(same.code).toBe(0);
  });

  it.each([
    [['diff', '--from', 'dev'], 'with both --from and --to'],
    [['diff', '--from', 'dev', '--to', 'prd'], 'Did you mean prod?'],
    [['diff', '--from', 'dev', '-e', 'prod'], 'cannot be used with option'],
    [['diff', '-e', 'dev'], 'There is no folder "artifacts" with artifacts'],
    [['promote', '--from', 'dev'], "required option '--to <name>' not specified"],
    [['promote', '--from', 'dev', '--to', 'dev'], '--from and --to are the same instance.'],
    [['promote', '--from', 'dev', '--to', 'prod'], '"prod" is protected; give --confirm prod'],
    [['pull', '-e', 'dev', '..'], 'The path .. is outside of '],
  ])('%j can’t be', async (args, message) => {
    expect(await live(...args)).toMatchObject({
      code: 2,
      printed: '',
      complained: expect.stringContaining(message),
    });
  });
});

describe('apim-policy promote', () => {
  const promote = (...args: readonly string[]) => live('promote', '--from', 'dev', '--to', 'prod', ...args);
  const policy = async ({ resourceId }: EmulatedService) =>
    (
      await send({ ...emulator, resourceId }, 'GET', '/products/starter/policies/policy', {
        query: { format: 'rawxml' },
      })
    ).json.properties.value;

  it('brings a part to another instance, with what is different there', async () => {
    const dry = await promote('--dry-run', 'products');
    expect(dry).toMatchObject({
      code: 1,
      printed: expect.stringMatching(/^conflict {2}products\/starter\/policy\.xml: never pulled/m),
      complained: expect.stringContaining('--overwrite replaces what is there'),
    });
    expect(await policy(prod)).not.toBe(await policy(emulator));
    const done = await promote('products', '--overwrite', '--confirm', 'prod');
    expect(done).toMatchObject({
      code: 0,
      printed: 'updated    products/starter/policy.xml\nprod (shop-production): 1 updated, 1 unchanged.\n',
    });
    expect(await policy(prod)).toBe(await policy(emulator));
    const values = await promote('named values/support-email', '--overwrite', '--confirm', 'prod');
    expect(values.code).toBe(0);
    expect(prod.store.get('namedValues/support-email')?.properties.value).toBe('canary@shop.example');
    expect(`${values.printed}${values.complained}`).not.toContain('canary');
  });

  it('remembers what was promoted: the next time nothing is in conflict', async () => {
    await promote('products', '--overwrite', '--confirm', 'prod');
    const text = await policy(emulator);
    await putDocument(emulator, '/products/starter/policies/policy', edited(text));
    expect((await promote('products', '--dry-run')).printed).toMatch(/^update {4}products\/starter/);
    await putDocument(
      { ...emulator, resourceId: prod.resourceId },
      '/products/starter/policies/policy',
      text.replace('<base />', '<!-- theirs -->'),
    );
    const met = await promote('products', '--confirm', 'prod', '-f', 'json');
    expect([met.code, JSON.parse(met.printed).items]).toMatchObject([
      1,
      expect.arrayContaining([
        expect.objectContaining({ action: 'conflict', reason: 'changed-on-instance', outcome: 'conflict' }),
      ]),
    ]);
  });

  it('says where a refusal lies, and what could not be read', async () => {
    emulator.store.put('products/starter/policies/policy', {
      ...emulator.store.get('products/starter/policies/policy')?.properties,
      value: '<policies>\n  <inbound>\n    <oops />\n  </inbound>\n</policies>',
    });
    emulator.faults.add({
      method: 'GET',
      path: `${emulator.resourceId}/products/internal/policies/policy`,
      times: 0,
      effect: { kind: 'status', status: 403 },
    });
    const { printed, complained, code } = await promote('products', '--overwrite', '--confirm', 'prod');
    expect(printed).toMatch(/^products\/starter\/policy\.xml:3:6 error .*'oops'/m);
    expect(code).toBe(1);
    expect(complained).toContain(
      'products/internal/policy.xml could not be read from dev (sample-shop), and stays',
    );
  });
});
