import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { putDocument, send, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startTestEmulator();
});
afterEach(() => emulator.close());

const empty = '<policies><inbound><base /></inbound></policies>';
const inventory = '/apis/inventory/policies/policy';

describe('a policy', () => {
  it('is given in the xml form by default, re-indented and encoded, without a format', async () => {
    await putDocument(
      emulator,
      inventory,
      '<policies><inbound><set-header name="a"><value>@(1 < 2 ? "x" : "y")</value></set-header></inbound></policies>',
    );
    const { status, json } = await send(emulator, 'GET', inventory);
    expect(status).toBe(200);
    expect(json.properties).toEqual({
      value:
        '<policies>\r\n  <inbound>\r\n    <set-header name="a">\r\n      <value>@(1 &lt; 2 ? "x" : "y")</value>\r\n    </set-header>\r\n  </inbound>\r\n</policies>',
    });
    expect(json).toMatchObject({
      id: `${emulator.resourceId}/apis/inventory/policies/policy`,
      type: 'Microsoft.ApiManagement/service/apis/policies',
      name: 'policy',
    });
  });

  it('is given as typed in the raw form', async () => {
    const text =
      '<policies>\n\t<inbound>\n<set-variable name="a" value="@(context.Variables["b"] != null && 1 < 2)"/>\n\t</inbound></policies>\n';
    await putDocument(emulator, inventory, text);
    const { json } = await send(emulator, 'GET', inventory, { query: { format: 'rawxml' } });
    expect(json.properties).toEqual({ format: 'rawxml', value: text });
  });

  it('that was put in the xml form is raw when asked for raw', async () => {
    const put = await putDocument(
      emulator,
      inventory,
      '<policies><inbound><set-variable name="a" value="@(context.Variables[&quot;b&quot;] != null &amp;&amp; 1 &lt; 2)" /></inbound></policies>',
      { format: 'xml' },
    );
    expect(put.status).toBe(201);
    const { json } = await send(emulator, 'GET', inventory, { query: { format: 'rawxml' } });
    expect(json.properties.value).toBe(
      '<policies><inbound><set-variable name="a" value="@(context.Variables["b"] != null && 1 < 2)" /></inbound></policies>',
    );
  });

  it('is answered by a PUT in the encoded form, whatever was sent', async () => {
    const { status, json, headers } = await putDocument(emulator, inventory, empty);
    expect(status).toBe(201);
    expect(json.properties).toEqual({
      value: '<policies>\r\n  <inbound>\r\n    <base />\r\n  </inbound>\r\n</policies>',
    });
    expect(headers.get('etag')).toMatch(/^"[A-Za-z0-9+/=]+"$/);
  });

  it('has HEAD, list and DELETE', async () => {
    const head = await send(emulator, 'HEAD', '/policies/policy');
    const get = await send(emulator, 'GET', '/policies/policy');
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', get.headers.get('etag')]);
    expect((await send(emulator, 'GET', '/policies')).json).toMatchObject({
      count: 1,
      nextLink: '',
      value: [{ name: 'policy' }],
    });
    expect((await send(emulator, 'GET', '/apis/inventory/policies')).json).toEqual({
      value: [],
      count: 0,
      nextLink: '',
    });
    const deleted = await send(emulator, 'DELETE', '/policies/policy', { headers: { 'if-match': '*' } });
    expect(deleted.status).toBe(200);
    expect((await send(emulator, 'HEAD', '/policies/policy')).status).toBe(404);
    expect(
      (await send(emulator, 'DELETE', '/policies/policy', { headers: { 'if-match': '*' } })).status,
    ).toBe(204);
  });

  it('that is missing is a 404 with ARM’s body', async () => {
    const { status, json } = await send(emulator, 'GET', inventory);
    expect(status).toBe(404);
    expect(json).toEqual({
      error: { code: 'ResourceNotFound', message: 'Policy not found.', details: null },
    });
  });

  it('of a missing owner names the owner', async () => {
    expect((await send(emulator, 'GET', '/apis/nope/policies/policy')).json.error.message).toBe(
      'Api not found.',
    );
    expect(
      (await putDocument(emulator, '/apis/orders/operations/nope/policies/policy', empty)).json.error.message,
    ).toBe('Operation not found.');
  });

  it('has only one name', async () => {
    const { status, json } = await putDocument(emulator, '/policies/other', empty);
    expect([status, json.error.code, json.error.message]).toEqual([406, 'BadRequest', '']);
  });

  it('refuses links and unknown formats', async () => {
    const link = await putDocument(emulator, inventory, 'https://shop.example/p.xml', { format: 'xml-link' });
    expect([link.status, link.json.error.details[0].target]).toEqual([400, 'format']);
    expect((await putDocument(emulator, inventory, empty, { format: 'yaml' })).status).toBe(400);
    expect((await send(emulator, 'PUT', inventory, { body: {} })).status).toBe(400);
    expect((await send(emulator, 'PUT', inventory, { body: { properties: { value: 3 } } })).status).toBe(400);
  });
});

