import { describe, expect, it } from 'vitest';
import { effectivePolicy } from '../../../server/src/core/features/effectivePolicy';
import type { RelatedDocument } from '../../../server/src/core/model';
import {
  createOrder,
  fragmentsOf,
  globalPolicy,
  ordersApi,
  related,
  starterProduct,
} from '../../support/surroundings';

type Chain = readonly [RelatedDocument, ...RelatedDocument[]];

function textOf(chain: Chain, fragments: Readonly<Record<string, string>> = {}): string {
  return effectivePolicy(chain, fragmentsOf(fragments)).text;
}

/** The elements' names and texts that run in a section, comments and white space left out. */
function statements(chain: Chain, fragments: Readonly<Record<string, string>> = {}): string {
  return textOf(chain, fragments)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const everything = (content: string) =>
  `<policies>\n  <inbound>\n    ${content}\n  </inbound>\n</policies>\n`;

describe('the effective policy', () => {
  it('runs each scope where its narrower one has base, and says where each part comes from', () => {
    const chain: Chain = [
      related(
        createOrder,
        everything('<set-method>POST</set-method>\n    <base />\n    <set-variable name="a" value="b" />'),
      ),
      related(
        ordersApi,
        everything(
          '<base />\n    <!-- who is it? -->\n    <validate-jwt header-name="Authorization">\n      <audiences />\n    </validate-jwt>',
        ),
      ),
      related(globalPolicy, everything('<cors>\n      <allowed-origins />\n    </cors>')),
    ];
    const { text, links } = effectivePolicy(chain, fragmentsOf({}));
    expect(
      text,
    ).toBe(`<!-- Effective policy of the operation "create" of the API "orders", with the API "orders", the global policy -->
<policies>
    <inbound>
        <!-- from: the operation "create" of the API "orders" (apis/orders/operations/create/policy.xml:3) -->
        <set-method>POST</set-method>
        <!-- from: the global policy (policy.xml:3) -->
        <cors>
          <allowed-origins />
        </cors>
        <!-- from: the API "orders" (apis/orders/policy.xml:4) -->
        <!-- who is it? -->
        <validate-jwt header-name="Authorization">
          <audiences />
        </validate-jwt>
        <!-- from: the operation "create" of the API "orders" (apis/orders/operations/create/policy.xml:5) -->
        <set-variable name="a" value="b" />
    </inbound>
</policies>
`);
    expect(
      links.map(({ span, document, target }) => [
        text.slice(span.start, span.end),
        document.uri,
        document.analysis.text.slice(target.start, target.end).split('\n')[0],
      ]),
    ).toEqual([
      [
        'apis/orders/operations/create/policy.xml:3',
        'file:///w/apis/orders/operations/create/policy.xml',
        '<set-method>POST</set-method>',
      ],
      ['policy.xml:3', 'file:///w/policy.xml', '<cors>'],
      ['apis/orders/policy.xml:4', 'file:///w/apis/orders/policy.xml', '<!-- who is it? -->'],
      [
        'apis/orders/operations/create/policy.xml:5',
        'file:///w/apis/orders/operations/create/policy.xml',
        '<set-variable name="a" value="b" />',
      ],
    ]);
  });

  it('knows the source of everything it copies', () => {
    const chain: Chain = [
      related(
        createOrder,
        everything(
          '<choose>\n      <when condition="@(1 < 2)">\n        <base />\n        <set-method>GET</set-method>\n      </when>\n    </choose>',
        ),
      ),
      related(globalPolicy, '<policies><inbound><cors>\n<allowed-origins/></cors></inbound></policies>'),
    ];
    const { text, copies } = effectivePolicy(chain, fragmentsOf({}));
    const flat = (part: string) => part.replace(/\s+/g, ' ');
    for (const { span, document, target } of copies)
      expect(flat(text.slice(span.start, span.end))).toBe(
        flat(document.analysis.text.slice(target.start, target.end)),
      );
    expect(copies.map(({ span }) => flat(text.slice(span.start, span.end)))).toEqual([
      '<choose> <when condition="@(1 < 2)">',
      '<cors> <allowed-origins/></cors>',
      '<set-method>GET</set-method> </when> </choose>',
    ]);
    expect(text).toContain(
      '\n            <set-method>GET</set-method>\n          </when>\n        </choose>\n',
    );
  });

  it('drops what broader scopes have where base is missing, section by section', () => {
    const chain: Chain = [
      related(
        createOrder,
        '<policies><inbound><set-method>GET</set-method></inbound><outbound><base /></outbound></policies>',
      ),
      related(
        globalPolicy,
        '<policies><inbound><cors /></inbound><backend><forward-request /></backend><outbound><jsonp callback-parameter-name="c" /></outbound></policies>',
      ),
    ];
    expect(statements(chain)).toBe(
      '<policies> <inbound> <set-method>GET</set-method> </inbound> <backend> </backend> <outbound> <jsonp callback-parameter-name="c" /> </outbound> </policies>',
    );
  });

  it('takes a product between the API and the global policy, where one is given', () => {
    const base = everything('<base />');
    const chain: Chain = [
      related(createOrder, base),
      related(starterProduct, everything('<base /><rate-limit calls="1" renewal-period="2" />')),
      related(globalPolicy, everything('<cors />')),
    ];
    expect(statements(chain)).toContain(
      '<inbound> <cors /> <rate-limit calls="1" renewal-period="2" /> </inbound>',
    );
  });

  it('puts fragments in, also nested ones, and stops where one includes itself', () => {
    const chain: Chain = [
      related(
        ordersApi,
        everything(
          '<include-fragment fragment-id="outer" /><include-fragment fragment-id="gone" /><include-fragment fragment-id="{{name}}" />',
        ),
      ),
    ];
    const text = textOf(chain, {
      outer:
        '<fragment>\n  <set-method>GET</set-method>\n  <include-fragment fragment-id="inner" />\n</fragment>',
      inner: '<fragment><set-body>x</set-body><include-fragment fragment-id="outer" /></fragment>',
    });
    expect(text).toContain(
      '<!-- from: the fragment "outer" (policy fragments/outer/policy.xml:2) -->\n        <set-method>GET</set-method>\n',
    );
    expect(text).toContain(
      '<set-body>x</set-body>\n        <!-- the fragment "outer" includes itself -->\n        <include-fragment fragment-id="outer" />',
    );
    expect(text).toContain(
      '<!-- the fragment "gone" is not in this workspace -->\n        <include-fragment fragment-id="gone" />',
    );
    expect(text).toContain('<!-- which fragment this includes is only known later -->');
  });

  it('ends also where fragments multiply', () => {
    const twice = (id: string) => `<include-fragment fragment-id="${id}" />`.repeat(8);
    const fragments = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`f${i}`, `<fragment>${twice(`f${i + 1}`)}</fragment>`]),
    );
    const { sections } = effectivePolicy(
      [related(ordersApi, everything(twice('f0')))],
      fragmentsOf(fragments),
    );
    expect(sections[0]?.parts.length).toBeLessThan(20_000);
    const empty = { ...fragments, f12: '<fragment />' };
    expect(textOf([related(ordersApi, everything(twice('f0')))], empty)).toContain('</policies>');
    const bases = everything('<base />'.repeat(500));
    const chain: Chain = [
      related(ordersApi, bases),
      ...Array.from({ length: 4 }, () => related(globalPolicy, bases)),
    ];
    expect(textOf(chain)).toContain('</policies>');
  });

  it('writes comments that no name can end, and reads broken documents', () => {
    const hostile = related(
      { kind: 'api', api: 'a --> <b> --' },
      '<policies><inbound><base /><set-header name="a"><value>x</inbound>',
    );
    const text = textOf([hostile, related(globalPolicy, 'not a policy')]);
    expect(text.match(/-->/g)?.length).toBe(text.match(/<!--/g)?.length);
    expect(text).toContain('<value>x');
    expect(textOf([related(globalPolicy, '')])).toContain('<policies>\n</policies>');
  });
});

