import { describe, expect, it } from 'vitest';
import { parseBlock, parseExpression } from '../../../server/src/core/expression';
import { parseMarks } from '../../support/markedText';

function check(
  parse: (code: string) => ReturnType<typeof parseBlock | typeof parseExpression>,
  marked: string,
): string[] {
  const { text, ranges } = parseMarks(marked);
  const { problems } = parse(text);
  expect(problems.map(({ span }) => span)).toEqual(ranges);
  return problems.map(({ code, message }) => `${code} ${message}`);
}

describe('mistakes in an expression', () => {
  it.each([
    ['<||>', "CS1525 Invalid expression term ')'"],
    ['a <|b|> c', 'CS1026 ) expected'],
    ['a <|b|>', "CS1073 Unexpected token 'b'"],
    ['foo(a<||>', 'CS1026 ) expected'],
    ['foo(a <|b|>)', "CS1003 Syntax error, ',' expected"],
    ['foo(a,<|)|>', "CS1525 Invalid expression term ')'"],
    ['foo(<|,|>a)', 'CS0839 Argument missing'],
    ['a[<|]|> + b', 'CS0443 Syntax error; value expected'],
    ['x.<||>', 'CS1001 Identifier expected'],
    ['a ? b<||>', "CS1003 Syntax error, ':' expected"],
    ['a +<||>\n  ', "CS1525 Invalid expression term ')'"],
    ['a <|==|> == b'.replace('<|==|> ==', '== <|==|>'), "CS1525 Invalid expression term '=='"],
    ['<|"|>abc', 'CS1010 Newline in constant'],
    ['"a<|\\q|>"', 'CS1009 Unrecognized escape sequence'],
    ["<|''|>", 'CS1011 Empty character literal'],
    ["<|'ab'|>", 'CS1012 Too many characters in character literal'],
    ['<|1_|>', 'CS1013 Invalid number'],
    ['<|99999999999999999999|>', 'CS1021 Integral constant is too large'],
    ['<|1e999|>', "CS0594 Floating-point constant is outside the range of type 'double'"],
    ['a <|/*|> x', "CS1035 End-of-file found, '*/' expected"],
    [
      'a <|#|> b',
      'CS1040 Preprocessor directives must appear as the first non-whitespace character on a line',
    ],
    ['$"{<||>}"', 'CS1733 Expected expression'],
    ['$"a<|}|>b"', "CS8086 A '}' character must be escaped (by doubling) in an interpolated string."],
    ['$"<|{|>a" + b', "CS8076 Missing close delimiter '}' for interpolated expression started with '{'."],
    ['<|@|>"a'.replace('<|@|>"', '<|@"|>'), 'CS1039 Unterminated string literal'],
    ['x as<||>', 'CS1031 Type expected'],
    ['x is<||>', 'CS8504 Pattern missing'],
    ['new Foo<||>', 'CS1526 A new expression requires an argument list or (), [], or {} after type'],
    ['from x in y<||>', 'CS0742 A query body must end with a select clause or a group clause'],
    ['<|int|> x', "CS1525 Invalid expression term 'int'"],
    ['a <|`|> b', "CS1056 Unexpected character '`'"],
  ])('%s', (marked, message) => expect(check(parseExpression, marked)).toEqual([message]));
});

describe('mistakes in statements', () => {
  it.each([
    ['return 1<||>', 'CS1002 ; expected'],
    ['var x = 1 <|return|> x;', 'CS1002 ; expected'],
    ['var x = 1<||>\nreturn x;', 'CS1002 ; expected'],
    ['int x = <|;|> return x;', "CS1525 Invalid expression term ';'"],
    ['if (a <|{|> return 1; } return 2;', 'CS1026 ) expected'],
    ['if <|a|> { return 1; } return 2;', "CS1003 Syntax error, '(' expected"],
    ['if (a) return 1 <|else|> return 2;', 'CS1002 ; expected'],
    ['<|else|> return 1;', "CS8641 'else' cannot start a statement."],
    ['if (a) { return 1;<||>', 'CS1513 } expected'],
    ['return 1; }<||>', 'CS1022 Type or namespace definition, or end-of-file expected'],
    ['foreach (var x <|y|>) { }', "CS1515 'in' expected"],
    ['foreach (x <|in|> y) { }', 'CS0230 Type and identifier are both required in a foreach statement'],
    ['switch (a) { case 1 <|break|>; }', "CS1003 Syntax error, ':' expected"],
    ['try { <|}|> ', 'CS1524 Expected catch or finally'],
    ['try <|return|> 1; ', 'CS1514 { expected'],
    ['var x = new { a = 1 <|b|> = 2 };', "CS1003 Syntax error, ',' expected"],
    ['int a<|[|>] = b;', /^CS0650 Bad array declarator/],
    ['const int <|a|>;', 'CS0145 A const field requires a value to be provided'],
    ['<|a == b|>; return 1;', /^CS0201 Only assignment, call/],
    ['if (a) <|int b = 1;|>', 'CS1023 Embedded statement cannot be a declaration or labeled statement'],
    ['return a <|??=|> b;', /^CS8370 Feature 'coalescing assignment' is not available in C# 7.3/],
    ['return x.<||>\n', /^CS1001/],
  ])('%s', (marked, message) => {
    const found = check(parseBlock, marked);
    expect(found).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  it('are told once for each statement', () => {
    const { problems } = parseBlock('var a = f(1, , 2 3; var b = (g; var c = 1; return');
    expect(problems.map(({ code }) => code)).toEqual(['CS0839', 'CS1026', 'CS1525']);
  });
});

describe('code that goes too deep', () => {
  it.each([`${'('.repeat(3000)}a`, `a${' + a'.repeat(5000)} +`, `${'x => '.repeat(3000)}`])(
    'is not judged',
    (code) => expect(parseExpression(code).problems.map(({ kind }) => kind)).toEqual(['limit']),
  );
});

describe('a named value', () => {
  it.each([
    '{{a}}',
    '{{a}} + 1',
    'f({{a}}, "{{b}}")',
    'a.{{b}}.c({{d}})',
    'new {{type}}()',
    '({{type}})a',
    'a {{operator}} b',
    'a {{rest}}',
    '{{start}} b)',
    'get{{Name}}(1{{digits}})',
    '$"{ {{a}} }"',
  ])('may stand for any code: %s', (code) => expect(parseExpression(code).problems).toEqual([]));

  it.each([
    '{{statement}}',
    '{{type}} a = b; return a;',
    'if ({{a}}) {{statement}} return 1;',
    'return {{a}} 1; ) (',
  ])('may stand for any statement: %s', (code) => expect(parseBlock(code).problems).toEqual([]));

  it('does not hide what is wrong elsewhere', () => {
    expect(parseBlock('var a = {{b}}; return 1 +;').problems.map(({ code }) => code)).toEqual(['CS1525']);
  });
});
