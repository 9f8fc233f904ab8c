/** `apim-policy pull` against the sample instance, over HTTP. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator';
import { putDocument, send, startTestEmulator } from '../../support/emulator';
import { environmentsFile, type LiveFolder, liveFolder, runLive } from '../../support/liveRun';

const catalog = 'artifacts/apis/catalog/policy.xml';
const orders = 'artifacts/apis/orders/policy.xml';
let emulator: Emulator;
let folder: LiveFolder;
beforeEach(async () => {
  emulator = await startTestEmulator();
  folder = liveFolder({ 'apim-policy.yaml': environmentsFile(emulator, { dev: emulator }) });
});
afterEach(async () => {
  await emulator.close();
  folder.remove();
});

const live = (...args: readonly string[]) => runLive(folder.path, args);
const filesBelow = (path: string) =>
  readdirSync(join(folder.path, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

it('writes everything, and has nothing to write then', async () => {
  const dry = await live('pull', '-e', 'dev', '--dry-run');
  expect(dry).toMatchObject({ code: 0, printed: expect.stringMatching(/^new {7}artifacts\/policy\.xml$/m) });
  expect(existsSync(join(folder.path, 'artifacts'))).toBe(false);
  const first = await live('pull', '-e', 'dev');
  expect([first.code, first.printed]).toEqual([
    0,
    expect.stringMatching(/^dev \(sample-shop\): \d+ written\.\n$/m),
  ]);
  expect(folder.read(catalog)).toContain('<policies>');
  const again = await live('pull', '-e', 'dev');
  expect([again.code, again.printed]).toEqual([
    0,
    expect.stringMatching(/^dev \(sample-shop\): \d+ unchanged\.\n$/),
  ]);
  expect((await live('plan', '-e', 'dev', '--exit-code')).code).toBe(0);
});

it.each([
  [
    'artifacts/apis/orders',
    [orders, 'artifacts/apis/orders/operations/create-order/policy.xml'],
    /\/apis\/catalog/,
  ],
  [orders, [orders], /\/operations/],
  [
    'artifacts/policy fragments/culture',
    [
      'artifacts/policy fragments/culture/policy.xml',
      'artifacts/policy fragments/culture/policyFragmentInformation.json',
    ],
    /\/apis/,
  ],
  [
    'artifacts/named values/tenant-id',
    ['artifacts/named values/tenant-id/namedValueInformation.json'],
    /policies/,
  ],
])('reads and writes of %j no more than that', async (path, expected, unread) => {
  const { code, printed } = await live('pull', '-e', 'dev', path, '-f', 'json');
  expect(code).toBe(0);
  const written = JSON.parse(printed).items.map((item: { path: string }) => item.path);
  expect(written).toEqual(expect.arrayContaining(expected));
  expect(written.every((each: string) => each === path || each.startsWith(`${path}/`))).toBe(true);
  const asked = emulator.requests.all().map((request) => request.path.split('/service/sample-shop')[1]);
  expect(asked.filter((each) => each !== '/allPolicies' && unread.test(each ?? ''))).toEqual([]);
});

it('writes the other layout when told to', async () => {
  await live('pull', '-e', 'dev', '--folder', 'cli', '--layout', 'apiops-cli');
  expect(folder.read('cli/policyFragments/culture/policyFragmentInformation.json')).toContain('"rawxml"');
});

it('leaves edited files alone, and merges when asked', async () => {
  await live('pull', '-e', 'dev');
  folder.edit(catalog, (text) => text.replace('</policies>', '<!-- mine -->\n</policies>'));
  const edited = await live('pull', '-e', 'dev');
  expect([edited.code, edited.printed]).toEqual([
    0,
    expect.stringContaining(`edited    ${catalog}: edited here, left alone\n`),
  ]);
  const theirs = folder
    .read(catalog)
    .replace('<base />', '<base /><!-- theirs -->')
    .replace('<!-- mine -->\n', '');
  await putDocument(emulator, '/apis/catalog/policies/policy', theirs);
  const before = folder.read(catalog);
  const kept = await live('pull', '-e', 'dev');
  expect([kept.code, kept.printed]).toEqual([1, expect.stringContaining(`conflict  ${catalog}: `)]);
  expect(folder.read(catalog)).toBe(before);
  expect((await live('pull', '-e', 'dev', '--merge', '--dry-run')).printed).toContain(
    `merge     ${catalog}\n`,
  );
  const merged = await live('pull', '-e', 'dev', '--merge');
  expect([merged.code, merged.printed]).toEqual([0, expect.stringContaining(`merged    ${catalog}\n`)]);
  expect(folder.read(catalog)).toMatch(/<base \/><!-- theirs -->[\s\S]*<!-- mine -->/);
  expect((await live('push', '-e', 'dev', catalog)).code).toBe(0);
});

it('says what the instance no longer has, and keeps the file', async () => {
  await live('pull', '-e', 'dev');
  await send(emulator, 'DELETE', '/apis/catalog/policies/policy', { headers: { 'if-match': '*' } });
  const { code, printed } = await live('pull', '-e', 'dev');
  expect([code, printed]).toEqual([
    0,
    expect.stringContaining(`gone      ${catalog}: no longer on the instance`),
  ]);
  expect(existsSync(join(folder.path, catalog))).toBe(true);
});

it('goes on where one policy can’t be read', async () => {
  emulator.faults.add({
    method: 'GET',
    path: '*/apis/catalog/policies/policy',
    times: 0,
    effect: { kind: 'status', status: 403 },
  });
  const { code, printed } = await live('pull', '-e', 'dev');
  expect([code, printed]).toEqual([
    1,
    expect.stringMatching(/^failed {4}artifacts\/apis\/catalog\/policy\.xml: Your account may not/m),
  ]);
  expect(existsSync(join(folder.path, orders))).toBe(true);
});

it.each(['while reading', 'while writing'])(
  'ends when it is interrupted %s, with whole files only',
  async (when) => {
    emulator.faults.add({ method: 'GET', path: '*', times: 0, effect: { kind: 'latency', ms: 20 } });
    let interrupt = () => {};
    const interrupted = new Promise<void>((resolve) => {
      interrupt = resolve;
    });
    const complain = (text: string) => {
      if (text.startsWith(when === 'while reading' ? 'Reading' : 'Writing')) interrupt();
    };
    const { code } = await runLive(folder.path, ['pull', '-e', 'dev'], {
      interrupted: () => interrupted,
      complain,
    });
    expect(code).toBe(130);
    const files = existsSync(join(folder.path, 'artifacts')) ? filesBelow('artifacts') : [];
    expect(when === 'while reading' ? files : []).toEqual([]);
    for (const file of files) expect(readFileSync(file, 'utf8').trimEnd()).toMatch(/[>}]$/);
    emulator.faults.clear();
    expect((await live('pull', '-e', 'dev')).code).toBe(0);
    expect((await live('diff', '-e', 'dev')).code).toBe(0);
  },
);
