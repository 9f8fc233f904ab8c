import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type MemoryContent, type NamedValueSummary } from '../../../instance';
import {
  compareSources,
  instanceSource,
  type PromotionTarget,
  planPromotion,
  workspaceSource,
} from '../../../instance/promotion';
import { applyWorkspacePush, describeResource, type PushOptions } from '../../../instance/push';
import type { PullScope } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { memoryFiles } from '../../support/memoryFiles';
import { actionsOf, outcomesOf } from '../../support/plans';

const policy = (inbound: string) => `<policies>\n  <inbound>\n    ${inbound}\n  </inbound>\n</policies>`;
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
const plain = (name: string, value: string, displayName = name): NamedValueSummary => ({
  name,
  displayName,
  tags: [],
  kind: 'plain',
  value,
});
const key: NamedValueSummary = { name: 'key', displayName: 'key', tags: [], kind: 'secret' };
const target = (service: string) => ({
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'shop',
  service,
  endpoint: 'https://management.azure.com',
});
const backend = (url: string, secret = '') => ({
  name: 'b',
  url,
  properties: { url, protocol: 'http', ...(secret !== '' && { credentials: { header: { key: [secret] } } }) },
});

const dev: MemoryContent = {
  apis: [api],
  policies: [
    { address: { kind: 'global' }, text: policy('<a />') },
    { address: echo, text: policy('<b value="{{mode}}" />') },
    { address: { kind: 'fragment', fragment: 'f' }, text: '<fragment />' },
  ],
  namedValues: [plain('mode', 'dev'), key],
  secrets: { key: 'canary-of-dev' },
  backends: [backend('https://dev.example', 'canary-of-dev')],
};
const prod: MemoryContent = {
  apis: [api],
  policies: [
    { address: { kind: 'global' }, text: policy('<a />').replaceAll('\n', '\r\n').replace('    <a', '\t<a') },
    { address: { kind: 'product', product: 'p' }, text: policy('<c />') },
  ],
  namedValues: [plain('58c8', 'prod', 'mode'), key],
  secrets: { key: 'canary-of-prod' },
  backends: [backend('https://prod.example', 'canary-of-prod')],
};

const instances = () => ({
  from: createMemoryInstance(dev, target('dev')),
  to: createMemoryInstance(prod, target('prod')),
});

