/** Servers that keep to ARM's contract in other ways than the sample instance does by itself. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../../emulator';
import type { RetryNotice } from '../../../instance';
import { applyWorkspacePush, planWorkspacePush } from '../../../instance/push';
import { openSyncState } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { armInstance, failureOf, resultOf } from '../../support/armInstance';
import { putDocument, startTestEmulator } from '../../support/emulator';
import { memoryFiles } from '../../support/memoryFiles';

let emulator: Emulator;
afterEach(() => emulator.close());

async function start(options: Partial<EmulatorOptions>): Promise<Emulator> {
  emulator = await startTestEmulator(options);
  return emulator;
}

const policy = '<policies><inbound><base /></inbound></policies>';

describe('ids that have lost their casing', () => {
  it('leave the addresses of policies with the names that the lists have', async () => {
    await start({});
    for (const path of [
      'apis/Shop-API',
      'apis/Shop-API/operations/Get-Item',
      'products/Gold',
      'workspaces/Team-A',
      'workspaces/Team-A/apis/Own-API',
    ]) {
      emulator.store.put(path, { displayName: path, path, method: 'GET', urlTemplate: '/' });
      emulator.store.put(`${path}/policies/policy`, { value: policy, format: 'rawxml' });
    }
    const before = await resultOf(armInstance(emulator).policyAddresses());
    expect(before).toContainEqual({ kind: 'operation', api: 'Shop-API', operation: 'Get-Item' });
    expect(before).toContainEqual({ kind: 'api', workspace: 'Team-A', api: 'Own-API' });
    const { store } = emulator;
    await emulator.close();
    await start({ habits: ['lower-case-ids'] });
    for (const { path, properties } of store.all()) emulator.store.put(path, properties);
    const after = await resultOf(armInstance(emulator).policyAddresses());
    const ordered = (addresses: readonly PolicyAddress[]) =>
      addresses.map((address) => JSON.stringify(Object.entries(address).sort())).sort();
    expect(ordered(after)).toEqual(ordered(before));
  });

  it('cost no request where they have not', async () => {
    await start({});
    await resultOf(armInstance(emulator).policyAddresses());
    // The APIs are listed to tell which revision is the current one.
    expect(emulator.requests.all().map(({ path }) => path.split('/').at(-1))).toEqual([
      'allPolicies',
      'apis',
    ]);
  });
});

describe('lists without rows', () => {
  it('may say null', async () => {
    await start({ habits: ['null-lists'], seed: 'empty' });
    const instance = armInstance(emulator);
    expect(await resultOf(instance.apis())).toEqual([]);
    expect(await resultOf(instance.policyAddresses())).toBeDefined();
  });
});

describe('a condition that does not hold', () => {
  it('may be a conflict with a code of its own, and is not waited for', async () => {
    await start({ habits: ['conflict-conditions'] });
    const instance = armInstance(emulator);
    const api = { kind: 'api', api: 'catalog' } as const;
    const seen = await resultOf(instance.readPolicy(api));
    const path = '*/apis/catalog/policies/policy';
    expect((await failureOf(instance.writePolicy(api, policy, { etag: '"stale"' }))).kind).toBe('changed');
    // The first attempt arrived; the refusal of the second is known for its echo.
    emulator.faults.add({ method: 'PUT', path, effect: { kind: 'cut', when: 'after' } });
    expect((await resultOf(instance.writePolicy(api, policy, seen))).text).toBe(policy);
  });
});

describe('deletions', () => {
  it('may be answered without saying whether anything was there', async () => {
    await start({ habits: ['no-content-deletes'] });
    const instance = armInstance(emulator);
    const files = memoryFiles({});
    const state = openSyncState(files, instance.target);
    const address = { kind: 'api', api: 'catalog' } as const;
    const { text, etag } = await resultOf(instance.readPolicy(address));
    await state.write('apis/catalog/policy.xml', { entry: { kind: 'policy', address }, text, etag });
    const sides = { instance, files, state, place: { layout: 'apiops', root: '' } } as const;
    const planned = await planWorkspacePush(sides, { kind: 'everything' }, { deletions: true });
    if (!planned.ok) throw new Error(planned.failure.message);
    const report = await applyWorkspacePush(instance, planned.plan);
    expect(report.items.map(({ outcome }) => outcome.kind)).toEqual(['deleted']);
    expect((await failureOf(instance.readPolicy(address))).kind).toBe('not-found');
  });
});

