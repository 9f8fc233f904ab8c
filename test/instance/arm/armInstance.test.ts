import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator';
import { type ApimInstance, createArmInstance, type PolicyFault } from '../../../instance';
import type { NamedKind, PolicyAddress } from '../../../server/src/core/workspace/types';
import { armInstance, failureOf, resultOf, testToken } from '../../support/armInstance';
import { putDocument, send, startTestEmulator } from '../../support/emulator';

let emulator: Emulator;
let instance: ApimInstance;
beforeEach(async () => {
  emulator = await startTestEmulator({ pageSize: 2 });
  instance = armInstance(emulator);
});
afterEach(() => emulator.close());

const api: PolicyAddress = { kind: 'api', api: 'catalog' };
const policy = (inbound: string) =>
  `<policies>\n  <inbound>\n    <base />\n    ${inbound}\n  </inbound>\n  <backend><base /></backend>\n  <outbound><base /></outbound>\n  <on-error><base /></on-error>\n</policies>`;
const header =
  '<set-header name="a" exists-action="override"><value>@(1 < 2 ? "x" : "y")</value></set-header>';

describe('reading', () => {
  it('lists what the instance has, over several pages', async () => {
    expect(await resultOf(instance.service())).toMatchObject({ name: emulator.service });
    expect((await resultOf(instance.products())).map(({ name }) => name)).toEqual([
      'starter',
      'partner',
      'internal',
    ]);
    const apis = await resultOf(instance.apis());
    expect(apis.length).toBeGreaterThanOrEqual(6);
    expect(apis.find(({ name }) => name === 'catalog')).toMatchObject({ revision: '1', isCurrent: true });
    expect((await resultOf(instance.operations('orders'))).length).toBeGreaterThan(2);
    expect((await resultOf(instance.fragments())).length).toBe(5);
    expect((await resultOf(instance.backends())).length).toBeGreaterThan(2);
  });

  it('lists names of what has nothing else to it', async () => {
    const names = async (kind: NamedKind) =>
      (await resultOf(instance.names(kind))).map(({ name, within }) =>
        within === undefined ? name : `${within}/${name}`,
      );
    expect(await names('logger')).toContain('shop-events');
    for (const path of ['caches/default', 'schemas/product', 'authorizationProviders/erp'])
      emulator.store.delete(path);
    emulator.store.putAll(
      [
        'caches/westeurope',
        'schemas/order',
        'certificates/garden-client',
        'authorizationProviders/garden-sso',
        'authorizationProviders/bank',
        'authorizationProviders/garden-sso/authorizations/reader',
        'authorizationProviders/bank/authorizations/reader',
        'authorizationProviders/bank/authorizations/writer',
      ].map((path) => ({ path, properties: {} })),
    );
    expect(await names('cache')).toEqual(['westeurope']);
    expect(await names('schema')).toEqual(['order']);
    expect(await names('certificate')).toEqual(['shop-client', 'shop-vault-client', 'garden-client']);
    expect(await names('authorization-provider')).toEqual(['garden-sso', 'bank']);
    expect(await names('authorization')).toEqual(['garden-sso/reader', 'bank/reader', 'bank/writer']);
  });

  it('tells no part of the connections where those of one provider cannot be listed', async () => {
    emulator.store.putAll(
      ['authorizationProviders/garden-sso', 'authorizationProviders/bank'].map((path) => ({
        path,
        properties: {},
      })),
    );
    emulator.faults.add({ path: '*/bank/authorizations', effect: { kind: 'status', status: 403 } });
    expect((await failureOf(instance.names('authorization'))).kind).toBe('forbidden');
  });

  it('tells plain, secret and Key Vault named values apart and shows no secret', async () => {
    const namedValues = await resultOf(instance.namedValues());
    const kinds = namedValues.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'secret')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'key-vault')).toHaveLength(2);
    const secret = await resultOf(instance.revealNamedValue('payments-api-key'));
    expect(secret).not.toBe('');
    expect(JSON.stringify(namedValues)).not.toContain(secret);
  });

  it('finds every scope that has a policy', async () => {
    const addresses = await resultOf(instance.policyAddresses());
    expect(addresses).toContainEqual({ kind: 'global' });
    expect(addresses).toContainEqual({ kind: 'product', product: 'starter' });
    expect(addresses).toContainEqual(api);
    for (const address of addresses) expect((await resultOf(instance.readPolicy(address))).etag).not.toBe('');
  });

  it('asks scope by scope where the instance does not know that list', async () => {
    const all = await resultOf(instance.policyAddresses());
    emulator.faults.add({ path: '*/allPolicies', effect: { kind: 'status', status: 404 } });
    const swept = await resultOf(instance.policyAddresses());
    const sorted = (list: readonly PolicyAddress[]) => list.map((a) => JSON.stringify(a)).sort();
    expect(sorted(swept)).toEqual(sorted(all));
  });

  it('reads the text as it was written, at every scope, the API scope and revisions too', async () => {
    const addresses: readonly PolicyAddress[] = [
      { kind: 'global' },
      { kind: 'product', product: 'partner' },
      api,
      { kind: 'api', api: 'catalog;rev=2' },
      {
        kind: 'operation',
        api: 'orders',
        operation: (await resultOf(instance.operations('orders')))[0]?.name ?? '',
      },
      { kind: 'fragment', fragment: 'culture' },
    ];
    for (const address of addresses) {
      const text =
        address.kind === 'fragment'
          ? `<fragment>\n${header}\n</fragment>`
          : address.kind === 'global'
            ? policy(header).replaceAll('<base />', '')
            : policy(header);
      const written = await resultOf(instance.writePolicy(address, text, 'overwrite'));
      expect(written.text).toBe(text);
      expect(await resultOf(instance.readPolicy(address))).toEqual(written);
    }
  });

  it('says that there is no policy', async () => {
    expect(await failureOf(instance.readPolicy({ kind: 'api', api: 'nothing' }))).toMatchObject({
      kind: 'not-found',
      requestId: expect.any(String),
    });
  });

  it('never lets a name of dots address another resource', async () => {
    const before = (await send(emulator, 'GET', '/policies/policy')).text;
    for (const name of ['..', '.', '']) {
      const address: PolicyAddress = { kind: 'api', api: name };
      expect(await failureOf(instance.readPolicy(address))).toMatchObject({ kind: 'not-found' });
      expect(await failureOf(instance.writePolicy(address, policy(''), 'overwrite'))).toMatchObject({
        kind: 'not-found',
      });
      expect((await failureOf(instance.operations(name))).kind).toBe('not-found');
      expect((await failureOf(instance.revealNamedValue(name))).kind).toBe('not-found');
    }
    expect((await failureOf(instance.readPolicy({ kind: 'api', api: '../../x:y' }))).kind).toBe('not-found');
    expect((await send(emulator, 'GET', '/policies/policy')).text).toBe(before);
  });
});

