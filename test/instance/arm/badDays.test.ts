/** ARM and the network on their bad days: after each, a clear failure, and the instance as it was. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator, FaultEffect } from '../../../emulator';
import type { Failure, RetryNotice } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { armInstance, failureOf, resultOf } from '../../support/armInstance';
import { startTestEmulator } from '../../support/emulator';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startTestEmulator();
});
afterEach(() => emulator.close());

const api: PolicyAddress = { kind: 'api', api: 'catalog' };
const path = '*/apis/catalog/policies/policy';
const text =
  '<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>';

const sentence = /^[A-Z"].*[^.]\.$/;
const held = () => JSON.stringify(emulator.store.all());

const answers: readonly (readonly [string, FaultEffect, Partial<Failure>])[] = [
  ['401', { kind: 'status', status: 401 }, { kind: 'signed-out' }],
  ['403', { kind: 'status', status: 403 }, { kind: 'forbidden' }],
  [
    '403 that names the right',
    {
      kind: 'status',
      status: 403,
      message:
        "The client 'user@shop.example' does not have authorization to perform action 'Microsoft.ApiManagement/service/apis/policies/read' over scope '/subscriptions/0' or the scope is invalid.",
    },
    {
      kind: 'forbidden',
      message: expect.stringContaining(' (Microsoft.ApiManagement/service/apis/policies/read is missing).'),
    },
  ],
  ['404', { kind: 'status', status: 404 }, { kind: 'not-found' }],
  ['406', { kind: 'status', status: 406 }, { kind: 'server', status: 406 }],
  ['409', { kind: 'status', status: 409 }, { kind: 'busy' }],
  ['412', { kind: 'status', status: 412 }, { kind: 'changed' }],
  [
    '400 with the words of a 412',
    {
      kind: 'status',
      status: 400,
      code: 'ValidationError',
      message: 'Resource was modified since last retrieval.',
    },
    { kind: 'changed' },
  ],
  ['422', { kind: 'status', status: 422, message: 'Failed to connect.' }, { kind: 'server', status: 422 }],
  [
    '429 without Retry-After',
    { kind: 'status', status: 429 },
    { kind: 'throttled', retryAfterMs: undefined },
  ],
  ['429', { kind: 'status', status: 429, retryAfter: 0 }, { kind: 'throttled', retryAfterMs: 0 }],
  ['503', { kind: 'status', status: 503, retryAfter: 0 }, { kind: 'server', status: 503 }],
  ['500', { kind: 'status', status: 500 }, { kind: 'server', status: 500 }],
  ['a web page', { kind: 'html', status: 200 }, { kind: 'server', status: 200 }],
  ['a web page with 502', { kind: 'html', status: 502 }, { kind: 'server', status: 502 }],
  ['a cut connection', { kind: 'cut', when: 'before' }, { kind: 'unreachable' }],
];

describe.each(answers)('%s', (_, effect, expected) => {
  it('is told when reading and when writing, and changes nothing', async () => {
    const instance = armInstance(emulator, { maxRetries: 1 });
    const before = held();
    emulator.faults.add({ path, times: 0, effect });
    for (const outcome of [instance.readPolicy(api), instance.writePolicy(api, text, { etag: '"x"' })]) {
      const failure = await failureOf(outcome);
      expect(failure).toMatchObject(expected);
      expect(failure.message).toMatch(sentence);
      expect(failure.message).not.toMatch(/canary-token|undefined|\[object/);
    }
    expect(held()).toBe(before);
  });
});

describe('lists', () => {
  it.each(answers.filter(([name]) => !name.includes('412')))(
    'are not taken for empty: %s',
    async (_, effect, expected) => {
      emulator.faults.add({ path: '*/apis', times: 0, effect });
      expect(await failureOf(armInstance(emulator, { maxRetries: 0 }).apis())).toMatchObject(expected);
    },
  );

  it('whose later page fails are not taken for whole', async () => {
    const paged = await startTestEmulator({ pageSize: 2 });
    try {
      const instance = armInstance(paged, { maxRetries: 0 });
      paged.faults.add({ path: '*/apis', effect: { kind: 'latency', ms: 1 } });
      paged.faults.add({ path: '*/apis', effect: { kind: 'html', status: 200 } });
      expect((await failureOf(instance.apis())).kind).toBe('server');
    } finally {
      await paged.close();
    }
  });
});

describe('an answer after a bad start', () => {
  it.each<[string, FaultEffect]>([
    ['500', { kind: 'status', status: 500 }],
    ['429 with Retry-After', { kind: 'status', status: 429, retryAfter: 0 }],
    ['a cut connection', { kind: 'cut', when: 'before' }],
  ])('is taken: %s', async (_, effect) => {
    const notices: RetryNotice[] = [];
    const instance = armInstance(emulator, { onRetry: (notice) => notices.push(notice) });
    const seen = await resultOf(instance.readPolicy(api));
    emulator.faults.add({ path, effect });
    expect(await resultOf(instance.readPolicy(api))).toEqual(seen);
    expect(notices).toHaveLength(1);
    emulator.faults.add({ method: 'PUT', path, effect });
    expect((await resultOf(instance.writePolicy(api, text, seen))).text).toBe(text);
  });

  it('that would take an hour is not waited for', async () => {
    emulator.faults.add({ path, effect: { kind: 'status', status: 429, retryAfter: 3600 } });
    expect(await failureOf(armInstance(emulator).readPolicy(api))).toMatchObject({
      kind: 'throttled',
      retryAfterMs: 3_600_000,
      message: expect.stringContaining('3600 seconds'),
    });
  });

  it('that refuses the repetition of a write that arrived is known for our own write', async () => {
    const instance = armInstance(emulator);
    const seen = await resultOf(instance.readPolicy(api));
    emulator.faults.add({ method: 'PUT', path, effect: { kind: 'cut', when: 'after' } });
    expect((await resultOf(instance.writePolicy(api, text, seen))).text).toBe(text);
  });

  it('that refuses the repetition because of someone else is no success', async () => {
    const instance = armInstance(emulator);
    emulator.faults.add({ method: 'PUT', path, effect: { kind: 'cut', when: 'before' } });
    expect((await failureOf(instance.writePolicy(api, text, { etag: '"stale"' }))).kind).toBe('changed');
  });

  it('asks for another token when one is demanded', async () => {
    emulator.faults.add({ path, effect: { kind: 'claims-challenge' } });
    const failure = await failureOf(armInstance(emulator, { maxRetries: 0 }).readPolicy(api));
    expect(failure.kind).toBe('signed-out');
  });
});

describe('a write of unknown fate', () => {
  it('is told as such', async () => {
    const instance = armInstance(emulator, { maxRetries: 0 });
    const seen = await resultOf(instance.readPolicy(api));
    emulator.faults.add({ method: 'PUT', path, effect: { kind: 'cut', when: 'after' } });
    const failure = await failureOf(instance.writePolicy(api, text, seen));
    expect(failure.kind).toBe('unreachable');
    expect(failure.message).toContain('whether');
    expect((await resultOf(instance.readPolicy(api))).text).toBe(text);
  });

  it('that can not be read back is told as written', async () => {
    const instance = armInstance(emulator, { maxRetries: 0 });
    emulator.faults.add({ method: 'GET', path, effect: { kind: 'status', status: 500 } });
    const failure = await failureOf(instance.writePolicy(api, text, 'overwrite'));
    expect(failure.message).toContain('accepted');
  });

  it('answered with a web page is no success', async () => {
    const instance = armInstance(emulator, { maxRetries: 0 });
    emulator.faults.add({ method: 'PUT', path, effect: { kind: 'html', status: 200 } });
    expect((await failureOf(instance.writePolicy(api, text, 'overwrite'))).kind).toBe('server');
  });
});

describe('sign-in', () => {
  it.each([
    ['refused', () => Promise.reject(new Error('AADSTS50076: multi-factor needed\nTrace ID: 1'))],
    ['given up', () => Promise.resolve(null)],
  ])('that is %s is told, and nothing is sent', async (_, getToken) => {
    const before = held();
    const failure = await failureOf(
      armInstance(emulator, { credential: { getToken } }).writePolicy(api, text, 'overwrite'),
    );
    expect(failure.kind).toBe('signed-out');
    expect(failure.message).toMatch(sentence);
    expect(failure.message).not.toContain('Trace');
    expect(held()).toBe(before);
  });

  it('is told in the same way where the real sign-in path is used', async () => {
    const getToken = () => Promise.reject(new Error('Run az login.'));
    const failure = await failureOf(
      armInstance({ ...emulator, url: 'https://127.0.0.1:1' }, { credential: { getToken } }).service(),
    );
    expect(failure).toMatchObject({ kind: 'signed-out', message: expect.stringContaining('Run az login') });
  });

  it('asks for the scope it was given', async () => {
    const scopes: unknown[] = [];
    const credential = {
      getToken: async (asked: string | string[]) => {
        scopes.push(asked);
        return { token: 't', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    await resultOf(armInstance(emulator, { credential }).service());
    expect(scopes).toEqual([['https://management.azure.com/.default']]);
  });
});

describe('cancelling', () => {
  it('ends a call that waits for its answer', async () => {
    const abort = new AbortController();
    emulator.faults.add({ path, times: 0, effect: { kind: 'latency', ms: 60_000 } });
    const outcome = armInstance(emulator).readPolicy(api, { signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    expect((await failureOf(outcome)).kind).toBe('cancelled');
  });

  it('ends a call that waits to be repeated, and one that waits for a token', async () => {
    const abort = new AbortController();
    emulator.faults.add({ path, times: 0, effect: { kind: 'status', status: 429, retryAfter: 50 } });
    const waiting = armInstance(emulator, { onRetry: () => abort.abort() }).readPolicy(api, {
      signal: abort.signal,
    });
    expect((await failureOf(waiting)).kind).toBe('cancelled');
    const signing = new AbortController();
    const credential = { getToken: () => new Promise<null>(() => signing.abort()) };
    const outcome = armInstance(emulator, { credential }).readPolicy(api, { signal: signing.signal });
    expect((await failureOf(outcome)).kind).toBe('cancelled');
  });

  it('before it began sends nothing', async () => {
    const signal = AbortSignal.abort();
    const instance = armInstance({ ...emulator, url: 'http://127.0.0.1:1' });
    expect((await failureOf(instance.apis({ signal }))).kind).toBe('cancelled');
  });
});

describe('a server of another kind', () => {
  let server: Server;
  let url: string;
  let respond: (path: string) => {
    status?: number;
    type?: string;
    etag?: string;
    location?: string;
    body: string;
  };
  beforeEach(async () => {
    server = createServer((request, response) => {
      const { status = 200, type = 'application/json', etag, location, body } = respond(request.url ?? '');
      response.writeHead(status, {
        'content-type': type,
        ...(etag !== undefined && { etag }),
        ...(location !== undefined && { location }),
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const bodies: readonly string[] = [
    '{"properties":{}}',
    '{"properties":{"value":7}}',
    '{"properties":{"value":"<policies/>"}}', // no ETag
    '[]',
    'null',
    '',
    '{"properties":',
    '<policies/>',
  ];
  it.each(bodies)('gives no policy: %j', async (body) => {
    respond = () => ({ body });
    for (const address of [api, { kind: 'global' }, { kind: 'fragment', fragment: 'f' }] as const) {
      const failure = await failureOf(
        armInstance({ ...emulator, url }, { maxRetries: 0 }).readPolicy(address),
      );
      expect(failure.kind).toBe('server');
      expect(failure.message).toMatch(sentence);
    }
  });

  it('gives no list, and no endless one', async () => {
    const instance = () => armInstance({ ...emulator, url }, { maxRetries: 0 });
    respond = () => ({ body: '{}' });
    expect((await failureOf(instance().products())).kind).toBe('server');
    respond = () => ({ body: JSON.stringify({ value: [], nextLink: `${url}/again` }) });
    expect((await failureOf(instance().products())).message).toContain('circle');
  });

  it('that lists no policies is asked scope by scope', async () => {
    respond = (path) =>
      path.includes('/policies/policy?') ? { etag: '"1"', body: '' } : { body: '{"value":[]}' };
    const instance = armInstance({ ...emulator, url }, { maxRetries: 0 });
    expect(await resultOf(instance.policyAddresses())).toEqual([{ kind: 'global' }]);
  });

  it('gets no token when an answer leads to another host', async () => {
    const instance = armInstance({ ...emulator, url }, { maxRetries: 0 });
    respond = () => ({ body: JSON.stringify({ value: [], nextLink: 'http://127.0.0.2:9/x' }) });
    expect((await failureOf(instance.products())).message).toContain('127.0.0.2:9');
  });

  it('gets no token by a redirect', async () => {
    let asked = 0;
    const thief = createServer((_, response) => {
      asked++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const port = (thief.address() as AddressInfo).port;
    respond = () => ({ status: 307, location: `http://127.0.0.1:${port}/x`, body: '' });
    const failure = await failureOf(armInstance({ ...emulator, url }, { maxRetries: 0 }).readPolicy(api));
    expect([failure.kind, asked]).toEqual(['server', 0]);
    await new Promise((resolve) => thief.close(resolve));
  });

  it('that does not answer is given up after the time limit', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const port = (silent.address() as AddressInfo).port;
    const instance = armInstance(
      { ...emulator, url: `http://127.0.0.1:${port}` },
      { timeoutMs: 50, maxRetries: 0 },
    );
    expect(await failureOf(instance.service())).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('in time'),
    });
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('that is not there is unreachable', async () => {
    const failure = await failureOf(
      armInstance({ ...emulator, url: 'http://127.0.0.1:1' }, { maxRetries: 0 }).service(),
    );
    expect(failure).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('127.0.0.1:1') });
  });
});
