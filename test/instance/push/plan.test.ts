import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type GitReader, type NamedValueSummary } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { actionsOf, planned, pushed, sidesOf } from '../../support/plans';

const policy = (inbound: string) => `<policies>\n  <inbound>\n    ${inbound}\n  </inbound>\n</policies>`;
const [one, two, three] = [policy('<a />'), policy('<b />'), policy('<c />')];
const echo: PolicyAddress = { kind: 'api', api: 'echo' };
const api = {
  name: 'echo',
  displayName: 'Echo',
  path: '',
  revision: '1',
  version: undefined,
  isCurrent: true,
  type: 'http',
};
const file = 'apis/echo/policy.xml';
const information = (properties: object) => JSON.stringify({ properties });
const plain: NamedValueSummary = {
  name: 'mode',
  displayName: 'mode',
  tags: [],
  kind: 'plain',
  value: 'test',
};

describe('a plan', () => {
  it('puts first what others refer to, and last what is deleted', async () => {
    const instance = createMemoryInstance({
      apis: [api],
      policies: [{ address: { kind: 'product', product: 'old' }, text: one }],
    });
    const sides = sidesOf(instance, {
      [file]: one,
      'policy.xml': policy('<include-fragment fragment-id="outer" />'),
      'policy fragments/outer/policy.xml': '<fragment><include-fragment fragment-id="inner" /></fragment>',
      'policy fragments/inner/policy.xml': '<fragment />',
      'backends/pool/backendInformation.json': information({
        type: 'Pool',
        pool: { services: [{ id: '/backends/single' }] },
      }),
      'backends/single/backendInformation.json': information({ url: 'https://b.example', protocol: 'http' }),
      'named values/mode/namedValueInformation.json': information({ displayName: 'mode', value: 'x' }),
      'policy fragments/outer/policyFragmentInformation.json': information({ description: 'd' }),
    });
    await sides.state.write('products/old/policy.xml', {
      entry: { kind: 'policy', address: { kind: 'product', product: 'old' } },
      text: one,
      etag: 'gone',
    });
    const plan = await planned(sides, undefined, { deletions: true });
    expect(actionsOf(plan)).toEqual([
      'named values/mode/namedValueInformation.json: create',
      'backends/single/backendInformation.json: create',
      'backends/pool/backendInformation.json: create',
      'policy fragments/inner/policy.xml: create',
      'policy fragments/outer/policy.xml: create',
      `${file}: create`,
      'policy.xml: create',
      'products/old/policy.xml: delete',
    ]);
    expect(plan.ignored).toEqual(['policy fragments/outer/policyFragmentInformation.json']);
    expect(actionsOf(await planned(sides)).join()).not.toContain('delete');
  });

  it('reads fragments that stand in information files', async () => {
    const sides = sidesOf(
      createMemoryInstance(),
      { 'policyFragments/f/policyFragmentInformation.json': information({ value: '<fragment />' }) },
      { place: { layout: 'apiops-cli', root: '' } },
    );
    const [item] = (await planned(sides)).items;
    expect(item).toMatchObject({ change: { action: 'create' }, after: '<fragment />' });
  });

  it.each([
    { base: one, live: one, action: 'update' },
    { base: one, live: three, action: 'changed-on-instance' },
    { base: one, live: two, action: 'unchanged' },
    { base: one, live: two.replaceAll('\n', '\r\n').replace('    <b', '<b'), action: 'unchanged' },
    { base: one, live: undefined, action: 'deleted-on-instance' },
    { base: undefined, live: one, action: 'no-base' },
    { base: undefined, live: undefined, action: 'create' },
  ])('finds $action ($#)', async ({ base, live, action }) => {
    const instance = createMemoryInstance({ apis: [api] });
    const sides = sidesOf(instance, { [file]: two });
    if (base !== undefined)
      await sides.state.write(file, { entry: { kind: 'policy', address: echo }, text: base, etag: '"old"' });
    instance.set(echo, live);
    expect(actionsOf(await planned(sides))).toEqual([`${file}: ${action}`]);
    expect(instance.writes).toEqual([]);
  });

  it.each([
    ['an API', { 'apis/none/policy.xml': one }, "API 'none'"],
    ['a revision', { 'apis/echo;rev=7/policy.xml': one }, "revision 7 of API 'echo'"],
    ['an operation', { 'apis/echo/operations/none/policy.xml': one }, "operation 'none' of API 'echo'"],
    ['a product', { 'products/none/policy.xml': one }, "product 'none'"],
    ['a workspace', { 'workspaces/none/policy.xml': one }, "workspace 'none'"],
  ])('blocks policies of %s that is not there', async (_, files, words) => {
    const sides = sidesOf(createMemoryInstance({ apis: [api] }), files);
    const [item] = (await planned(sides)).items;
    expect(item?.change).toMatchObject({ action: 'blocked', message: expect.stringContaining(words) });
  });

  it('blocks what is not finished: conflict markers, two files of one resource, broken JSON', async () => {
    const sides = sidesOf(createMemoryInstance({ apis: [api] }), {
      [file]: one.replace('    <a />', '<<<<<<< local\n<a />\n=======\n>>>>>>> instance'),
      'policy fragments/f/policy.xml': '<fragment />',
      'policyFragments/f/policyFragmentInformation.json': information({ value: '<fragment />' }),
      'named values/n/namedValueInformation.json': '{',
      'backends/b/backendInformation.json': '[]',
    });
    const { items } = await planned(sides);
    expect(items.map(({ change }) => change.action)).toEqual(Array(4).fill('blocked'));
  });
});