describe('writing', () => {
  it('replaces what was last seen, and nothing else', async () => {
    const seen = await resultOf(instance.readPolicy(api));
    await putDocument(emulator, '/apis/catalog/policies/policy', policy('<!-- theirs -->'));
    const failure = await failureOf(instance.writePolicy(api, policy('<!-- mine -->'), seen));
    expect(failure).toMatchObject({ kind: 'changed', message: expect.stringContaining("API 'catalog'") });
    expect((await resultOf(instance.readPolicy(api))).text).toContain('theirs');
    const now = await resultOf(instance.readPolicy(api));
    expect((await resultOf(instance.writePolicy(api, policy('<!-- mine -->'), now))).text).toContain('mine');
  });

  it('refuses an empty ETag rather than to overwrite whatever is there', async () => {
    const before = await resultOf(instance.readPolicy(api));
    expect((await failureOf(instance.writePolicy(api, policy(''), { etag: '' }))).kind).toBe('changed');
    expect(await resultOf(instance.readPolicy(api))).toEqual(before);
  });

  it('creates only where there is nothing', async () => {
    const product: PolicyAddress = { kind: 'product', product: 'partner' };
    expect((await failureOf(instance.writePolicy(api, policy(''), 'create'))).kind).toBe('changed');
    await send(emulator, 'DELETE', '/products/partner/policies/policy', { headers: { 'if-match': '*' } });
    await resultOf(instance.writePolicy(product, policy(header), 'create'));
    expect((await failureOf(instance.writePolicy(product, policy(header), 'create'))).kind).toBe('changed');
  });

  it('sends a document without its byte order mark', async () => {
    expect((await resultOf(instance.writePolicy(api, `\ufeff${policy('')}`, 'overwrite'))).text).toBe(
      policy(''),
    );
  });

  it('keeps the description of a fragment, and guards it by its ETag', async () => {
    const address: PolicyAddress = { kind: 'fragment', fragment: 'culture' };
    const description = (await resultOf(instance.fragments())).find(
      ({ name }) => name === 'culture',
    )?.description;
    expect(description).toBeTruthy();
    const seen = await resultOf(instance.readPolicy(address));
    const written = await resultOf(instance.writePolicy(address, '<fragment />', seen));
    expect(written.text).toBe('<fragment />');
    expect((await resultOf(instance.fragments())).find(({ name }) => name === 'culture')?.description).toBe(
      description,
    );
    expect((await failureOf(instance.writePolicy(address, '<fragment></fragment>', seen))).kind).toBe(
      'changed',
    );
  });

  it('waits for a slow fragment', async () => {
    emulator.faults.add({
      method: 'PUT',
      path: '*/policyFragments/slow',
      effect: { kind: 'slow-operation', polls: 1 },
    });
    const address: PolicyAddress = { kind: 'fragment', fragment: 'slow' };
    expect(
      (await resultOf(instance.writePolicy(address, `<fragment>${header}</fragment>`, 'create'))).text,
    ).toContain('1 < 2');
  });
});

