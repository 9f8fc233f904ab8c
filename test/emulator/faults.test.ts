import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator, Fault } from '../../emulator';
import { putDocument, send, sendTo, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startTestEmulator();
});
afterEach(() => emulator.close());

const policy = '*/apis/inventory/policies/policy';
const read = () => send(emulator, 'GET', '/policies/policy');

describe('a fault', () => {
  it.each([401, 403, 404, 409, 412, 429, 500])('answers %i in ARM’s form, then goes away', async (status) => {
    emulator.faults.add({ path: '*/policies/policy', effect: { kind: 'status', status } });
    const answer = await read();
    expect([answer.status, typeof answer.json.error.code, answer.headers.get('retry-after')]).toEqual([
      status,
      'string',
      null,
    ]);
    expect((await read()).status).toBe(200);
  });

  it('meets the method, the path and the number of requests it says', async () => {
    emulator.faults.add({ method: 'PUT', path: policy, times: 2, effect: { kind: 'status', status: 500 } });
    expect((await read()).status).toBe(200);
    const put = () => putDocument(emulator, '/apis/inventory/policies/policy', '<policies />');
    expect([(await put()).status, (await put()).status, (await put()).status]).toEqual([500, 500, 201]);
  });

  it('lasts until it is cleared when it says 0 times', async () => {
    emulator.faults.add({ path: '*', times: 0, effect: { kind: 'status', status: 429, retryAfter: 7 } });
    for (let i = 0; i < 3; i++) expect((await read()).headers.get('retry-after')).toBe('7');
    emulator.faults.clear();
    expect((await read()).status).toBe(200);
  });

  it('can say what the service says', async () => {
    emulator.faults.add({
      path: '*',
      effect: { kind: 'status', status: 422, code: 'ManagementApiRequestFailed', message: 'no' },
    });
    expect((await read()).json.error).toMatchObject({ code: 'ManagementApiRequestFailed', message: 'no' });
  });

  it('can hide that the write took effect', async () => {
    const put = () => putDocument(emulator, '/apis/inventory/policies/policy', '<policies />');
    emulator.faults.add({ path: policy, effect: { kind: 'status', status: 500, when: 'after' } });
    expect((await put()).status).toBe(500);
    expect((await put()).status).toBe(200);
  });

  it('can be a web page', async () => {
    emulator.faults.add(
      { path: '*', effect: { kind: 'html', status: 200 } },
      { path: '*', effect: { kind: 'html', status: 502 } },
    );
    for (const status of [200, 502]) {
      const answer = await read();
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'text/html; charset=utf-8',
      ]);
      expect(answer.text).toContain('<html>');
    }
  });

  it('can cut the connection before or after the write', async () => {
    const put = () => putDocument(emulator, '/apis/inventory/policies/policy', '<policies />');
    const there = async () => (await send(emulator, 'HEAD', '/apis/inventory/policies/policy')).status;
    emulator.faults.add({ method: 'PUT', path: policy, effect: { kind: 'cut', when: 'before' } });
    await expect(put()).rejects.toThrow();
    expect(await there()).toBe(404);
    emulator.faults.add({ method: 'PUT', path: policy, effect: { kind: 'cut', when: 'after' } });
    await expect(put()).rejects.toThrow();
    expect(await there()).toBe(200);
  });

  it('can ask for another token', async () => {
    emulator.faults.add({ path: '*', effect: { kind: 'claims-challenge' } });
    const { status, headers } = await read();
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_claims", claims="');
  });

  it('meets a share of the requests', async () => {
    let next = 0;
    const shared = await startTestEmulator({ random: () => [0.1, 0.7][next++ % 2] ?? 0 });
    shared.faults.add({ path: '*', times: 0, share: 0.5, effect: { kind: 'status', status: 500 } });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await send(shared, 'GET', '/apis')).status);
    expect(statuses).toEqual([500, 200, 500, 200]);
    await shared.close();
  });

  it('can be someone else who writes at the same moment', async () => {
    const path = '/apis/catalog/policies/policy';
    const etag = (await send(emulator, 'HEAD', path)).headers.get('etag') ?? '';
    const theirs = '<policies><inbound><base /></inbound></policies>';
    emulator.faults.add({ method: 'PUT', path: '*', effect: { kind: 'other-writer', value: theirs } });
    expect((await putDocument(emulator, path, '<policies />', { ifMatch: etag })).status).toBe(412);
    const now = await send(emulator, 'GET', path, { query: { format: 'rawxml' } });
    expect(now.json.properties.value).toBe(theirs);
    emulator.faults.add({ method: 'HEAD', path: '*', effect: { kind: 'other-writer' } });
    const other = (await send(emulator, 'HEAD', path)).headers.get('etag');
    expect(other).not.toBe(now.headers.get('etag'));
  });

  it('leaves latency to go with another one', async () => {
    emulator.faults.add(
      { path: '*', times: 0, effect: { kind: 'latency', ms: 20 } },
      { path: '*', effect: { kind: 'status', status: 503 } },
    );
    const before = performance.now();
    expect((await read()).status).toBe(503);
    expect((await read()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(35);
  });

  it('can be late', async () => {
    emulator.faults.add({ path: '*', effect: { kind: 'latency', ms: 30 } });
    const before = performance.now();
    expect((await read()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(25);
  });
});

describe('by hand', () => {
  const control = (method: string, name: string, body?: unknown) =>
    sendTo(`${emulator.url}/_emulator/${name}`, method, { body });

  it('faults are added and cleared over HTTP', async () => {
    const fault: Fault = { path: '*', times: 0, effect: { kind: 'status', status: 503, retryAfter: 1 } };
    expect((await control('POST', 'faults', fault)).status).toBe(201);
    expect((await read()).status).toBe(503);
    expect((await control('DELETE', 'faults')).status).toBe(204);
    expect((await read()).status).toBe(200);
    for (const wrong of [
      {},
      { path: '*' },
      { path: '*', effect: { kind: 'fire' } },
      { path: '*', effect: { kind: 'status', status: 200 } },
      { path: '*', share: 2, effect: { kind: 'claims-challenge' } },
      { path: '*', effect: { kind: 'other-writer', value: 1 } },
    ])
      expect((await control('POST', 'faults', wrong)).status).toBe(400);
    expect((await control('GET', 'faults')).status).toBe(405);
    expect((await control('GET', 'other')).status).toBe(404);
  });

  it('the last requests are told by method, path and status', async () => {
    await send(emulator, 'GET', '/apis', { query: { $filter: "name eq 'secret'" } });
    const { json, text } = await control('GET', 'requests');
    expect(json.counts).toEqual({ GET: 1 });
    expect(json.value).toMatchObject([{ method: 'GET', path: `${emulator.resourceId}/apis`, status: 200 }]);
    expect(text).not.toContain('secret');
  });
});
