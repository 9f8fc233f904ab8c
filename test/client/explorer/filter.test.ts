import { describe, expect, it } from 'vitest';
import { InstanceLists } from '../../../client/src/connection/instanceLists';
import { TreeIndex } from '../../../client/src/explorer/filter';
import { contents } from '../../../client/src/explorer/kinds/service';
import { createMemoryInstance, type MemoryInstance } from '../../../instance';

const api = (name: string) => ({
  name,
  displayName: name.toUpperCase(),
  path: name,
  revision: '1',
  version: undefined,
  isCurrent: true,
  type: 'http',
});

function shop(): MemoryInstance {
  return createMemoryInstance({
    apis: [api('orders'), api('catalog')],
    operations: {
      orders: [
        { name: 'create-order', displayName: 'Create', method: 'POST', urlTemplate: '/' },
        { name: 'get-order', displayName: 'Get', method: 'GET', urlTemplate: '/{id}' },
      ],
      catalog: [{ name: 'list', displayName: 'List', method: 'GET', urlTemplate: '/items' }],
    },
    products: [{ name: 'starter', displayName: 'Starter' }],
    fragments: [{ name: 'audit-orders', description: undefined }],
    namedValues: [{ kind: 'plain', name: 'n', displayName: 'orders-url', tags: [], value: 'https://x' }],
    workspaces: [{ name: 'team', displayName: 'Team', description: undefined, apis: [api('orders-inner')] }],
  });
}

async function indexOf(instance: MemoryInstance): Promise<TreeIndex> {
  const index = new TreeIndex(
    contents({ instance: 'i', lists: new InstanceLists(instance) }),
    () => undefined,
  );
  await index.build(new AbortController().signal);
  return index;
}

/** The labels of what matches and what leads to it, indented. */
function drawn(index: TreeIndex, text: string): readonly string[] {
  const { children } = index.filter(text);
  const lines = (parent: string, indent: string): string[] =>
    (children.get(parent) ?? []).flatMap(({ id, row }) => [indent + row.label, ...lines(id, `${indent}  `)]);
  return lines('', '');
}

describe('the filter', () => {
  it('finds APIs, operations, fragments, named values, in workspaces too', async () => {
    expect(drawn(await indexOf(shop()), 'orders')).toEqual([
      'APIs',
      '  ORDERS',
      '    Create',
      '    Get',
      'Policy Fragments',
      '  audit-orders',
      'Named Values',
      '  orders-url',
      'Workspaces',
      '  Team',
      '    APIs',
      '      ORDERS-INNER',
    ]);
  });

  it('finds an operation by its method and path', async () => {
    expect(drawn(await indexOf(shop()), 'get /orders/')).toEqual(['APIs', '  ORDERS', '    Get']);
  });

  it('finds by resource name, whatever is shown', async () => {
    expect(drawn(await indexOf(shop()), 'create-order')).toEqual(['APIs', '  ORDERS', '    Create']);
  });

  it('says how many match, and nothing of what does not', async () => {
    const index = await indexOf(shop());
    expect(index.filter('starter').matches).toBe(1);
    expect(drawn(index, 'nothing of the kind')).toEqual([]);
  });

  it('can be used before everything is there', async () => {
    const instance = shop();
    const seen: number[] = [];
    const index: TreeIndex = new TreeIndex(
      contents({ instance: 'i', lists: new InstanceLists(instance) }),
      () => seen.push(index.filter('orders').matches),
    );
    await index.build(new AbortController().signal);
    expect(seen[0]).toBeLessThan(seen.at(-1) ?? 0);
    expect(index.progress.done).toBe(index.progress.total);
  });

  it('asks for no list any more once it is given up', async () => {
    const abort = new AbortController();
    abort.abort();
    const index = new TreeIndex(
      contents({ instance: 'i', lists: new InstanceLists(shop()) }),
      () => undefined,
    );
    await index.build(abort.signal);
    expect(index.progress.done).toBe(0);
  });
});
