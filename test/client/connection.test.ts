import { describe, expect, it } from 'vitest';
import { InstanceLists } from '../../client/src/connection/instanceLists';
import { namedFactsOf } from '../../client/src/connection/namedFacts';
import { namedValueFact } from '../../client/src/connection/namedValueFact';
import { workspaceFactsOf } from '../../client/src/connection/placeFacts';
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

describe('facts of API Management workspaces', () => {
  const source = { kind: 'instance', label: 'shop', id: resourceId } as const;
  const workspace = (name: string) => ({ name, displayName: name, description: undefined });
  const content = {
    workspaces: [
      {
        ...workspace('team'),
        namedValues: [{ kind: 'plain', name: 'n', displayName: 'd', tags: [], value: 'v' }],
        fragments: [{ name: 'audit', description: 'Writes a line' }],
        names: { logger: [{ name: 'events' }], cache: [{ name: 'none-there' }] },
      },
      workspace('other'),
    ],
  } as const;

  it('are told by workspace, with the kinds that workspaces have', async () => {
    const lists = new InstanceLists(createMemoryInstance(content));
    const facts = await workspaceFactsOf(lists, source, fail);
    expect(Object.keys(facts)).toEqual(['team', 'other']);
    expect(facts.team).toEqual({
      namedValues: [{ kind: 'plain', displayName: 'd', resourceName: 'n', value: 'v', source }],
      fragments: [{ id: 'audit', description: 'Writes a line', source }],
      backends: [],
      named: { certificate: [], logger: [{ id: 'events', source }], schema: [] },
    });
  });

  it('leave out a workspace that can’t be listed', async () => {
    const instance = createMemoryInstance(content);
    instance.failNext({ kind: 'forbidden', message: 'No.' }, 'fragments');
    const failed: string[] = [];
    const facts = await workspaceFactsOf(new InstanceLists(instance), source, (what) => failed.push(what));
    expect(failed).toEqual(['workspace team']);
    expect(Object.keys(facts)).toEqual(['other']);
  });

  it('are none where the service has no workspaces', async () => {
    const instance = createMemoryInstance();
    instance.failNext({ kind: 'not-found', message: 'No.' }, 'workspaces');
    const failed: string[] = [];
    const facts = await workspaceFactsOf(new InstanceLists(instance), source, (what) => failed.push(what));
    expect([facts, failed]).toEqual([{}, ['the workspaces']]);
  });
});

function fail(what: string): never {
  throw new Error(`Could not list ${what}.`);
}

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

describe('lists of an instance', () => {
  it('tell of what can’t be had, and are asked for again', async () => {
    const instance = createMemoryInstance();
    const failure = { kind: 'signed-out', message: 'Sign in.' } as const;
    let calls = 0;
    const failing = {
      ...instance,
      products: async () => {
        calls++;
        return { ok: false, failure } as const;
      },
    };
    const told: string[] = [];
    const lists = new InstanceLists(failing, ({ kind }) => told.push(kind));
    await lists.products().whole;
    await lists.products().whole;
    expect(told).toEqual(['signed-out', 'signed-out']);
    expect(calls).toBe(2);
  });
});
