/** Two sides compared by what runs at their scopes. */
import { describe, expect, it, vi } from 'vitest';
import { createMemoryInstance } from '../../../instance';
import { compareSources, instanceSource, workspaceSource } from '../../../instance/promotion';
import { policiesAround } from '../../../instance/promotion/around';
import { effectiveSources } from '../../../instance/promotion/effective';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { testCatalogue } from '../../support/catalogue';
import { memoryFiles } from '../../support/memoryFiles';

type Policies = readonly (readonly [PolicyAddress, string])[];

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
const whole: PolicyAddress = { kind: 'global' };
const shop: PolicyAddress = { kind: 'api', api: 'shop' };
const get: PolicyAddress = { kind: 'operation', api: 'shop', operation: 'get' };
const fragment = (name: string, workspace?: string): PolicyAddress => ({
  kind: 'fragment',
  fragment: name,
  ...(workspace !== undefined && { workspace }),
});
const include = (name: string) => `<include-fragment fragment-id="${name}" />`;

const instance = (policies: Policies) =>
  createMemoryInstance(
    { policies: policies.map(([address, text]) => ({ address, text })) },
    {
      subscriptionId: '00000000-0000-0000-0000-000000000000',
      resourceGroup: 'g',
      service: 's',
      endpoint: 'https://management.azure.com',
    },
  );

async function compared(first: Policies, second: Policies) {
  return itemsOf(instanceSource(instance(first)), instanceSource(instance(second)));
}

async function itemsOf(
  ...[first, second]: readonly [ReturnType<typeof instanceSource>, ReturnType<typeof instanceSource>]
) {
  const sources = effectiveSources(first, second, { catalogue: testCatalogue() });
  const outcome = await compareSources(...sources);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  expect(outcome.comparison.unread).toEqual([]);
  return outcome.comparison.items;
}

/** `kind: difference` of each scope. */
const differences = async (first: Policies, second: Policies) =>
  (await compared(first, second)).map(
    ({ resource, difference }) =>
      `${resource.kind === 'policy' ? resource.address.kind : resource.kind}: ${difference}`,
  );

