import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/core/features/hover';
import { noFacts, type WorkspaceFacts } from '../../../server/src/core/workspace/types';
import { analysed, bracketed } from '../../support/features';
import { parseCursor } from '../../support/markedText';
import { createOrder, globalPolicy, ordersApi, related, surroundings } from '../../support/surroundings';

/** What is said, and in brackets what it is said of. */
function at(
  marked: string,
  facts?: WorkspaceFacts,
): { readonly of: string; readonly says: string } | undefined {
  const { text, offset } = parseCursor(marked);
  const found = hover(analysed(text, facts ? { facts } : {}), offset);
  if (found === undefined) return undefined;
  expect(found.span.start).toBeLessThanOrEqual(offset);
  expect(found.span.end).toBeGreaterThanOrEqual(offset);
  return { of: /\[([\s\S]*)\]/.exec(bracketed(text, [found.span]))?.[1] ?? '', says: found.markdown };
}

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

describe('hover on the document', () => {
  it.each([
    [inbound('<set-<|>header name="x" />'), 'set-header', 'set-header-policy'],
    ['<policies><inbound></inbo<|>und></policies>', 'inbound', 'api-management-howto-policies'],
    [inbound('<ba<|>se />'), 'base', '`<base />`|broader'],
    ['<poli<|>cies />', 'policies', 'api-management-howto-policies'],
    ['<frag<|>ment />', 'fragment', 'policy-fragments'],
    [inbound('<set-header name="x"><val<|>ue /></set-header>'), 'value', '`<value>` in `set-header`'],
    [inbound('<set-header na<|>me="x" />'), 'name', '`name`: text, required'],
    [inbound('<set-header name="<|>x" />'), 'x', '`name`: text, required'],
    [inbound('<set-header exists-action="sk<|>ip" />'), 'skip', '`exists-action` `skip`'],
    [
      inbound('<set-backend-service backend-id="orders<|>-pool" />'),
      'orders-pool',
      'https://orders.example.com',
    ],
    [
      inbound('<log-to-eventhub logger-id="au<|>dit">a</log-to-eventhub>'),
      'audit',
      'Logger.*\n\nFrom the instance `shop-prod`',
    ],
  ])('%s', (marked, of, says) => {
    const found = at(marked);
    expect(found?.of).toBe(of);
    expect(found?.says).toMatch(new RegExp(says));
  });

  it.each([
    inbound('<nothing-<|>known />'),
    inbound('<set-header unknown<|>="x" />'),
    inbound('<!-- <set-h<|>eader /> -->'),
    inbound('<set-body>some <|>text</set-body>'),
    inbound('<set-body>@(1 + <|>2)</set-body>'),
    '<|>',
  ])('says nothing on %s', (marked) => expect(at(marked)).toBeUndefined());
});

