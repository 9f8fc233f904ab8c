import { describe, expect, it } from 'vitest';
import { createMemoryInstance, type MemoryContent } from '../../../instance';
import { applyPull, openSyncState, type PullPlan, planPull, type RunOptions } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { memoryFiles } from '../../support/memoryFiles';

const api: PolicyAddress = { kind: 'api', api: 'echo' };
const policy = (mark: string) => `<policies>\n  <!-- ${mark} -->\n  <inbound />\n</policies>`;

const content: MemoryContent = {
  policies: [
    { address: { kind: 'global' }, text: policy('global') },
    { address: api, text: policy('one') },
    { address: { kind: 'operation', api: 'echo', operation: 'get' }, text: policy('operation') },
    { address: { kind: 'fragment', fragment: 'f' }, text: '<fragment />' },
  ],
  fragments: [{ name: 'f', description: 'Does f.' }],
  namedValues: [
    { name: 'n1', displayName: 'plain-one', tags: ['t'], kind: 'plain', value: 'visible' },
    { name: 'n2', displayName: 'secret-one', tags: [], kind: 'secret' },
    {
      name: 'n3',
      displayName: 'vault-one',
      tags: [],
      kind: 'key-vault',
      secretIdentifier: 'https://v.vault.azure.net/secrets/s',
      lastStatus: 'Success',
    },
  ],
  secrets: { n2: 'canary-secret' },
  backends: [
    {
      name: 'b',
      url: 'https://b.example',
      properties: {
        url: 'https://b.example',
        protocol: 'http',
        credentials: {
          authorization: { scheme: 'Basic', parameter: 'canary-secret' },
          header: { 'x-key': ['{{secret-one}}'], certificate: ['canary-secret'] },
          query: { code: ['canary-secret'] },
        },
        proxy: { url: 'http://proxy', username: 'u', password: 'canary-secret' },
      },
    },
  ],
};

function setUp(initial: Readonly<Record<string, string>> = {}, given: MemoryContent = content) {
  const instance = createMemoryInstance(given);
  const files = memoryFiles(initial);
  const state = openSyncState(files, instance.target);
  const place = { layout: 'apiops', root: 'apimartifacts' } as const;
  const plan = async (scope: Parameters<typeof planPull>[1], options?: RunOptions): Promise<PullPlan> => {
    const outcome = await planPull(instance, scope, files, state, place, options);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.plan;
  };
  return {
    instance,
    files,
    state,
    place,
    plan,
    pull: async (scope: Parameters<typeof planPull>[1] = 'everything') => applyPull(await plan(scope), files),
  };
}