describe('effective policies', () => {
  it('are the same where a fragment was taken apart, and where a scope only inherits', async () => {
    const first: Policies = [
      [whole, inbound('<set-method>GET</set-method>')],
      [shop, inbound(`<base />${include('both')}`)],
      [fragment('both'), `<fragment>${include('one')}<set-body>x</set-body></fragment>`],
      [fragment('one'), '<fragment><set-status code="200" /></fragment>'],
      [get, inbound('<base />')],
    ];
    const second: Policies = [
      [
        whole,
        '<policies>\n  <inbound>\n    <!-- why -->\n    <set-method>GET</set-method>\n  </inbound>\n  <outbound>\n  </outbound>\n</policies>',
      ],
      [shop, inbound('<base /><set-status code="200" /><set-body>x</set-body>')],
    ];
    expect(await differences(first, second)).toEqual(['api: same', 'operation: same', 'global: same']);
  });

  it('differ at every scope that inherits what differs, and nowhere else', async () => {
    const policies = (method: string): Policies => [
      [whole, inbound(`<set-method>${method}</set-method>`)],
      [shop, inbound('<set-body>x</set-body>')],
      [{ kind: 'api', api: 'other' }, inbound('<base />')],
      [{ kind: 'product', product: 'p' }, inbound('<base />')],
    ];
    const items = await compared(policies('GET'), policies('POST'));
    expect(items.map(({ id, difference }) => [id, difference])).toEqual([
      ['api=other&kind=policy%20api', 'different'],
      ['api=shop&kind=policy%20api', 'same'],
      ['kind=policy%20global', 'different'],
      ['kind=policy%20product&product=p', 'different'],
    ]);
    expect(items[0]).toMatchObject({
      first: '<policies>\n    <inbound>\n        <set-method>GET</set-method>\n    </inbound>\n</policies>\n',
    });
  });

  it('differ where a fragment differs or is missing', async () => {
    const policies = (text: string | undefined): Policies => [
      [shop, inbound(include('f'))],
      ...(text === undefined ? [] : [[fragment('f'), text] as const]),
    ];
    const body = '<fragment><set-body>x</set-body></fragment>';
    expect(await differences(policies(body), policies(body.replace('x', 'y')))).toEqual(['api: different']);
    expect(await differences(policies(body), policies(undefined))).toEqual(['api: different']);
    expect(await differences(policies(undefined), [[shop, inbound('')]])).toEqual(['api: different']);
    expect(await differences(policies(undefined), policies(undefined))).toEqual(['api: same']);
  });

  it('have a workspace’s own fragment before the service’s', async () => {
    const api = { ...shop, workspace: 'w' } as const;
    const first: Policies = [
      [api, inbound(include('f'))],
      [fragment('f'), '<fragment><set-body>service</set-body></fragment>'],
      [fragment('f', 'w'), '<fragment><set-body>own</set-body></fragment>'],
    ];
    expect(await differences(first, [[api, inbound('<set-body>own</set-body>')]])).toEqual(['api: same']);
  });

  it('take resolvers as they are, and comments inside code for code', async () => {
    const resolver = { kind: 'resolver', api: 'graph', resolver: 'r' } as const;
    const data = (url: string) =>
      `<http-data-source><http-request><set-url>${url}</set-url></http-request></http-data-source>`;
    expect(await differences([[resolver, data('a')]], [[resolver, data('b')]])).toEqual([
      'resolver: different',
    ]);
    const code = (text: string) => inbound(`<set-body>@("${text}")</set-body>`);
    expect(await differences([[shop, code('<!-- a -->')]], [[shop, code('<!-- b -->')]])).toEqual([
      'api: different',
    ]);
  });

  it('read each policy of an instance once', async () => {
    const policies: Policies = [
      [whole, inbound(include('f'))],
      [shop, inbound(`<base />${include('f')}`)],
      [get, inbound('<base />')],
      [fragment('f'), '<fragment />'],
    ];
    const live = instance(policies);
    const read = vi.spyOn(live, 'readPolicy');
    await itemsOf(instanceSource(live), instanceSource(instance(policies)));
    expect(read.mock.calls.map(([{ kind }]) => kind).sort()).toEqual([
      'api',
      'fragment',
      'global',
      'operation',
    ]);
  });

  it('are of what stands around a scope: broader ones, the product that is supposed, and included fragments', async () => {
    const source = instanceSource(
      instance([
        [whole, inbound(include('f'))],
        [shop, inbound('<base />')],
        [{ kind: 'product', product: 'p' }, inbound(include('g'))],
        [{ kind: 'product', product: 'q' }, inbound('<base />')],
        [fragment('f'), '<fragment />'],
        [fragment('g'), '<fragment />'],
        [fragment('other'), '<fragment />'],
      ]),
    );
    const around = async (product?: string) => {
      const outcome = await policiesAround(source, get, product, {});
      return outcome.ok ? outcome.value.map(({ address }) => Object.values(address).join(' ')).sort() : [];
    };
    expect(await around()).toEqual(['api shop', 'fragment f', 'global']);
    expect(await around('p')).toEqual(['api shop', 'fragment f', 'fragment g', 'global', 'product p']);
  });

  it('are compared for a workspace too', async () => {
    const place = { layout: 'apiops', root: '' } as const;
    const files = memoryFiles({
      'apis/shop/policy.xml': inbound('<set-body>x</set-body>'),
      'named values/a/namedValueInformation.json': '{"properties":{"displayName":"a","value":"1"}}',
    });
    const items = await itemsOf(
      workspaceSource({ files, place }),
      instanceSource(
        instance([
          [shop, inbound(include('f'))],
          [fragment('f'), '<fragment><set-body>x</set-body></fragment>'],
        ]),
      ),
    );
    expect(items.map(({ difference }) => difference)).toEqual(['same']);
  });
});