describe('comparing', () => {
  const differences = async (...sides: Parameters<typeof compareSources>) => {
    const outcome = await compareSources(...sides);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(JSON.stringify(outcome)).not.toContain('canary');
    return Object.fromEntries(
      outcome.comparison.items.map(({ resource, difference }) => [
        resource.kind === 'policy'
          ? Object.values(resource.address).join(' ')
          : `${resource.kind} ${resource.name}`,
        difference,
      ]),
    );
  };

  it('looks at a part of a workspace where only that is asked for', async () => {
    const inside = 'workspaces/partners';
    const files = memoryFiles({
      'policy.xml': policy('<a />'),
      'apis/echo/policy.xml': policy('<b />'),
      'apis/echo/operations/get/policy.xml': policy('<c />'),
      'policy fragments/f/policy.xml': '<fragment />',
      'named values/n/namedValueInformation.json': '{}',
      [`${inside}/policy.xml`]: policy('<d />'),
      [`${inside}/named values/n/namedValueInformation.json`]: '{}',
    });
    const paths = async (scope: PullScope) => {
      const source = workspaceSource({ files, place: { layout: 'apiops', root: '' } }, scope);
      const listed = await source.list({});
      return listed.ok ? listed.value.map(describeResource) : [];
    };
    expect(await paths([echo])).toEqual(["the policy of API 'echo'"]);
    expect(await paths({ below: echo })).toHaveLength(2);
    expect(await paths({ below: { kind: 'global', workspace: 'partners' } })).toHaveLength(2);
    expect(await paths({ kind: 'fragments' })).toHaveLength(1);
    expect(await paths({ kind: 'named-values' })).toEqual(["the named value 'n'"]);
    expect(await paths({ kind: 'backends' })).toEqual([]);
    expect(await paths({ below: { kind: 'global' } })).toEqual(await paths('everything'));
  });

  it('tells what two instances have, by meaning and by text', async () => {
    const { from, to } = instances();
    to.set(echo, policy('<b value="{{58c8}}" />'));
    expect(await differences(instanceSource(from), instanceSource(to))).toEqual({
      global: 'formatting',
      'product p': 'only-second',
      'api echo': 'formatting',
      'fragment f': 'only-first',
      'named-value mode': 'only-first',
      'named-value 58c8': 'only-second',
      'named-value key': 'same',
      'backend b': 'different',
    });
  });

  it('sees an instance as it should be in another environment', async () => {
    const { from, to } = instances();
    const overrides = { namedValues: [], backends: [{ name: 'b', properties: { url: 'https://{#HOST#}' } }] };
    const source = instanceSource(from, { kind: 'backends' }, { overrides, tokens: () => 'prod.example' });
    expect(await differences(source, instanceSource(to, { kind: 'backends' }))).toEqual({
      'backend b': 'same',
    });
  });

  it('tells what a workspace has, with what is different in an environment', async () => {
    const { to } = instances();
    const information = (properties: object) => JSON.stringify({ properties });
    const workspace = workspaceSource({
      files: memoryFiles({
        'policy.xml': policy('<a />'),
        'apis/echo/policy.xml': policy('<b />'),
        'named values/58c8/namedValueInformation.json': information({ displayName: 'mode', value: 'dev' }),
        'named values/key/namedValueInformation.json': information({
          displayName: 'key',
          secret: true,
          value: 'canary-in-a-file',
        }),
        'backends/b/backendInformation.json': information(
          backend('https://x.example', 'canary-in-a-file').properties,
        ),
      }),
      place: { layout: 'apiops', root: '' },
      overrides: { namedValues: [{ name: '58c8', value: 'prod' }], backends: [] },
    });
    expect(await differences(workspace, instanceSource(to))).toEqual({
      global: 'formatting',
      'api echo': 'only-first',
      'product p': 'only-second',
      'named-value 58c8': 'same',
      'named-value key': 'same',
      'backend b': 'different',
    });
  });

  it('says what can not be read, and takes nothing for missing that could not be listed', async () => {
    const { from, to } = instances();
    const forbidden = { kind: 'forbidden', message: 'No.' } as const;
    from.failNext(forbidden, 'readPolicy');
    const outcome = await compareSources(instanceSource(from), instanceSource(to));
    expect(outcome.ok && outcome.comparison.unread).toMatchObject([{ message: 'No.' }]);
    from.failNext(forbidden, 'backends');
    expect(await compareSources(instanceSource(from), instanceSource(to))).toMatchObject({
      ok: false,
      failure: forbidden,
    });
  });
});

