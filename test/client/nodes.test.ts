import { describe, expect, it } from 'vitest';
import {
  addressKey,
  addressOfNode,
  describeNode,
  type ExplorerNode,
  resourcePathOf,
} from '../../client/src/explorer/nodes';

const api = {
  name: 'orders;rev=2',
  displayName: 'Orders',
  path: 'orders',
  revision: '2',
  version: 'v1',
  isCurrent: false,
  type: 'http',
};
const operation = { name: 'get', displayName: 'Get order', method: 'GET', urlTemplate: '/orders/{id}' };

describe('a row of the explorer', () => {
  it('tells an API’s path, version and revision', () => {
    expect(describeNode({ kind: 'api', api, hasPolicy: true }).description).toBe('/orders · v1 · revision 2');
    expect(
      describeNode({ kind: 'api', api: { ...api, isCurrent: true, version: undefined }, hasPolicy: true })
        .description,
    ).toBe('/orders');
  });

  it('stands out where there is a policy, and opens it', () => {
    const row = describeNode({ kind: 'operation', api: 'orders', operation, hasPolicy: true });
    expect(row).toMatchObject({ marked: true, opens: true, icon: 'circle-filled' });
    expect(row.context).toContain('policy');
  });

  it('offers no policy where there is none', () => {
    const row = describeNode({ kind: 'operation', api: 'orders', operation, hasPolicy: false });
    expect(row).toMatchObject({ marked: false, opens: false, icon: 'circle-outline' });
    expect(row.context).not.toContain('policy');
    expect(row.context).toContain('withoutPolicy');
  });

  it('can be opened while it isn’t known whether there is a policy', () => {
    const row = describeNode({ kind: 'global', hasPolicy: undefined });
    expect(row).toMatchObject({ marked: false, opens: true });
    expect(row.tooltip).toBe('All APIs');
  });

  it('never shows the value of a secret', () => {
    const secret = {
      kind: 'secret',
      name: 'key',
      displayName: 'api-key',
      tags: [],
      value: 'hunter2',
    } as const;
    const vault = {
      kind: 'key-vault',
      name: 'pw',
      displayName: 'password',
      tags: [],
      secretIdentifier: 'https://vault.example/secrets/pw',
      lastStatus: 'Success',
      value: 'hunter2',
    } as const;
    for (const namedValue of [secret, vault]) {
      const row = describeNode({ kind: 'namedValue', namedValue });
      expect(JSON.stringify(row)).not.toContain('hunter2');
      expect(row.context).toContain('secret');
    }
  });
});

describe('a row’s policy and resource', () => {
  it.each<[ExplorerNode, unknown, string | undefined]>([
    [{ kind: 'global', hasPolicy: true }, { kind: 'global' }, undefined],
    [
      { kind: 'product', product: { name: 'p q', displayName: 'P' }, hasPolicy: true },
      { kind: 'product', product: 'p q' },
      '/products/p%20q',
    ],
    [{ kind: 'api', api, hasPolicy: true }, { kind: 'api', api: 'orders;rev=2' }, '/apis/orders%3Brev%3D2'],
    [
      { kind: 'operation', api: 'orders', operation, hasPolicy: true },
      { kind: 'operation', api: 'orders', operation: 'get' },
      '/apis/orders/operations/get',
    ],
    [
      { kind: 'fragment', fragment: { name: 'f', description: undefined } },
      { kind: 'fragment', fragment: 'f' },
      '/policyFragments/f',
    ],
    [{ kind: 'group', group: 'apis' }, undefined, undefined],
    [{ kind: 'problem', failure: { kind: 'forbidden', message: 'No.' } }, undefined, undefined],
  ])('%#', (node, address, path) => {
    expect(addressOfNode(node)).toEqual(address);
    expect(resourcePathOf(node)).toBe(path);
  });

  it('are told apart whatever the order of their fields', () => {
    expect(addressKey({ kind: 'operation', api: 'a', operation: 'b' })).toBe(
      addressKey({ operation: 'b', api: 'a', kind: 'operation' }),
    );
    expect(addressKey({ kind: 'api', api: 'a' })).not.toBe(
      addressKey({ kind: 'api', api: 'a', workspace: 'w' }),
    );
  });
});
