import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type MemoryContent } from '../../../instance';
import {
  type ApplyPullOptions,
  applyPull,
  openSyncState,
  type PullOptions,
  type PullScope,
  planPull,
  planPush,
} from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { memoryFiles } from '../../support/memoryFiles';

const policy = (inbound: string) => `<policies>\n  <inbound>\n    ${inbound}\n  </inbound>\n</policies>\n`;
const addresses: readonly PolicyAddress[] = [
  { kind: 'global' },
  { kind: 'product', product: 'p' },
  { kind: 'api', api: 'echo' },
  { kind: 'api', api: 'echo;rev=2' },
  { kind: 'operation', api: 'echo', operation: 'get' },
  { kind: 'resolver', api: 'graph', resolver: 'users' },
  { kind: 'fragment', fragment: 'f' },
  { kind: 'global', workspace: 'w' },
  { kind: 'api', api: 'echo', workspace: 'w' },
  { kind: 'fragment', fragment: 'f', workspace: 'w' },
];
const named = (name: string) => ({ name, displayName: name, tags: [], kind: 'plain', value: '1' }) as const;
const content: MemoryContent = {
  policies: addresses.map((address) => ({
    address,
    text: address.kind === 'fragment' ? '<fragment />' : policy(`<!-- ${JSON.stringify(address)} -->`),
  })),
  namedValues: [named('n')],
  backends: [{ name: 'b', url: 'https://b', properties: { url: 'https://b' } }],
  fragments: [{ name: 'f', description: 'Does f.' }],
  workspaces: [
    {
      name: 'w',
      displayName: 'W',
      description: undefined,
      namedValues: [named('in-w')],
      fragments: [{ name: 'f', description: 'In w.' }],
    },
  ],
};

function setUp(place: { layout: 'apiops' | 'apiops-cli'; root: string } = { layout: 'apiops', root: '' }) {
  const instance = createMemoryInstance(content);
  const files = memoryFiles();
  const state = openSyncState(files, instance.target);
  const plan = async (scope: PullScope, options: PullOptions = {}) => {
    const outcome = await planPull(instance, scope, files, state, place, options);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.plan;
  };
  const pull = async (scope: PullScope = 'everything', options: PullOptions & ApplyPullOptions = {}) =>
    applyPull(await plan(scope, options), files, options);
  return { instance, files, state, place, plan, pull };
}

describe('a part of an instance', () => {
  it.each<[string, PullScope, readonly string[]]>([
    [
      'an API with all below it',
      { below: { kind: 'api', api: 'echo' } },
      ['apis/echo/operations/get/policy.xml', 'apis/echo/policy.xml'],
    ],
    ['a product', { below: { kind: 'product', product: 'p' } }, ['products/p/policy.xml']],
    [
      'a workspace',
      { below: { kind: 'global', workspace: 'w' } },
      [
        'workspaces/w/apis/echo/policy.xml',
        'workspaces/w/named values/in-w/namedValueInformation.json',
        'workspaces/w/policy fragments/f/policy.xml',
        'workspaces/w/policy fragments/f/policyFragmentInformation.json',
        'workspaces/w/policy.xml',
      ],
    ],
    [
      'the fragments',
      { kind: 'fragments' },
      ['policy fragments/f/policy.xml', 'policy fragments/f/policyFragmentInformation.json'],
    ],
    [
      'the named values of a workspace',
      { kind: 'named-values', workspace: 'w' },
      ['workspaces/w/named values/in-w/namedValueInformation.json'],
    ],
    ['the backends', { kind: 'backends' }, ['backends/b/backendInformation.json']],
    [
      'one fragment of a workspace',
      { below: { kind: 'fragment', fragment: 'f', workspace: 'w' } },
      [
        'workspaces/w/policy fragments/f/policy.xml',
        'workspaces/w/policy fragments/f/policyFragmentInformation.json',
      ],
    ],
  ])('can be pulled: %s', async (_, scope, written) => {
    const { pull } = setUp();
    expect((await pull(scope)).written).toEqual(written);
  });

  it('is everything, with workspaces, where the whole service is meant', async () => {
    const all = (await setUp().pull('everything')).written;
    expect(all).toHaveLength(15);
    expect((await setUp().pull({ below: { kind: 'global' } })).written).toEqual(all);
  });

  it('keeps the descriptions of fragments of one name apart', async () => {
    const { files, pull } = setUp({ layout: 'apiops-cli', root: '' });
    await pull();
    expect(files.content.get('policyFragments/f/policyFragmentInformation.json')).toContain('Does f.');
    expect(files.content.get('workspaces/w/policyFragments/f/policyFragmentInformation.json')).toContain(
      'In w.',
    );
  });
});

