import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/core/features/hover';
import type { AnalysisOptions } from '../../../server/src/core/model';
import { analysed } from '../../support/features';
import { parseCursor } from '../../support/markedText';
import { createOrder, globalPolicy, related, surroundings } from '../../support/surroundings';

/** What is hovered, and what is said without the fences of the code. */
function at(marked: string, options: Partial<AnalysisOptions> = {}, uri?: string): string | undefined {
  const { text, offset } = parseCursor(marked);
  const found = hover(analysed(text, options), offset, uri);
  if (found === undefined) return undefined;
  const says = found.markdown.replace(/```csharp\n(.*)\n```/g, '$1').replaceAll('\n\n', ' | ');
  return `${text.slice(found.span.start, found.span.end)}: ${says}`;
}

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
const body = (content: string) => inbound(`<set-body>${content}</set-body>`);
const single = (code: string) => body(`@(${code})`);
const block = (code: string) => body(`@{${code}}`);

describe('hover in expressions', () => {
  it.each([
    ['con<|>text.RequestId', 'context: (parameter) IContext context | The request being handled'],
    ['context.Requ<|>est.Url', 'Request: IRequest IContext.Request { get; } | The request, as policies'],
    ['context.<|>LastError.Reason', 'Can be `null`. | Has a value in `on-error` only.'],
    [
      'context.Request.Body.A<|>s<string>()',
      'As: string IMessageBody.As<string>(bool preserveContent = false) | Reads the body as text, bytes, JSON or XML. Without `preserveContent: true` nothing is left for whoever reads it next. | Type argument: `string`, ',
    ],
    ['"a".Subst<|>ring(1)', 'Substring: string string.Substring(int startIndex) (+ 1 overload)'],
    ['int.Max<|>Value', 'MaxValue: int int.MaxValue = 2147483647'],
    ['new Uri("x").<|>Host', 'Host: string Uri.Host { get; }'],
    ['new U<|>ri("x")', 'Uri: Uri(string uriString) (+ '],
    ['DateTi<|>me.UtcNow', 'DateTime: struct System.DateTime'],
    ['Conve<|>rt.ToInt32("1")', 'Convert: static class System.Convert'],
    ['new Li<|>st<int>().Count', 'List: List<int>() (+ 2 overloads)'],
    ['default(Li<|>st<int>)', 'List: class System.Collections.Generic.List<T>'],
    ['default(str<|>ing)', 'string: class System.String'],
    ['Sys<|>tem.Text.Encoding.UTF8', 'System: namespace System'],
    ['new { A<|> = 1 }', 'A: (element) int A'],
    ['new[] { 1 }.Where(x => <|>x > 1)', 'x: (parameter) int x'],
    ['(from a in new[] { 1 } select <|>a).First()', 'a: (range variable) int a'],
    [
      'context.Request.Headers["<|>Accept"]',
      '"Accept": string[] IReadOnlyDictionary<string, string[]>[string',
    ],
    ['context.Request.Headers.GetValueOrDefault("a", "b").Len<|>gth', 'Length: int string.Length { get; }'],
    ['Regex.Is<|>Match("a", "b")', 'IsMatch: bool Regex.IsMatch(string input, string pattern) (+ '],
  ])('%s', (code, expected) => expect(at(single(code))).toContain(expected));

  it.each([
    ['var <|>x = 1; return x;', 'x: (local variable) int x'],
    ['va<|>r x = 1; return x;', 'var: struct System.Int32'],
    ['va<|>r x = new List<int>(); return x;', 'var: List<int>'],
    ['const int k = 3 * 2; return <|>k;', 'k: (local constant) int k = 6'],
    [
      'T f<T>(T a, out int b) { b = 1; return a; }; return <|>f(2, out var x);',
      'f: (local function) T f<T>(T a, out int b)',
    ],
    ['goto <|>end; end: return 1;', 'end: (label) end'],
    ['var x = context.Foo(; return <|>x', 'x: (local variable) ? x'],
  ])('%s', (code, expected) => expect(at(block(code))).toContain(expected));

  it.each(['1 + <|>2', '"some <|>text"', '<|>', 'unknown<|>Name', 'x.<|>'])('says nothing of %s', (code) =>
    expect(at(single(code))).toBeUndefined(),
  );

  it('finds its way in every form that code may be written in', () => {
    const says = '(parameter) string s';
    expect(at(body('@(new[] { "a" }.Any(s =&gt; <|>s == &quot;&lt;&quot;))'))).toContain(says);
    expect(at(body('<![CDATA[@(new[] { "a" }.Any(s => <|>s == "<"))]]>'))).toContain(says);
    expect(at(inbound('<set-variable name="x" value="@(new[] { "a" }.Any(s => <|>s == "<"))" />'))).toContain(
      says,
    );
    expect(at(inbound('<set-variable name="x" value="@(new[] { "a" }.Any(s => <|>s == '))).toContain(says);
  });

  it('is silent where the service takes no expression', () =>
    expect(at(inbound('<unknown-thing x="@(con<|>text)" />'))).toBeUndefined());

  it('is silent where nothing is known of types', () =>
    expect(at(single('con<|>text'), { types: undefined })).toBeUndefined());
});