describe('an answer', () => {
  const api = { kind: 'api', api: 'catalog' } as const;
  const path = '*/apis/catalog/policies/policy';

  it('that is cut off in its middle is asked for again', async () => {
    await start({});
    const notices: RetryNotice[] = [];
    const instance = armInstance(emulator, { onRetry: (notice) => notices.push(notice) });
    const seen = await resultOf(instance.readPolicy(api));
    emulator.faults.add({ path, effect: { kind: 'cut', when: 'during' } });
    expect(await resultOf(instance.readPolicy(api))).toEqual(seen);
    expect(notices).toHaveLength(1);
    emulator.faults.add({ method: 'PUT', path, effect: { kind: 'cut', when: 'during' } });
    expect((await resultOf(instance.writePolicy(api, policy, seen))).text).toBe(policy);
    emulator.faults.add({ path: '*/apis', times: 0, effect: { kind: 'cut', when: 'during' } });
    expect((await failureOf(armInstance(emulator, { maxRetries: 1 }).apis())).kind).toBe('unreachable');
  });

  it('that stalls in its middle is given up after the time limit, or when nobody wants it any more', async () => {
    await start({});
    emulator.faults.add({ path, times: 0, effect: { kind: 'stall' } });
    const impatient = armInstance(emulator, { timeoutMs: 50, maxRetries: 0 });
    expect(await failureOf(impatient.readPolicy(api))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('in time'),
    });
    const abort = new AbortController();
    const waiting = armInstance(emulator).readPolicy(api, { signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    expect((await failureOf(waiting)).kind).toBe('cancelled');
  });
});

describe('a server that packs its answers', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => server?.close(resolve)));

  const body = JSON.stringify({ properties: { value: '<policies>ü</policies>' } });
  const ways: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    ['not at all', (response) => response.end(body)],
    ['gzip, in any casing', (response) => response.setHeader('content-encoding', 'GZip').end(gzipSync(body))],
    [
      'gzip, piece by piece',
      (response) => {
        const packed = gzipSync(body);
        response.setHeader('content-encoding', 'gzip').write(packed.subarray(0, 5));
        setImmediate(() => response.end(packed.subarray(5)));
      },
    ],
    ['with a byte order mark', (response) => response.end(`\ufeff${body}`)],
  ];

  it.each(ways)('is understood: %s', async (_, answer) => {
    await start({});
    const accepted: unknown[] = [];
    server = createServer((request, response) => {
      accepted.push(request.headers['accept-encoding']);
      response.setHeader('ETAG', 'W/"1"').setHeader('content-type', 'application/json');
      answer(response);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const read = await resultOf(armInstance({ ...emulator, url }).readPolicy({ kind: 'global' }));
    expect(read).toEqual({ text: '<policies>ü</policies>', etag: 'W/"1"' });
    expect(accepted).toEqual(['gzip,deflate']);
  });
});

describe('a version that is refused', () => {
  it('may be told in words alone, which are not taken for a fault of the policy', async () => {
    await start({});
    const instance = armInstance(emulator, { maxRetries: 0 });
    const refuse = (message: string) =>
      emulator.faults.add({
        path: '*/policies/policy',
        effect: { kind: 'status', status: 400, code: 'ValidationError', message },
      });
    refuse('Api version 2024-05-01 is not allowed, the minimum is 2025-03-01.');
    expect((await failureOf(instance.readPolicy({ kind: 'global' }))).kind).toBe('api-version');
    await putDocument(emulator, '/policies/policy', policy);
    refuse("Error in element 'set-query-parameter' on line 2, column 4: api-version 2020-01-01 is no value.");
    expect((await failureOf(instance.readPolicy({ kind: 'global' }))).kind).toBe('invalid');
  });
});

describe('a refusal of the account', () => {
  it.each([
    ['GET', 'Reader'],
    ['PUT', 'Contributor'],
  ])('names the role that is enough: %s', async (method, role) => {
    await start({});
    const instance = armInstance(emulator, { maxRetries: 0 });
    const global = { kind: 'global' } as const;
    emulator.faults.add({ method, path: '*/policies/policy', effect: { kind: 'status', status: 403 } });
    const failure =
      method === 'GET'
        ? await failureOf(instance.readPolicy(global))
        : await failureOf(instance.writePolicy(global, policy, 'overwrite'));
    expect(failure.message).toContain(`API Management Service ${role}`);
  });
});