describe('hover on names', () => {
  const value = (name: string) => inbound(`<set-header name="{{<|>${name}}}" />`);

  it('shows the value and the file of a named value', () => {
    expect(at(value('apiHost'))).toEqual({
      of: '{{apiHost}}',
      says: '**Named value** `apiHost`\n\nValue: `https://orders.example.com`\n\nFrom the file `named values/apiHost/namedValueInformation.json`.',
    });
  });

  it('shows no more of a secret than that it is one', () => {
    expect(at(value('clientSecret'))?.says).toMatch(/A secret: its value is not shown\./);
    expect(at(value('signingKey'))?.says).toMatch(/Key Vault: `https:\/\/kv\.example\/secrets\/signing`/);
  });

  it('shows each of several sources that disagree', () => {
    expect(at(value('region'))?.says).toBe(
      '**Named value** `region`\n\nThe sources disagree:\n\n' +
        '- the file `named values/region/namedValueInformation.json`: Value: `north`\n' +
        '- the instance `shop-prod`: Value: `south`',
    );
  });

  it('says that a name is unknown, and which it may be', () => {
    expect(at(value('nowhere'))?.says).toBe('**Named value** `nowhere`\n\nNothing of that name is known.');
    expect(at(inbound('<set-body>@("{{region<|>}}")</set-body>'))?.says).toContain('The sources disagree');
  });

  it('shows where a fragment is', () => {
    expect(at(inbound('<include-fragment fragment-id="add-<|>tracing" />'))).toEqual({
      of: 'add-tracing',
      says: '**Policy fragment** `add-tracing`\n\nAdds \\*tracing\\*\n\nFrom the file `policy fragments/add-tracing/policy.xml`.',
    });
    expect(at(inbound('<include-fragment fragment-id="no<|>ne" />'))?.says).toContain(
      'No fragment of that id',
    );
  });

  it('lets no text from files or the network out of its code span', () => {
    const source = { kind: 'instance', label: '``x`` [a](http://evil)', id: '/' } as const;
    const facts: WorkspaceFacts = {
      ...noFacts,
      namedValues: [
        {
          displayName: 'a',
          resourceName: 'a',
          source,
          kind: 'plain',
          value: '`![x](http://evil)`\n\n# Title\u202E <script>',
        },
      ],
      fragments: [{ id: 'f', description: '![x](http://evil) <b> `\n# T', source }],
    };
    expect(at(value('a'), facts)?.says).toBe(
      '**Named value** `a`\n\nValue: `` `![x](http://evil)` # Title  <script> ``\n\n' +
        'From the instance ``` ``x`` [a](http://evil) ```.',
    );
    const fragment = at(inbound('<include-fragment fragment-id="<|>f" />'), facts)?.says;
    expect(fragment).toContain('\\!\\[x\\]\\(http\\:\\/\\/evil\\) \\<b\\> \\` \\# T'.replaceAll('\\/', '/'));
  });

  it('shortens long values', () => {
    const facts: WorkspaceFacts = {
      ...noFacts,
      namedValues: [
        {
          displayName: 'a',
          resourceName: 'a',
          source: { kind: 'file', uri: 'file:///a%zz' },
          kind: 'plain',
          value: 'x'.repeat(5000),
        },
      ],
    };
    expect(at(value('a'), facts)?.says.length).toBeLessThan(500);
  });
});

describe('hover on base', () => {
  const parents = [
    related(
      ordersApi,
      '<policies><inbound>\n<base />\n<include-fragment fragment-id="a|b" />\n</inbound></policies>',
    ),
    related(
      globalPolicy,
      '<policies>\n<inbound><cors /><choose /></inbound><backend><forward-request /></backend></policies>',
    ),
  ];
  const says = (marked: string, options: object): string => {
    const { text, offset } = parseCursor(marked);
    return hover(analysed(text, options), offset)?.markdown ?? '';
  };

  it('says what it runs here, scope by scope, with the way there', () => {
    const markdown = says(inbound('<ba<|>se />'), {
      scope: 'operation',
      surroundings: surroundings(parents),
    });
    expect(markdown.split('\n\n').slice(0, 2)).toEqual([
      '**Here, in this order:**',
      '- `cors`, `choose`, of the global policy ([policy\\.xml](file:///w/policy.xml#L2))\n' +
        '- the fragment `a|b`, of the API "orders" ([apis/orders/policy\\.xml](file:///w/apis/orders/policy.xml#L3))',
    ]);
    expect(markdown).toContain('next broader scope');
  });

  it('says that there is nothing, and keeps quiet where it does not know', () => {
    const outbound = '<policies><outbound><ba<|>se /></outbound></policies>';
    expect(says(outbound, { scope: 'operation', surroundings: surroundings(parents) })).toContain(
      '**Here:** nothing.',
    );
    expect(says(outbound, { scope: 'operation' })).not.toContain('Here');
    expect(says(outbound, { scope: 'global', surroundings: surroundings([]) })).not.toContain('Here');
  });

  it('lets no name break out of its link', () => {
    const hostile = related({ kind: 'api', api: 'a](http://evil) (b' }, inbound('<cors />'));
    const markdown = says(inbound('<ba<|>se />'), {
      scope: createOrder.kind,
      surroundings: surroundings([hostile]),
    });
    expect(markdown).toContain('the API "a\\]\\(http\\:\\/\\/evil\\) \\(b"'.replaceAll('\\/', '/'));
    expect(markdown).not.toMatch(/\]\(http:/);
  });
});
