import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type Failure, type MemoryContent } from '../../../instance';
import {
  acceptLive,
  applyPull,
  applyPush,
  mergePolicies,
  openSyncState,
  type PushPlan,
  planPull,
  planPush,
  policyIn,
} from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { memoryFiles } from '../../support/memoryFiles';

const address: PolicyAddress = { kind: 'api', api: 'echo' };
const path = 'apis/echo/policy.xml';
const policy = (inbound: string) => `<policies>\n  <inbound>\n    ${inbound}\n  </inbound>\n</policies>`;
const [one, two, three] = [policy('<a />'), policy('<b />'), policy('<c />')];

async function setUp(options: { readonly pulled?: boolean; readonly content?: MemoryContent } = {}) {
  const instance = createMemoryInstance({ policies: [{ address, text: one }], ...options.content });
  const files = memoryFiles();
  const state = openSyncState(files, instance.target);
  if (options.pulled !== false) {
    const outcome = await planPull(instance, [address], files, state, { layout: 'apiops', root: '' });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    await applyPull(outcome.plan, files);
  }
  const plan = async (text: string): Promise<PushPlan> => {
    const outcome = await planPush(instance, { address, path, text }, state);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.plan;
  };
  const live = async () => {
    const outcome = await instance.readPolicy(address);
    return outcome.ok ? outcome.value : undefined;
  };
  return { instance, files, state, plan, live };
}

describe('what a push would do', () => {
  it.each<[string, string, { pulled: boolean; live: string | undefined }, string]>([
    ['update', two, { pulled: true, live: one }, 'an edited file'],
    ['unchanged', one, { pulled: true, live: one }, 'a file as it was pulled'],
    ['unchanged', two, { pulled: true, live: two }, 'the same edit on both sides'],
    ['changedOnInstance', two, { pulled: true, live: three }, 'edits on both sides'],
    ['changedOnInstance', one, { pulled: true, live: three }, 'an edit on the instance alone'],
    ['deletedOnInstance', two, { pulled: true, live: undefined }, 'a policy deleted on the instance'],
    ['create', two, { pulled: false, live: undefined }, 'a new file'],
    ['noBase', two, { pulled: false, live: one }, 'a file that was never pulled'],
    ['update', two, { pulled: true, live: one.replace(/\n */g, '\n') }, 'an instance that changed the form'],
  ])('is %s', async (verdict, text, situation) => {
    const { instance, plan } = await setUp({ pulled: situation.pulled });
    instance.set(address, situation.live);
    const made = await plan(text);
    expect(made.verdict).toBe(verdict);
    expect(made.live?.text).toBe(situation.live);
    expect(instance.writes).toEqual([]);
  });

  it('knows a change of form for what it is', async () => {
    const { plan } = await setUp();
    expect(await plan(`${one}\r\n`)).toMatchObject({ verdict: 'unchanged', formattingOnly: false });
    expect(await plan(one.replace('    <a', '\t<a'))).toMatchObject({
      verdict: 'unchanged',
      formattingOnly: true,
    });
  });

  it('knows a named value by its resource name', async () => {
    const { instance, plan } = await setUp({
      content: { namedValues: [{ name: '58c8', displayName: 'count', tags: [], kind: 'plain', value: '1' }] },
    });
    instance.set(address, policy('<a calls="{{58c8}}" />'));
    expect((await plan(policy('<a calls="{{count}}" />'))).verdict).toBe('unchanged');
    expect((await plan(policy('<a calls="{{other}}" />'))).verdict).toBe('changedOnInstance');
  });

  it('does not trust a record of another policy', async () => {
    const { instance, state } = await setUp();
    const other: PolicyAddress = { kind: 'api', api: 'other' };
    instance.set(other, two);
    const outcome = await planPush(instance, { address: other, path, text: three }, state);
    expect(outcome.ok && outcome.plan.verdict).toBe('noBase');
  });
});

