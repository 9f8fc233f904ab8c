import { describe, expect, it } from 'vitest';
import { parsePolicy, walkElements } from '../../../server/src/core/syntax';
import { brokenInvariants, outline, problemsOf } from './render';

/** C# whose end the scanner must find, as it stands in an expression. */
const CODE: readonly (readonly [what: string, code: string])[] = [
  ['a string in the attribute quotes', 'context.Variables["a"] != "b" && x < 3'],
  ['escapes in a string', 'a + "\\")\\\\" + ")"'],
  ['an empty string at the end', 'a.Get("b", "")'],
  ['a verbatim string', 'a + @"c:\\x)""\n(" + b'],
  ['an interpolated string', '$"{a["b"]:N2})}}{{(" + c'],
  ['nested interpolated strings', '$"x{$"y{f(")")}"}"'],
  ['a conditional in a hole', '$"{(a ? ")" : "(")}"'],
  ['verbatim interpolated strings', '$@"a"")\n{b}" + @$"{c}("'],
  ['character literals', "a ? ')' : '\\'' + '\"'"],
  ['several characters between apostrophes', "a('b)c')"],
  ['comments', 'a /* ) " \' */ // ) " \'\n + b'],
  ['generics and arrows', 'As<Dictionary<string, List<int>>>().Where(x => x.Key <= 3 && y > 2)'],
  ['type arguments on a line of their own', 'a.Body.As\n  <JObject>()["b"].As\n <string> (true)'],
  ['nested brackets', '((a)[(0)] ?? new { b = (1) })'],
  ['brackets of the other kinds that do not match', 'a[b.c'],
  ['markup in strings', '"<b c=\\"d\\"/></b>" + "</a>"'],
  ['named values', '"{{x}}" + {{y}}'],
  ['a named argument', 'context.Request.Body.As<JObject>(preserveContent: true)'],
  ['entities in a raw string', '"a" + "&amp;" + "&"'],
];

describe('raw expressions end where C# says', () => {
  it.each(CODE)('%s', (_, code) => {
    for (const [open, body, close] of [
      ['@(', code, ')'],
      ['@{', ` return ${code}; `, '}'],
    ] as const) {
      const expression = `@[${body}]`;
      const attribute = `<a b="${open}${body}${close}" c="d"/>`;
      expect(problemsOf(attribute)).toEqual([]);
      expect(outline(attribute)).toBe(`a/ b=${expression} c=[d]`);
      const text = `<a>\n${open}${body}${close}\n</a>`;
      expect(problemsOf(text)).toEqual([]);
      expect(outline(text)).toBe(`a {[]${expression}[]}`);
      expect(brokenInvariants(attribute + text)).toEqual([]);
    }
  });

  it('in single-quoted attributes as well', () => {
    expect(outline(`<a b='@(x["y"] == 'c')'/>`)).toBe(`a/ b=@[x["y"] == 'c']`);
  });
  it('with literal text around them', () => {
    expect(outline('<a b=" @(x) - @(y) ">me@(z).w</a>')).toBe('a b=[]@[x][-]@[y][] {[me]@[z][.w]}');
  });
  it('skips an XML comment between statements', () => {
    expect(problemsOf("<a>@{\n  <!-- don't } -->\n  return 1;\n}</a>")).toEqual([]);
  });
  it('knows blocks from single expressions', () => {
    const parts = [...walkElements(parsePolicy('<a b="@(x)" c="@{ y }"/>'))].flatMap((element) =>
      element.attributes.flatMap((attribute) => attribute.value?.parts ?? []),
    );
    expect(parts).toEqual([
      {
        kind: 'expression',
        span: { start: 6, end: 10 },
        form: 'single',
        codeSpan: { start: 8, end: 9 },
        closed: true,
        escaped: false,
      },
      {
        kind: 'expression',
        span: { start: 15, end: 21 },
        form: 'block',
        codeSpan: { start: 17, end: 20 },
        closed: true,
        escaped: false,
      },
    ]);
  });
});