describe('pulling everything', () => {
  it('writes the whole extract, and nothing the second time', async () => {
    const { files, pull } = setUp();
    const result = await pull();
    expect(result.failed).toEqual([]);
    expect(files.visible()).toEqual({
      'apimartifacts/policy.xml': policy('global'),
      'apimartifacts/apis/echo/policy.xml': policy('one'),
      'apimartifacts/apis/echo/operations/get/policy.xml': policy('operation'),
      'apimartifacts/policy fragments/f/policy.xml': '<fragment />',
      'apimartifacts/policy fragments/f/policyFragmentInformation.json':
        '{\n  "properties": {\n    "description": "Does f."\n  }\n}\n',
      'apimartifacts/named values/n1/namedValueInformation.json':
        expect.stringContaining('"value": "visible"'),
      'apimartifacts/named values/n2/namedValueInformation.json':
        '{\n  "properties": {\n    "displayName": "secret-one",\n    "secret": true\n  }\n}\n',
      'apimartifacts/named values/n3/namedValueInformation.json':
        expect.stringContaining('vault.azure.net/secrets/s'),
      'apimartifacts/backends/b/backendInformation.json': expect.stringContaining('{{secret-one}}'),
    });
    expect(result.written).toHaveLength(9);
    const before = new Map(files.content);
    const again = await pull();
    expect([again.written, again.conflicts, again.failed]).toEqual([[], [], []]);
    expect(again.unchanged).toHaveLength(9);
    expect(files.content).toEqual(before);
  });

  it('writes the secrets of nobody, neither into files nor into the records', async () => {
    const { files, pull, plan } = setUp();
    const made = await plan('everything');
    expect(made.items.filter(({ withheld }) => withheld).map(({ path }) => path)).toEqual([
      'apimartifacts/backends/b/backendInformation.json',
    ]);
    await pull();
    expect([...files.content.values()].join()).not.toContain('canary-secret');
    expect(files.content.get('.apim/.gitignore')).toBe('*\n');
  });

  it('keeps a secret that someone wrote into a file, and copies it nowhere', async () => {
    const path = 'apimartifacts/named values/n2/namedValueInformation.json';
    const text = '{"properties":{"displayName":"secret-one","secret":true,"value":"canary-secret"}}';
    const { files, pull } = setUp({ [path]: text });
    expect((await pull()).unchanged).toContain(path);
    expect([...files.content].filter(([, held]) => held.includes('canary-secret'))).toEqual([[path, text]]);
  });

  it('writes the other layout where that is there', async () => {
    const { instance, files, state } = setUp();
    const place = { layout: 'apiops-cli', root: '' } as const;
    const run = async () => {
      const outcome = await planPull(instance, 'everything', files, state, place);
      if (!outcome.ok) throw new Error(outcome.failure.message);
      return applyPull(outcome.plan, files);
    };
    await run();
    const path = 'policyFragments/f/policyFragmentInformation.json';
    expect(JSON.parse(files.content.get(path) ?? '')).toEqual({
      properties: { description: 'Does f.', format: 'rawxml', value: '<fragment />' },
    });
    expect(files.content.has('namedValues/n1/namedValueInformation.json')).toBe(true);
    files.content.set(path, (files.content.get(path) ?? '').replace('{', '{"extra": 1,'));
    instance.set({ kind: 'fragment', fragment: 'f' }, '<fragment><a /></fragment>');
    expect((await run()).written).toEqual([path]);
    expect(JSON.parse(files.content.get(path) ?? '')).toMatchObject({
      extra: 1,
      properties: { value: '<fragment><a /></fragment>' },
    });
  });

  it('puts names that are no file names where they do no harm', async () => {
    const names = ['../../evil', 'C:\\x', 'CON', '..', 'a/b', 'x'.repeat(300), ''];
    const policies = names.map((name) => ({
      address: { kind: 'api', api: name } as const,
      text: policy(name),
    }));
    const { files, pull } = setUp({}, { policies });
    expect((await pull()).written).toHaveLength(names.length);
    for (const path of Object.keys(files.visible())) {
      expect(path).toMatch(/^apimartifacts\/apis\/[^/]+\/(?:[^/]+\/)?policy\.xml$/);
      expect(path.split('/')).not.toContain('..');
    }
  });
});

describe('an edited file', () => {
  const path = 'apimartifacts/apis/echo/policy.xml';
  it('is never overwritten, whether the instance changed or not', async () => {
    const { instance, files, pull, plan } = setUp();
    await pull();
    files.content.set(path, policy('edited'));
    expect((await plan([api])).items[0]).toMatchObject({ change: 'localChanges', instanceChanged: false });
    instance.set(api, policy('two'));
    const result = await pull([api]);
    expect(result.written).toEqual([]);
    expect(result.conflicts).toMatchObject([
      { path, instanceChanged: true, base: { text: policy('one') }, live: { text: policy('two') } },
    ]);
    expect(files.content.get(path)).toBe(policy('edited'));
  });

  it('that was never pulled is never overwritten', async () => {
    const { files, pull } = setUp({ [path]: policy('mine') });
    expect((await pull([api])).conflicts).toHaveLength(1);
    expect(files.content.get(path)).toBe(policy('mine'));
  });

  it('is left alone where it was edited after the plan', async () => {
    const { instance, files, pull, plan } = setUp();
    await pull();
    instance.set(api, policy('two'));
    const made = await plan([api]);
    files.content.set(path, policy('edited just now'));
    expect((await applyPull(made, files)).conflicts).toHaveLength(1);
    expect(files.content.get(path)).toBe(policy('edited just now'));
  });

  it('is updated where it is as it was pulled, in the style it has', async () => {
    const { instance, files, pull } = setUp();
    await pull();
    files.content.set(path, `\ufeff${policy('one').replaceAll('\n', '\r\n')}\r\n`);
    instance.set(api, policy('two'));
    expect((await pull([api])).written).toEqual([path]);
    expect(files.content.get(path)).toBe(`\ufeff${policy('two').replaceAll('\n', '\r\n')}\r\n`);
  });

  it('is not touched by a change of form on the instance', async () => {
    const { instance, files, pull } = setUp();
    await pull();
    instance.set(api, policy('one').replace(/\n */g, '\r\n\t'));
    expect((await pull([api])).unchanged).toEqual([path]);
    expect(files.content.get(path)).toBe(policy('one'));
  });

  it.each(['{', '[]', 'null', '{"version":1}', '{"version":1,"path":"x","text":1}'])(
    'is safe with records that are broken: %s',
    async (broken) => {
      const { instance, files, pull } = setUp();
      await pull();
      for (const record of files.content.keys())
        if (record.startsWith('.apim/') && record.endsWith('.json')) files.content.set(record, broken);
      instance.set(api, policy('two'));
      expect((await pull([api])).conflicts).toHaveLength(1);
      expect(files.content.get(path)).toBe(policy('one'));
    },
  );
});

