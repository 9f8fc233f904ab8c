import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { putDocument, send, sendTo, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startTestEmulator();
});
afterEach(() => emulator.close());

const good = '<fragment><set-header name="a"><value>@(1 < 2)</value></set-header></fragment>';
const header = (answer: { readonly headers: Headers }, name: string) => answer.headers.get(name) ?? '';

describe('a fragment', () => {
  it('is written by an operation that both headers lead to', async () => {
    const put = await putDocument(emulator, '/policyFragments/new-one', good);
    expect(put.status).toBe(201);
    expect(put.json.properties).toEqual({
      format: 'xml',
      value:
        '<fragment>\r\n  <set-header name="a">\r\n    <value>@(1 &lt; 2)</value>\r\n  </set-header>\r\n</fragment>',
      provisioningState: 'InProgress',
    });
    expect(header(put, 'location')).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/subscriptions\/.*\/policyFragments\/new-one\?api-version=2024-05-01&asyncId=[0-9a-f]{24}&asyncCode=201$/,
    );
    expect(header(put, 'azure-asyncoperation')).toMatch(
      /\/tenant\/operationResults\/[0-9a-f]{24}\?api-version=2024-05-01$/,
    );
    expect((await sendTo(header(put, 'azure-asyncoperation'))).json).toMatchObject({ status: 'Succeeded' });
    const result = await sendTo(header(put, 'location'));
    expect([result.status, result.json.name]).toEqual([201, 'new-one']);
    expect((await putDocument(emulator, '/policyFragments/new-one', good)).status).toBe(200);
  });

  it('is in progress for as many polls as wished', async () => {
    emulator.faults.add({
      method: 'PUT',
      path: '*/policyFragments/slow',
      effect: { kind: 'slow-operation', polls: 2 },
    });
    const put = await putDocument(emulator, '/policyFragments/slow', good);
    const first = await sendTo(header(put, 'azure-asyncoperation'));
    expect([first.json.status, header(first, 'retry-after')]).toEqual(['InProgress', '1']);
    expect((await sendTo(header(put, 'location'))).status).toBe(202);
    expect((await sendTo(header(put, 'location'))).status).toBe(201);
  });

  it('that is no document is refused by the operation, not by the PUT', async () => {
    const put = await putDocument(
      emulator,
      '/policyFragments/bad',
      '<fragment>\n<a b="@(x && y)" /></fragment>',
      {
        format: 'xml',
      },
    );
    expect(put.status).toBe(201);
    const result = await sendTo(header(put, 'location'));
    expect(result.status).toBe(400);
    expect(result.json.error).toEqual({
      code: 'ValidationError',
      message:
        'The policy fragment is not a valid XML: An error occurred while parsing EntityName. Line 2, position 12.',
      details: null,
    });
    const status = await sendTo(header(put, 'azure-asyncoperation'));
    expect([status.status, status.json.status, status.json.error.code]).toEqual([
      200,
      'Failed',
      'ValidationError',
    ]);
    const get = await send(emulator, 'GET', '/policyFragments/bad');
    expect([get.status, get.json.error.message]).toEqual([404, 'PolicyFragment not found.']);
  });

  it('that is refused may hide behind a status that says it succeeded', async () => {
    emulator.faults.add({ path: '*/policyFragments/bad', effect: { kind: 'hidden-failure' } });
    const put = await putDocument(emulator, '/policyFragments/bad', '<fragment><nope /></fragment>');
    expect((await sendTo(header(put, 'azure-asyncoperation'))).json.status).toBe('Succeeded');
    expect((await sendTo(header(put, 'location'))).status).toBe(400);
  });

  it('has each fault of its policies named', async () => {
    const put = await putDocument(
      emulator,
      '/policyFragments/bad',
      '<fragment><base /><set-header /></fragment>',
    );
    const { json } = await sendTo(header(put, 'location'));
    expect(json.error.details.map((detail: { target: string }) => detail.target)).toEqual([
      'base',
      'set-header',
    ]);
  });

  it('in use tells by whom and stays', async () => {
    const references = await send(emulator, 'POST', '/policyFragments/culture/listReferences');
    expect(references.json).toEqual({
      value: ['apis/catalog', 'apis/catalog;rev=2', 'products/internal', 'apis/storefront'].map((owner) => ({
        id: `${emulator.resourceId}/${owner}/policies/policy`,
        type: `Microsoft.ApiManagement/service/${owner.split('/')[0]}/policies`,
        name: 'policy',
      })),
      count: 4,
      nextLink: '',
    });
    const refused = await send(emulator, 'DELETE', '/policyFragments/culture', {
      headers: { 'if-match': '*' },
    });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toEqual({
      code: 'ValidationError',
      message:
        "The Policy Fragment 'culture' is used by the following entities:\r\n/apis/catalog/policies/policy\r\n/apis/catalog;rev=2/policies/policy\r\n/products/internal/policies/policy\r\n/apis/storefront/policies/policy\r\n",
      details: null,
    });
    await putDocument(emulator, '/policyFragments/unused', good);
    expect(
      (await send(emulator, 'DELETE', '/policyFragments/unused', { headers: { 'if-match': '*' } })).status,
    ).toBe(200);
  });

  it('is listed with its text', async () => {
    const { json } = await send(emulator, 'GET', '/policyFragments', {
      query: { $filter: "name eq 'culture'" },
    });
    expect(json.count).toBe(1);
    expect(json.value[0].properties).toMatchObject({ format: 'xml', description: expect.any(String) });
    const raw = await send(emulator, 'GET', '/policyFragments/culture', { query: { format: 'rawxml' } });
    expect(raw.json.properties.value).toContain('"Accept-Language", "en"');
  });

  it('has a name of letters, digits, dashes and underscores', async () => {
    expect((await putDocument(emulator, '/policyFragments/a%20b', good)).status).toBe(400);
  });
});
