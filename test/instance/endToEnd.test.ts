/** Files on disk, the engine, the SDK and HTTP together: the way from pull to push. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { toXmlForm } from '../../emulator/document/forms';
import { faultsToSpans, sameMeaning } from '../../instance';
import { openNodeFiles } from '../../instance/files/nodeFiles';
import { applyPull, applyPush, openSyncState, planPull, planPush } from '../../instance/sync';
import { armInstance } from '../support/armInstance';
import { putDocument, startTestEmulator } from '../support/emulator';
import { corpus } from '../support/shared';

let emulator: Emulator;
let folder: string;
beforeEach(async () => {
  emulator = await startTestEmulator();
  folder = await mkdtemp(join(tmpdir(), 'apim-workspace-'));
});
afterEach(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

describe('a workspace and the sample instance', () => {
  it('do not take for pulled what someone wrote between a push and its reading back', async () => {
    const instance = armInstance(emulator);
    const files = openNodeFiles(folder);
    const state = openSyncState(files, instance.target);
    const address = { kind: 'api', api: 'catalog' } as const;
    const path = 'apis/catalog/policy.xml';
    const pulled = await planPull(instance, [address], files, state, { layout: 'apiops', root: '' });
    if (!pulled.ok) throw new Error(pulled.failure.message);
    await applyPull(pulled.plan, files);
    const original = await readFile(join(folder, path), 'utf8');
    const mine = original.replace('<base />', '<base />\n    <!-- mine -->');
    const theirs = mine.replace('<!-- mine -->', '<!-- mine -->\n    <!-- theirs -->');
    const plan = async (text: string) => {
      const outcome = await planPush(instance, { address, path, text }, state);
      if (!outcome.ok) throw new Error(outcome.failure.message);
      return outcome.plan;
    };
    const first = await plan(mine);
    emulator.faults.add({ method: 'GET', path: '*', effect: { kind: 'other-writer', value: theirs } });
    expect(await applyPush(instance, first, 'push')).toMatchObject({ kind: 'pushed', asSent: false });
    const second = await plan(mine.replace('mine', 'mine again'));
    expect(second.verdict).toBe('changedOnInstance');
    expect(await applyPush(instance, second, 'push')).toMatchObject({ kind: 'needs-decision' });
  });

  it('go from pull to push without losing anything', async () => {
    const instance = armInstance(emulator);
    const files = openNodeFiles(folder);
    const state = openSyncState(files, instance.target);
    const pull = async () => {
      const outcome = await planPull(instance, 'everything', files, state, { layout: 'apiops', root: '' });
      if (!outcome.ok) throw new Error(outcome.failure.message);
      return applyPull(outcome.plan, files);
    };
    const first = await pull();
    expect(first.failed).toEqual([]);
    expect(first.written).toContain('policy.xml');
    expect(first.written.length).toBeGreaterThan(25);
    expect((await pull()).unchanged).toEqual(first.written);

    const path = 'apis/catalog/policy.xml';
    const address = { kind: 'api', api: 'catalog' } as const;
    const original = await readFile(join(folder, path), 'utf8');
    const plan = async (text: string) => {
      const outcome = await planPush(instance, { address, path, text }, state);
      if (!outcome.ok) throw new Error(outcome.failure.message);
      return outcome.plan;
    };
    expect((await plan(original)).verdict).toBe('unchanged');
    const edited = original.replace(
      '<base />',
      '<base />\n    <set-header name="x-new" exists-action="delete" />',
    );
    await writeFile(join(folder, path), edited);
    expect(await applyPush(instance, await plan(edited), 'push')).toMatchObject({
      kind: 'pushed',
      asSent: true,
    });

    await putDocument(emulator, '/apis/catalog/policies/policy', original);
    const later = edited.replace('x-new', 'x-newer');
    expect(await applyPush(instance, await plan(later), 'push')).toMatchObject({
      kind: 'needs-decision',
      verdict: 'changedOnInstance',
    });
    await writeFile(join(folder, path), later);
    expect((await pull()).conflicts.map((item) => item.path)).toEqual([path]);
    expect(await readFile(join(folder, path), 'utf8')).toBe(later);

    const wrong = later.replace('exists-action="delete"', 'exists-action="nonsense"');
    const result = await applyPush(instance, await plan(wrong), 'overwrite');
    if (result.kind !== 'invalid') throw new Error(`Expected faults, got ${result.kind}`);
    const [placed] = faultsToSpans(wrong, result.faults);
    expect(wrong.slice(placed?.span.start, placed?.span.end)).toBe('set-header');
    expect(await applyPush(instance, await plan(later), 'overwrite')).toMatchObject({ kind: 'pushed' });
  });

  it('hold no secret in any file afterwards', async () => {
    const instance = armInstance(emulator);
    const written: string[] = [];
    const disk = openNodeFiles(folder);
    const files = {
      ...disk,
      write: (path: string, text: string) => {
        written.push(text);
        return disk.write(path, text);
      },
    };
    const outcome = await planPull(instance, 'everything', files, openSyncState(files, instance.target), {
      layout: 'apiops',
      root: 'apimartifacts',
    });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    await applyPull(outcome.plan, files);
    const secrets = emulator.store
      .list('namedValues')
      .filter(({ properties }) => properties.secret === true)
      .flatMap(({ properties }) => (typeof properties.value === 'string' ? [properties.value] : []));
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    for (const secret of [...secrets, 'canary-token']) expect(written.join()).not.toContain(secret);
  });
});

const policies = corpus().filter(({ kind }) => kind === 'plain' || kind === 'fragment');
describe.runIf(policies.length > 0)('real policies', () => {
  it('mean the same in the form in which the service answers a PUT', () => {
    const different = policies
      .filter(({ text }) => !sameMeaning(text, toXmlForm(text)))
      .map(({ file }) => file);
    expect(different).toEqual([]);
  });
});
