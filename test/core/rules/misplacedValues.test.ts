/** Values that are right but for their place are one mistake each, and a quick fix puts them there. */
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

describe('an attribute', () => {
  it('may be a child element', () => {
    const [found] = expectFindings(inbound('<set-header name="a" <|value|>="b" />'), ['unknown-attribute']);
    expect(found?.message).toBe('<set-header> has no attribute "value": it takes a child element <value>.');
    expect(fixed(inbound('<set-header name="a" value="b" />'))).toBe(
      inbound('<set-header name="a"><value>b</value></set-header>'),
    );
    expect(fixed('<fragment>\n  <trace source="a" message="@("b")">\n  </trace>\n</fragment>')).toBe(
      '<fragment>\n  <trace source="a">\n    <message>@("b")</message>\n  </trace>\n</fragment>',
    );
  });
  it('may be one whose name it ends', () => {
    const request = (rest: string): string => `<send-request mode="new" response-variable-name="r"${rest}`;
    const method = '<set-method>GET</set-method></send-request>';
    expectFindings(inbound(request(` <|url|>="https://a.test">${method}`)), ['unknown-attribute']);
    expect(
      fixed(inbound(request(' url="https://a.test" />'))).replace(/.*(<set-url>.*<\/set-url>).*/s, '$1'),
    ).toBe('<set-url>https://a.test</set-url>');
  });
  it('of a child that holds no text is told only', () => {
    const text = inbound('<cors <|allowed-origins|>="*" />');
    const [found] = expectFindings(text, ['unknown-attribute']);
    expect(found?.fixes?.().map(({ title }) => title)).toEqual(['Remove "allowed-origins"']);
  });
  it('may be the text', () => {
    expectFindings(inbound('<set-method <|method|>="GET" />'), ['unknown-attribute']);
    expect(fixed(inbound('<set-method method="GET" />'))).toBe(inbound('<set-method>GET</set-method>'));
    expect(fixed(inbound('<set-method method="GET">PUT</set-method>'))).toBe(
      inbound('<set-method>PUT</set-method>'),
    );
  });
});

describe('a text', () => {
  it('may be the attribute that is missing', () => {
    const [found] = expectFindings(inbound('<set-variable name="a"><|b|></set-variable>'), [
      'unexpected-text',
    ]);
    expect(found?.message).toBe('<set-variable> holds no text: write it as the attribute "value".');
    for (const [text, attribute] of [
      ['b', '"b"'],
      [' @(1 < 2 ? "a" : "b") ', '"@(1 < 2 ? "a" : "b")"'],
      ['"b"', `'"b"'`],
    ] as const)
      expect(fixed(inbound(`<set-variable name="a">${text}</set-variable>`))).toBe(
        inbound(`<set-variable name="a" value=${attribute} />`),
      );
    expect(fixed(inbound('<include-fragment>shop</include-fragment>'))).toBe(
      inbound('<include-fragment fragment-id="shop" />'),
    );
  });
  it('may belong into the one child', () => {
    expectFindings(inbound('<set-header name="a" exists-action="override"><|b|></set-header>'), [
      'unexpected-text',
    ]);
    expect(fixed(inbound('<set-header name="a">\n  b\n</set-header>'))).toBe(
      inbound('<set-header name="a">\n  <value>b</value>\n</set-header>'),
    );
  });
  it('may be what a rule asks for', () => {
    expectFindings(inbound('<ip-filter action="allow"><|10.0.0.1|></ip-filter>'), ['unexpected-text']);
  });
  it('is removed where nothing says what it is', () => {
    expect(fixed(inbound('<mock-response>a</mock-response>'))).toBe(
      inbound('<mock-response></mock-response>'),
    );
  });
});

describe('an element', () => {
  it('that lacks the one around it is told once, and put into it', () => {
    expectFindings(inbound('<<|when|> condition="@(true)" />\n<otherwise />'), ['unknown-element']);
    expect(fixed(inbound('<when condition="@(true)" />\n<otherwise />'))).toBe(
      inbound('<choose><when condition="@(true)" />\n<otherwise /></choose>'),
    );
    const [found] = expectFindings(inbound('<cors><<|origin|>>*</origin></cors>'), ['unknown-element']);
    expect(found?.message).toBe('<cors> has no child element <origin>: it belongs in <allowed-origins>.');
    expect(fixed(inbound('<cors>\n  <origin>*</origin>\n  <origin>b</origin>\n</cors>'))).toBe(
      inbound(
        '<cors>\n  <allowed-origins>\n  <origin>*</origin>\n  <origin>b</origin>\n  </allowed-origins>\n</cors>',
      ),
    );
  });
  it('goes into the one that is there', () => {
    expect(
      fixed(
        inbound('<cors><allowed-origins><origin>a</origin></allowed-origins><origin>b</origin></cors>'),
        'Move into <allowed-origins>',
      ),
    ).toBe(inbound('<cors><allowed-origins><origin>a</origin><origin>b</origin></allowed-origins></cors>'));
  });
  it('that holds what is meant has the wrong name', () => {
    expect(
      fixed(
        inbound('<validate-jwt header-name="a"><audience><audience>b</audience></audience></validate-jwt>'),
      ),
    ).toContain('<audiences><audience>b</audience></audiences>');
  });
  it('of an unknown name may be the one that is missing', () => {
    expectFindings(inbound('<choose><<|if|> condition="@(true)" /></choose>'), ['unknown-element']);
  });
});

describe('values in the wrong form', () => {
  it('are expressions without their mark', () => {
    const when = (condition: string): string =>
      inbound(`<choose><when condition="${condition}"><base /></when></choose>`);
    const code = 'context.Request.Method == &quot;GET&quot;';
    const [found] = expectFindings(when(`<|${code}|>`), ['invalid-value']);
    expect(found?.message).toContain('or an expression, which stands in @(…)');
    expect(fixed(when(code))).toBe(when(`@(${code})`));
    expect(fixed(when(`(${code})`))).toBe(when(`@(${code})`));
    expect(fixed(when(`(1) == (${code})`))).toBe(when(`@((1) == (${code}))`));
    expect(diagnosticsOf(when('maybe'))[0]?.message).not.toContain('@(');
  });
  it('are booleans of other languages', () => {
    expect(fixed('<fragment><forward-request buffer-request-body="yes" /></fragment>')).toBe(
      '<fragment><forward-request buffer-request-body="true" /></fragment>',
    );
  });
  it('are status codes beyond the limits, which are near to none', () => {
    const [found] = expectFindings(inbound('<mock-response status-code="<|2000|>" />'), [
      'invalid-value:warning',
    ]);
    expect(found?.message).toBe('The value of "status-code" has to be a status code, such as "404".');
    expect(found?.fixes).toBeUndefined();
  });
});
