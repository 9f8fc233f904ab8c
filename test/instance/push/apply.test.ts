import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type Failure, type MemoryContent } from '../../../instance';
import { applyWorkspacePush } from '../../../instance/push';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { actionsOf, outcomesOf, planned, pushed, sidesOf } from '../../support/plans';

const policy = (inbound: string) => `<policies>\n  <inbound>\n    ${inbound}\n  </inbound>\n</policies>`;
const [one, two, three] = [policy('<a />'), policy('<b />'), policy('<c />')];
const products = ['p', 'q', 'r'].map((name) => ({ name, displayName: name }));
const at = (product: string): PolicyAddress => ({ kind: 'product', product });
const file = (product: string) => `products/${product}/policy.xml`;
const information = (properties: object) => JSON.stringify({ properties });

/** Products with policies that were pulled, and files that were edited since. */
async function edited(content: MemoryContent = {}) {
  const instance = createMemoryInstance({
    products,
    policies: products.map(({ name }) => ({ address: at(name), text: one })),
    ...content,
  });
  const sides = sidesOf(instance, Object.fromEntries(products.map(({ name }) => [file(name), one])));
  await pushed(sides);
  for (const { name } of products) await sides.files.write(file(name), two);
  return { instance, sides };
}

const unreachable: Failure = { kind: 'unreachable', message: 'Cut.' };
const refused: Failure = {
  kind: 'invalid',
  message: 'Refused.',
  faults: [{ message: 'Bad.', element: 'b', line: 3, column: 6 }],
};

describe('applying a plan', () => {
  it('sends what changed, remembers it, and finds nothing to do the next time', async () => {
    const { instance, sides } = await edited();
    const report = await pushed(sides);
    expect(report).toMatchObject({ complete: true, cancelled: false });
    expect(outcomesOf(report)).toEqual(products.map(({ name }) => `${file(name)}: updated`));
    expect(instance.writes.map(({ condition }) => typeof condition)).toEqual(['object', 'object', 'object']);
    expect(outcomesOf(await pushed(sides))).toEqual(products.map(({ name }) => `${file(name)}: unchanged`));
    await sides.files.write(file('p'), three);
    expect(actionsOf(await planned(sides))[0]).toBe(`${file('p')}: update`);
  });

  it('sends nothing that needs a decision, unless the person has decided', async () => {
    const { instance, sides } = await edited();
    instance.set(at('p'), three);
    const stopped = await pushed(sides);
    expect(outcomesOf(stopped)).toEqual([
      `${file('p')}: conflict`,
      `${file('q')}: not-tried`,
      `${file('r')}: not-tried`,
    ]);
    expect(instance.writes).toEqual([]);
    const report = await pushed(sides, { onFailure: 'go-on' });
    expect(outcomesOf(report)).toEqual([
      `${file('p')}: conflict`,
      `${file('q')}: updated`,
      `${file('r')}: updated`,
    ]);
    expect(report.complete).toBe(false);
    const plan = await planned(sides);
    const id = plan.items[0]?.id ?? '';
    const decided = await applyWorkspacePush(instance, plan, { overwrite: new Set([id]) });
    expect(decided.complete).toBe(true);
    expect((await instance.readPolicy(at('p'))).ok).toBe(true);
  });

  it('overwrites nothing that changed after the plan was made', async () => {
    const { instance, sides } = await edited();
    const plan = await planned(sides);
    instance.set(at('p'), three);
    instance.set(at('q'), two);
    const report = await applyWorkspacePush(instance, plan, { overwrite: 'all', onFailure: 'go-on' });
    // The same change by someone else is none to worry about.
    expect(outcomesOf(report)).toEqual([
      `${file('p')}: conflict`,
      `${file('q')}: unchanged`,
      `${file('r')}: updated`,
    ]);
    const live = await instance.readPolicy(at('p'));
    expect(live.ok && live.value.text).toBe(three);
  });

  it('stops at the first failure, or goes on, as chosen; a second push carries on', async () => {
    for (const onFailure of ['stop', 'go-on'] as const) {
      const { instance, sides } = await edited({
        namedValues: [{ name: 'n', displayName: 'n', tags: [], kind: 'plain', value: '1' }],
      });
      await sides.files.write(
        'named values/n/namedValueInformation.json',
        information({ displayName: 'n', value: '1', tags: ['new'] }),
      );
      instance.failNext(refused, 'updateNamedValue');
      const report = await pushed(sides, { onFailure, overwrite: 'all' });
      expect(report.items[0]?.outcome).toMatchObject({ kind: 'invalid', message: 'Refused.' });
      expect(report.items.slice(1).map(({ outcome }) => outcome.kind)).toEqual(
        Array(3).fill(onFailure === 'stop' ? 'not-tried' : 'updated'),
      );
      expect((await pushed(sides, { overwrite: 'all' })).complete).toBe(true);
    }
  });

  it('tells where ARM found faults', async () => {
    const { instance, sides } = await edited();
    instance.failNext(refused, 'writePolicy');
    const report = await pushed(sides, { selection: { kind: 'paths', paths: [file('p')] } });
    const outcome = report.items[0]?.outcome;
    const faults = outcome?.kind === 'invalid' ? outcome.faults : [];
    expect(faults).toMatchObject([{ in: { kind: 'document' } }]);
    expect(two.slice(faults[0]?.span.start, faults[0]?.span.end)).toBe('b');
  });

  it('finds out what became of a write that ended without an answer', async () => {
    const { instance, sides } = await edited();
    const writePolicy = instance.writePolicy.bind(instance);
    // p: it arrived; q: it did not; r: someone else wrote after it.
    instance.writePolicy = async (address, text, condition) => {
      const name = 'product' in address ? address.product : '';
      if (name !== 'q') await writePolicy(address, text, condition);
      if (name === 'r') instance.set(address, three);
      return { ok: false, failure: unreachable };
    };
    const report = await pushed(sides, { onFailure: 'go-on' });
    expect(outcomesOf(report)).toEqual([
      `${file('p')}: updated`,
      `${file('q')}: failed`,
      `${file('r')}: conflict`,
    ]);
    instance.writePolicy = writePolicy;
    expect(outcomesOf(await pushed(sides, { onFailure: 'go-on' }))).toEqual([
      `${file('p')}: unchanged`,
      `${file('q')}: updated`,
      `${file('r')}: conflict`,
    ]);
  });

  it('waits where the instance throttles or is busy', async () => {
    const { instance, sides } = await edited();
    const waits: number[] = [];
    instance.failNext({ kind: 'throttled', message: 'Wait.', retryAfterMs: undefined }, 'writePolicy');
    instance.failNext({ kind: 'busy', message: 'Busy.' }, 'writePolicy');
    const report = await pushed(sides, {
      sleep: async (ms) => {
        waits.push(ms);
      },
    });
    expect(report.complete).toBe(true);
    expect(waits.length).toBeGreaterThanOrEqual(2);
  });

  it('can be cancelled between any two writes, and carried on', async () => {
    const { sides, instance } = await edited();
    // More than are sent at a time.
    for (const name of ['s', 't', 'u', 'v', 'w', 'x']) {
      instance.set(at(name), one);
      await sides.files.write(file(name), one);
      await pushed(sides, { selection: { kind: 'paths', paths: [file(name)] } });
      await sides.files.write(file(name), two);
    }
    const abort = new AbortController();
    const first = await pushed(sides, { signal: abort.signal, onItem: () => abort.abort() });
    expect(first.cancelled).toBe(true);
    expect(first.items.some(({ outcome }) => outcome.kind === 'not-tried' || outcome.kind === 'failed')).toBe(
      true,
    );
    const second = await pushed(sides);
    expect(second).toMatchObject({ complete: true, cancelled: false });
  });

  it('leaves the base where someone wrote between the write and the look at it', async () => {
    const { instance, sides } = await edited();
    const writePolicy = instance.writePolicy.bind(instance);
    instance.writePolicy = async (address, text, condition) => {
      const written = await writePolicy(address, text, condition);
      instance.set(address, three);
      const live = await instance.readPolicy(address);
      return live.ok ? { ok: true, value: { ...live.value, changedSince: true } } : written;
    };
    const report = await pushed(sides);
    expect(report.items[0]?.outcome).toEqual({ kind: 'updated', asSent: false });
    instance.writePolicy = writePolicy;
    expect(actionsOf(await planned(sides))).toEqual(
      products.map(({ name }) => `${file(name)}: changed-on-instance`),
    );
  });
});

