import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { putDocument, send, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());

const documents = () =>
  emulator.store
    .all()
    .filter(({ path }) => /(?:^|\/)policies\/policy$|(?:^|\/)policyFragments\/[^/]+$/.test(path));

describe('the sample shop', () => {
  it('holds what a first look needs', async () => {
    const count = async (path: string) => (await send(emulator, 'GET', path)).json.count;
    expect(await count('/products')).toBe(3);
    expect(await count('/apis')).toBe(7);
    expect(await count('/policyFragments')).toBe(5);
    const { json } = await send(emulator, 'GET', '/namedValues');
    const kinds = json.value.map(({ properties }: { properties: Record<string, unknown> }) =>
      properties.keyVault ? 'key vault' : properties.secret ? 'secret' : 'plain',
    );
    expect(kinds.length).toBe(15);
    expect(kinds.filter((kind: string) => kind === 'secret')).toHaveLength(5);
    expect(kinds.filter((kind: string) => kind === 'key vault')).toHaveLength(2);
  });

  it('has policies that the instance itself would take, in both forms', async () => {
    expect(documents().length).toBe(28);
    for (const { path, properties } of documents()) {
      const raw = await putDocument(emulator, `/${path}`, String(properties.value));
      expect([path, raw.status, raw.json.error]).toEqual([path, 200, undefined]);
      const { json } = await send(emulator, 'GET', `/${path}`);
      const xml = await putDocument(emulator, `/${path}`, json.properties.value, { format: 'xml' });
      expect([path, xml.status, xml.json.error]).toEqual([path, 200, undefined]);
      if (xml.headers.get('location') !== null) {
        expect([
          path,
          (await fetch(xml.headers.get('location') ?? '', { headers: { authorization: 'Bearer x' } })).status,
        ]).toEqual([path, 200]);
      }
    }
  });

  it('is not there when nothing is wanted', async () => {
    const empty = await startTestEmulator({ seed: 'empty' });
    expect((await send(empty, 'GET', '/apis')).json).toEqual({ value: [], count: 0, nextLink: '' });
    await empty.close();
  });
});
