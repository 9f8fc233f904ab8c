/** The sample shop and its production stage, compared and promoted through the engine, the SDK and HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, stages } from '../../../emulator';
import { toXmlForm } from '../../../emulator/document/forms';
import type { ApimInstance } from '../../../instance';
import { compareSources, instanceSource, planPromotion } from '../../../instance/promotion';
import { applyWorkspacePush, type PushReport } from '../../../instance/push';
import { armInstance } from '../../support/armInstance';
import { send, startTestEmulator } from '../../support/emulator';
import { memoryFiles } from '../../support/memoryFiles';

let emulator: Emulator;
let prod: Emulator;
let from: ApimInstance;
let to: ApimInstance;
beforeEach(async () => {
  emulator = await startTestEmulator({ services: stages });
  prod = { ...emulator, ...emulator.services[2] };
  from = armInstance(emulator);
  to = armInstance(prod);
});
afterEach(() => emulator.close());

const differences = async () => {
  const outcome = await compareSources(instanceSource(from), instanceSource(to));
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return new Map(
    outcome.comparison.items.map(({ resource, difference }) => [JSON.stringify(resource), difference]),
  );
};
const policy = (address: object) => JSON.stringify({ kind: 'policy', address });

async function promoted(): Promise<PushReport> {
  const planned = await planPromotion(from, { instance: to, files: memoryFiles() }, 'everything');
  if (!planned.ok) throw new Error(planned.failure.message);
  return applyWorkspacePush(to, planned.plan, { onFailure: 'go-on', overwrite: 'all' });
}

describe('the production stage', () => {
  it('differs in what has a meaning, in form only, and in what is not there', async () => {
    const found = await differences();
    expect(found.get(policy({ kind: 'global' }))).toBe('different');
    expect(found.get(policy({ kind: 'product', product: 'starter' }))).toBe('different');
    expect(found.get(policy({ kind: 'api', api: 'customers' }))).toBe('formatting');
    expect(found.get(policy({ kind: 'api', api: 'payments' }))).toBe('same');
    expect(found.get(policy({ kind: 'api', api: 'orders-v2' }))).toBe('only-first');
  });

  it('has the shop’s policies after a promotion, and its own secrets', async () => {
    const secret = async (name: string) =>
      (await send(prod, 'POST', `/namedValues/${name}/listValue`)).json.value;
    const before = await secret('payments-api-key');
    const kinds = new Map((await promoted()).items.map(({ item, outcome }) => [item.id, outcome.kind]));
    expect(new Set(kinds.values())).not.toContain('failed');
    const found = await differences();
    for (const address of [{ kind: 'global' }, { kind: 'product', product: 'starter' }])
      expect(found.get(policy(address))).toMatch(/^(?:same|formatting)$/);
    expect(await secret('payments-api-key')).toBe(before);
    expect(before).not.toBe('sample-payments-key');
    // What it belongs to is not there, and a promotion brings no APIs.
    expect(found.get(policy({ kind: 'api', api: 'orders-v2' }))).toBe('only-first');
  });

  it('is no different for the form in which it answers', async () => {
    await promoted();
    for (const { path, properties } of prod.store.listEverywhere('policies'))
      prod.store.put(path, { ...properties, value: toXmlForm(String(properties.value)) });
    const found = await differences();
    expect([...found].filter(([id, what]) => id.includes('"policy"') && what === 'different')).toEqual([]);
  });

  it('keeps what someone changes there while it is promoted to', async () => {
    const theirs = '<policies><inbound><base /></inbound></policies>';
    emulator.faults.add({
      method: 'PUT',
      path: `${prod.resourceId}/products/starter/policies/policy`,
      effect: { kind: 'other-writer', value: theirs },
    });
    const report = await promoted();
    expect(
      report.items.filter(({ outcome }) => outcome.kind === 'conflict').map(({ item }) => item.id),
    ).toEqual([expect.stringContaining('starter')]);
    expect(prod.store.get('products/starter/policies/policy')?.properties.value).toBe(theirs);
  });
});
