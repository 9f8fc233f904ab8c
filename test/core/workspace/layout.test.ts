import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describePath,
  detectLayout,
  escapeName,
  pathOf,
  unescapeName,
} from '../../../server/src/core/workspace/layout';
import type { LayoutEntry, LayoutName } from '../../../server/src/core/workspace/types';

const policy = (address: Extract<LayoutEntry, { kind: 'policy' }>['address']): LayoutEntry => ({
  kind: 'policy',
  address,
});

describe('paths as the two tools write them', () => {
  const rows: readonly (readonly [LayoutEntry, string, string])[] = [
    [policy({ kind: 'global' }), 'policy.xml', 'policy.xml'],
    [policy({ kind: 'product', product: 'gold' }), 'products/gold/policy.xml', 'products/gold/policy.xml'],
    [policy({ kind: 'api', api: 'echo;rev=2' }), 'apis/echo;rev=2/policy.xml', 'apis/echo;rev=2/policy.xml'],
    [
      policy({ kind: 'operation', api: 'echo', operation: 'get-it' }),
      'apis/echo/operations/get-it/policy.xml',
      'apis/echo/operations/get-it/policy.xml',
    ],
    [
      policy({ kind: 'resolver', api: 'graph', resolver: 'user' }),
      'apis/graph/resolvers/user/policy.xml',
      'apis/graph/resolvers/user/policy.xml',
    ],
    [
      policy({ kind: 'api', api: 'echo', workspace: 'team' }),
      'workspaces/team/apis/echo/policy.xml',
      'workspaces/team/apis/echo/policy.xml',
    ],
    [
      policy({ kind: 'global', workspace: 'team' }),
      'workspaces/team/policy.xml',
      'workspaces/team/policy.xml',
    ],
    [
      { kind: 'fragment-information', fragment: 'f' },
      'policy fragments/f/policyFragmentInformation.json',
      'policyFragments/f/policyFragmentInformation.json',
    ],
    [
      { kind: 'named-value-information', namedValue: 'n' },
      'named values/n/namedValueInformation.json',
      'namedValues/n/namedValueInformation.json',
    ],
    [
      { kind: 'backend-information', backend: 'b', workspace: 'team' },
      'workspaces/team/backends/b/backendInformation.json',
      'workspaces/team/backends/b/backendInformation.json',
    ],
    [
      { kind: 'logger-information', logger: 'l' },
      'loggers/l/loggerInformation.json',
      'loggers/l/loggerInformation.json',
    ],
  ];
  it.each(rows)('%j', (entry, apiops, cli) => {
    expect(pathOf(entry, 'apiops')).toBe(apiops);
    expect(pathOf(entry, 'apiops-cli')).toBe(cli);
    expect(describePath(apiops)).toEqual({ ...entry, layout: 'apiops', root: '' });
    expect(describePath(`src/apim-artifacts/${cli}`)).toEqual({
      ...entry,
      layout: 'apiops-cli',
      root: 'src/apim-artifacts',
    });
  });

  it("puts a fragment's policy into its own file, or into the information file", () => {
    const entry = policy({ kind: 'fragment', fragment: 'f' });
    expect(pathOf(entry, 'apiops')).toBe('policy fragments/f/policy.xml');
    expect(describePath('apimartifacts/policy fragments/f/policy.xml')).toEqual({
      ...entry,
      layout: 'apiops',
      root: 'apimartifacts',
    });
    expect(pathOf(entry, 'apiops-cli')).toBe('policyFragments/f/policyFragmentInformation.json');
  });

  it('takes the global policy only where artifacts are known to be', () => {
    expect(describePath('apimartifacts/policy.xml')).toMatchObject({
      address: { kind: 'global' },
      root: 'apimartifacts',
    });
    expect(describePath('docs/policy.xml')).toBeUndefined();
    expect(describePath('docs/policy.xml', ['docs'])).toMatchObject({
      address: { kind: 'global' },
      root: 'docs',
    });
  });

  it.each([
    '',
    'apis/echo/readme.md',
    'apis/echo/operations/policy.txt',
    'apis/../policy.xml',
    '../apis/echo/policy.xml',
    '/apis/echo/policy.xml',
    'apis//policy.xml',
    'src/echo.policy.xml',
    '.apim/1f/apis/echo/policy.xml',
    'policy fragments/policy.xml',
  ])('leaves %j alone', (path) => {
    expect(describePath(path)).toBeUndefined();
  });
});