describe('the XML-escaped form', () => {
  it.each([
    ['<a b="@(x[&quot;y)&quot;] &lt; 3)"/>', 'a/ b=&[x[&quot;y)&quot;] &lt; 3]'],
    ['<a b="@(x[&#34;)&#x22;])"/>', 'a/ b=&[x[&#34;)&#x22;]]'],
    [`<a b='@(x("y)") &amp;&amp; z)'/>`, 'a/ b=&[x("y)") &amp;&amp; z]'],
    ['<a>@(x &amp;&amp; "y)" != z)</a>', 'a {&[x &amp;&amp; "y)" != z]}'],
    [
      '<a b="@{ var l = new List&lt;int&gt;(); return &quot;}&quot;; }"/>',
      'a/ b=&[ var l = new List&lt;int&gt;(); return &quot;}&quot;; ]',
    ],
    // Entities that are C# text in the raw form.
    ['<a b="@("&quot;" + x)"/>', 'a/ b=@["&quot;" + x]'],
    [
      '<a>@(x.Replace("&", "&amp;").Replace("<", "&lt;"))</a>',
      'a {@[x.Replace("&", "&amp;").Replace("<", "&lt;")]}',
    ],
    ['<a>@(x.Replace("&quot;", "<"))</a>', 'a {@[x.Replace("&quot;", "<")]}'],
  ])('%j', (text, tree) => {
    expect(outline(text)).toBe(tree);
    expect(problemsOf(text)).toEqual([]);
  });
  it('ends with the real quote when its bracket is missing', () => {
    const text = '<a b="@(x[&quot;y&quot;] &lt; (3)" c="d"><e/></a>';
    expect(outline(text)).toBe('a b=&[x[&quot;y&quot;] &lt; (3)]? c=[d] {e/}');
    expect(problemsOf(text)).toEqual(['unclosed-expression «@(»']);
  });
});

describe('an expression without its end costs only its value', () => {
  it.each([
    ['<a>\n  <s x="@(foo(1)" y="z">t</s>\n  <b c="@(d)"/>\n</a>', 'a {s x=@[foo(1)]? y=[z] {[t]} b/ c=@[d]}'],
    ['<a>\n  <s x="@(foo(1)"/>\n  <b c="@(d)"/>\n</a>', 'a {s/ x=@[foo(1)]? b/ c=@[d]}'],
    ['<a><s x="@(foo(1)"/><b c="@(d)"/></a>', 'a {s/ x=@[foo(1)]? b/ c=@[d]}'],
    ['<a>\n  <s x="@(f("y"] == "z"">\n    <t/>\n  </s>\n</a>', 'a {s x=@[f("y"] == "z"]? {t/}}'],
    ['<a>\n  <s x="@("abc)"/>\n  <b c="@(d)"/>\n</a>', 'a {s/ x=@["abc)]? b/ c=@[d]}'],
    ['<a>\n  <s x="@(foo(1\n  <b c="@(d)"/>\n</a>', 'a {s! x=@[foo(1]?? b/ c=@[d]}'],
    ['<a>\n  <s x="@(foo(1"\n  <b c="@(d)"/>\n</a>', 'a {s! x=@[foo(1]? b/ c=@[d]}'],
    ['<a>\n  <s x="@{ if (x) { return 1; }"/>\n  <b/>\n</a>', 'a {s/ x=@[ if (x) { return 1; }]? b/}'],
    ['<a>\n  <s>@(foo(1)</s>\n  <b c="@(d)"/>\n</a>', 'a {s {@[foo(1)]?} b/ c=@[d]}'],
    ['<a>\n  <s>@("abc)</s>\n  <b c="@(d)"/>\n</a>', 'a {s {@["abc)]?} b/ c=@[d]}'],
    ['<a><s>@{ x; </s><s>@{ y; }</s></a>', 'a {s {@[ x;]?[]} s {@[ y; ]}}'],
    ['<a>\n  <s>@(x // c)</s>\n  <b c="@(d)"/>\n</a>', 'a {s {@[x // c)]?} b/ c=@[d]}'],
    ['<a>\n  <s>@($"{x(")</s>\n  <b c="@(d)"/>\n</a>', 'a {s {@[$"{x("]} b/ c=@[d]}'],
    ['<a b="@(c"', 'a! b=@[c]?'],
    ['<a b="@(c', 'a! b=@[c]??'],
  ])('%j', (text, tree) => {
    expect(outline(text)).toBe(tree);
    expect(problemsOf(text).filter((p) => !p.startsWith('unclosed-expression «@'))).toEqual([]);
    expect(problemsOf(text)).toHaveLength(tree.includes(']?') ? 1 : 0);
    expect(brokenInvariants(text)).toEqual([]);
  });
});
