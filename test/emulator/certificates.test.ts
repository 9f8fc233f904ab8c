import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { send, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());

const put = (name: string, properties: object) =>
  send(emulator, 'PUT', `/certificates/${name}`, { body: { properties } });

describe('a certificate', () => {
  it('is shown without its contents and its password', async () => {
    const { status, json } = await put('new', { data: 'AAAA', password: 'certificate-canary' });
    expect([status, json.properties]).toEqual([
      201,
      {
        subject: 'CN=new',
        thumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
        expirationDate: expect.any(String),
      },
    ]);
    expect(JSON.stringify(emulator.store.all())).not.toContain('certificate-canary');
  });

  it('needs contents or a key vault', async () => {
    expect((await put('bad', {})).json.error.details[0].target).toBe('data');
    expect((await put('bad', { data: 'not base64!' })).status).toBe(400);
  });

  it('from a vault is fetched again when asked', async () => {
    const path = '/certificates/shop-vault-client';
    const before = (await send(emulator, 'GET', path)).json.properties.keyVault.lastStatus.timeStampUtc;
    const { status, json } = await send(emulator, 'POST', `${path}/refreshSecret`);
    expect([status, json.properties.keyVault.lastStatus.code]).toEqual([200, 'Success']);
    expect(json.properties.keyVault.lastStatus.timeStampUtc > before).toBe(true);
    expect((await send(emulator, 'POST', '/certificates/shop-client/refreshSecret')).status).toBe(400);
  });
});
