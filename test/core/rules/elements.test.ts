import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const sendRequest = (content: string): string =>
  inbound(
    `<send-request mode="new" response-variable-name="r"><set-url>https://shop.test</set-url><set-method>GET</set-method>${content}</send-request>`,
  );

describe('root elements', () => {
  it('are known by name, and near ones are suggested', () => {
    expectFindings('<<|polices|>><anything /></polices>', ['unknown-root']);
    expect(fixed('<polices><inbound /></polices>')).toBe('<policies><inbound /></policies>');
    expectFindings('<<|fragmnt|> />', ['unknown-root']);
  });
  it('of other kinds of files are left alone unless the place says it is a policy', () => {
    expectFindings('<project><target name="x" /></project>');
    expectFindings('<<|project|> />', ['unknown-root'], { kindHint: 'policies' });
  });
  it('have to fit the place', () => {
    expectFindings('<<|policies|>><inbound /></policies>', ['wrong-root'], { kindHint: 'fragment' });
    expectFindings('<<|fragment|> />', ['wrong-root'], { kindHint: 'resolver' });
    expectFindings('<policies />', [], { kindHint: 'policies' });
  });
  it('may be those of resolvers', () => {
    expectFindings(
      '<http-data-source><http-request><set-method>GET</set-method><set-url>https://a.test</set-url></http-request></http-data-source>',
      [],
      { kindHint: 'resolver' },
    );
    expectFindings('<http-data-source><<|http-rquest|> /></http-data-source>', ['unknown-element']);
  });
  it('are no policies', () => {
    expectFindings('<<|set-method|>>GET</set-method>', ['misplaced-element']);
    expectFindings('<<|set-method|>>GET</set-method>\n<trace source="a">b</trace>', ['misplaced-element']);
    expect(fixed('<!-- c -->\n<set-method>GET</set-method>\n<trace source="a">b</trace>\n')).toBe(
      '<!-- c -->\n<fragment>\n<set-method>GET</set-method>\n<trace source="a">b</trace>\n</fragment>\n',
    );
    expectFindings('<<|cors|>><allowed-origins><origin>*</origin></allowed-origins></cors>', [
      'misplaced-element',
    ]);
  });
});

describe('sections', () => {
  it('need a root around them', () => {
    const text = '<<|inbound|>><base /><<|set-heder|> /></inbound>\n<outbound><base /></outbound>';
    expectFindings(text, ['misplaced-element', 'unknown-element']);
    expect(fixed('<inbound><base /></inbound>\n<outbound />')).toBe(
      '<policies>\n<inbound><base /></inbound>\n<outbound />\n</policies>',
    );
  });
  it('are known by name and given once', () => {
    const found = expectFindings('<policies><<|inbond|>><base /></inbond><<|set|> /></policies>', [
      'unknown-section',
      'unknown-section',
    ]);
    expect(found[0]?.message).toContain('Did you mean "inbound"?');
    const [twice] = expectFindings('<policies><inbound /><outbound /><<|inbound|> /></policies>', [
      'duplicate-section',
    ]);
    expect(twice?.related).toEqual([{ span: { start: 11, end: 18 }, message: 'The first one is here.' }]);
  });
  it('stand in policies only', () => {
    expectFindings('<fragment><<|inbound|>><set-method>GET</set-method></inbound></fragment>', [
      'misplaced-element',
    ]);
    expectFindings(inbound('<<|outbound|> />'), ['misplaced-element']);
  });
});

