import { describe, expect, it } from 'vitest';
import { signatureHelp } from '../../../server/src/core/features/signatureHelp';
import { analysed } from '../../support/features';
import { parseCursor } from '../../support/markedText';

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

/** The signature that is meant, its active parameter in brackets `<…>`, and of how many it is one. */
function at(marked: string): string | undefined {
  const { text, offset } = parseCursor(marked);
  const found = signatureHelp(analysed(text), offset);
  if (found === undefined) return undefined;
  const signature = found.signatures[found.active];
  if (signature === undefined) return 'none';
  const { label, parameters, active } = signature;
  const place = active === undefined ? undefined : parameters[active];
  const shown = place
    ? `${label.slice(0, place.start)}«${label.slice(place.start, place.end)}»${label.slice(place.end)}`
    : label;
  return found.signatures.length === 1 ? shown : `${shown} of ${found.signatures.length}`;
}

const single = (code: string) => inbound(`<set-body>@(${code})</set-body>`);
const block = (code: string) => inbound(`<set-body>@{${code}}</set-body>`);

describe('signature help', () => {
  it.each([
    ['"a".Substring(<|>', 'string string.Substring(«int startIndex») of 2'],
    ['"a".Substring(<|>)', 'string string.Substring(«int startIndex») of 2'],
    ['"a".Substring(1<|>', 'string string.Substring(«int startIndex») of 2'],
    ['"a".Substring(1, <|>', 'string string.Substring(int startIndex, «int length») of 2'],
    ['"a".Substring(<|>1, 2)', 'string string.Substring(«int startIndex», int length) of 2'],
    ['"a".Substring(length: <|>', 'string string.Substring(int startIndex, «int length») of 2'],
    ['"a".Substring("a".Substring(<|>), 2)', 'string string.Substring(«int startIndex») of 2'],
    ['"a".Substring((1 + <|>), 2)', 'string string.Substring(«int startIndex», int length) of 2'],
    ['string.Join(",", "a", <|>', 'string string.Join(string separator, «params string[] value»)'],
    ['string.Join(",", 1, "a", <|>', 'string string.Join(string separator, «params object[] values»)'],
    ['"a".Trim(<|>)', 'string string.Trim() of'],
    ['context.Request.Body.As<string>(<|>', 'string IMessageBody.As<string>(«bool preserveContent = false»)'],
    ['context.Request.Body.As<string>(preserveContent: t<|>rue)', '(«bool preserveContent = false»)'],
    [
      'context.Variables.GetValueOrDefault<string>(<|>',
      'string PolicyExtensions.GetValueOrDefault<string>(«string key», string defaultValue = default)',
    ],
    [
      'context.Variables.GetValueOrDefault("a", <|>',
      'GetValueOrDefault<T>(string key, «T defaultValue = default»)',
    ],
    ['context.Request?.Headers?.ContainsKey(<|>', 'ContainsKey(«string key»)'],
    ['context.Request.Headers[<|>', 'string[] IReadOnlyDictionary<string, string[]>[«string key»] { get; }'],
    ['context?.Variables?[<|>', 'object IReadOnlyDictionary<string, object>[«string key»] { get; }'],
    ['context.Request.Headers["<|>"]', '[«string key»]'],
    ['new Uri(<|>', 'Uri(«string uriString»)'],
    ['new Uri(new Uri("x"), <|>', 'Uri(Uri baseUri, «'],
    ['new Dictionary<string, int>(<|>', 'Dictionary<string, int>'],
    ['new[] { 1 }.Where(<|>', '(«Func<'],
    ['new[] { 1 }.Where(x => x > Math.Max(1, <|>', '«int val2»'],
    ['Enumerable.Where(new[] { 1 }, <|>', '(IEnumerable<TSource> source, «Func<TSource, bool> predicate»)'],
    ['Convert.ToInt32("1", <|>', 'int Convert.ToInt32(string value, «'],
    ['$"{"a".Substring(<|>', 'string string.Substring(«int startIndex») of 2'],
    ['"(" + "a".Substring(<|>', 'string string.Substring(«int startIndex») of 2'],
  ])('%s', (code, expected) => {
    expect(at(single(code))).toContain(expected);
    // Where nothing is closed, the document goes on all the same.
    if (code.endsWith('<|>'))
      expect(at(inbound(`<set-variable name="a" value="@(${code}\n  <base />`))).toContain(expected);
  });

  it.each([
    ['int f(int a, string b) => a; return f(1, <|>', 'int f(int a, «string b»)'],
    ['int f(int a, string b) => a; return f(b: <|>', 'int f(int a, «string b»)'],
    ['Func<int, bool> f = x => true; return f(<|>', 'bool Func<int, bool>.Invoke(«int arg»)'],
    ['var a = 1; return "a".Substring(a, <|>', 'string string.Substring(int startIndex, «int length») of 2'],
    ['if ("a".Substring(<|>) { return 1; }', 'string string.Substring(«int startIndex»'],
  ])('%s', (code, expected) => expect(at(block(code))).toContain(expected));

  it('is given in every form that code may be written in', () => {
    const expected = 'string string.Substring(int startIndex, «int length») of 2';
    expect(at(inbound('<set-body>@(&quot;a&quot;.Substring(1, <|>)</set-body>'))).toBe(expected);
    expect(at(inbound('<set-body><![CDATA[@("a".Substring(1, <|>)]]></set-body>'))).toBe(expected);
    expect(at('<policies><inbound><set-variable name="x" value="@("a".Substring(1, <|>')).toBe(expected);
  });

  it.each([
    '(1 + <|>2)',
    '"a".Substring(1)<|>',
    '"a"<|>.Substring(1)',
    'unknown(<|>)',
    'new[] { <|>',
    'new int[<|>',
    '"a".Substring(/* <|>',
    'new[] { 1 }.Select(x => { return <|>',
    '<|>',
  ])('is silent at %s', (code) => expect(at(single(code))).toBeUndefined());

  it('tells what is known of a member', () => {
    const { text, offset } = parseCursor(single('context.Request.Body.As<string>(<|>)'));
    const help = signatureHelp(analysed(text), offset);
    expect(help?.signatures[0]?.documentation).toContain('preserveContent');
  });
});
