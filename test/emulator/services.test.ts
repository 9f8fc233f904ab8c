/** Several services behind one endpoint, what they are made of, and the settings of each. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, stages } from '../../emulator';
import { apiVersion, putDocument, send, sendTo, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startTestEmulator({ services: stages });
});
afterEach(() => emulator.close());

const ask = async (path: string) => (await sendTo(`${emulator.url}${path}?api-version=${apiVersion}`)).json;
const control = (method: string, name: string, body?: unknown) =>
  sendTo(`${emulator.url}/_emulator/${name}`, method, { body });
const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);
const at = (index: number) => ({ ...emulator, ...emulator.services[index] });

describe('several services', () => {
  it('are found by subscription and resource group', async () => {
    const subscriptions = (await ask('/subscriptions')).value;
    expect(subscriptions).toHaveLength(2);
    const found = await Promise.all(
      subscriptions.map(async ({ id }: { id: string }) =>
        names((await ask(`${id}/providers/Microsoft.ApiManagement/service`)).value),
      ),
    );
    expect(found).toEqual([['sample-shop', 'sample-shop-test'], ['sample-shop-prod']]);
    const group = emulator.resourceId.replace(/\/[^/]+$/, '');
    expect(names((await ask(group)).value)).toEqual(['sample-shop']);
    expect((await ask(emulator.services[2]?.resourceId ?? '')).properties.gatewayUrl).toContain(
      'sample-shop-prod',
    );
  });

  it('are apart from each other', async () => {
    await putDocument(emulator, '/apis/inventory/policies/policy', '<policies />');
    expect((await send(at(2), 'HEAD', '/apis/inventory/policies/policy')).status).toBe(404);
    const wrongGroup = at(2).resourceId.replace('sample-shop-prod-rg', emulator.resourceGroup);
    expect((await ask(wrongGroup)).error.code).toBe('ResourceGroupNotFound');
  });

  it('differ as stages do', async () => {
    const text = async (index: number, path: string) =>
      (await send(at(index), 'GET', path, { query: { format: 'rawxml' } })).json.properties.value;
    expect(await text(2, '/policies/policy')).toContain('timeout="60"');
    expect(await text(2, '/apis/customers/policies/policy')).toContain('\t<inbound>\r\n');
    expect((await send(at(2), 'HEAD', '/workspaces/partners')).status).toBe(404);
    expect((await send(at(2), 'HEAD', '/apis/orders-v2')).status).toBe(404);
    expect((await send(at(1), 'GET', '/namedValues/starter-calls-per-minute')).json.properties.value).toBe(
      '200',
    );
  });

  it('can be added while it runs, once by each name', async () => {
    const body = { service: 'garden', seed: 'empty', resourceGroup: 'garden-rg' };
    const added = await control('POST', 'services', body);
    expect([added.status, added.json.resources]).toEqual([201, 0]);
    expect((await control('POST', 'services', { service: 'Garden' })).json.resourceId).toBe(
      added.json.resourceId,
    );
    expect((await ask(`${added.json.resourceId}/apis`)).value).toEqual([]);
    expect((await control('GET', 'services')).json.value).toHaveLength(4);
    for (const wrong of [
      {},
      { service: '../x' },
      { service: 'a', subscriptionId: '1' },
      { service: 'a', resourceGroup: 'a/b' },
      { service: 'a', seed: 'b' },
    ])
      expect((await control('POST', 'services', wrong)).status).toBe(400);
  });
});

describe('settings', () => {
  it('of the lowest api-version are told by the service and kept to', async () => {
    await control('PUT', 'settings', { minApiVersion: '2024-06-01-preview' });
    const { json } = await send(emulator, 'GET', '');
    expect(json.properties.apiVersionConstraint.minApiVersion).toBe('2024-06-01-preview');
    const refused = await send(emulator, 'GET', '/apis');
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      expect.stringContaining('Supported versions: 2024-06-01-preview '),
    ]);
    expect((await send(at(1), 'GET', '/apis')).status).toBe(200);
  });

  it('make answers name named values by resource name', async () => {
    await control('PUT', 'settings', { namesByResource: true });
    const path = '/apis/payments/operations/receive-webhook/policies/policy';
    const raw = (await send(emulator, 'GET', path, { query: { format: 'rawxml' } })).json.properties.value;
    expect(raw).toContain('{{65f1d0c2a7b3e40012345678}}');
    expect(raw).not.toContain('{{webhook-signing-key}}');
    const put = await putDocument(emulator, path, raw.replace('401', '403'));
    expect(put.json.properties.value).toContain('{{65f1d0c2a7b3e40012345678}}');
  });

  it('of a reader let nothing be written and no secret be read', async () => {
    const permissions = () =>
      sendTo(
        `${emulator.url}${emulator.resourceId}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
      );
    expect((await permissions()).json.value).toMatchObject([{ actions: ['*'] }]);
    await control('PUT', 'settings', { role: 'reader' });
    expect((await permissions()).json.value).toMatchObject([{ actions: ['*/read'] }]);
    expect((await send(emulator, 'GET', '/apis/catalog')).status).toBe(200);
    const put = await putDocument(emulator, '/apis/catalog/policies/policy', '<policies />');
    expect([put.status, put.json.error.code, put.json.error.message]).toEqual([
      403,
      'AuthorizationFailed',
      expect.stringContaining(
        `'Microsoft.ApiManagement/service/apis/policies/write' over scope '${emulator.resourceId}/apis/catalog/policies/policy'`,
      ),
    ]);
    const secret = await send(emulator, 'POST', '/namedValues/payments-api-key/listValue');
    expect(secret.json.error.message).toContain('service/namedValues/listValue/action');
    await control('PUT', 'settings', { role: 'none' });
    expect((await send(emulator, 'GET', '')).status).toBe(403);
  });

  it('throttle reads and writes apart', async () => {
    const bucket = { size: 2, refill: 0.001 };
    await control('PUT', 'settings', { throttle: { reads: bucket, writes: bucket } });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await send(emulator, 'GET', '/apis')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await send(emulator, 'GET', '/apis');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(refused.headers.get('x-ms-ratelimit-remaining-subscription-reads')).toBe('0');
    expect((await putDocument(emulator, '/policies/policy', '<policies />')).status).toBe(200);
    await control('PUT', 'settings', { throttle: null });
    expect((await send(emulator, 'GET', '/apis')).status).toBe(200);
  });

  it.each([
    [],
    { throttle: 1 },
    { throttle: { reads: { size: 0, refill: 1 } } },
    { pageSize: 0 },
    { minApiVersion: 1 },
    { namesByResource: 'yes' },
    { role: 'king' },
  ])('that are wrong are refused: %j', async (body) => {
    expect((await control('PUT', 'settings', body)).status).toBe(400);
  });
});

describe('generated content', () => {
  it('is as much as was asked for, beside what is there', async () => {
    const body = { service: 'sample-shop-test', apis: 30, operations: 4, operationPolicies: 2 };
    expect((await control('POST', 'generate', body)).status).toBe(201);
    const test = at(1);
    expect((await send(test, 'GET', '/apis')).json.count).toBe(37);
    expect((await send(test, 'GET', '/apis/api-0030/operations')).json.count).toBe(4);
    const policy = '/apis/api-0007/operations/operation-2/policies/policy';
    const { json } = await send(test, 'GET', policy, { query: { format: 'rawxml' } });
    expect((await putDocument(test, policy, json.properties.value)).json.error).toBeUndefined();
    expect((await send(test, 'HEAD', policy.replace('-2/', '-3/'))).status).toBe(404);
    expect((await send(emulator, 'GET', '/apis')).json.count).toBe(7);
  });

  it.each([{}, { apis: -1 }, { apis: 1, operations: 'a' }, { apis: 1, service: 'none' }])(
    'is refused where it is asked for wrongly: %j',
    async (body) => {
      expect((await control('POST', 'generate', body)).status).toBeGreaterThanOrEqual(400);
    },
  );
});
