import { describe, expect, it } from 'vitest';
import { InstanceLists } from '../../../client/src/connection/instanceLists';
import { certificates } from '../../../client/src/explorer/kinds/entity';
import { instanceNode } from '../../../client/src/explorer/kinds/instance';
import { contents } from '../../../client/src/explorer/kinds/service';
import { wholeChildren } from '../../../client/src/explorer/rows';
import type { ExplorerNode } from '../../../client/src/explorer/types';
import { type ApiSummary, createMemoryInstance, type MemoryContent } from '../../../instance';

const api = (name: string, more: Partial<ApiSummary> = {}): ApiSummary => ({
  name,
  displayName: name,
  path: name,
  revision: '1',
  version: undefined,
  isCurrent: true,
  type: 'http',
  ...more,
});
const operation = (name: string, method: string, urlTemplate: string) => ({
  name,
  displayName: name,
  method,
  urlTemplate,
});

function topOf(content: MemoryContent, workspace?: string): readonly ExplorerNode[] {
  const lists = new InstanceLists(createMemoryInstance(content));
  return contents({ instance: 'i', lists, ...(workspace !== undefined && { workspace }) });
}

async function below(nodes: readonly ExplorerNode[], ...labels: readonly string[]) {
  let level = nodes;
  for (const label of labels) {
    const found = level.find(({ row }) => row.label === label);
    if (found?.children === undefined)
      throw new Error(`"${label}" is not among ${level.map(({ row }) => row.label).join(', ')}`);
    level = await wholeChildren(found.children);
  }
  return level;
}

const said = (nodes: readonly ExplorerNode[]) =>
  nodes.map(({ row }) => [row.label, row.description].filter(Boolean).join(' | '));

describe('APIs in the tree', () => {
  const content: MemoryContent = {
    apis: [
      api('orders', { displayName: 'Orders', version: '', versionSet: 'orders' }),
      api('orders-v2', { displayName: 'Orders', path: 'orders/v2', version: 'v2', versionSet: 'orders' }),
      api('alone', { displayName: 'Alone', version: 'v1', versionSet: 'alone', revision: '3' }),
    ],
    versionSets: [
      { name: 'orders', displayName: 'Orders API', versioningScheme: 'Segment' },
      { name: 'alone', displayName: 'Alone API', versioningScheme: 'Query' },
    ],
    operations: { 'orders-v2': [operation('list', 'GET', '/')], alone: [operation('get', 'GET', '/{id}')] },
    revisions: {
      alone: [
        {
          api: 'alone',
          revision: '3',
          description: undefined,
          isCurrent: true,
          isOnline: true,
          updated: undefined,
        },
        {
          api: 'alone;rev=4',
          revision: '4',
          description: 'next',
          isCurrent: false,
          isOnline: false,
          updated: '2026-01-02T03:04:05Z',
        },
      ],
    },
  };

  it('stand under their version set where there are several versions', async () => {
    expect(said(await below(topOf(content), 'APIs'))).toEqual([
      'Alone | /alone · v1 · revision 3',
      'Orders API | 2 versions',
    ]);
    expect(said(await below(topOf(content), 'APIs', 'Orders API'))).toEqual([
      'Original | /orders · Orders',
      'v2 | /orders/v2 · Orders',
    ]);
  });

  it('have their operations, and revisions only where there are others', async () => {
    expect(said(await below(topOf(content), 'APIs', 'Orders API', 'v2'))).toEqual(['list | GET /']);
    expect(said(await below(topOf(content), 'APIs', 'Alone'))).toEqual([
      'get | GET /{id}',
      'Other Revisions | 1',
    ]);
    const [revision] = await below(topOf(content), 'APIs', 'Alone', 'Other Revisions');
    expect(revision?.row).toMatchObject({ label: 'Revision 4', description: 'offline · next' });
    expect(revision?.address).toEqual({ kind: 'api', api: 'alone;rev=4' });
    expect(revision?.resourcePath).toBe('/apis/alone%3Brev%3D4');
  });

  it('of GraphQL have resolvers', async () => {
    const nodes = await below(
      topOf({
        apis: [api('graph', { type: 'graphql' })],
        resolvers: { graph: [{ name: 'users', displayName: 'Users', path: 'Query/users' }] },
      }),
      'APIs',
      'graph',
    );
    expect(said(nodes)).toEqual(['Users | Query/users']);
    expect(nodes[0]?.address).toEqual({ kind: 'resolver', api: 'graph', resolver: 'users' });
  });
});

describe('a workspace in the tree', () => {
  const content: MemoryContent = {
    workspaces: [
      {
        name: 'team',
        displayName: 'Team',
        description: undefined,
        apis: [api('inner')],
        operations: { inner: [operation('get', 'GET', '/')] },
      },
    ],
  };

  it('holds what the service holds, under its own addresses', async () => {
    const inside = await below(topOf(content), 'Workspaces', 'Team');
    expect(inside[0]?.row.label).toBe('Workspace Policy');
    expect(inside[0]?.address).toEqual({ kind: 'global', workspace: 'team' });
    const [get] = await below(inside, 'APIs', 'inner');
    expect(get?.address).toEqual({ kind: 'operation', api: 'inner', operation: 'get', workspace: 'team' });
    expect(get?.resourcePath).toBe('/workspaces/team/apis/inner/operations/get');
  });

  it('is pulled as a whole, and so is what is in it', async () => {
    const [team] = await below(topOf(content), 'Workspaces');
    expect(team?.pulls).toEqual({ below: { kind: 'global', workspace: 'team' } });
    const inside = await below(topOf(content), 'Workspaces', 'Team');
    expect((await below(inside, 'APIs'))[0]?.pulls).toEqual({
      below: { kind: 'api', api: 'inner', workspace: 'team' },
    });
    const fragments = inside.find(({ row }) => row.label === 'Policy Fragments');
    expect(fragments?.pulls).toEqual({ kind: 'fragments', workspace: 'team' });
  });

  it('has no groups for what workspaces don’t have', async () => {
    const labels = (await below(topOf(content), 'Workspaces', 'Team')).map(({ row }) => row.label);
    expect(labels).not.toContain('Workspaces');
    expect(labels).not.toContain('External Caches');
  });
});

