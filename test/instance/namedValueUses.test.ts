import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type MemoryContent, namedValueUses } from '../../instance';
import { armInstance, failureOf, resultOf } from '../support/armInstance';
import { startTestEmulator } from '../support/emulator';

const policy = (text: string) => `<policies><inbound>${text}</inbound></policies>`;
const content: MemoryContent = {
  fragments: [{ name: 'audit', description: undefined }],
  backends: [
    { name: 'billing', url: undefined, properties: { credentials: { header: { key: ['{{Key}}'] } } } },
    { name: 'other', url: undefined, properties: { url: 'https://x' } },
  ],
  policies: [
    { address: { kind: 'global' }, text: policy('<set-variable name="a" value="{{ KEY }}" />') },
    { address: { kind: 'api', api: 'a' }, text: policy('<set-variable name="a" value="{{key-2}}" />') },
    { address: { kind: 'api', api: 'b' }, text: policy('<set-variable name="a" value="{{4711}}" />') },
    { address: { kind: 'fragment', fragment: 'audit' }, text: '<fragment>{{key}}</fragment>' },
    { address: { kind: 'global', workspace: 'team' }, text: policy('{{key}}') },
  ],
};
const key = { name: '4711', displayName: 'key' };

describe('where a named value is used', () => {
  it('is in policies, fragments and backends that have its display name or its resource name', async () => {
    const { users, left } = await resultOf(namedValueUses(createMemoryInstance(content), key));
    expect(left).toBe(0);
    expect(users).toEqual([
      { kind: 'policy', address: { kind: 'global' } },
      { kind: 'policy', address: { kind: 'api', api: 'b' } },
      { kind: 'policy', address: { kind: 'fragment', fragment: 'audit' } },
      { kind: 'backend', name: 'billing' },
    ]);
  });

  it('is in its own workspace only', async () => {
    const found = namedValueUses(createMemoryInstance(content), key, { workspace: 'team' });
    expect((await resultOf(found)).users).toEqual([
      { kind: 'policy', address: { kind: 'global', workspace: 'team' } },
    ]);
  });

  it('is looked for up to a limit, and what is left is counted', async () => {
    const { users, left } = await resultOf(namedValueUses(createMemoryInstance(content), key, { limit: 1 }));
    expect(users).toContainEqual({ kind: 'policy', address: { kind: 'global' } });
    expect(left).toBe(3);
  });

  it('is not known where a policy can’t be read', async () => {
    const instance = createMemoryInstance(content);
    instance.failNext({ kind: 'forbidden', message: 'No.' }, 'readPolicy');
    expect((await failureOf(namedValueUses(instance, key))).kind).toBe('forbidden');
  });

  it('is what the service goes by when it refuses to delete', async () => {
    const emulator = await startTestEmulator();
    try {
      const instance = armInstance(emulator);
      for (const value of await resultOf(instance.namedValues())) {
        const { users } = await resultOf(namedValueUses(instance, value));
        const deleted = await instance.deleteNamedValue(value.name, 'overwrite');
        if (users.length > 0) expect([value.displayName, deleted.ok]).toEqual([value.displayName, false]);
      }
    } finally {
      await emulator.close();
    }
  });
});
