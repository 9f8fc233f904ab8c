import { describe, expect, it } from 'vitest';
import { InstanceLists } from '../../client/src/connection/instanceLists';
import { namedFactsOf } from '../../client/src/connection/namedFacts';
import { namedValueFact } from '../../client/src/connection/namedValueFact';
import { sampleAddressOf } from '../../client/src/connection/sampleAddress';
import { targetOf } from '../../client/src/connection/target';
import { expiryOf } from '../../client/src/connection/tokenExpiry';
import { createMemoryInstance, isKnownEndpoint, isSampleEndpoint, isSecureEndpoint } from '../../instance';

const settings = {
  resourceId: '',
  endpoint: '',
  cloud: 'public',
  authentication: 'vscode',
  tenantId: undefined,
} as const;
const resourceId =
  '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg/providers/Microsoft.ApiManagement/service/shop';

describe('endpoints', () => {
  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:5'])(
    '%s is this machine’s',
    (endpoint) => {
      expect(isSampleEndpoint(endpoint)).toBe(true);
      expect(isKnownEndpoint(endpoint)).toBe(true);
    },
  );

  it.each([
    'https://127.0.0.1:8080',
    'http://127.0.0.1.example.com',
    'http://localhost@example.com',
    'http://example.com',
    'not an address',
    '',
  ])('%j is not', (endpoint) => {
    expect(isSampleEndpoint(endpoint)).toBe(false);
    expect(isKnownEndpoint(endpoint)).toBe(false);
  });

  it('are asked about before a token goes there only where one ever would', () => {
    expect(isSecureEndpoint('https://example.com')).toBe(true);
    for (const endpoint of ['http://example.com', 'ftp://example.com', 'nonsense', ''])
      expect(isSecureEndpoint(endpoint)).toBe(false);
  });

  it('of Azure’s clouds are known, and no others', () => {
    expect(isKnownEndpoint('https://management.azure.com')).toBe(true);
    expect(isKnownEndpoint('https://management.usgovcloudapi.net')).toBe(true);
    expect(isKnownEndpoint('https://management.azure.com.example.org')).toBe(false);
  });
});

describe('targets', () => {
  it('take the cloud’s endpoint and scope', () => {
    expect(targetOf(resourceId, { ...settings, cloud: 'china' })).toMatchObject({
      service: 'shop',
      endpoint: 'https://management.chinacloudapi.cn',
      credentialScope: 'https://management.chinacloudapi.cn/.default',
    });
  });

  it('take the endpoint that is set', () => {
    expect(targetOf(resourceId, { ...settings, endpoint: 'http://127.0.0.1:9' })).toMatchObject({
      endpoint: 'http://127.0.0.1:9',
    });
  });

  it('are none for other texts', () => {
    expect(targetOf('shop', settings)).toBeUndefined();
  });
});

describe('tokens', () => {
  const token = (payload: unknown): string =>
    `h.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.s`;

  it('end when they say', () => {
    expect(expiryOf(token({ exp: 1_800_000_000 }))).toBe(1_800_000_000_000);
  });

  it.each(['', 'opaque', 'a.b.c', token({}), token(null), token({ exp: 'soon' })])(
    'that don’t say count as ended: %j',
    (text) => expect(expiryOf(text)).toBe(0),
  );
});

describe('the sample instance’s line', () => {
  it('is read', () => {
    const line = JSON.stringify({ url: 'http://127.0.0.1:1', resourceId, service: 'shop' });
    expect(sampleAddressOf(line)).toEqual({ url: 'http://127.0.0.1:1', resourceId });
  });

  it.each(['', 'listening', '{}', '[]', 'null', '{"url":1,"resourceId":"x"}'])('is not %j', (line) =>
    expect(sampleAddressOf(line)).toBeUndefined(),
  );
});

describe('facts for the language server', () => {
  it('never hold a secret’s value', () => {
    const source = { kind: 'instance', label: 'shop', id: resourceId } as const;
    const summary = { kind: 'secret', name: 'n', displayName: 'd', tags: [], value: 'hunter2' } as const;
    expect(JSON.stringify(namedValueFact(summary, source))).not.toContain('hunter2');
  });

  it('leave out the kinds that can’t be listed', async () => {
    const source = { kind: 'instance', label: 'shop', id: resourceId } as const;
    const instance = createMemoryInstance({
      names: { logger: [{ name: 'events' }], authorization: [{ name: 'reader', within: 'garden-sso' }] },
    });
    instance.failNext({ kind: 'forbidden', message: 'No.' }, 'names');
    const failed: string[] = [];
    const named = await namedFactsOf(new InstanceLists(instance), source, (kind) => failed.push(kind));
    expect(failed).toEqual(['certificate']);
    expect(named).toEqual({
      logger: [{ id: 'events', source }],
      cache: [],
      schema: [],
      'authorization-provider': [],
      authorization: [{ id: 'reader', within: 'garden-sso', source }],
    });
  });
});

describe('lists', () => {
  it('are asked for once, until they are forgotten', async () => {
    const instance = createMemoryInstance();
    let asked = 0;
    const lists = new InstanceLists({
      ...instance,
      products: () => {
        asked++;
        return instance.products();
      },
    });
    await Promise.all([lists.products().whole, lists.products().whole]);
    await lists.products().whole;
    expect(asked).toBe(1);
    lists.forget();
    await lists.products().whole;
    expect(asked).toBe(2);
  });

  it('that failed are asked for again', async () => {
    const instance = createMemoryInstance();
    let asked = 0;
    const lists = new InstanceLists({
      ...instance,
      apis: async () => {
        asked++;
        return { ok: false, failure: { kind: 'unreachable', message: 'No network.' } };
      },
    });
    expect((await lists.apis().whole).ok).toBe(false);
    expect((await lists.apis().whole).ok).toBe(false);
    expect(asked).toBe(2);
  });
});
