/**
 * Secrets that would be recognised anywhere, through everything that can be asked of an instance on good days and
 * on bad ones: none of them may turn up in a file, in anything printed, or in what is told to people.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Emulator, type FaultEffect, stages } from '../../emulator';
import type { ApimInstance, TokenSource } from '../../instance';
import { openNodeFiles } from '../../instance/files/nodeFiles';
import { planPromotion } from '../../instance/promotion';
import { applyWorkspacePush, planWorkspacePush } from '../../instance/push';
import { applyPull, openSyncState, planPull } from '../../instance/sync';
import { armInstance } from '../support/armInstance';
import { send, startTestEmulator } from '../support/emulator';

const canaries = {
  token: 'canary-token-4f1c',
  secret: 'canary-secret-"9d27"-<&>',
  typed: 'canary-typed-"51aa"-<&>',
  vault: 'canary-vault-83b0',
  backend: 'canary-backend-c6e2',
  literal: 'canary-literal-7a35',
};
/** As they stand in JSON, in XML and in an address. */
const spellings = (text: string) => [
  text,
  JSON.stringify(text).slice(1, -1),
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
];

const literalPath = 'apis/inventory/policy.xml';
let emulator: Emulator;
let folder: string;
let instance: ApimInstance;
/** All that anybody could see. */
let told: string[];