describe('named values', () => {
  it('are created, changed, moved into a key vault and back, and deleted', async () => {
    const instance = createMemoryInstance();
    const path = 'named values/n/namedValueInformation.json';
    const sides = sidesOf(instance, {}, { tokens: () => 'canary-value' });
    const push = async (properties: object) => {
      await sides.files.write(path, information(properties));
      expect(await pushed(sides)).toMatchObject({ complete: true });
      const live = await instance.readNamedValue('n');
      return live.ok ? live.value.resource : undefined;
    };
    const vault = { secretIdentifier: 'https://v.vault.azure.net/secrets/s' };
    expect(await push({ displayName: 'n', value: '1', tags: ['t'] })).toMatchObject({
      kind: 'plain',
      value: '1',
    });
    expect(await push({ displayName: 'm', value: '2', tags: ['t'] })).toMatchObject({
      displayName: 'm',
      value: '2',
      tags: ['t'],
    });
    expect(await push({ displayName: 'm', secret: true, tags: ['t'] })).toMatchObject({ kind: 'secret' });
    expect(await instance.revealNamedValue('n')).toEqual({ ok: true, value: '2' });
    expect(await push({ displayName: 'm', secret: true, keyVault: vault })).toMatchObject({
      kind: 'key-vault',
      ...vault,
    });
    expect(await push({ displayName: 'm', secret: true, value: '{#T#}' })).toMatchObject({ kind: 'secret' });
    expect(await instance.revealNamedValue('n')).toEqual({ ok: true, value: 'canary-value' });
    expect(JSON.stringify([...sides.files.content])).not.toContain('canary-value');
    await sides.files.remove(path);
    expect((await planned(sides)).items).toEqual([]);
    const report = await pushed(sides, { deletions: true });
    expect(outcomesOf(report)).toEqual([`${path}: deleted`]);
    expect((await planned(sides, undefined, { deletions: true })).items).toEqual([]);
  });
});

describe('deleting', () => {
  it('leaves what someone changed since, and what was deleted already', async () => {
    const { instance, sides } = await edited();
    await pushed(sides);
    for (const { name } of products) await sides.files.remove(file(name));
    instance.set(at('p'), three);
    instance.set(at('q'), undefined);
    const report = await pushed(sides, { deletions: true, onFailure: 'go-on' });
    expect(outcomesOf(report).toSorted()).toEqual([
      `${file('p')}: conflict`,
      `${file('q')}: unchanged`,
      `${file('r')}: deleted`,
    ]);
  });
});
