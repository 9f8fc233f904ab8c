import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator';
import {
  type ApimInstance,
  changeNamedValue,
  createMemoryInstance,
  type NewNamedValue,
} from '../../../instance';
import { armInstance, failureOf, resultOf } from '../../support/armInstance';
import { startTestEmulator } from '../../support/emulator';

let emulator: Emulator;
let arm: ApimInstance;
beforeEach(async () => {
  emulator = await startTestEmulator();
  arm = armInstance(emulator);
});
afterEach(() => emulator.close());

const secret: NewNamedValue = {
  name: 'new-secret',
  displayName: 'new-secret',
  kind: 'secret',
  value: 'canary-value',
  tags: ['t'],
};

describe.each([
  ['over HTTP', () => arm],
  ['in memory', () => createMemoryInstance()],
])('named values %s', (_, make) => {
  it('are created once, and show no secret', async () => {
    const instance = make();
    const created = await resultOf(instance.writeNamedValue(secret, 'create'));
    expect(created.resource).toEqual({
      kind: 'secret',
      name: 'new-secret',
      displayName: 'new-secret',
      tags: ['t'],
    });
    expect(await resultOf(instance.readNamedValue('new-secret'))).toEqual(created);
    expect(await resultOf(instance.revealNamedValue('new-secret'))).toBe('canary-value');
    expect((await failureOf(instance.writeNamedValue(secret, 'create'))).kind).toBe('changed');
  });

  it('keep their tags when they are replaced without any, or only their value changes', async () => {
    const instance = make();
    const { etag } = await resultOf(instance.writeNamedValue(secret, 'create'));
    const { tags: _tags, ...untagged } = secret;
    const replaced = await resultOf(
      instance.writeNamedValue({ ...untagged, kind: 'plain', value: 'v' }, { etag }),
    );
    expect(replaced.resource).toMatchObject({ kind: 'plain', value: 'v', tags: ['t'] });
    const content = { kind: 'plain', value: 'w' } as const;
    const changed = await resultOf(instance.updateNamedValue('new-secret', { content }, replaced));
    expect(changed.resource).toMatchObject({ kind: 'plain', value: 'w', tags: ['t'] });
  });

  it('keep a secret when only their tags change', async () => {
    const instance = make();
    await resultOf(instance.writeNamedValue(secret, 'create'));
    const changed = await resultOf(
      instance.updateNamedValue('new-secret', { tags: ['a', 'b'] }, 'overwrite'),
    );
    expect(changed.resource).toMatchObject({ kind: 'secret', tags: ['a', 'b'] });
    expect(await resultOf(instance.revealNamedValue('new-secret'))).toBe('canary-value');
  });

  it('switch to Key Vault, and fetch their secret anew', async () => {
    const instance = make();
    await resultOf(instance.writeNamedValue(secret, 'create'));
    const content = {
      kind: 'key-vault',
      secretIdentifier: 'https://shop.vault.azure.net/secrets/new-secret',
    } as const;
    const switched = await resultOf(instance.updateNamedValue('new-secret', { content }, 'overwrite'));
    expect(switched.resource).toMatchObject({ ...content, tags: ['t'] });
    const refreshed = await resultOf(instance.refreshNamedValue('new-secret'));
    expect(refreshed.resource).toMatchObject({ kind: 'key-vault', lastStatus: 'Success' });
  });

  it('come back from Key Vault with a value that is typed, their tags kept', async () => {
    const instance = make();
    const content = {
      kind: 'key-vault',
      secretIdentifier: 'https://shop.vault.azure.net/secrets/new-secret',
    } as const;
    const seen = await resultOf(
      instance.writeNamedValue({ name: 'n', displayName: 'n', tags: ['t'], ...content }, 'create'),
    );
    const typed = { content: { kind: 'secret', value: 'canary-value' } } as const;
    const back = await resultOf(changeNamedValue(instance, seen, typed, {}));
    expect(back.resource).toEqual({ kind: 'secret', name: 'n', displayName: 'n', tags: ['t'] });
    expect(await resultOf(instance.revealNamedValue('n'))).toBe('canary-value');
    const stale = await failureOf(changeNamedValue(instance, seen, typed, {}));
    expect(stale.kind).toBe('changed');
  });

  it('change and go only on the condition that nobody else has changed them', async () => {
    const instance = make();
    const first = await resultOf(instance.writeNamedValue(secret, 'create'));
    const second = await resultOf(instance.updateNamedValue('new-secret', { tags: [] }, first));
    expect((await failureOf(instance.updateNamedValue('new-secret', { tags: ['x'] }, first))).kind).toBe(
      'changed',
    );
    expect((await failureOf(instance.deleteNamedValue('new-secret', first))).kind).toBe('changed');
    expect(await resultOf(instance.deleteNamedValue('new-secret', second))).toBe('deleted');
    expect(await resultOf(instance.deleteNamedValue('new-secret', 'overwrite'))).toBe('absent');
    expect((await failureOf(instance.readNamedValue('new-secret'))).kind).toBe('not-found');
  });
});

describe('named values of the service', () => {
  it('whose display name is taken are refused with the reason', async () => {
    const taken = (await resultOf(arm.namedValues()))[0]?.displayName ?? '';
    const failure = await failureOf(
      arm.writeNamedValue({ ...secret, name: 'other', displayName: taken }, 'create'),
    );
    expect(failure).toMatchObject({ kind: 'invalid' });
    expect(JSON.stringify(failure)).toContain('already exist');
    expect(JSON.stringify(failure)).not.toContain('canary-value');
  });

  it('whose value the service repeats in an error show it to nobody', async () => {
    emulator.faults.add({
      path: '*/namedValues/new-secret',
      times: 0,
      effect: {
        kind: 'status',
        status: 400,
        code: 'ValidationError',
        message: 'The value "canary-value" is bad.',
      },
    });
    const { value } = { value: 'canary-value' };
    for (const outcome of [
      arm.writeNamedValue(secret, 'overwrite'),
      arm.updateNamedValue('new-secret', { content: { kind: 'secret', value } }, 'overwrite'),
    ]) {
      const failure = await failureOf(outcome);
      expect(failure.kind).toBe('invalid');
      expect(JSON.stringify(failure)).not.toContain('canary-value');
    }
  });

  it('know their own write again after a cut connection, a secret aside', async () => {
    const plain = { ...secret, kind: 'plain', value: 'v' } as const;
    const first = await resultOf(arm.writeNamedValue(plain, 'create'));
    const cut = {
      method: 'PUT',
      path: '*/namedValues/new-secret',
      effect: { kind: 'cut', when: 'after' },
    } as const;
    emulator.faults.add(cut);
    const second = await resultOf(arm.writeNamedValue({ ...plain, value: 'w' }, first));
    expect(second.resource).toMatchObject({ value: 'w' });
    emulator.faults.add(cut);
    expect((await failureOf(arm.writeNamedValue(secret, second))).kind).toBe('changed');
  });
});