describe('elements', () => {
  it('are as strictly checked in containers as outside', () => {
    const nested = (policy: string): string =>
      `<choose><when condition="@(true)"><retry condition="@(true)" count="3" interval="1">${policy}</retry></when></choose>`;
    for (const [policy, code] of [
      ['<<|set-heder|> name="a" exists-action="delete" />', 'unknown-element'],
      ['<set-header <|nam|>="a" exists-action="delete" />', 'unknown-attribute'],
      ['<set-header name="a" exists-action="<|del|>" />', 'invalid-value'],
      ['<<|validate-status-code|> unspecified-status-code-action="prevent" />', 'wrong-section'],
      ['<<|value|>>a</value>', 'unknown-element'],
    ] as const) {
      expectFindings(inbound(nested(policy)), [code]);
      expectFindings(inbound(policy), [code]);
      if (code !== 'wrong-section') expectFindings(`<fragment>${nested(policy)}</fragment>`, [code]);
    }
  });
  it('that are unknown hide what is in them', () => {
    expectFindings(inbound('<<|frobnicate|>><set-header /><unknown a="b">text</unknown></frobnicate>'), [
      'unknown-element',
    ]);
  });
  it('that are opaque hold what they like', () => {
    expectFindings(inbound('<set-body><policies><anything at="all">text</anything></policies></set-body>'));
  });
  it('of policies are policies themselves', () => {
    expectFindings(
      sendRequest('<set-header name="a" exists-action="<|overide|>"><value>1</value></set-header>'),
      ['invalid-value'],
    );
    expectFindings(sendRequest('<<|rewrite-uri|> template="/" />'), ['misplaced-element']);
    expectFindings(sendRequest('<<|set-hader|> name="a" exists-action="delete" />'), ['unknown-element']);
  });
  it('name what is near', () => {
    expect(fixed(inbound('<set-headr name="a" exists-action="delete"></set-headr>'))).toBe(
      inbound('<set-header name="a" exists-action="delete"></set-header>'),
    );
    expect(diagnosticsOf(inbound('<when condition="true" />'))[0]?.message).toBe(
      '<when> is not a policy: it belongs in <choose>.',
    );
  });
  it('that only seem misplaced behind one without an end are not reported', () => {
    expectFindings(
      `<policies><inbound><<|choose|>><when condition="@(true)"><base /></when><rewrite-uri template="/" /></inbound></policies>`,
      ['unclosed-element'],
    );
  });
});

describe('places', () => {
  it('are sections', () => {
    expectFindings(
      '<policies><inbound /><backend><<|rewrite-uri|> template="/" /></backend><outbound><<|rewrite-uri|> template="/" /></outbound></policies>',
      ['wrong-section', 'wrong-section'],
    );
  });
  it('are scopes, where the scope is known', () => {
    const quota = (marked: string): string =>
      inbound(`<base /><${marked} calls="1" renewal-period="3600" />`);
    expectFindings(quota('quota'));
    expectFindings(quota('quota'), [], { scope: 'product' });
    expectFindings(quota('<|quota|>'), ['wrong-scope'], { scope: 'global' });
  });
  it('of base are sections, and the containers in them', () => {
    expectFindings(inbound('<choose><when condition="@(true)"><base /></when></choose>'));
    expectFindings('<fragment><<|base|> /></fragment>', ['misplaced-element']);
    expectFindings('<policies><<|base|> /></policies>', ['misplaced-element']);
    expectFindings(sendRequest('<<|base|> />'), ['misplaced-element']);
  });
  it('of resolvers are documents of their own', () => {
    expectFindings(inbound('<<|http-data-source|> />'), ['misplaced-element']);
  });
  it('of text are elements that take it', () => {
    expectFindings(
      `<policies><inbound><|a|><base /></inbound><outbound><set-header name="a" exists-action="delete"><|b|></set-header></outbound></policies>`,
      ['unexpected-text', 'unexpected-text'],
    );
    expectFindings(inbound('{{policies}}<base />'));
    expect(fixed(inbound('<base /> note'))).toBe(inbound('<base /> '));
  });
});

describe('child elements', () => {
  it('that are needed have to be there', () => {
    expectFindings(inbound('<<|choose|> /><<|cors|> />'), ['missing-element', 'missing-element']);
    expectFindings(inbound('<cors><<|allowed-orgins|>><origin>*</origin></allowed-orgins></cors>'), [
      'unknown-element',
    ]);
  });
  it('may come from a fragment', () => {
    expectFindings(
      '<http-data-source><http-request><include-fragment fragment-id="request" /></http-request></http-data-source>',
    );
  });
  it('that stand once stand once', () => {
    expectFindings(sendRequest('<set-body>a</set-body><<|set-body|>>b</set-body>'), ['too-many-elements']);
  });
});