beforeEach(async () => {
  told = [];
  for (const stream of [process.stdout, process.stderr] as const)
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      told.push(String(text));
      return true;
    });
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...args) => void told.push(inspect(args)));
  emulator = await startTestEmulator({ services: stages, log: (line) => told.push(line) });
  folder = mkdtempSync(join(tmpdir(), 'apim-canary-'));
  const put = (path: string, properties: object) => send(emulator, 'PUT', path, { body: { properties } });
  await put('/namedValues/canary', { displayName: 'canary', secret: true, value: canaries.secret });
  await put('/backends/canary', {
    url: 'https://canary.shop.example',
    protocol: 'http',
    credentials: {
      header: { 'x-key': [canaries.backend] },
      authorization: { scheme: 'Basic', parameter: canaries.backend },
    },
  });
  const vault = emulator.store.get('namedValues/erp-password');
  emulator.store.put('namedValues/erp-password', { ...vault?.properties, value: canaries.vault });
  await put('/apis/inventory/policies/policy', {
    format: 'rawxml',
    value: `<policies><inbound><base /><set-header name="x" exists-action="override"><value>${canaries.literal} {{canary}}</value></set-header></inbound></policies>`,
  });
  const credential: TokenSource = {
    getToken: async () => ({ token: canaries.token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  instance = armInstance(emulator, { credential, onRetry: tell, maxRetries: 1 });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function tell(...what: readonly unknown[]): void {
  told.push(inspect(what, { depth: 12 }), JSON.stringify(what));
}

function filesOf(): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}

/** Where a secret was seen, in `told` or in a file; a policy's own file and record may hold what it says. */
function seen(): readonly string[] {
  const places: string[] = [];
  const files = filesOf();
  for (const [name, canary] of Object.entries(canaries))
    for (const spelling of spellings(canary)) {
      for (const text of told) if (text.includes(spelling)) places.push(`${name} in: ${text.slice(0, 400)}`);
      for (const [path, text] of files)
        if (
          text.includes(spelling) &&
          !(name === 'literal' && (path === literalPath || path.startsWith('.apim/')))
        )
          places.push(`${name} in ${path}`);
    }
  return places;
}

async function pull(): Promise<void> {
  const files = openNodeFiles(folder);
  const state = openSyncState(files, instance.target);
  const onProgress = tell;
  const sleep = async () => {};
  const place = { layout: 'apiops', root: '' } as const;
  const planned = await planPull(instance, 'everything', files, state, place, { onProgress, sleep });
  if (!planned.ok) return tell(planned.failure);
  const { conflicts, ...result } = await applyPull(planned.plan, files, { onProgress, sleep });
  tell(
    result,
    conflicts.map(({ path }) => path),
  );
}

/** Pushes files at or below the paths, with a secret that is given by a token. */
async function push(...paths: readonly string[]): Promise<void> {
  const files = openNodeFiles(folder);
  const state = openSyncState(files, instance.target);
  const sides = {
    instance,
    files,
    state,
    place: { layout: 'apiops', root: '' },
    overrides: {
      namedValues: [{ name: 'canary', value: '{#[CANARY]#}' }],
      backends: [],
    },
    tokens: (name: string) => (name === 'CANARY' ? canaries.typed : undefined),
  } as const;
  const options = { onProgress: tell, sleep: async () => {} };
  const planned = await planWorkspacePush(sides, { kind: 'paths', paths }, options);
  if (!planned.ok) return tell(planned.failure);
  // What a policy says is shown as its difference; no one else's is.
  for (const { id, change, before, after, work, path } of planned.plan.items)
    tell(id, change, ...(path === literalPath ? [] : [before, after, work]));
  const report = await applyWorkspacePush(instance, planned.plan, {
    ...options,
    onFailure: 'go-on',
    overwrite: 'all',
  });
  for (const { item, outcome } of report.items) tell(item.id, outcome);
}

it('stay where they are on a good day', async () => {
  await pull();
  await push('');
  tell(await instance.namedValues(), await instance.certificates(), await instance.loggers());
  expect(filesOf().get('named values/canary/namedValueInformation.json')).toContain('"secret": true');
  expect(filesOf().get(literalPath)).toContain(canaries.literal);
  expect((await send(emulator, 'POST', '/namedValues/canary/listValue')).json.value).toBe(canaries.typed);
  const prod = armInstance({ ...emulator, ...emulator.services[2] });
  const promotion = await planPromotion(instance, { instance: prod, files: openNodeFiles(folder) });
  if (!promotion.ok) throw new Error(promotion.failure.message);
  const report = await applyWorkspacePush(prod, promotion.plan, { onFailure: 'go-on', overwrite: 'all' });
  for (const { item, outcome } of report.items) tell(item.id, item.change, outcome);
  const secrets = emulator.services[2]?.store.list('namedValues').map(({ properties }) => properties.value);
  for (const canary of [canaries.secret, canaries.typed]) expect(secrets).not.toContain(canary);
  expect(seen()).toEqual([]);
});

/** Answers that repeat what they were sent: `SENT` becomes the token, and in answers to writes the value too. */
const badDays: readonly FaultEffect[] = [
  { kind: 'status', status: 400, code: 'ValidationError', message: 'Value SENT is refused' },
  { kind: 'status', status: 401, message: 'SENT is not valid' },
  { kind: 'status', status: 403, message: 'Bearer SENT may not' },
  { kind: 'status', status: 409, message: 'busy with SENT' },
  { kind: 'status', status: 412 },
  { kind: 'status', status: 429, message: 'too much of SENT' },
  { kind: 'status', status: 500, message: 'SENT' },
  { kind: 'html', status: 502 },
  { kind: 'cut', when: 'before' },
  { kind: 'cut', when: 'after' },
  { kind: 'claims-challenge' },
];

/** One of each kind. */
const some = ['named values/canary', 'backends/canary', 'policy fragments/culture', 'apis/inventory'];

it.each(badDays)('stay where they are on a bad day: %j', async (effect) => {
  await pull();
  const repeat = (...sent: readonly string[]) =>
    JSON.parse(JSON.stringify(effect).replace('SENT', JSON.stringify(sent.join(' ')).slice(1, -1)));
  for (const [method, path] of [
    ['PUT', '*/namedValues/*'],
    ['PATCH', '*/namedValues/*'],
  ] as const)
    emulator.faults.add({ method, path, times: 0, effect: repeat(canaries.token, canaries.typed) });
  emulator.faults.add({ method: 'PUT', path: '*', times: 0, effect: repeat(canaries.token) });
  await push(...some);
  tell(
    await instance.writeNamedValue(
      { name: 'other', displayName: 'other', kind: 'secret', value: canaries.typed },
      'create',
    ),
    await instance.updateNamedValue(
      'canary',
      { content: { kind: 'secret', value: canaries.typed } },
      'overwrite',
    ),
  );
  emulator.faults.clear();
  for (const method of ['GET', 'POST'])
    emulator.faults.add({ method, path: '*', times: 0, effect: repeat(canaries.token) });
  tell(await instance.revealNamedValue('canary'), await instance.service());
  await pull();
  await push(...some);
  expect(seen()).toEqual([]);
});