describe('pushing', () => {
  it('replaces exactly what the plan shows, and remembers it', async () => {
    const { instance, plan, live } = await setUp();
    const before = await live();
    const made = await plan(`\ufeff${two}`);
    expect(await applyPush(instance, made, 'push')).toEqual({
      kind: 'pushed',
      live: await live(),
      asSent: true,
    });
    expect(instance.writes).toEqual([{ address, text: two, condition: { etag: before?.etag } }]);
    expect((await plan(two)).verdict).toBe('unchanged');
    expect((await plan(three)).verdict).toBe('update');
  });

  it('creates only what is still not there', async () => {
    const { instance, plan } = await setUp({ pulled: false });
    instance.set(address, undefined);
    const made = await plan(two);
    instance.set(address, three);
    expect((await applyPush(instance, made, 'push')).kind).toBe('conflict');
    expect(instance.writes).toEqual([]);
  });

  it('sends nothing where there is something to decide', async () => {
    const { instance, plan, live } = await setUp();
    instance.set(address, three);
    expect(await applyPush(instance, await plan(two), 'push')).toEqual({
      kind: 'needs-decision',
      verdict: 'changedOnInstance',
    });
    expect(instance.writes).toEqual([]);
    expect((await live())?.text).toBe(three);
  });

  it('overwrites what was seen, but not what came after', async () => {
    const { instance, plan, live } = await setUp();
    instance.set(address, three);
    const made = await plan(two);
    instance.set(address, policy('<later />'));
    expect((await applyPush(instance, made, 'overwrite')).kind).toBe('conflict');
    expect((await live())?.text).toBe(policy('<later />'));
    expect((await applyPush(instance, await plan(two), 'overwrite')).kind).toBe('pushed');
    expect((await live())?.text).toBe(two);
  });

  it('goes on after a merge', async () => {
    const { instance, plan, live } = await setUp();
    instance.set(address, one.replace('<inbound>', '<inbound x="1">'));
    const made = await plan(one.replace('<a />', '<a y="2" />'));
    const merge = mergePolicies(made.base?.text, made.text, made.live?.text ?? '');
    expect(merge.conflicts).toBe(1);
    const settled = one.replace('<inbound>', '<inbound x="1">').replace('<a />', '<a y="2" />');
    await acceptLive(made);
    const next = await plan(settled);
    expect(next.verdict).toBe('update');
    expect((await applyPush(instance, next, 'push')).kind).toBe('pushed');
    expect((await live())?.text).toBe(settled);
  });

  it('pushes a change of form only when that is wished', async () => {
    const { instance, plan } = await setUp();
    const made = await plan(one.replace('    <a', '\t<a'));
    expect((await applyPush(instance, made, 'push')).kind).toBe('unchanged');
    expect(instance.writes).toEqual([]);
    expect((await applyPush(instance, made, 'overwrite')).kind).toBe('pushed');
  });

  it('tells where the instance made something else of it', async () => {
    const { instance, plan } = await setUp();
    instance.rewrite = (text) => text.replace('<b />', '<b x="1" />');
    expect(await applyPush(instance, await plan(two), 'push')).toMatchObject({
      kind: 'pushed',
      asSent: false,
    });
    instance.rewrite = (text) => text.replace(/\n */g, '\r\n\t');
    expect(await applyPush(instance, await plan(three), 'push')).toMatchObject({
      kind: 'pushed',
      asSent: true,
    });
    expect((await plan(three)).verdict).toBe('unchanged');
  });

  const failures: readonly Failure[] = [
    { kind: 'signed-out', message: 'No.' },
    { kind: 'forbidden', message: 'No.' },
    { kind: 'not-found', message: 'No.' },
    { kind: 'busy', message: 'No.' },
    { kind: 'throttled', retryAfterMs: 1, message: 'No.' },
    { kind: 'unreachable', message: 'No.' },
    { kind: 'server', status: 500, message: 'No.' },
    { kind: 'cancelled', message: 'No.' },
  ];
  it.each(failures)('that fails ($kind) changes neither side nor the record', async (failure) => {
    const { instance, files, plan, live } = await setUp();
    const made = await plan(two);
    const before = [new Map(files.content), await live()];
    instance.failNext(failure, 'writePolicy');
    expect(await applyPush(instance, made, 'push')).toEqual({ kind: 'failed', failure });
    expect([files.content, await live()]).toEqual(before);
  });

  it('that is refused tells the faults', async () => {
    const { instance, plan } = await setUp();
    const faults = [{ message: 'Wrong.', element: 'b', line: 3, column: 6 }];
    instance.failNext({ kind: 'invalid', message: 'No.', faults }, 'writePolicy');
    expect(await applyPush(instance, await plan(two), 'push')).toEqual({
      kind: 'invalid',
      message: 'No.',
      faults,
    });
  });

  it('that can not be recorded is done all the same', async () => {
    const { instance, files, plan } = await setUp();
    const made = await plan(two);
    files.beforeWrite = () => {
      throw new Error('Disk full.');
    };
    expect((await applyPush(instance, made, 'push')).kind).toBe('pushed');
    expect((await plan(two)).verdict).toBe('unchanged');
  });
});

describe('the policy in a file', () => {
  it('is the file, or the value in an information file of the other layout', () => {
    expect(policyIn('apis/echo/policy.xml', one)).toEqual({ address, text: one });
    const json = JSON.stringify({ properties: { value: '<fragment />' } });
    expect(policyIn('policyFragments/f/policyFragmentInformation.json', json)).toEqual({
      address: { kind: 'fragment', fragment: 'f' },
      text: '<fragment />',
    });
    expect(policyIn('policyFragments/f/policyFragmentInformation.json', '{')).toBeUndefined();
    expect(policyIn('named values/n/namedValueInformation.json', json)).toBeUndefined();
    expect(policyIn('README.md', '')).toBeUndefined();
  });
});