describe('promoting', () => {
  const plan = async (
    from: Parameters<typeof planPromotion>[0],
    to: PromotionTarget,
    options: PushOptions = {},
  ) => {
    const outcome = await planPromotion(from, to, 'everything', options);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    expect(JSON.stringify(outcome)).not.toContain('canary');
    return outcome.plan;
  };
  const overrides = {
    namedValues: [{ name: 'mode', displayName: 'mode-of-dev', value: '{#MODE#}' }],
    backends: [{ name: 'b', properties: { url: 'https://prod.example' } }],
  };

  it('brings what is there to another instance, with what is different there, and no secret', async () => {
    const { from, to } = instances();
    const files = memoryFiles();
    const sides = { instance: to, files, overrides, tokens: () => 'canary-mode' };
    const made = await plan(from, sides);
    expect(actionsOf(made)).toEqual([
      'named values/key/namedValueInformation.json: unchanged',
      'named values/mode/namedValueInformation.json: create',
      'backends/b/backendInformation.json: unchanged',
      'policy fragments/f/policy.xml: create',
      'apis/echo/policy.xml: create',
      'policy.xml: unchanged',
    ]);
    expect((await applyWorkspacePush(to, made)).complete).toBe(true);
    expect(await to.readNamedValue('mode')).toMatchObject({ value: { resource: { value: 'canary-mode' } } });
    expect(await to.readBackend('b')).toMatchObject({
      value: { resource: { properties: { credentials: { header: { key: ['canary-of-prod'] } } } } },
    });
    // Nothing passes through files of the workspace.
    expect(Object.keys(files.visible())).toEqual([]);
  });

  it('brings exactly what was chosen, and deletes nothing', async () => {
    const { from, to } = instances();
    const resources = [
      { kind: 'policy', address: { kind: 'fragment', fragment: 'f' } },
      { kind: 'named-value', name: 'mode' },
    ] as const;
    const sides = { instance: to, files: memoryFiles() };
    const outcome = await planPromotion(from, sides, { resources }, { deletions: true });
    expect(outcome.ok && actionsOf(outcome.plan)).toEqual([
      'named values/mode/namedValueInformation.json: create',
      'policy fragments/f/policy.xml: create',
    ]);
  });

  it('overwrites nothing that was changed there, and deletes what it once brought', async () => {
    const { from, to } = instances();
    const sides = { instance: to, files: memoryFiles(), overrides, tokens: () => 'm' };
    await applyWorkspacePush(to, await plan(from, sides));
    from.set(echo, policy('<new />'));
    expect(actionsOf(await plan(from, sides)).at(-2)).toBe('apis/echo/policy.xml: update');
    to.set(echo, policy('<theirs />'));
    expect(actionsOf(await plan(from, sides)).at(-2)).toBe('apis/echo/policy.xml: changed-on-instance');
    from.set({ kind: 'fragment', fragment: 'f' }, undefined);
    await from.deletePolicy({ kind: 'fragment', fragment: 'f' }, 'overwrite');
    expect(actionsOf(await plan(from, sides)).join()).not.toContain('delete');
  });

  it('deletes nothing where something could not be read', async () => {
    const { from, to } = instances();
    const sides = { instance: to, files: memoryFiles(), overrides, tokens: () => 'm' };
    await applyWorkspacePush(to, await plan(from, sides));
    from.set(echo, undefined);
    const all = await plan(from, sides, { deletions: true });
    expect(actionsOf(all)).toContain('apis/echo/policy.xml: delete');
    from.failNext({ kind: 'forbidden', message: 'No.' }, 'readPolicy');
    const part = await planPromotion(from, sides, 'everything', { deletions: true });
    expect(part.ok && part.unread).toHaveLength(1);
    expect(part.ok && actionsOf(part.plan).join()).not.toContain('delete');
    expect(outcomesOf(await applyWorkspacePush(to, all))).toContain('apis/echo/policy.xml: deleted');
  });

  it('asks where the other instance has something else that was never promoted', async () => {
    const { from, to } = instances();
    to.set(echo, policy('<other />'));
    const made = await plan(from, { instance: to, files: memoryFiles() });
    expect(actionsOf(made)).toContain('apis/echo/policy.xml: no-base');
    expect(actionsOf(made)).toContain('backends/b/backendInformation.json: no-base');
  });

  it('keeps its memory apart from that of pulls and pushes', async () => {
    const { from, to } = instances();
    const files = memoryFiles({ 'apis/echo/policy.xml': policy('<old />') });
    await applyWorkspacePush(to, await plan(from, { instance: to, files, overrides, tokens: () => 'm' }));
    const { planWorkspacePush } = await import('../../../instance/push');
    const { openSyncState } = await import('../../../instance/sync');
    const push = await planWorkspacePush(
      { instance: to, files, state: openSyncState(files, to.target), place: { layout: 'apiops', root: '' } },
      { kind: 'everything' },
    );
    expect(push.ok && actionsOf(push.plan)).toEqual(['apis/echo/policy.xml: no-base']);
  });
});
