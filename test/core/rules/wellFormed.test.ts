import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const header = '<set-header name="a" exists-action="override">';

function terraform(name: string): string {
  return `\${${name}}`;
}

describe('well-formedness', () => {
  it('reports a mistake where it is, and the rest as if it were right', () => {
    expectFindings(inbound(`<|<set-header name="a" exists-action="delete"|> <set-method>GET</set-method>`), [
      'unclosed-tag',
    ]);
    expectFindings(`<policies><<|inbound|>><base /><backend><base /></backend></policies>`, [
      'unclosed-element',
    ]);
    expectFindings(
      inbound(`<<|set-header|> name="a" exists-action="override"><value>x</value><set-body>a</set-body>`),
      ['unclosed-element'],
    );
    expectFindings(inbound(`<|</set-body>|>`), ['unmatched-closing-tag']);
    expectFindings(inbound(`<set-header name=<|"a|> exists-action="delete" />`), ['unclosed-value']);
    expectFindings(inbound(`<set-header <|name|> exists-action="delete" />`), ['missing-value']);
    expectFindings(inbound(`<set-header name=<|a|> exists-action="delete" />`), ['unquoted-value']);
    expectFindings(inbound(`<set-header name="a"<|exists-action|>="delete" />`), ['missing-space']);
    expectFindings(inbound(`<set-header name="a" <|name|>="b" exists-action="delete" />`), [
      'duplicate-attribute',
    ]);
    expectFindings(inbound(`${header}<value>a <|&|> b <|&nbsp;|></value></set-header>`), [
      'unescaped-character',
      'unknown-entity',
    ]);
    expect(diagnosticsOf(inbound('< base />'))).toMatchObject([
      { code: 'invalid-name', span: { start: 19, end: 20 } },
    ]);
  });

  it('lets expressions hold what XML does not', () => {
    expectFindings(
      inbound(
        '<choose><when condition="@(context.Request.Method != "GET" && 1 < 2)"><base /></when></choose>',
      ),
    );
  });

  it('reports a comment without an end once, though it swallows closing tags', () => {
    expectFindings(inbound('<|<!--|> a <base />'), ['unclosed-comment']);
    expectFindings(inbound('<set-body><|<![CDATA[|> a</set-body>'), ['unclosed-cdata']);
  });

  it('says once that a text is no policy at all', () => {
    for (const text of ['', '  \n', 'hello\nworld', '{ "a": 1 }', '\u0000\u0001PK\u0003'])
      expect(diagnosticsOf(text).map(({ code }) => code)).toEqual(['no-root']);
  });

  it('is silent about the text of deployment tools', () => {
    expectFindings(terraform('policy'));
    expectFindings('{{#if global}}<policies><inbound><base /></inbound></policies>{{/if}}');
    expectFindings(inbound(`<set-header ${terraform('attributes')} />`));
    expectFindings('#{Header}#\n<policies><inbound>#{Policies}#<base /></inbound></policies>');
  });

  it('repairs what has one obvious repair', () => {
    expect(fixed(inbound('<base>'))).toBe(inbound('<base />'));
    expect(fixed(inbound(`${header}<value>a</value>`))).toBe(
      inbound(`${header}<value>a</value></set-header>`),
    );
    expect(fixed(inbound('<set-header name="a" exists-action="delete" <base />'))).toBe(
      inbound('<set-header name="a" exists-action="delete"> <base />'),
    );
    expect(fixed(inbound('<base /></set-body>'))).toBe(inbound('<base />'));
    expect(fixed(inbound('<set-header name="a exists-action="delete" />'))).toBe(
      inbound('<set-header name="a" exists-action="delete" />'),
    );
    expect(fixed(inbound('<set-header name=a exists-action="delete" />'))).toBe(
      inbound('<set-header name="a" exists-action="delete" />'),
    );
    expect(fixed(inbound('<set-header name="a"exists-action="delete" />'))).toBe(
      inbound('<set-header name="a" exists-action="delete" />'),
    );
    expect(fixed(inbound('<set-header name="a" name="b" exists-action="delete" />'))).toBe(
      inbound('<set-header name="a" exists-action="delete" />'),
    );
    expect(fixed(inbound('<rewrite-uri template="/a?b=1&c=2" />'))).toBe(
      inbound('<rewrite-uri template="/a?b=1&amp;c=2" />'),
    );
    expect(fixed(inbound('<rewrite-uri template />'))).toBe(inbound('<rewrite-uri template="" />'));
  });

  it('names the closing tag that is due', () => {
    const [found] = expectFindings('<policies><inbound><base /><|</outbound>|></policies>', [
      'unmatched-closing-tag',
    ]);
    expect(found?.message).toBe(
      '</outbound> stands where </inbound> is due: there is no open <outbound> here.',
    );
    expect(fixed('<policies><inbound><base /></outbound></policies>')).toBe(
      '<policies><inbound><base /></inbound></policies>',
    );
  });

  it('makes straight quotes of typographic ones', () => {
    const [found] = expectFindings(inbound('<set-header name=<|“a”|> exists-action="delete" />'), [
      'unquoted-value',
    ]);
    expect(found?.message).toContain('straight quotes');
    const right = inbound('<set-header name="a" exists-action="delete" />');
    expect(fixed(inbound('<set-header name=“a” exists-action="delete" />'))).toBe(right);
    expectFindings(inbound('<mock-response content-type=<|“a|> b” />'), ['unquoted-value']);
    expect(fixed(inbound('<mock-response content-type=“a b” />'))).toBe(
      inbound('<mock-response content-type="a b" />'),
    );
  });

  it('writes a character that starts no tag as XML wants it', () => {
    expect(fixed(inbound('<set-body>a < b</set-body>'))).toBe(inbound('<set-body>a &lt; b</set-body>'));
  });

  it('takes the backslashes out of an expression that is escaped as in JSON', () => {
    const variable = (code: string): string => inbound(`<set-variable name="a" value="@(${code})" />`);
    const headers = (quote: string): string =>
      `context.Request.Headers.GetValueOrDefault(${quote}a${quote}, ${quote}${quote})`;
    expectFindings(variable(headers('\\"')).replace('@(', '<|@(|>'), ['unclosed-expression']);
    expect(fixed(variable(headers('\\"')))).toBe(variable(headers('"')));
    expectFindings(variable('"a \\"b\\""'));
  });
});