describe('hover on context variables', () => {
  const set = '<set-variable name="total" value="@(1 + 2)" />';

  it('tells the type and the place of what sets them', () => {
    const says = 'total: **Context variable** `total`: `int` | Set by: | - `set-variable` in line 1';
    for (const code of [
      '(int)context.Variables["to<|>tal"]',
      'context.Variables.GetValueOrDefault<int>("to<|>tal")',
      'context.Variables.ContainsKey("<|>total")',
      'context.Variables.ContainsKey(@"total<|>")',
      'context?.Variables?["to<|>tal"]',
      'context.Variables.TryGetValue(value: out var x, key: "tot<|>al")',
    ])
      expect(at(inbound(`${set}<set-body>@(${code})</set-body>`))).toBe(says);
  });

  it.each([
    ['value="text"', 'string'],
    ['value="{{x}}"', 'string'],
    ['value="a @(1)"', 'string'],
    ['value="@(new JObject())"', 'JObject'],
    ['value="@{ if (context.Tracing) { return null; } return 1L; }"', 'long'],
  ])('%s makes it a %s', (value, type) =>
    expect(
      at(inbound(`<set-variable name="a" ${value} /><set-body>@(context.Variables["<|>a"])</set-body>`)),
    ).toContain(`\`a\`: \`${type}\``),
  );

  it('links to places in the document and in those around it', () => {
    const around = surroundings(
      [
        related(
          globalPolicy,
          '<policies>\n<inbound><set-variable name="a" value="1" /></inbound></policies>',
        ),
      ],
      { tokens: '<fragment><send-request response-variable-name="a" /></fragment>' },
    );
    const says = at(
      inbound(
        '<include-fragment fragment-id="tokens" /><set-variable name="a" value="@(1)" /><set-body>@(context.Variables["<|>a"])</set-body>',
      ),
      { surroundings: around, address: createOrder, scope: 'operation' },
      'file:///w/my policy.xml',
    );
    expect(says).toBe(
      'a: **Context variable** `a` | Set by: | ' +
        '- `set-variable` in [line 1](file:///w/my%20policy.xml#L1), `int`\n' +
        '- `set-variable` in [policy\\.xml, line 2](file:///w/policy.xml#L2), `string`\n' +
        '- `send-request` in [policy fragments/tokens/policy\\.xml, line 1](file:///w/policy%20fragments/tokens/policy.xml#L1), `IResponse`',
    );
  });

  it('says where nothing sets it', () =>
    expect(at(single('context.Variables["<|>a"]'))).toBe(
      'a: **Context variable** `a` | Nothing in this document sets it.',
    ));

  it('says in an attribute what that is for as well', () => {
    const says = at(inbound('<set-variable name="<|>a" value="1" />'));
    expect(says).toContain('**Context variable** `a`: `string`');
    expect(says).toContain('`name`: name of a context variable, required');
  });

  it('takes no other dictionary for the variables', () =>
    expect(at(single('context.Request.MatchedParameters["<|>a"]'))).not.toContain('Context variable'));
});
