/** Files on disk, the engine, the SDK and HTTP together: a push of many. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator';
import { openNodeFiles } from '../../../instance/files/nodeFiles';
import { applyWorkspacePush } from '../../../instance/push';
import { applyPull, openSyncState, planPull } from '../../../instance/sync';
import { armInstance } from '../../support/armInstance';
import { putDocument, sendTo, startTestEmulator } from '../../support/emulator';
import { actionsOf, outcomesOf, planned, pushed } from '../../support/plans';

let emulator: Emulator;
let folder: string;
beforeEach(async () => {
  emulator = await startTestEmulator();
  folder = await mkdtemp(join(tmpdir(), 'apim-push-'));
});
afterEach(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

describe('a push of many over HTTP', () => {
  it('sends what was edited in its order, and carries on after failures', async () => {
    const instance = armInstance(emulator);
    const files = openNodeFiles(folder);
    const place = { layout: 'apiops', root: '' } as const;
    const state = openSyncState(files, instance.target);
    const sides = { instance, files, state, place };
    const pull = await planPull(instance, 'everything', files, state, place);
    if (!pull.ok) throw new Error(pull.failure.message);
    await applyPull(pull.plan, files);
    expect(actionsOf(await planned(sides)).filter((line) => !line.endsWith(': unchanged'))).toEqual([]);

    const edit = async (path: string, change: (text: string) => string) => {
      const text = await readFile(join(folder, path), 'utf8');
      expect(change(text)).not.toBe(text);
      await writeFile(join(folder, path), change(text));
    };
    const fragment = 'policy fragments/culture/policy.xml';
    await files.write(
      'named values/new/namedValueInformation.json',
      '{"properties":{"displayName":"new-value","value":"1"}}',
    );
    await files.write(
      'policy fragments/new/policy.xml',
      '<fragment>\n  <set-header name="x-new" exists-action="override"><value>{{new-value}}</value></set-header>\n</fragment>',
    );
    await edit(fragment, (text) =>
      text.replace('<fragment>', '<fragment>\n  <include-fragment fragment-id="new" />'),
    );
    await edit('apis/catalog/policy.xml', (text) =>
      text.replace('<base />', '<base />\n    <include-fragment fragment-id="new" />'),
    );
    await edit('apis/orders/policy.xml', (text) =>
      text.replace('<base />', '<base />\n    <no-such-policy />'),
    );
    await edit('products/starter/policy.xml', (text) => text.replace('<base />', '<base /><!-- mine -->'));
    const starter = await files.read('products/starter/policy.xml');
    await putDocument(
      emulator,
      '/products/starter/policies/policy',
      (starter ?? '').replace('mine', 'theirs'),
    );

    emulator.faults.add({
      method: 'PUT',
      path: '*/policyFragments/culture',
      effect: { kind: 'cut', when: 'after' },
    });
    emulator.faults.add({
      method: 'PUT',
      path: '*/apis/catalog/policies/policy',
      effect: { kind: 'status', status: 429 },
    });
    const report = await pushed(sides, { onFailure: 'go-on' });
    expect(outcomesOf(report).filter((line) => !line.endsWith(': unchanged'))).toEqual([
      'named values/new/namedValueInformation.json: created',
      'policy fragments/new/policy.xml: created',
      `${fragment}: updated`,
      'apis/catalog/policy.xml: updated',
      'apis/orders/policy.xml: invalid',
      'products/starter/policy.xml: conflict',
    ]);
    const refused = report.items.find(({ outcome }) => outcome.kind === 'invalid');
    const faults = refused?.outcome.kind === 'invalid' ? refused.outcome.faults : [];
    expect(faults.map(({ span }) => refused?.item.after?.slice(span.start, span.end))).toContain(
      'no-such-policy',
    );

    // A second process knows what the first one did.
    const again = { ...sides, state: openSyncState(openNodeFiles(folder), instance.target) };
    expect(actionsOf(await planned(again)).filter((line) => !line.endsWith(': unchanged'))).toEqual([
      'apis/orders/policy.xml: update',
      'products/starter/policy.xml: changed-on-instance',
    ]);

    for (const path of [
      'policy fragments/new/policy.xml',
      'named values/new/namedValueInformation.json',
      'apis/catalog/policy.xml',
    ])
      await files.remove(path);
    await edit(fragment, (text) => text.replace('\n  <include-fragment fragment-id="new" />', ''));
    const last = await pushed(sides, { onFailure: 'go-on', deletions: true });
    expect(outcomesOf(last).filter((line) => /(?:deleted|updated)$/.test(line))).toEqual([
      `${fragment}: updated`,
      'apis/catalog/policy.xml: deleted',
      'policy fragments/new/policy.xml: deleted',
      'named values/new/namedValueInformation.json: deleted',
    ]);
  });

  it('does not take for pushed what someone wrote to a named value right after', async () => {
    const instance = armInstance(emulator);
    const files = openNodeFiles(folder);
    const place = { layout: 'apiops', root: '' } as const;
    const state = openSyncState(files, instance.target);
    const sides = { instance, files, state, place };
    const pull = await planPull(instance, 'everything', files, state, place);
    if (!pull.ok) throw new Error(pull.failure.message);
    await applyPull(pull.plan, files);
    const path = 'named values/support-email/namedValueInformation.json';
    const text = (await files.read(path)) ?? '';
    await files.write(path, text.replace('support@shop.example', 'mine@shop.example'));
    const plan = await planned(sides);
    emulator.faults.add({
      method: 'GET',
      path: '*/namedValues/support-email',
      effect: { kind: 'other-writer', value: 'theirs@shop.example' },
    });
    const report = await applyWorkspacePush(instance, plan);
    expect(report.items.find(({ item }) => item.path === path)?.outcome).toEqual({
      kind: 'updated',
      asSent: false,
    });
    const again = (await planned(sides)).items.find((item) => item.path === path);
    expect(again?.change).toMatchObject({ action: 'conflict', reason: 'changed-on-instance' });
    expect(emulator.store.get('namedValues/support-email')?.properties.value).toBe('theirs@shop.example');
  });

  it('knows named values by their resource names, which the service may answer with', async () => {
    await sendTo(`${emulator.url}/_emulator/settings`, 'PUT', { body: { namesByResource: true } });
    const instance = armInstance(emulator);
    const files = openNodeFiles(folder);
    const place = { layout: 'apiops', root: '' } as const;
    const sides = { instance, files, state: openSyncState(files, instance.target), place };
    const value = { name: '58c8', displayName: 'call-count', kind: 'plain', value: '5' } as const;
    await instance.writeNamedValue(value, 'create');
    const path = 'apis/catalog/policy.xml';
    const text = (calls: string) =>
      `<policies>\n  <inbound>\n    <rate-limit calls="${calls}" renewal-period="60" />\n  </inbound>\n</policies>\n`;
    await files.write(path, text('{{call-count}}'));
    const first = await pushed(sides, { overwrite: 'all' });
    expect(first.items[0]?.outcome).toEqual({ kind: 'updated', asSent: true });
    const live = await instance.readPolicy({ kind: 'api', api: 'catalog' });
    expect(live.ok && live.value.text).toContain('{{58c8}}');
    expect(actionsOf(await planned(sides))).toEqual([`${path}: unchanged`]);
    await files.write(path, text('{{call-count}}').replace('60', '90'));
    expect(actionsOf(await planned(sides))).toEqual([`${path}: update`]);
  });
});
