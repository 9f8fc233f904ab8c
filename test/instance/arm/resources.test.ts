import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator';
import { type ApimInstance, createArmDirectory } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { armInstance, failureOf, resultOf, testToken } from '../../support/armInstance';
import { putDocument, startTestEmulator } from '../../support/emulator';

let emulator: Emulator;
let instance: ApimInstance;
beforeEach(async () => {
  emulator = await startTestEmulator({ pageSize: 2 });
  instance = armInstance(emulator);
});
afterEach(() => emulator.close());

const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);

describe('what an account sees', () => {
  it('is tenants, subscriptions and the services in them', async () => {
    const directory = createArmDirectory({ endpoint: emulator.url }, testToken);
    expect((await resultOf(directory.tenants())).length).toBeGreaterThan(0);
    expect(await resultOf(directory.subscriptions())).toMatchObject([
      { subscriptionId: emulator.subscriptionId },
    ]);
    const services = await resultOf(directory.services(emulator.subscriptionId));
    expect(services).toMatchObject([{ id: emulator.resourceId, provisioningState: 'Succeeded' }]);
    expect((await failureOf(directory.services('not-a-uuid'))).kind).toBe('not-found');
    emulator.faults.add({ path: '/subscriptions', effect: { kind: 'status', status: 403 } });
    expect((await failureOf(directory.subscriptions())).kind).toBe('forbidden');
  });
});

describe('lists', () => {
  it('hand out each page as it comes', async () => {
    const pages: string[][] = [];
    const all = await resultOf(instance.apis({ onPage: (rows) => pages.push([...names(rows)]) }));
    expect(pages.length).toBe(Math.ceil(all.length / 2));
    expect(pages.flat()).toEqual(names(all));
  });

  it('tell revisions by what addresses them', async () => {
    const revisions = await resultOf(instance.revisions('catalog'));
    expect(revisions.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ api: 'catalog' }]);
    expect(revisions.map(({ api }) => api)).toContain('catalog;rev=2');
  });

  it('tell version sets, resolvers and the other kinds, without connections and credentials', async () => {
    emulator.store.putAll([
      {
        path: 'apiVersionSets/orders',
        properties: { displayName: 'Orders', versioningScheme: 'Segment' },
      },
      {
        path: 'apis/graph',
        properties: {
          displayName: 'Graph',
          path: 'graph',
          type: 'graphql',
          apiRevision: '1',
          isCurrent: true,
          apiVersionSetId: `${emulator.resourceId}/apiVersionSets/orders`,
        },
      },
      { path: 'apis/graph/resolvers/users', properties: { displayName: 'Users', path: 'Query/users' } },
      {
        path: 'certificates/client',
        properties: { subject: 'CN=shop', thumbprint: 'AB', expirationDate: '2030-01-01T00:00:00Z' },
      },
      {
        path: 'caches/default',
        properties: { useFromLocation: 'default', connectionString: 'canary-connection' },
      },
      { path: 'schemas/order', properties: { schemaType: 'json', value: '{}' } },
    ]);
    const api = (await resultOf(instance.apis())).find(({ name }) => name === 'graph');
    expect(api).toMatchObject({ type: 'graphql', versionSet: 'orders' });
    expect(await resultOf(instance.versionSets())).toContainEqual({
      name: 'orders',
      displayName: 'Orders',
      versioningScheme: 'Segment',
    });
    expect(await resultOf(instance.resolvers('graph'))).toEqual([
      { name: 'users', displayName: 'Users', path: 'Query/users' },
    ]);
    expect(await resultOf(instance.certificates())).toContainEqual({
      name: 'client',
      subject: 'CN=shop',
      thumbprint: 'AB',
      expires: '2030-01-01T00:00:00Z',
      secretIdentifier: undefined,
    });
    const caches = await resultOf(instance.caches());
    expect(names(caches)).toContain('default');
    expect(JSON.stringify(caches)).not.toContain('canary-connection');
    expect(await resultOf(instance.schemas())).toContainEqual({
      name: 'order',
      type: 'json',
      description: undefined,
    });
    expect(names(await resultOf(instance.loggers()))).toContain('shop-events');
  });
});