describe('a document with faults', () => {
  const faultsOf = async (address: PolicyAddress, text: string): Promise<readonly PolicyFault[]> => {
    const failure = await failureOf(instance.writePolicy(address, text, 'overwrite'));
    if (failure.kind !== 'invalid') throw new Error(`${failure.kind}: ${failure.message}`);
    expect(failure.message).toMatch(/^API Management refused .*\.$/);
    return failure.faults;
  };

  it('comes back with them, and nothing is changed', async () => {
    const before = await resultOf(instance.readPolicy(api));
    const text = policy('<set-header exists-action="override"><value>a</value></set-header>');
    expect(await faultsOf(api, text)).toEqual([
      { element: 'set-header', line: 4, column: 6, message: expect.stringContaining("'name'") },
    ]);
    expect(await resultOf(instance.readPolicy(api))).toEqual(before);
  });

  it.each(['normal', 'hidden'])('is told of a fragment too, where the failure is %s', async (way) => {
    const address: PolicyAddress = { kind: 'fragment', fragment: 'culture' };
    const before = await resultOf(instance.readPolicy(address));
    const bad = '<fragment>\n  <set-header></fragment>';
    for (const target of [address, { kind: 'fragment', fragment: 'brand-new' } as const]) {
      if (way === 'hidden')
        emulator.faults.add({
          method: 'PUT',
          path: '*/policyFragments/*',
          effect: { kind: 'hidden-failure' },
        });
      expect((await faultsOf(target, bad))[0]?.message).toMatch(/not a valid XML|tag/);
    }
    expect(await resultOf(instance.readPolicy(address))).toEqual(before);
  });
});

describe('a target that can not be', () => {
  const target = {
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    resourceGroup: 'g',
    service: 's',
    endpoint: 'https://management.azure.com',
  };
  it.each([
    [{ subscriptionId: 'my-subscription' }, 'not-found', 'UUID'],
    [{ endpoint: 'http://example.com' }, 'unreachable', 'https'],
    [{ endpoint: 'http://127.0.0.1.example.com' }, 'unreachable', 'https'],
    [{ endpoint: 'nonsense' }, 'unreachable', 'web address'],
    [{ service: '..' }, 'not-found', '".."'],
  ])('%j is said before anything is sent', async (change, kind, words) => {
    const failure = await failureOf(createArmInstance({ ...target, ...change }, testToken).service());
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
  });
});