describe('named values in a plan', () => {
  const path = 'named values/mode/namedValueInformation.json';

  it.each([
    ['unchanged', { displayName: 'mode', secret: false, value: 'test' }],
    ['unchanged', { displayName: 'mode' }],
    ['no-base', { displayName: 'mode', value: 'live' }],
    ['no-base', { displayName: 'mode', value: 'test', tags: ['t'] }],
    ['no-base', { displayName: 'mode', keyVault: { secretIdentifier: 'https://v' } }],
    ['blocked', { displayName: 'a b', value: 'test' }],
    ['blocked', { displayName: 'mode', value: '  ' }],
  ])('are %s with %j', async (action, properties) => {
    const sides = sidesOf(createMemoryInstance({ namedValues: [plain] }), {
      [path]: information(properties),
    });
    expect(actionsOf(await planned(sides))).toEqual([`${path}: ${action}`]);
  });

  it('take the overrides of the environment, and tokens for what is secret', async () => {
    const sides = sidesOf(
      createMemoryInstance({ namedValues: [plain] }),
      {
        [path]: information({ displayName: 'mode', value: 'dev' }),
        'named values/key/namedValueInformation.json': information({ displayName: 'key', secret: true }),
        'named values/other/namedValueInformation.json': information({ displayName: 'other', secret: true }),
      },
      {
        overrides: {
          namedValues: [
            { name: 'mode', value: 'test' },
            { name: 'key', value: '{#KEY#}' },
            { name: 'absent', value: '1' },
          ],
          backends: [],
        },
      },
    );
    const without = await planned(sides);
    expect(actionsOf(without)).toEqual([
      'named values/key/namedValueInformation.json: blocked',
      `${path}: unchanged`,
      'named values/other/namedValueInformation.json: blocked',
    ]);
    expect(without.unusedOverrides).toEqual(['named value absent']);
    const plan = await planned({ ...sides, tokens: () => 'canary-value' });
    expect(plan.items[0]?.change.action).toBe('create');
    expect(JSON.stringify(plan)).not.toContain('canary-value');
  });

  it('do not show what a token stands for, secret or not', async () => {
    const sides = sidesOf(
      createMemoryInstance(),
      {
        [path]: information({ displayName: 'mode', value: 'a-{#T#}' }),
        'backends/b/backendInformation.json': information({
          url: 'https://{#T#}',
          credentials: { header: { key: ['{#T#}'], name: ['literal-canary-value'] } },
        }),
      },
      { tokens: () => 'canary-value' },
    );
    const plan = await planned(sides);
    expect(plan.items.map(({ change }) => change.action)).toEqual(['create', 'create']);
    expect(JSON.stringify(plan)).not.toContain('canary-value');
    await pushed(sides);
    // Now the instance has it.
    const again = await planned(sides);
    expect(again.items.map(({ change }) => change.action)).toEqual(['unchanged', 'unchanged']);
    await pushed(sides);
    const changed = await planned({ ...sides, tokens: () => 'another-canary-value' });
    expect(changed.items.map(({ change }) => change.action)).toEqual(['update', 'update']);
    const remembered = [...sides.files.content].filter(([name]) => name.startsWith('.apim/'));
    expect(JSON.stringify([again, changed, remembered])).not.toMatch(/canary-value/);
  });
});

