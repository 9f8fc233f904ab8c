import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { parseFilter } from '../../emulator/arm/filter';
import { send, sendTo, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator({ pageSize: 3 });
});
afterAll(() => emulator.close());

interface Row {
  readonly name: string;
}
const list = async (path: string, query: Record<string, string> = {}) =>
  (await send(emulator, 'GET', path, { query })).json;
const names = (rows: readonly Row[]) => rows.map((row) => row.name);

describe('a list', () => {
  it('comes in pages that lead to each other', async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let page = await list('/namedValues');
    for (;;) {
      seen.push(...names(page.value));
      sizes.push(page.value.length);
      expect(page.count).toBe(15);
      if (page.nextLink === '') break;
      expect(page.nextLink.startsWith(`${emulator.url}/subscriptions/`)).toBe(true);
      page = (await sendTo(page.nextLink)).json;
    }
    expect(sizes).toEqual([3, 3, 3, 3, 3]);
    expect(new Set(seen).size).toBe(15);
  });

  it('has its next page on the host that was asked', async () => {
    const byName = emulator.url.replace('127.0.0.1', 'localhost');
    const { json } = await sendTo(`${byName}${emulator.resourceId}/namedValues?api-version=2024-05-01`);
    expect(json.nextLink.startsWith(`${byName}/subscriptions/`)).toBe(true);
  });

  it('keeps to $top and $skip across pages', async () => {
    const all = names((await list('/namedValues', { $top: '1' })).value);
    expect(all).toHaveLength(1);
    const first = await list('/apis/orders/operations', { $top: '4', $skip: '1' });
    const rest = (await sendTo(first.nextLink)).json;
    expect([...names(first.value), ...names(rest.value)]).toEqual([
      'create-order',
      'get-order',
      'cancel-order',
      'list-order-events',
    ]);
    expect(rest.nextLink).toBe('');
    expect((await send(emulator, 'GET', '/apis', { query: { $top: '0' } })).status).toBe(400);
  });

  it('filters by the fields of its kind', async () => {
    expect(names((await list('/apis', { $filter: "displayName eq 'inventory'" })).value)).toEqual([
      'inventory',
    ]);
    expect(
      names((await list('/apis', { $filter: "contains(name,'o') and not startswith(name,'s')" })).value),
    ).toEqual(['catalog', 'orders', 'orders-v2']);
    expect((await send(emulator, 'GET', '/apis', { query: { $filter: "secret eq 'x'" } })).status).toBe(400);
    expect((await send(emulator, 'GET', '/apis', { query: { $filter: 'name eq' } })).status).toBe(400);
  });

  it('is in the order that is asked for', async () => {
    const sorted = names((await list('/policyFragments', { $orderby: 'name' })).value);
    expect(sorted).toEqual(['audit-write', 'correlation-id', 'culture']);
    expect(names((await list('/policyFragments', { $orderby: 'name desc', $top: '1' })).value)).toEqual([
      'security-headers',
    ]);
  });

  it('of APIs holds current revisions, of revisions all', async () => {
    expect((await list('/apis')).count).toBe(7);
    const { value } = await list('/apis/catalog/revisions');
    expect(value).toMatchObject([
      { apiId: `${emulator.resourceId}/apis/catalog;rev=1`, apiRevision: '1', isCurrent: true },
      { apiId: `${emulator.resourceId}/apis/catalog;rev=2`, apiRevision: '2', isCurrent: false },
    ]);
    expect(value[0]).not.toHaveProperty('properties');
  });

  it('of a product’s APIs and of an API’s products agree', async () => {
    expect(names((await list('/products/starter/apis')).value)).toEqual(['catalog', 'inventory']);
    expect(names((await list('/apis/inventory/products')).value)).toEqual(['starter', 'partner', 'internal']);
    expect((await send(emulator, 'HEAD', '/products/starter/apis/catalog')).status).toBe(204);
    expect((await send(emulator, 'HEAD', '/products/starter/apis/orders')).status).toBe(404);
  });
});

describe('a filter', () => {
  const row = { name: 'Orders', displayName: "It's", description: null };
  const fields = ['name', 'displayName', 'description'];
  it.each([
    ["name eq 'orders'", true],
    ["name ne 'orders'", false],
    ["name gt 'a' and name lt 'z'", true],
    ["displayName eq 'it''s'", true],
    ["startswith(name, 'ord') or name eq 'x'", true],
    ["not (endswith(name,'s'))", false],
    ["substringof('der', name)", true],
    ["description eq ''", true],
    ["name eq 'a' or name eq 'orders' and displayName eq 'b'", false],
  ])('%s', (text, expected) => {
    const filter = parseFilter(text, fields);
    expect(typeof filter === 'string' ? filter : filter(row)).toBe(expected);
  });

  it.each([
    "name eq 'a",
    'name',
    "contains(name 'a')",
    "name eq 'a' extra",
    '(',
    "name like 'a'",
    "foo(name,'a')",
  ])('that is wrong says so: %s', (text) => {
    expect(parseFilter(text, fields)).toBeTypeOf('string');
  });
});
