import { describe, expect, it } from 'vitest';
import { semanticTokens } from '../../../server/src/core/features/semanticTokens';
import { analysed } from '../../support/features';
import { parseMarks } from '../../support/markedText';

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
const body = (content: string) => inbound(`<set-body>${content}</set-body>`);

function tokens(text: string): string {
  return semanticTokens(analysed(text))
    .map(({ span, type, modifiers }) => [text.slice(span.start, span.end), type, ...modifiers].join(' '))
    .join(', ');
}

describe('semantic tokens', () => {
  it.each([
    [
      '@(context.Request.Url.Host.Substring(1))',
      'context parameter, Request property, Url property, Host property, Substring method',
    ],
    [
      '@(context.Variables.GetValueOrDefault<string>("a b"))',
      'context parameter, Variables property, GetValueOrDefault method static, a b variable',
    ],
    ['@{ const int k = 1; return k; }', 'k variable declaration readonly, k variable readonly'],
    ['@{ var x = 1; return x; }', 'x variable declaration, x variable'],
    [
      '@{ int f(int a) => a; return f(1); }',
      'f function declaration, a parameter declaration, a parameter, f function',
    ],
    ['@(new Uri("x"))', 'Uri class'],
    [
      '@(new JObject(new JProperty("a", 1)).Property("a"))',
      'JObject class, JProperty class, Property method',
    ],
    ['@(int.MaxValue)', 'MaxValue property readonly static'],
    [
      '@(System.StringComparison.Ordinal)',
      'System namespace, StringComparison enum, Ordinal enumMember readonly static',
    ],
    ['@(DateTime.UtcNow)', 'DateTime struct, UtcNow property static'],
    ['@(default(IEnumerable<Guid>))', 'IEnumerable interface, Guid struct'],
    ['@(new { A = 1 }.A)', 'A property declaration, A property'],
    ['@(from a in new[] { 1 } select a)', 'a variable declaration, a variable'],
    [
      '@(new[] { "a" }.Any(s =&gt; s == &quot;&lt;&quot;))',
      'Any method static, s parameter declaration, s parameter',
    ],
    [
      '<![CDATA[@(new[] { "a" }.Any(s => s == "<"))]]>',
      'Any method static, s parameter declaration, s parameter',
    ],
    ['@(context.Request.', 'context parameter, Request property'],
    ['@(1 + "a".Length + {{x}})', 'Length property'],
    ['plain', ''],
  ])('%s', (content, expected) => expect(tokens(body(content))).toBe(expected));

  it('are given where the service takes expressions only', () => {
    expect(tokens(inbound('<unknown-thing x="@(context.RequestId)" />'))).toBe('');
    expect(tokens(inbound('<set-variable name="x" value="@(context.RequestId)" />'))).toBe(
      'context parameter, RequestId property',
    );
  });

  it('are those of a range where one is asked for', () => {
    const { text, ranges } = parseMarks(body('@(context.Re<|quest.Url.Ho|>st)'));
    const found = semanticTokens(analysed(text), ranges[0]);
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(['Request', 'Url', 'Host']);
  });
});