describe('backends in a plan', () => {
  const path = 'backends/b/backendInformation.json';
  const live = {
    name: 'b',
    url: 'https://b.example',
    properties: {
      url: 'https://b.example',
      protocol: 'http',
      tls: { validateCertificateChain: true },
      credentials: { header: { key: ['canary-value'] } },
    },
  };

  it.each([
    ['unchanged', { url: 'https://b.example', protocol: 'http' }, undefined],
    ['unchanged', { url: 'https://b.example', credentials: { header: {} } }, undefined],
    ['no-base', { url: 'https://c.example' }, undefined],
    ['update', { url: 'https://c.example' }, { url: 'https://b.example' }],
    ['changed-on-instance', { url: 'https://c.example' }, { url: 'https://a.example' }],
    ['update', { url: 'https://b.example' }, { url: 'https://b.example', protocol: 'http' }],
  ])('are %s with %j, made from %j', async (action, properties, base) => {
    const sides = sidesOf(createMemoryInstance({ backends: [live] }), { [path]: information(properties) });
    if (base !== undefined)
      await sides.state.write(path, {
        entry: { kind: 'backend-information', backend: 'b' },
        text: information(base),
        etag: '',
      });
    const plan = await planned(sides);
    expect(actionsOf(plan)).toEqual([`${path}: ${action}`]);
    expect(JSON.stringify(plan)).not.toContain('canary-value');
  });

  it('keep the credentials that only the instance has', async () => {
    const instance = createMemoryInstance({ backends: [live] });
    const sides = sidesOf(instance, {
      [path]: information({ url: 'https://c.example', protocol: 'http', credentials: { header: {} } }),
    });
    expect((await pushed(sides, { overwrite: 'all' })).complete).toBe(true);
    const outcome = await instance.readBackend('b');
    expect(outcome.ok && outcome.value.resource.properties).toEqual({
      url: 'https://c.example',
      protocol: 'http',
      credentials: { header: { key: ['canary-value'] } },
    });
  });
});

describe('what changed since a commit', () => {
  const git = (
    changed: readonly string[],
    deleted: readonly string[],
    before: Record<string, string>,
  ): GitReader => ({
    changedSince: async () => ({ ok: true, value: { commit: 'c', changed, deleted } }),
    textAt: async (_, path) => ({ ok: true, value: before[path] }),
  });

  it('is compared with what the files were then, so that a fresh checkout needs no memory', async () => {
    const instance = createMemoryInstance({
      apis: [api],
      policies: [
        { address: echo, text: one },
        { address: { kind: 'global' }, text: three },
        { address: { kind: 'product', product: 'gone' }, text: one },
      ],
      namedValues: [plain],
    });
    const path = 'named values/mode/namedValueInformation.json';
    const files = {
      [file]: two,
      'policy.xml': two,
      [path]: information({ displayName: 'mode', value: 'new' }),
      'readme.md': '',
      'products/kept/policy.xml': one,
    };
    const sides = sidesOf(instance, files, {
      git: git([file, 'policy.xml', path, 'readme.md'], ['products/gone/policy.xml'], {
        [file]: one,
        'policy.xml': one,
        'products/gone/policy.xml': one,
        [path]: information({ displayName: 'mode', value: 'test' }),
      }),
    });
    const since = { kind: 'since', ref: 'main' } as const;
    expect(actionsOf(await planned(sides, since, { deletions: true }))).toEqual([
      `${path}: update`,
      `${file}: update`,
      'policy.xml: changed-on-instance',
      'products/gone/policy.xml: delete',
    ]);
  });

  it('takes in what the environment overrides when its file changed', async () => {
    const path = 'named values/mode/namedValueInformation.json';
    const sides = sidesOf(
      createMemoryInstance({ namedValues: [plain] }),
      { [path]: information({ displayName: 'mode', value: 'dev' }), 'apim-policy.yaml': '' },
      {
        git: git(['apim-policy.yaml'], [], {}),
        overrides: { namedValues: [{ name: 'mode', value: 'prod' }], backends: [] },
        overridesFrom: ['apim-policy.yaml'],
      },
    );
    expect(actionsOf(await planned(sides, { kind: 'since', ref: 'main' }))).toEqual([`${path}: no-base`]);
  });

  it('deletes nothing that only moved to another layout', async () => {
    const sides = sidesOf(
      createMemoryInstance({
        policies: [{ address: { kind: 'fragment', fragment: 'f' }, text: '<fragment />' }],
      }),
      { 'policyFragments/f/policyFragmentInformation.json': information({ value: '<fragment />' }) },
      {
        git: git(['policyFragments/f/policyFragmentInformation.json'], ['policy fragments/f/policy.xml'], {
          'policy fragments/f/policy.xml': '<fragment />',
        }),
      },
    );
    const plan = await planned(sides, { kind: 'since', ref: 'main' }, { deletions: true });
    expect(actionsOf(plan)).toEqual(['policyFragments/f/policyFragmentInformation.json: unchanged']);
  });

  it('can not be told without Git', async () => {
    await expect(
      planned(sidesOf(createMemoryInstance(), {}), { kind: 'since', ref: 'main' }),
    ).rejects.toThrow('git-missing');
  });
});
