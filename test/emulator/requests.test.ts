/** What every request has to carry, and what is answered where it doesn't or where nothing is served. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { send, sendTo, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());

/** A request with any header, `Host` too, which fetch does not let through. */
function statusWith(headers: Record<string, string>, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(emulator.url);
    const path = `${emulator.resourceId}/policies/policy?api-version=2024-05-01`;
    const sent = request(
      { hostname, port, path, method: body === undefined ? 'GET' : 'PUT', headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a request', () => {
  it('needs a token, and is told where to get one', async () => {
    const response = await fetch(`${emulator.url}${emulator.resourceId}?api-version=2024-05-01`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer authorization_uri="https:/);
    expect(await response.json()).toMatchObject({ error: { code: 'AuthenticationFailed' } });
  });

  it('needs an api-version', async () => {
    const without = await sendTo(`${emulator.url}${emulator.resourceId}`);
    expect([without.status, without.json.error.code]).toEqual([400, 'MissingApiVersionParameter']);
    const wrong = await send(emulator, 'GET', '', { query: { 'api-version': 'now' } });
    expect([wrong.status, wrong.json.error.code]).toEqual([400, 'InvalidApiVersionParameter']);
    const old = { query: { 'api-version': '2017-03-01' } };
    expect((await send(emulator, 'GET', '', old)).json.properties.apiVersionConstraint).toEqual({
      minApiVersion: '2021-08-01',
    });
    const refused = await send(emulator, 'GET', '/apis', old);
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      expect.stringMatching(/Supported versions: 2021-08-01,.*2024-05-01/),
    ]);
  });

  it('is answered with ids to find it by', async () => {
    const { headers } = await send(emulator, 'GET', '/apis');
    for (const name of ['x-ms-request-id', 'x-ms-correlation-request-id', 'x-ms-routing-request-id'])
      expect(headers.get(name)).toMatch(/[0-9a-f-]{36}/);
  });

  it('for what is not served is a 404, with a wrong verb a 405', async () => {
    for (const path of [
      '/nothing',
      '/apis/orders/nothing',
      '/policies/policy/nothing/x',
      '/apis/orders/operations/get-order/x/y/z',
    ])
      expect([path, (await send(emulator, 'GET', path)).status]).toEqual([path, 404]);
    expect((await sendTo(`${emulator.url}/elsewhere?api-version=2024-05-01`)).status).toBe(404);
    const wrongVerb = await send(emulator, 'PATCH', '/policies/policy', { body: {} });
    expect([wrongVerb.status, wrongVerb.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, DELETE']);
    expect((await send(emulator, 'DELETE', '/apis')).status).toBe(405);
    expect((await send(emulator, 'GET', '/namedValues/tenant-id/listValue')).status).toBe(405);
  });

  it('for another subscription, group or service says which', async () => {
    const other = (from: string, to: string) =>
      sendTo(`${emulator.url}${emulator.resourceId.replace(from, to)}/apis?api-version=2024-05-01`);
    const other1 = await other(emulator.subscriptionId, '11111111-1111-1111-1111-111111111111');
    expect([other1.status, other1.json.error.code]).toEqual([404, 'SubscriptionNotFound']);
    expect((await other('sample-shop-rg', 'rg')).json.error.code).toBe('ResourceGroupNotFound');
    expect((await other('service/sample-shop', 'service/x')).json.error.code).toBe('ResourceNotFound');
  });

  it('comes from local programs only', async () => {
    const authorization = 'Bearer x';
    expect(await statusWith({ authorization })).toBe(200);
    expect(await statusWith({ authorization, host: 'shop.example' })).toBe(403);
    expect(await statusWith({ authorization, origin: 'https://shop.example' })).toBe(403);
  });

  it('that is not JSON or too large is refused', async () => {
    const authorization = 'Bearer x';
    expect(await statusWith({ authorization }, '{"properties":')).toBe(400);
    expect(
      await statusWith({ authorization }, Buffer.from([0x22, 0xff, 0x22]).toString('latin1').repeat(10)),
    ).toBe(400);
    expect(await statusWith({ authorization }, ' '.repeat(5 * 1024 * 1024)).catch(() => 413)).toBe(413);
    const malformed = await sendTo(`${emulator.url}/%E0%A4%A?api-version=2024-05-01`);
    expect(malformed.status).toBe(400);
  });

  it('that names no resource safely is just not found', async () => {
    for (const name of ['..%2F..%2Fpolicies', 'CON', 'a%3Ab', '%00', '__proto__', 'constructor'])
      expect([name, (await send(emulator, 'GET', `/apis/${name}/policies/policy`)).status]).toEqual([
        name,
        404,
      ]);
    expect((await send(emulator, 'GET', '/constructor')).status).toBe(404);
  });
});

it('finds the instance from the subscription', async () => {
  const at = (path: string) => sendTo(`${emulator.url}${path}?api-version=2022-12-01`);
  const { subscriptionId, resourceGroup, resourceId } = emulator;
  expect((await at('/subscriptions')).json.value).toMatchObject([{ subscriptionId }]);
  expect((await at('/tenants')).json.value).toHaveLength(1);
  const provider = 'providers/Microsoft.ApiManagement/service';
  for (const path of [
    `/subscriptions/${subscriptionId}/${provider}`,
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/${provider}`,
  ])
    expect((await at(path)).json.value).toMatchObject([{ id: resourceId, sku: { name: 'Developer' } }]);
  expect((await send(emulator, 'GET', '')).json.properties.gatewayUrl).toBe(
    'https://sample-shop.azure-api.net',
  );
});

it('keeps revisions: a new one starts as a copy, the current one cannot be deleted', async () => {
  const created = await send(emulator, 'PUT', '/apis/orders%3Brev%3D2', {
    body: { properties: { path: 'orders', sourceApiId: `${emulator.resourceId}/apis/orders;rev=1` } },
  });
  expect([created.status, created.json.properties.apiRevision, created.json.properties.isCurrent]).toEqual([
    201,
    '2',
    false,
  ]);
  const operations = await send(emulator, 'GET', '/apis/orders%3Brev%3D2/operations');
  expect(operations.json.count).toBe(6);
  expect(
    (await send(emulator, 'HEAD', '/apis/orders%3Brev%3D2/operations/create-order/policies/policy')).status,
  ).toBe(200);
  const refused = await send(emulator, 'DELETE', '/apis/orders', { headers: { 'if-match': '*' } });
  expect([refused.status, refused.json.error.message]).toEqual([
    400,
    'Cannot delete the current revision of an API.',
  ]);
  expect(
    (await send(emulator, 'DELETE', '/apis/orders%3Brev%3D2', { headers: { 'if-match': '*' } })).status,
  ).toBe(200);
  expect((await send(emulator, 'GET', '/apis/orders/operations')).json.count).toBe(6);
});

it('refuses a backend whose credentials name an unknown named value', async () => {
  const { status, json } = await send(emulator, 'PUT', '/backends/erp', {
    body: {
      properties: { url: 'https://erp.shop.example', credentials: { header: { key: ['{{erp-key}}'] } } },
    },
  });
  expect([status, json.error.details]).toEqual([
    400,
    [{ code: 'ValidationError', target: 'credentials', message: "Property 'erp-key' not found." }],
  ]);
});