describe('fragments in the tree', () => {
  it('say where they are used', async () => {
    const content: MemoryContent = {
      fragments: [
        { name: 'audit', description: 'Writes a line' },
        { name: 'lonely', description: undefined },
      ],
      policies: [
        {
          address: { kind: 'api', api: 'orders' },
          text: '<policies><inbound><include-fragment fragment-id="audit" /></inbound></policies>',
        },
      ],
    };
    const [use] = await below(topOf(content), 'Policy Fragments', 'audit');
    expect(use?.address).toEqual({ kind: 'api', api: 'orders' });
    expect(said(await below(topOf(content), 'Policy Fragments', 'lonely'))).toEqual(['Used nowhere']);
  });
});

describe('named values in the tree', () => {
  it('never show a secret', async () => {
    const nodes = await below(
      topOf({
        namedValues: [
          { kind: 'plain', name: 'p', displayName: 'plain', tags: [], value: 'open' },
          { kind: 'secret', name: 's', displayName: 'secret', tags: [], value: 'hunter2' } as never,
          {
            kind: 'key-vault',
            name: 'k',
            displayName: 'vault',
            tags: ['a'],
            secretIdentifier: 'https://vault.example/secrets/k',
            lastStatus: 'AccessDenied',
            lastMessage: 'No right to read it.',
          },
        ],
        secrets: { s: 'hunter2' },
      }),
      'Named Values',
    );
    expect(said(nodes)).toEqual([
      'plain | open',
      'secret | •••••• secret',
      'vault | •••••• Key Vault · AccessDenied',
    ]);
    expect(JSON.stringify(nodes.map(({ row }) => row))).not.toContain('hunter2');
    expect(nodes[2]?.row).toMatchObject({ icon: 'warning', tooltip: expect.stringContaining('No right') });
  });
});

describe('certificates in the tree', () => {
  it('say when they have expired, in words', async () => {
    const lists = new InstanceLists(
      createMemoryInstance({
        certificates: [
          {
            name: 'old',
            subject: 'CN=old',
            thumbprint: undefined,
            expires: '2020-01-01T00:00:00Z',
            secretIdentifier: undefined,
          },
        ],
      }),
    );
    const { nodes } = await certificates({ instance: 'i', lists }, Date.parse('2026-01-01'));
    expect(said(nodes)).toEqual(['old | CN=old · expired 2020-01-01']);
  });
});

describe('a list that can’t be had', () => {
  it('says why in one row, and asks again next time', async () => {
    const instance = createMemoryInstance({ products: [{ name: 'p', displayName: 'P' }] });
    instance.failNext({ kind: 'forbidden', message: 'No right.' }, 'products');
    const top = contents({ instance: 'i', lists: new InstanceLists(instance) });
    expect(said(await below(top, 'Products'))).toEqual(['No right. | Click to try again']);
    expect(said(await below(top, 'Products'))).toEqual(['P']);
  });

  it('says so where there is nothing', async () => {
    expect(said(await below(topOf({}), 'Products'))).toEqual(['No products']);
  });
});

describe('an instance in the tree', () => {
  const target = { subscriptionId: 's', resourceGroup: 'rg', service: 'shop', endpoint: 'https://x' };
  const entry = {
    key: 'i',
    environment: undefined,
    isProtected: false,
    isActive: true,
    hasOthers: false,
    target,
    connect: async () => undefined,
  };

  it('says what to do where it can’t be shown', async () => {
    const signedOut = instanceNode({ ...entry, state: { kind: 'signedOut' } });
    expect(said(await wholeChildren(signedOut.children ?? fail))).toEqual(['Sign in to see shop']);
    const failed = instanceNode({
      ...entry,
      state: { kind: 'failed', failure: { kind: 'unreachable', message: 'No network.' } },
    });
    expect(failed.row.description).toBe('not connected');
    const [row] = await wholeChildren(failed.children ?? fail);
    expect(row?.command).toMatchObject({ command: 'apimPolicy.signIn', arguments: ['i'] });
  });

  it('connects by itself when it is opened', async () => {
    let asked = 0;
    const idle = instanceNode({
      ...entry,
      state: { kind: 'idle' },
      connect: async () => {
        asked++;
      },
    });
    expect(said(await wholeChildren(idle.children ?? fail))).toEqual(['Connecting…']);
    expect(asked).toBe(1);
  });

  it('says in words that it is active and protected', () => {
    const node = instanceNode({
      ...entry,
      environment: 'prod',
      isProtected: true,
      hasOthers: true,
      state: { kind: 'idle' },
    });
    expect(node.row).toMatchObject({ label: 'prod', description: 'active · protected · shop' });
  });
});

function fail(): never {
  throw new Error('The row has no children.');
}