describe('warnings of the effective policy', () => {
  const guarded = everything(
    '<validate-jwt header-name="a" /><choose><when condition="true"><rate-limit calls="1" renewal-period="2" /></when></choose><cors /><set-method>GET</set-method>',
  );
  const warnings = (own: string, parent = guarded, fragments: Readonly<Record<string, string>> = {}) =>
    effectivePolicy(
      [related(ordersApi, own), related(globalPolicy, parent)],
      fragmentsOf(fragments),
    ).warnings.map(
      ({ message, document, span }) => `${message} @${document.analysis.text.slice(span.start, span.end)}`,
    );

  it('name the guards that a missing base drops', () => {
    expect(warnings(everything('<set-method>PUT</set-method>'))).toEqual([
      'The API "orders" has no <base /> in <inbound>: validate-jwt (authentication) of the global policy, rate-limit (rate limit) of the global policy, cors (CORS) of the global policy do not run. @inbound',
    ]);
    expect(warnings('<policies><outbound><base /></outbound></policies>', everything('<cors />'))).toEqual([
      'The API "orders" has no <inbound> section: cors (CORS) of the global policy does not run. @policies',
    ]);
  });

  it('look into fragments on both sides', () => {
    const includes = everything('<include-fragment fragment-id="guard" />');
    const fragments = { guard: '<fragment><ip-filter action="allow" /></fragment>' };
    expect(warnings(everything(''), includes, fragments)).toEqual([
      'The API "orders" has no <base /> in <inbound>: ip-filter (authentication) of the global policy does not run. @inbound',
    ]);
    expect(warnings(includes, includes, fragments)).toEqual([]);
  });

  it('are silent where nothing of the kind is lost, or the scope has its own', () => {
    expect(warnings(everything('<base />'))).toEqual([]);
    expect(warnings(everything('<choose><when condition="true"><base /></when></choose>'))).toEqual([]);
    expect(warnings(everything(''), everything('<set-method>GET</set-method>'))).toEqual([]);
    expect(
      warnings(everything('<check-header name="a" /><quota calls="1" renewal-period="300" /><cors />')),
    ).toEqual([]);
    expect(warnings(everything('<include-fragment fragment-id="unknown" />'))).toEqual([]);
  });
});