describe('names that are no file names', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['orders-v2', 'orders-v2'],
    ['echo;rev=2', 'echo;rev=2'],
    ['Ünïcode API', 'Ünïcode API'],
    ['../../etc', '%2E.%2F..%2Fetc'],
    ['..', '%2E%2E'],
    ['.', '%2E'],
    ['', '%empty'],
    ['c:\\x', 'c%3A%5Cx'],
    ['.git', '%2Egit'],
    ['CON', '%43ON'],
    ['nul.txt', '%6Eul.txt'],
    ['console', 'console'],
    ['ends.', 'ends%2E'],
    ['ends ', 'ends%20'],
    ['100%', '100%25'],
    ['a\u0000\u001b\u0085\u202e', 'a%00%1B%u0085%u202E'],
    ['\ud800', '%uD800'],
  ];
  it.each(rows)('%j becomes %j', (name, escaped) => {
    expect(escapeName(name)).toBe(escaped);
    expect(unescapeName(escaped)).toBe(name);
  });

  it('continues a long name in a folder below', () => {
    const api = 'x'.repeat(450);
    const path = pathOf(policy({ kind: 'api', api }), 'apiops');
    expect(Math.max(...path.split('/').map((segment) => segment.length))).toBeLessThanOrEqual(202);
    expect(describePath(path)).toMatchObject({ address: { api }, root: '' });
  });

  it('leaves sequences alone that are no escape', () => {
    expect(unescapeName('50%off%zz')).toBe('50%off%zz');
  });
});

const trap = fc.constantFrom(
  ...['..', '.', '', 'CON', 'com1.x', 'a/b', '../x', 'a:b', 'x.', ' ', '%41', '%~', '%empty', '\ud800'],
  ...[
    'apis',
    'operations',
    'workspaces',
    'products',
    'policy.xml',
    'policy fragments',
    'backends',
    '.apim',
    '.git',
  ],
  'é'.repeat(150),
  'CON'.padStart(203, 'x'),
);
const name = fc.oneof(
  trap,
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.stringMatching(/^[a-z]{1,8}$/),
);
const workspace = fc
  .option(name, { nil: undefined })
  .map((value) => (value === undefined ? {} : { workspace: value }));
const entries: fc.Arbitrary<LayoutEntry> = fc.oneof(
  fc
    .record({ workspace, a: name, b: name })
    .chain(({ workspace, a, b }) =>
      fc.constantFrom<LayoutEntry>(
        policy({ kind: 'global', ...workspace }),
        policy({ kind: 'product', product: a, ...workspace }),
        policy({ kind: 'api', api: a, ...workspace }),
        policy({ kind: 'operation', api: a, operation: b, ...workspace }),
        policy({ kind: 'resolver', api: a, resolver: b }),
        policy({ kind: 'fragment', fragment: a, ...workspace }),
        { kind: 'fragment-information', fragment: a, ...workspace },
        { kind: 'named-value-information', namedValue: a, ...workspace },
        { kind: 'backend-information', backend: a, ...workspace },
        { kind: 'logger-information', logger: a, ...workspace },
      ),
    ),
);
const layouts = fc.constantFrom<LayoutName>('apiops', 'apiops-cli');

describe('every entry', () => {
  it.each(['', 'apimartifacts/', 'a/b/apim-artifacts/'])(
    'is found again under %j, whatever its names',
    (root) => {
      fc.assert(
        fc.property(entries, layouts, (entry, layout) => {
          const found = describePath(root + pathOf(entry, layout));
          const inJson =
            layout === 'apiops-cli' && entry.kind === 'policy' && entry.address.kind === 'fragment';
          expect(found).toMatchObject(inJson ? { ...entry.address, kind: 'fragment-information' } : entry);
          expect(found?.root).toBe(root.slice(0, -1));
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('has a path inside the root, made of names that every file system takes', () => {
    fc.assert(
      fc.property(entries, layouts, (entry, layout) => {
        for (const segment of pathOf(entry, layout).split('/')) {
          expect(segment).not.toMatch(/^\.|[. ]$|^ |[\p{Cc}"*:<>?\\|]/u);
          expect(segment).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
          expect(new TextEncoder().encode(segment).length).toBeLessThanOrEqual(255);
          expect(segment).not.toMatch(/\p{Cs}/u);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('detecting the layout', () => {
  it('goes by the folders that only one of them has', () => {
    expect(
      detectLayout([
        'README.md',
        'apimartifacts/policy.xml',
        'apimartifacts/named values/n/namedValueInformation.json',
      ]),
    ).toEqual({ layout: 'apiops', root: 'apimartifacts' });
    expect(detectLayout(['env/apis/a/policy.xml', 'env/namedValues/n/namedValueInformation.json'])).toEqual({
      layout: 'apiops-cli',
      root: 'env',
    });
  });
  it('goes by the name of the root where nothing else tells', () => {
    expect(detectLayout(['apim-artifacts/apis/a/policy.xml'])).toEqual({
      layout: 'apiops-cli',
      root: 'apim-artifacts',
    });
    expect(detectLayout(['apis/a/policy.xml'])).toEqual({ layout: 'apiops', root: '' });
  });
  it('takes the root with the most files, and finds nothing in other folders', () => {
    expect(detectLayout(['x/apis/a/policy.xml', 'y/apis/a/policy.xml', 'y/apis/b/policy.xml'])?.root).toBe(
      'y',
    );
    expect(detectLayout(['src/main.ts'])).toBeUndefined();
  });
});
