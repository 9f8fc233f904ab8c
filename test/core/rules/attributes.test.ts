import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

describe('attributes', () => {
  it('that are unknown are reported once, with the one that was meant', () => {
    expectFindings(inbound('<set-header name="a" <|exist-action|>="delete" />'), ['unknown-attribute']);
    expect(fixed(inbound('<set-header name="a" exist-action="delete" />'))).toBe(
      inbound('<set-header name="a" exists-action="delete" />'),
    );
    expect(fixed(inbound('<base foo="1" />'))).toBe(inbound('<base />'));
    expectFindings('<policies <|a|>="1"><inbound <|b|>="2" /></policies>', [
      'unknown-attribute',
      'unknown-attribute',
    ]);
  });
  it('that every policy takes are known', () => {
    expectFindings(inbound('<set-method id="first">GET</set-method>'));
    expectFindings('<policies xmlns:x="urn:x" xml:space="preserve"><inbound /></policies>');
  });
  it('that are required have to be there', () => {
    expectFindings(inbound('<<|set-header|> exists-action="delete" />'), ['missing-attribute']);
    expect(fixed(inbound('<rewrite-uri copy-unmatched-params="true" />'))).toBe(
      inbound('<rewrite-uri copy-unmatched-params="true" template="" />'),
    );
    expectFindings(
      inbound(
        '<<|llm-token-limit|> counter-key="@(context.Subscription.Id)" tokens-per-minute="10" estimate-prompt-token="true" />',
      ).replace('estimate-prompt-token="true" ', ''),
      ['missing-attribute:warning'],
    );
  });
  it('that are being typed are not missing yet', () => {
    expect(
      diagnosticsOf('<policies><inbound><set-header </inbound></policies>').map(({ code }) => code),
    ).toEqual(['unclosed-tag']);
  });
  it('go together or not', () => {
    expectFindings(
      '<policies><backend><forward-request timeout="1" <|timeout-ms|>="1" /></backend></policies>',
      ['attribute-combination:warning'],
    );
    expectFindings(inbound('<<|set-backend-service|> />'), ['attribute-combination:warning']);
    expectFindings(
      '<<|cosmosdb-data-source|>><connection-info><connection-string>a</connection-string><database-name>b</database-name><container-name>c</container-name></connection-info></cosmosdb-data-source>',
      ['attribute-combination'],
    );
    expectFindings(inbound('<set-backend-service <|base-ur|>="https://a.test" />'), ['unknown-attribute']);
    expectFindings(
      inbound(
        '<<|send-request|> mode="new" response-variable-name="r"><set-url>https://a.test</set-url></send-request>',
      ),
      ['attribute-combination:warning'],
    );
    for (const mode of ['copy', '{{mode}}', '@("new")'])
      expect(
        diagnosticsOf(inbound(`<send-request mode="${mode}" response-variable-name="r" />`)).filter(
          ({ code }) => code === 'attribute-combination',
        ),
      ).toEqual([]);
  });
});

