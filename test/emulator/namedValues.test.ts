import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { type Answer, send, sendTo, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startTestEmulator();
});
afterEach(() => emulator.close());

const put = (name: string, properties: object) =>
  send(emulator, 'PUT', `/namedValues/${name}`, { body: { properties } });
const outcome = (answer: Answer) => sendTo(answer.headers.get('location') ?? '');

describe('a named value', () => {
  it('is created by an operation', async () => {
    const created = await put('region', { displayName: 'shop-region', value: 'eu', tags: ['a'] });
    expect([created.status, created.json.properties.provisioningState]).toEqual([201, 'InProgress']);
    expect((await outcome(created)).json.properties).toEqual({
      displayName: 'shop-region',
      value: 'eu',
      tags: ['a'],
      secret: false,
    });
  });

  it('that is secret shows its value to listValue only', async () => {
    const created = await put('token', { displayName: 'token', value: 'hush', secret: true });
    const answers = [
      created.text,
      (await outcome(created)).text,
      (await send(emulator, 'GET', '/namedValues/token')).text,
      (await send(emulator, 'GET', '/namedValues')).text,
      (await sendTo(`${emulator.url}/_emulator/requests`)).text,
    ];
    for (const text of answers) expect(text).not.toContain('hush');
    expect((await send(emulator, 'POST', '/namedValues/token/listValue')).json).toEqual({ value: 'hush' });
  });

  it('from a vault shows where it is from, and can be fetched again', async () => {
    const { json } = await send(emulator, 'GET', '/namedValues/erp-password');
    expect(json.properties).toMatchObject({
      secret: true,
      keyVault: {
        secretIdentifier: 'https://shop-vault.vault.azure.net/secrets/erp-password',
        lastStatus: { code: 'Success' },
      },
    });
    expect(json.properties).not.toHaveProperty('value');
    const refreshed = await send(emulator, 'POST', '/namedValues/erp-password/refreshSecret');
    expect([refreshed.status, refreshed.text]).toEqual([202, '']);
    expect((await outcome(refreshed)).json.name).toBe('erp-password');
    const failed = await send(emulator, 'GET', '/namedValues', {
      query: { isKeyVaultRefreshFailed: 'true' },
    });
    expect(failed.json.value).toMatchObject([
      { name: 'legacy-token', properties: { keyVault: { lastStatus: { code: 'Forbidden' } } } },
    ]);
  });

  it('may not take a display name that is taken: the operation says so', async () => {
    const second = await put('another', { displayName: 'Tenant-Id', value: 'x' });
    expect(second.status).toBe(201);
    const { status, json } = await outcome(second);
    expect(status).toBe(400);
    expect(json.error.details).toEqual([
      { code: 'ValidationError', target: 'name', message: 'Property with the same name already exist.' },
    ]);
    expect((await send(emulator, 'GET', '/namedValues/another')).status).toBe(404);
  });

  it.each([
    [{ displayName: 'has space', value: 'x' }, 'displayName'],
    [{ displayName: 'blank', value: '  ' }, 'value'],
    [{ displayName: 'long', value: 'x'.repeat(4097) }, 'value'],
    [{ displayName: 'tagged', value: 'x', tags: Array.from({ length: 33 }, () => 't') }, 'tags'],
  ])('keeps to the rules (%#)', async (properties, target) => {
    const { status, json } = await outcome(await put('wrong', properties));
    expect([status, json.error.details[0].target]).toEqual([400, target]);
  });

  it('is changed in part', async () => {
    const patch = (headers: Record<string, string>) =>
      send(emulator, 'PATCH', '/namedValues/tenant-id', {
        body: { properties: { value: 'other' } },
        headers,
      });
    expect((await patch({})).status).toBe(400);
    const patched = await patch({ 'if-match': '*' });
    expect([patched.status, patched.text]).toEqual([202, '']);
    expect((await outcome(patched)).json.properties).toMatchObject({
      displayName: 'tenant-id',
      value: 'other',
    });
  });

  it('moves into a key vault and out again, and keeps its tags', async () => {
    const patch = async (properties: object) => {
      const headers = { 'if-match': '*' };
      await send(emulator, 'PATCH', '/namedValues/tenant-id', { body: { properties }, headers });
      return (await send(emulator, 'GET', '/namedValues/tenant-id')).json.properties;
    };
    const secretIdentifier = 'https://shop-vault.vault.azure.net/secrets/tenant';
    const inVault = await patch({ keyVault: { secretIdentifier, identityClientId: 'id' }, secret: true });
    expect(inVault).toEqual({
      displayName: 'tenant-id',
      tags: ['oauth'],
      secret: true,
      keyVault: {
        secretIdentifier,
        identityClientId: 'id',
        lastStatus: { code: 'Success', timeStampUtc: expect.any(String) },
      },
    });
    expect(await patch({ value: 'typed', secret: false })).toEqual({
      displayName: 'tenant-id',
      tags: ['oauth'],
      secret: false,
      value: 'typed',
    });
  });

  it('takes the policies with it when its display name changes', async () => {
    await send(emulator, 'PATCH', '/namedValues/tenant-id', {
      body: { properties: { displayName: 'directory-id' } },
      headers: { 'if-match': '*' },
    });
    const { json } = await send(emulator, 'GET', '/apis/orders/policies/policy', {
      query: { format: 'rawxml' },
    });
    expect(json.properties.value).toContain('/{{directory-id}}/v2.0/');
  });

  it('in use is not deleted', async () => {
    const remove = (name: string) =>
      send(emulator, 'DELETE', `/namedValues/${name}`, { headers: { 'if-match': '*' } });
    const refused = await remove('tenant-id');
    expect([refused.status, refused.json.error.code]).toEqual([400, 'ValidationError']);
    expect(refused.json.error.message).toContain('/apis/orders/policies/policy');
    expect((await remove('cache-connection')).json.error.message).toContain('/caches/default');
    expect((await remove('oauth-client-secret')).status).toBe(200);
    expect((await remove('oauth-client-secret')).status).toBe(204);
  });
});