describe('If-Match', () => {
  const etagOf = async () => (await send(emulator, 'HEAD', '/policies/policy')).headers.get('etag') ?? '';

  it('may be left out of a PUT, which then replaces', async () => {
    expect((await putDocument(emulator, '/policies/policy', empty)).status).toBe(200);
  });

  it('of * replaces or creates', async () => {
    expect((await putDocument(emulator, '/policies/policy', empty, { ifMatch: '*' })).status).toBe(200);
    expect((await putDocument(emulator, inventory, empty, { ifMatch: '*' })).status).toBe(201);
  });

  it('of the current ETag replaces and makes a new one', async () => {
    const before = await etagOf();
    expect((await putDocument(emulator, '/policies/policy', empty, { ifMatch: before })).status).toBe(200);
    expect(await etagOf()).not.toBe(before);
  });

  it('of another ETag is refused, in the words seen from the service', async () => {
    const before = await etagOf();
    await putDocument(emulator, '/policies/policy', empty);
    const kept = await etagOf();
    const { status, json } = await putDocument(emulator, '/policies/policy', '<policies />', {
      ifMatch: before,
    });
    expect(status).toBe(412);
    expect(json).toEqual({
      error: {
        code: 'ValidationError',
        message: 'Resource was modified since last retrieval.',
        details: null,
      },
    });
    expect(await etagOf()).toBe(kept);
    expect(
      (await send(emulator, 'DELETE', '/policies/policy', { headers: { 'if-match': before } })).status,
    ).toBe(412);
  });

  it('of an ETag does not create', async () => {
    expect((await putDocument(emulator, inventory, empty, { ifMatch: '"AAAAAAAAAAE="' })).status).toBe(412);
  });

  it('is needed to delete', async () => {
    expect((await send(emulator, 'DELETE', '/policies/policy')).status).toBe(400);
    expect((await send(emulator, 'HEAD', '/policies/policy')).status).toBe(200);
    expect(
      (await send(emulator, 'DELETE', '/policies/policy', { headers: { 'if-match': await etagOf() } }))
        .status,
    ).toBe(200);
  });
});

describe('scopes', () => {
  it('are all served, a revision apart from the current one', async () => {
    const types: Record<string, string> = {
      '/policies/policy': 'service/policies',
      '/products/starter/policies/policy': 'service/products/policies',
      '/apis/catalog/policies/policy': 'service/apis/policies',
      '/apis/catalog%3Brev%3D2/policies/policy': 'service/apis/policies',
      '/apis/catalog/operations/get-product/policies/policy': 'service/apis/operations/policies',
      '/apis/storefront/resolvers/query-product/policies/policy': 'service/apis/resolvers/policies',
    };
    for (const [path, type] of Object.entries(types)) {
      const { status, json } = await send(emulator, 'GET', path);
      expect([path, status, json.type]).toEqual([path, 200, `Microsoft.ApiManagement/${type}`]);
    }
    const raw = { query: { format: 'rawxml' } };
    const second = await send(emulator, 'GET', '/apis/catalog;rev=2/policies/policy', raw);
    expect(second.json.properties.value).toContain('X-Catalog-Preview');
    const first = await send(emulator, 'GET', '/apis/catalog;rev=1/policies/policy', raw);
    expect(first.json).toEqual((await send(emulator, 'GET', '/apis/catalog/policies/policy', raw)).json);
  });

  it('of a workspace have their own names', async () => {
    expect(
      (await putDocument(emulator, '/workspaces/garden/policies/policy', empty)).json.error.message,
    ).toBe('Workspace not found.');
    const create = (path: string, properties: object) =>
      send(emulator, 'PUT', path, { body: { properties } });
    await create('/workspaces/garden', { displayName: 'Garden' });
    await create('/workspaces/garden/apis/deals', { displayName: 'Deals', path: 'deals' });
    await create('/workspaces/garden/apis/deals/operations/list', {
      displayName: 'List',
      method: 'GET',
      urlTemplate: '/',
    });
    await create('/workspaces/garden/products/gold', { displayName: 'Gold' });
    for (const owner of ['', '/apis/deals', '/apis/deals/operations/list', '/products/gold']) {
      const path = `/workspaces/garden${owner}/policies/policy`;
      const { status, json } = await putDocument(emulator, path, empty);
      expect([status, json.id]).toEqual([201, `${emulator.resourceId}${path}`]);
    }
    const foreign = '<policies><inbound><include-fragment fragment-id="culture" /></inbound></policies>';
    expect(
      (await putDocument(emulator, '/workspaces/garden/policies/policy', foreign)).json.error.details[0]
        .message,
    ).toBe(
      "Error in element 'include-fragment' on line 1, column 21: Policy fragment with id 'culture' could not be found.",
    );
  });

  it('are matched without regard to case, and ids keep the stored one', async () => {
    const { json } = await send(emulator, 'GET', '/APIS/Catalog/Operations/GET-PRODUCT/Policies/policy');
    expect(json.id).toBe(`${emulator.resourceId}/apis/catalog/operations/get-product/policies/policy`);
  });

  it('are told in one sweep by allPolicies', async () => {
    const { json } = await send(emulator, 'GET', '/allPolicies');
    const ids = json.value.map((row: { properties: { referencePolicyId: string } }) =>
      row.properties.referencePolicyId.slice(emulator.resourceId.length),
    );
    expect(ids).toContain('/policies/policy');
    expect(ids).toContain('/apis/catalog;rev=2/policies/policy');
    expect(ids).toContain('/apis/storefront/resolvers/query-product/policies/policy');
  });
});
