import { describe, expect, it } from 'vitest';
import { blockModel, expressionModel, wrong, wrongIn } from './bound';

describe('mistakes in an expression', () => {
  it.each([
    ['<|foo|>', 'CS0103'],
    ['context.<|Foo|>', 'CS1061'],
    ['context.Request.Body.As<<|Foo|>>()', 'CS0246'],
    ['"a".Length.<|Foo|>()', 'CS1061'],
    ['string.<|Foo|>("a")', 'CS0117'],
    ['<|1 + true|>', 'CS0019'],
    ['<|!"a"|>', 'CS0023'],
    ['<|true ? 1 : "a"|>', 'CS0173'],
    ['<|1 ?? 2|>', 'CS0019'],
    ['"a".Substring(<|"b"|>)', 'CS1503'],
    ['"a".<|Substring|>()', 'CS1501'],
    ['"a".<|Insert|>(1)', 'CS7036'],
    ['int.TryParse(<|context.Request|>, out var n) ? n : 0', 'CS1503'],
    ['"a".Insert(1, <|valu|>: "b")', 'CS1739'],
    ['<|(int)"a"|>', 'CS0030'],
    ['<|"a" as JObject|>', 'CS0039'],
    ['<|1 as int|>', 'CS0077'],
    ['new <|Exception|>(1, 2, 3)', 'CS1729'],
    ['<|new IEnumerable<int>()|>', 'CS0144'],
    ['<|JObject|>', 'CS0119'],
    ['<|new[] { 1, "a" }|>', 'CS0826'],
    ['new[] { 1 }.Select(x => x.<|Foo|>)', 'CS1061'],
    ['new[] { 1 }.<|Foo|>(x => x)', 'CS1061'],
    ['<|1|>.AsJwt()', 'CS1929'],
    ['<|context.Request["a"]|>', 'CS0021'],
    ['<|1 / 0|>', 'CS0020'],
    ['<|2147483647 + 1|>', 'CS0220'],
    ['<|context.Trace("a")|>', 'CS0029'],
    ['x <|=>|> 1', 'CS1660'],
    ['<|"a".Length|> = 1', 'CS0200'],
    ['Guid.Empty.<|ToByteArray|>', 'CS0428'],
    ['new List<int>[<|-1|>]', 'CS0248'],
    ['new <|List<>|>()', 'CS7003'],
    ['<|default|> ?? 1', 'CS8716'],
    ['(a: 1, <|a|>: 2).a', 'CS8127'],
    ['(<|Item2|>: 1, 2)', 'CS8125'],
    ['<|@$"a{1}"|>', 'CS8401'],
    ['<|null|> is null', 'CS8117'],
    ['new { <|context.Request.Method.ToUpper()|> }', 'CS0746'],
    ['new[] { 1 }.Where((x, i) => <|<|i + x|>|>)', 'CS0029 CS1662'],
  ])('%s', (marked, codes) => {
    expect(wrong(marked)).toBe(codes);
  });

  it('are told once', () => {
    expect(wrong('<|foo|>.Bar(1).Baz + 1 == true')).toBe('CS0103');
    expect(wrong('context.<|Foo|>(x => x.Bar)[1]?.Baz')).toBe('CS1061');
    expect(wrong('new List<string>()[<|"a"|>].Foo.Bar')).toBe('CS1503');
    expect(wrong('new[] { "a" }[<|"a"|>].Foo')).toBe('CS0029');
  });

  it.each([
    'context.Variables["a"] as DateTime? > DateTime.UtcNow',
    'context.Variables["a"] as int? / 2',
    'context.Variables["a"] as int? is null',
    'context.Variables["a"] == default',
  ])('are none in %s', (code) => {
    expect(expressionModel(code).problems).toEqual([]);
  });
});

