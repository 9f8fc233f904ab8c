import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, inbound } from '../../support/findings';

const variable = (value: string) => inbound(`<set-variable name="a" value="${value}" />`);
const body = (text: string) => inbound(`<set-body>${text}</set-body>`);

describe('the brackets of an expression', () => {
  it.each([
    variable("@(context.Api.Path.Split(',')[0] + \")\" + '(' /* ( */)"),
    variable('@{ var b = new [] { 1, 2 }; return $"{b[0]:N2} )" + @"\\"; }'),
    variable('@(context.Api.Path.IndexOf(&quot;(&quot;) &lt; 3)'),
    variable('@("{{name}}" + ${number})'),
    body('@(a) and (b'),
    body('{ "a": "@(f(b))" }'),
    body('@(a) {{name}}'),
    body('<![CDATA[ @(context.Api.Path.Trim()) ]]>'),
  ])('may be of any kind: %s', (text) => expect(diagnosticsOf(text)).toEqual([]));

  it.each([
    variable('@(f(a<|]|>))'),
    variable('@(a"b"<|]|>)'),
    variable('@(a<|[|>"b")'),
    variable('@(f a<|)|> + b)'),
    variable('@{ if (a) return b; <|}|> return c; }'),
    body('@(f a<|)|> + b)'),
  ])('have to match: %s', (marked) => {
    expectFindings(marked, ['unbalanced-expression']);
  });
});