describe('workspaces', () => {
  const policy = '<policies>\n  <inbound />\n  <backend />\n  <outbound />\n  <on-error />\n</policies>';
  const addresses: readonly PolicyAddress[] = [
    { kind: 'global', workspace: 'team' },
    { kind: 'product', product: 'own', workspace: 'team' },
    { kind: 'api', api: 'inner', workspace: 'team' },
    { kind: 'operation', api: 'inner', operation: 'get', workspace: 'team' },
  ];
  beforeEach(() => {
    emulator.store.putAll([
      { path: 'workspaces/team', properties: { displayName: 'Team' } },
      { path: 'workspaces/team/products/own', properties: { displayName: 'Own' } },
      {
        path: 'workspaces/team/apis/inner',
        properties: { displayName: 'Inner', path: 'inner', apiRevision: '1', isCurrent: true },
      },
      {
        path: 'workspaces/team/apis/inner/operations/get',
        properties: { displayName: 'Get', method: 'GET', urlTemplate: '/' },
      },
    ]);
  });
  const here = { workspace: 'team' };

  it('have lists of their own', async () => {
    expect(names(await resultOf(instance.workspaces()))).toContain('team');
    expect(names(await resultOf(instance.products(here)))).toEqual(['own']);
    expect(names(await resultOf(instance.apis(here)))).toEqual(['inner']);
    expect(names(await resultOf(instance.operations('inner', here)))).toEqual(['get']);
    expect(await resultOf(instance.caches(here))).toEqual([]);
    expect(await resultOf(instance.resolvers('inner', here))).toEqual([]);
    for (const list of [
      instance.fragments(here),
      instance.namedValues(here),
      instance.backends(here),
      instance.certificates(here),
      instance.loggers(here),
      instance.schemas(here),
      instance.versionSets(here),
    ])
      expect(await resultOf<readonly unknown[]>(list)).toEqual([]);
  });

  it('are asked themselves where the list of policies says nothing of any', async () => {
    const address: PolicyAddress = { kind: 'api', api: 'inner', workspace: 'team' };
    await resultOf(instance.writePolicy(address, policy, 'create'));
    // A service whose list leaves workspaces out.
    const front = createServer(async (request, response) => {
      const answer = await fetch(`${emulator.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { authorization: 'Bearer test' },
      });
      const { port } = front.address() as AddressInfo;
      const text = (await answer.text()).replaceAll(emulator.url, `http://127.0.0.1:${port}`);
      const body = text === '' ? {} : JSON.parse(text);
      if (request.url?.includes('/allPolicies'))
        body.value = body.value.filter(
          (row: { properties: { referencePolicyId: string } }) =>
            !row.properties.referencePolicyId.includes('/workspaces/'),
        );
      response.writeHead(answer.status, {
        etag: answer.headers.get('etag') ?? '',
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as AddressInfo;
    try {
      const { subscriptionId, resourceGroup, service } = emulator;
      const url = `http://127.0.0.1:${port}`;
      const behind = armInstance({ subscriptionId, resourceGroup, service, url });
      expect(await resultOf(behind.policyAddresses())).toContainEqual(address);
    } finally {
      front.close();
    }
  });

  it('have policies, fragments, named values and backends of their own', async () => {
    for (const address of addresses) {
      const written = await resultOf(instance.writePolicy(address, policy, 'create'));
      expect(written.text).toBe(policy);
    }
    const listed = await resultOf(instance.policyAddresses());
    for (const address of addresses) expect(listed).toContainEqual(address);
    emulator.faults.add({ path: '*/allPolicies', effect: { kind: 'status', status: 404 } });
    const swept = await resultOf(instance.policyAddresses());
    for (const address of addresses) expect(swept).toContainEqual(address);
    for (const address of addresses)
      expect(await resultOf(instance.deletePolicy(address, 'overwrite'))).toBe('deleted');

    const fragment = { kind: 'fragment', fragment: 'shared', workspace: 'team' } as const;
    await resultOf(instance.writePolicy(fragment, '<fragment>\n</fragment>', 'create'));
    expect(names(await resultOf(instance.fragments(here)))).toEqual(['shared']);
    const value = { name: 'v', displayName: 'v', kind: 'plain', value: '1' } as const;
    await resultOf(instance.writeNamedValue(value, 'create', here));
    expect(names(await resultOf(instance.namedValues(here)))).toEqual(['v']);
    expect(names(await resultOf(instance.namedValues()))).not.toContain('v');
    const backend = { name: 'b', properties: { url: 'https://b.example', protocol: 'http' } };
    await resultOf(instance.writeBackend(backend, 'create', here));
    expect(names(await resultOf(instance.backends(here)))).toEqual(['b']);
  });
});

describe('deleting', () => {
  const api: PolicyAddress = { kind: 'api', api: 'catalog' };

  it('takes what was seen, and nothing that someone changed since', async () => {
    const { text, etag } = await resultOf(instance.readPolicy(api));
    const { etag: now } = await resultOf(
      instance.writePolicy(api, text.replace('<inbound>', '<inbound><!-- -->'), { etag }),
    );
    expect((await failureOf(instance.deletePolicy(api, { etag }))).kind).toBe('changed');
    expect(await resultOf(instance.deletePolicy(api, { etag: now }))).toBe('deleted');
    expect((await failureOf(instance.readPolicy(api))).kind).toBe('not-found');
    expect(await resultOf(instance.deletePolicy(api, 'overwrite'))).toBe('absent');
  });

  it('knows its own work again after a cut connection', async () => {
    const { etag } = await resultOf(instance.readPolicy(api));
    emulator.faults.add({ method: 'DELETE', path: '*', effect: { kind: 'cut', when: 'after' } });
    expect(await resultOf(instance.deletePolicy(api, { etag }))).toBe('deleted');
  });

  it('refuses a fragment in use and says where it is used', async () => {
    const fragment: PolicyAddress = { kind: 'fragment', fragment: 'culture' };
    const including =
      '<policies><inbound><include-fragment fragment-id="culture" /></inbound><backend /><outbound /><on-error /></policies>';
    for (const path of [
      '/apis/catalog/policies/policy',
      '/apis/orders/policies/policy',
      '/products/starter/policies/policy',
    ])
      expect((await putDocument(emulator, path, including)).status).toBeLessThan(300);
    const uses = (await resultOf(instance.fragmentUses('culture'))).map(({ address }) => address);
    expect(uses).toEqual(
      expect.arrayContaining([api, { kind: 'api', api: 'orders' }, { kind: 'product', product: 'starter' }]),
    );
    const failure = await failureOf(instance.deletePolicy(fragment, 'overwrite'));
    expect(failure.kind).toBe('invalid');
  });
});

describe('backends', () => {
  it('are written whole, with properties of later API versions too', async () => {
    const properties = { url: 'https://b.example', protocol: 'http', failureResponse: { statusCode: 503 } };
    const first = await resultOf(instance.writeBackend({ name: 'b', properties }, 'create'));
    expect(first.resource).toMatchObject({ name: 'b', url: 'https://b.example', properties });
    expect((await failureOf(instance.writeBackend({ name: 'b', properties }, 'create'))).kind).toBe(
      'changed',
    );
    const second = await resultOf(
      instance.writeBackend({ name: 'b', properties: { ...properties, url: 'https://c.example' } }, first),
    );
    expect((await failureOf(instance.writeBackend({ name: 'b', properties }, first))).kind).toBe('changed');
    expect((await failureOf(instance.deleteBackend('b', first))).kind).toBe('changed');
    expect(await resultOf(instance.readBackend('b'))).toEqual(second);
    expect(await resultOf(instance.deleteBackend('b', second))).toBe('deleted');
    expect(await resultOf(instance.deleteBackend('b', 'overwrite'))).toBe('absent');
    expect((await failureOf(instance.readBackend('b'))).kind).toBe('not-found');
  });

  it('know their own write again after a cut connection', async () => {
    const properties = { url: 'https://b.example', protocol: 'http' };
    const first = await resultOf(instance.writeBackend({ name: 'b', properties }, 'create'));
    emulator.faults.add({ method: 'PUT', path: '*/backends/b', effect: { kind: 'cut', when: 'after' } });
    const written = await resultOf(
      instance.writeBackend({ name: 'b', properties: { ...properties, url: 'https://c.example' } }, first),
    );
    expect(written.resource.url).toBe('https://c.example');
  });
});

describe('a service with a minimum API version', () => {
  it('is told apart, with the versions it takes', async () => {
    emulator.faults.add({
      path: '*/apis',
      effect: {
        kind: 'status',
        status: 400,
        code: 'MissingOrIncorrectVersionParameter',
        message: 'Supported versions: 2026-01-01,2025-03-01-preview',
      },
    });
    expect(await failureOf(instance.apis())).toMatchObject({
      kind: 'api-version',
      minimum: '2025-03-01-preview',
    });
  });
});