describe('mistakes in statements', () => {
  it.each([
    ['var a = 1; var <|a|> = 2; return a;', 'CS0128'],
    ['var a = 1; if (true) { var <|a|> = 2; } return a;', 'CS0136'],
    ['var a = 1; Func<int, int> f = <|a|> => a; return f(a);', 'CS0136'],
    ['return <|a|>; var a = 1;', 'CS0841'],
    ['int a = <|"b"|>; return a;', 'CS0029'],
    ['int a = <|1L|>; return a;', 'CS0266'],
    ['byte a = <|256|>; return a;', 'CS0031'],
    ['int a = <|null|>; return a;', 'CS0037'],
    ['var <|a = null|>; return 1;', 'CS0815'],
    ['var <|a|>; return 1;', 'CS0818'],
    [
      'switch (context.Variables["a"]) { case JToken a: break; case <|JObject b|>: break; } return 1;',
      'CS8120',
    ],
    ['switch (context.Variables["a"]) { case var a: break; case <|null|>: break; } return 1;', 'CS8120'],
    ['switch (context.Variables["a"]) { case <|JObject|>: break; } return 1;', 'CS8370'],
    ['switch (context.Request.Method) { case "a": <|goto case "b";|> } return 1;', 'CS0159'],
    ['switch (context.Request.Method) { case "a": <|goto default;|> } return 1;', 'CS0159'],
    ['<|static|> int a = 1; return a;', 'CS0106'],
    ['<|static|> int A() => 1; return A();', 'CS8370'],
    ['int A(int b = 1, int c<|)|> => b + c; return A(1, 2);', 'CS1737'],
    ['void A() => <|1|>; A(); return 1;', 'CS0201'],
    ['async int <|A|>() { return 1; } return A();', 'CS1983'],
    ['T A<T>(T b) where T : class => b; return <|A|>(1);', 'CS0452'],
    ['IEnumerable<int> A() { yield return <|"a"|>; } return A();', 'CS0029'],
    ['IEnumerable<int> A() { yield return 1; <|return|> null; } return A();', 'CS1622'],
    ['IEnumerable<int> A() { try { <|yield|> return 1; } catch { } } return A();', 'CS1626'],
    ['int b = 1; ref int <|a|> = b; return a;', 'CS8172'],
    ['foreach (var a in <|1|>) { } return 1;', 'CS1579'],
    ['foreach (var a in new[] { 1 }) { <|a|> = 2; } return 1;', 'CS1656'],
    ['using (<|var a = 1|>) { } return 1;', 'CS1674'],
    ['<|break;|> return 1;', 'CS0139'],
    ['if (<|1|>) return 1; return 2;', 'CS0029'],
    ['switch (1) { case <|"a"|>: break; } return 1;', 'CS0029'],
    ['switch (1) { case 1: break; <|case 1:|> break; } return 1;', 'CS0152'],
    ['throw <|1|>;', 'CS0155'],
    ['var a = 1;<||>', 'CS0161'],
    ['string a = <|context.Variables["a"]|>; return a;', 'CS0266'],
    ['Func<int> f = () <|=>|> { if (true == false) return 1; }; return f();', 'CS1643'],
    ['goto <|a|>; return 1;', 'CS0159'],
  ])('%s', (marked, codes) => {
    expect(wrongIn(marked)).toBe(codes);
  });

  it.each([
    'int a = 1; ref var b = ref a; b = 2; return a;',
    'switch (context.Variables["a"]) { case JToken b when b.HasValues: break; case JObject c: break; } return 1;',
    'switch (context.Variables["a"]) { case "x": goto case "y"; case "y": goto default; default: break; } return 1;',
    'IEnumerable<int> A() { try { yield return 1; } finally { } yield break; } return A().Sum();',
    'T A<T>(T b, T c) where T : IComparable<T> => b.CompareTo(c) > 0 ? b : c; return A(1, 2);',
  ])('are none in %s', (code) => {
    expect(blockModel(code).problems).toEqual([]);
  });

  it('are not looked for where the syntax is wrong', () => {
    expect(blockModel('foo(; return bar;').problems).toEqual([]);
    expect(blockModel('return bar; foo(;').problems.map(({ code }) => code)).toEqual(['CS0103']);
  });
});

describe('a value that is asked for', () => {
  it('has to convert', () => {
    expect(expressionModel('1', 'bool').problems.map(({ code }) => code)).toEqual(['CS0029']);
    expect(expressionModel('1L', 'int').problems.map(({ code }) => code)).toEqual(['CS0266']);
    expect(expressionModel('1', 'int').problems).toEqual([]);
  });
});

describe('a named value', () => {
  it.each([
    '{{a}} + 1',
    '"{{a}}" == "b" ? 1 : 2',
    '{{a}}.Foo()',
    'new {{a}}().Foo',
    '({{a}})1',
    'context.{{a}}(1)',
    'context.Variables.GetValueOrDefault<{{a}}>("b")',
  ])('may stand for anything: %s', (code) => {
    expect(expressionModel(code).problems).toEqual([]);
  });

  it('may declare what the code uses', () => {
    expect(blockModel('{{a}}; return b;').problems).toEqual([]);
    expect(blockModel('{{a}} b = 1; if ({{c}}) return b;').problems).toEqual([]);
  });
});