describe('values', () => {
  const header = (value: string): string => inbound(`<set-header name="a" exists-action="${value}" />`);
  const calls = (value: string): string => inbound(`<rate-limit calls="${value}" renewal-period="60" />`);
  const copies = (value: string): string =>
    inbound(`<rewrite-uri template="/" copy-unmatched-params="${value}" />`);

  it('are words to choose from', () => {
    expectFindings(header('<|remove|>'), ['invalid-value']);
    expectFindings(header('<|Delete|>'), ['invalid-value:warning']);
    expect(fixed(header('Delete'))).toBe(header('delete'));
    expect(fixed(header('delte'))).toBe(header('delete'));
  });
  it('are truth values', () => {
    for (const value of ['true', 'false', 'True', '1']) expectFindings(copies(value));
    expectFindings(copies('<|yes|>'), ['invalid-value']);
  });
  it('are numbers', () => {
    for (const value of ['1', ' 20 ', '+5']) expectFindings(calls(value));
    for (const value of ['<|many|>', '<|1.5|>', '<|1,000|>']) expectFindings(calls(value), ['invalid-value']);
  });
  it('that are only known later are never judged', () => {
    for (const value of [
      '{{limit}}',
      '1{{zeros}}',
      '#{Calls}#',
      '{#CALLS#}',
      '{#[CALLS]#}',
      '$(Calls)',
      '__CALLS__',
      '{calls}',
      'RETRY_COUNT',
      '%CALLS%',
      "[parameters('calls')]",
      `$\{calls}`,
      `$\{{ parameters.calls }}`,
      '<%= calls %>'.replace('<', '&lt;'),
    ])
      expectFindings(calls(value));
    expectFindings(copies('@(context.Request.Method == "GET")'));
  });
  it('that are broken off are reported as such only', () => {
    expect(
      diagnosticsOf(inbound('<set-header name="a" exists-action="del')).map(({ code }) => code),
    ).not.toContain('invalid-value');
  });
  it('are status codes of three digits', () => {
    const status = (code: string): string =>
      inbound(`<return-response><set-status code="${code}" reason="a" /></return-response>`);
    expectFindings(status('<|OK|>'), ['invalid-value']);
    for (const code of ['99', '4044']) expectFindings(status(`<|${code}|>`), ['invalid-value:warning']);
    for (const code of ['404', '{{code}}', '${code}', '@(404)', '@(context.User == null ? 401 : 404)'])
      expectFindings(status(code));
  });
  it('take expressions only where the service evaluates them', () => {
    expectFindings(calls('<|@(1 + 1)|>'), ['expression-not-allowed']);
    expectFindings(inbound('<include-fragment fragment-id="<|@("a")|>" />'), ['expression-not-allowed']);
    expectFindings(inbound('<set-variable name="a" value="@(1 + 1)" />'));
  });
  it('that take any text are only doubted for an expression that stays text', () => {
    expectFindings(inbound('<set-variable name="<|@("a" + 1)|>" value="b" />'), [
      'expression-not-allowed:warning',
    ]);
    expectFindings(inbound('<trace source="@(context.Api.Name)"><message>Called</message></trace>'));
  });
  it('are addresses where callers are let in or turned away', () => {
    const filter = (address: string): string =>
      inbound(`<ip-filter action="allow"><address>${address}</address></ip-filter>`);
    for (const address of ['300.1.1.1', '10.0.0', '10.0.0.0/40', 'shop.example', '2001:db8::/200'])
      expectFindings(filter(`<|${address}|>`), ['invalid-value:warning']);
    for (const address of [
      ' 10.0.0.1 ',
      '10.0.0.0/8',
      '2001:db8::1',
      '::1',
      '{{gate}}',
      '${gate}',
      '@(context.Api.Id)',
    ])
      expectFindings(filter(address));
    expectFindings(
      inbound('<ip-filter action="allow"><address-range from="10.0.0.1" to="<|10.0.0.|>" /></ip-filter>'),
      ['invalid-value:warning'],
    );
  });
  it('are brought within their limits', () => {
    const retry = (count: string): string =>
      `<policies><inbound /><backend><retry condition="@(true)" count="${count}" interval="1"><forward-request /></retry></backend></policies>`;
    expect(fixed(retry('80'))).toBe(retry('50'));
    expect(fixed(retry('0'))).toBe(retry('1'));
  });
  it('of a dimension are needed unless it is one that fills itself in', () => {
    const metric = (dimension: string): string =>
      inbound(`<llm-emit-token-metric namespace="shop">${dimension}</llm-emit-token-metric>`);
    expectFindings(metric('<<|dimension|> name="Tenant" />'), ['attribute-combination:warning']);
    for (const right of [
      'name="API ID"',
      'name="api id"',
      'name="{{tenant}}"',
      'name="@(context.Api.Id)"',
      'name="Tenant" value="a"',
    ])
      expectFindings(metric(`<dimension ${right} />`));
    expectFindings(metric('<<|dimension|> />'), ['missing-attribute']);
  });
  it('may be named by some of their words', () => {
    expect(
      fixed(
        inbound(
          '<validate-content unspecified-content-type-action="prevent" size="1024" size-exceeded-action="prevent" />',
        ),
      ),
    ).toBe(
      inbound(
        '<validate-content unspecified-content-type-action="prevent" max-size="1024" size-exceeded-action="prevent" />',
      ),
    );
  });
});