describe('edited files', () => {
  const path = 'apis/echo/policy.xml';
  const address: PolicyAddress = { kind: 'api', api: 'echo' };
  const lines = (a: string, b: string) =>
    `<policies>\n  <inbound>\n    ${a}\n    <base />\n    <base />\n    ${b}\n  </inbound>\n</policies>\n`;

  it('are merged when asked, and the next push sees only what is ours', async () => {
    const { instance, files, state, pull, plan } = setUp();
    instance.set(address, lines('<a />', '<b />'));
    await pull([address]);
    await files.write(path, lines('<mine />', '<b />'));
    instance.set(address, lines('<a />', '<theirs />'));
    expect((await pull([address])).conflicts.map((item) => item.path)).toEqual([path]);
    expect(files.content.get(path)).toBe(lines('<mine />', '<b />'));
    expect(await pull([address], { localChanges: 'merge' })).toMatchObject({
      conflicts: [],
      merged: [{ path, conflicts: 0 }],
    });
    expect(files.content.get(path)).toBe(lines('<mine />', '<theirs />'));
    const push = await planPush(instance, { address, path, text: files.content.get(path) ?? '' }, state);
    expect(push.ok && push.plan.verdict).toBe('update');
    // Nothing is to be merged where only the file was edited, or where markers are left.
    expect((await plan([address])).items[0]).toMatchObject({
      change: 'localChanges',
      instanceChanged: false,
    });
    instance.set(address, lines('<theirs too />', '<theirs />'));
    expect(await pull([address], { localChanges: 'merge' })).toMatchObject({
      merged: [{ path, conflicts: 1 }],
    });
    instance.set(address, lines('<theirs again />', '<theirs />'));
    expect((await pull([address], { localChanges: 'merge' })).conflicts.map((item) => item.path)).toEqual([
      path,
    ]);
  });

  it('are merged inside of information files too', async () => {
    const { instance, files, pull } = setUp({ layout: 'apiops-cli', root: '' });
    const fragment: PolicyAddress = { kind: 'fragment', fragment: 'f' };
    const file = 'policyFragments/f/policyFragmentInformation.json';
    const text = (a: string, b: string) => `<fragment>\n  ${a}\n  <base />\n  <base />\n  ${b}\n</fragment>`;
    instance.set(fragment, text('<a />', '<b />'));
    await pull([fragment]);
    const edited = JSON.parse(files.content.get(file) ?? '{}');
    edited.properties.value = text('<mine />', '<b />');
    await files.write(file, JSON.stringify(edited));
    instance.set(fragment, text('<a />', '<theirs />'));
    await pull([fragment], { localChanges: 'merge' });
    expect(JSON.parse(files.content.get(file) ?? '{}').properties).toMatchObject({
      description: 'Does f.',
      value: text('<mine />', '<theirs />'),
    });
  });
});

describe('two environments in one workspace', () => {
  it('do not mix their memories', async () => {
    const { instance, files, pull, place } = setUp();
    await pull();
    const prod = createMemoryInstance(content, { ...instance.target, service: 'prod' });
    const prodState = openSyncState(files, prod.target);
    expect((await prodState.all()).size).toBe(0);
    const path = 'policy.xml';
    prod.set({ kind: 'global' }, policy('<prod />'));
    const planned = await planPull(prod, [{ kind: 'global' }], files, prodState, place);
    // The file was pulled from another instance: for this one it is edited, and left alone.
    expect(planned.ok && planned.plan.items[0]?.change).toBe('localChanges');
    expect(files.content.get(path)).toContain('"global"');
  });

  it('leave files alone that one of them overrides', async () => {
    const { instance, files, state, pull, plan } = setUp();
    await pull();
    const path = 'named values/n/namedValueInformation.json';
    const before = files.content.get(path);
    const overrides = { namedValues: [{ name: 'n', value: 'prod' }], backends: [] };
    await instance.writeNamedValue(
      { name: 'n', displayName: 'n', kind: 'plain', value: 'prod' },
      'overwrite',
    );
    const find = async (options: PullOptions) =>
      (await plan({ kind: 'named-values' }, options)).items.find((item) => item.path === path)?.change;
    expect(await find({})).toBe('update');
    expect(await find({ overrides })).toBe('unchanged');
    await instance.writeNamedValue(
      { name: 'n', displayName: 'n', kind: 'plain', value: 'other' },
      'overwrite',
    );
    expect(await find({ overrides })).toBe('localChanges');
    expect(await find({ overrides: { namedValues: [{ name: 'n', value: '{#T#}' }], backends: [] } })).toBe(
      'localChanges',
    );
    const tokens = () => 'canary-of-a-token';
    await instance.writeNamedValue(
      { name: 'n', displayName: 'n', kind: 'plain', value: 'canary-of-a-token' },
      'overwrite',
    );
    const withTokens = { overrides: { namedValues: [{ name: 'n', value: '{#T#}' }], backends: [] }, tokens };
    expect(await find(withTokens)).toBe('unchanged');
    await pull('everything', withTokens);
    expect(JSON.stringify([...files.content])).not.toContain('canary-of-a-token');
    expect(files.content.get(path)).toBe(before);
    expect(await state.read(path)).toBeDefined();
  });
});

describe('requests', () => {
  it('are bounded', async () => {
    const { instance, pull } = setUp();
    let running = 0;
    let most = 0;
    const readPolicy = instance.readPolicy.bind(instance);
    instance.readPolicy = async (address) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return readPolicy(address);
    };
    await pull('everything', { parallel: 3 });
    expect(most).toBe(3);
  });
});