describe('a policy that is gone from the instance', () => {
  it('stays in the workspace and is named', async () => {
    const { instance, files, pull, plan } = setUp();
    await pull();
    instance.set(api, undefined);
    expect((await plan('everything')).gone).toEqual([
      { path: 'apimartifacts/apis/echo/policy.xml', address: api },
    ]);
    await pull();
    expect(files.content.get('apimartifacts/apis/echo/policy.xml')).toBe(policy('one'));
  });
  it('is told where it was asked for', async () => {
    const { plan } = setUp();
    const made = await plan([{ kind: 'api', api: 'none' }]);
    expect(made.failed).toMatchObject([
      { path: 'apimartifacts/apis/none/policy.xml', failure: { kind: 'not-found' } },
    ]);
  });
});

describe('trouble while pulling', () => {
  it.each(['signed-out', 'unreachable'] as const)(
    '%s ends the plan, and nothing is written',
    async (kind) => {
      const { instance, files, state, place } = setUp();
      instance.failNext({ kind, message: 'No.' }, 'readPolicy');
      expect(await planPull(instance, 'everything', files, state, place)).toEqual({
        ok: false,
        failure: { kind, message: 'No.' },
      });
      expect(files.content.size).toBe(0);
    },
  );

  it('with one policy leaves the others', async () => {
    const { instance, pull } = setUp();
    instance.failNext({ kind: 'server', status: 500, message: 'No.' }, 'readPolicy');
    const result = await pull();
    expect(result.failed).toHaveLength(1);
    expect(result.written).toHaveLength(8);
  });

  it('with the list of named values leaves the policies', async () => {
    const { instance, pull } = setUp();
    instance.failNext({ kind: 'forbidden', message: 'Not yours.' }, 'namedValues');
    const result = await pull();
    expect(result.failed).toMatchObject([{ path: 'named values', message: 'Not yours.' }]);
    expect(result.written).toHaveLength(6);
  });

  it('with a file is told, and the others are written', async () => {
    const { files, pull } = setUp();
    files.beforeWrite = (path) => {
      if (path === 'apimartifacts/policy.xml') throw new Error('"policy.xml" could not be written (ENOSPC).');
    };
    const result = await pull();
    expect(result.failed).toEqual([
      { path: 'apimartifacts/policy.xml', message: '"policy.xml" could not be written (ENOSPC).' },
    ]);
    expect(result.written).toHaveLength(8);
  });

  it('waits as long as it is told when the instance throttles', async () => {
    const { instance, files, state, place } = setUp();
    const waits: number[] = [];
    const sleep = async (ms: number) => {
      waits.push(ms);
    };
    instance.failNext({ kind: 'throttled', retryAfterMs: 7000, message: 'Wait.' }, 'readPolicy');
    const outcome = await planPull(instance, [api], files, state, place, { sleep });
    expect(outcome.ok && outcome.plan.items).toHaveLength(1);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(6000);
    expect(waits[0]).toBeLessThanOrEqual(7000);
  });

  it('gives up on an instance that always throttles', async () => {
    const { instance, files, state, place } = setUp();
    for (let i = 0; i < 20; i++)
      instance.failNext({ kind: 'throttled', retryAfterMs: 1, message: 'Wait.' }, 'readPolicy');
    const outcome = await planPull(instance, [api], files, state, place, { sleep: async () => {} });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'throttled' } });
  });
});

describe('cancelling', () => {
  it('a plan changes nothing', async () => {
    const { instance, files, state, place } = setUp();
    const abort = new AbortController();
    const outcome = await planPull(instance, 'everything', files, state, place, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(files.content.size).toBe(0);
  });

  it('an apply leaves whole files only', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      address: { kind: 'api', api: `a${i}` } as const,
      text: policy(`${i}`),
    }));
    const { files, plan } = setUp({}, { policies: many });
    const made = await plan('everything');
    const abort = new AbortController();
    const result = await applyPull(made, files, {
      signal: abort.signal,
      onProgress: ({ done }) => done === 10 && abort.abort(),
    });
    expect(result.cancelled).toBe(true);
    expect(result.written.length).toBeLessThan(40);
    expect(Object.keys(files.visible()).sort()).toEqual(result.written);
    for (const text of Object.values(files.visible())) expect(text).toMatch(/<\/policies>$/);
  });
});
