import { describe, expect, it } from 'vitest';
import { parseBlock, parseExpression } from '../../../server/src/core/expression';
import { textOf } from '../../../server/src/core/text';
import { expression, statements } from './shown';

describe('the tree of an expression', () => {
  it.each([
    ['1', 'int 1'],
    ['a + b * c - d', 'binary(-, binary(+, a, binary(*, b, c)), d)'],
    ['a ?? b ?? c', 'binary(??, a, binary(??, b, c))'],
    ['a ? b : c ? d : e', 'conditional(a, b, conditional(c, d, e))'],
    ['a = b = c', 'assignment(=, a, assignment(=, b, c))'],
    [
      'a || b && c | d ^ e & f == g < h << i',
      'binary(||, a, binary(&&, b, binary(|, c, binary(^, d, binary(&, e, binary(==, f, binary(<, g, binary(<<, h, i))))))))',
    ],
    ['a >> b >= c', 'binary(>=, binary(>>, a, b), c)'],
    ['-a.b++', 'unary(-, postfix(++, member-access(a, ., b)))'],
    ['!a', 'unary(!, a)'],
    ['(int)-a', 'cast(int, unary(-, a))'],
    ['(a)-b', 'binary(-, parenthesized(a), b)'],
    ['(a)b.c', 'cast(a, member-access(b, ., c))'],
    ['(a.b)(c)', 'cast(qualified-name(a, b), parenthesized(c))'],
    ['(a<b>)(c)', 'cast(name(a, [b]), parenthesized(c))'],
    ['a < b > (c)', 'invocation(name(a, [b]), [argument(c)])'],
    ['f(a < b, c > (d))', 'invocation(f, [argument(invocation(name(a, [b, c]), [argument(d)]))])'],
    ['f(a < b, c > d)', 'invocation(f, [argument(binary(<, a, b)), argument(binary(>, c, d))])'],
    [
      'a?.b.c?[0]?.d()',
      'conditional-access(a, conditional-access(member-access(member-binding(b), ., c), conditional-access(element-binding([argument(int 0)]), invocation(member-binding(d), []))))',
    ],
    ['x is int', 'is(x, type-pattern(int))'],
    ['x is A.B', 'is(x, type-pattern(qualified-name(A, B)))'],
    [
      'x is string s && s.Length > 3',
      'binary(&&, is(x, declaration-pattern(string, single(s))), binary(>, member-access(s, ., Length), int 3))',
    ],
    ['x is null', 'is(x, constant-pattern(null))'],
    ['x is var y', 'is(x, var-pattern(single(y)))'],
    ['x as A<B> ?? y', 'binary(??, as(x, name(A, [B])), y)'],
    ['x is int ? a : b', 'conditional(is(x, type-pattern(int)), a, b)'],
    [
      'new A(1, b: 2) { C = 3, D = { 4 } }',
      'object-creation(A, [argument(int 1), argument(b, int 2)], initializer([member-initializer(C, int 3), member-initializer(D, initializer([element-initializer(int 4)]))]))',
    ],
    [
      'new Dictionary<string, int> { ["a"] = 1 }',
      'object-creation(name(Dictionary, [string, int]), initializer([index-initializer([argument(string a)], int 1)]))',
    ],
    [
      'new List<int[]> { new[] { 1, 2 }, new int[3] }',
      'object-creation(name(List, [array-type(int, 1)]), initializer([element-initializer(array-creation([], 1, initializer([element-initializer(int 1), element-initializer(int 2)]))), element-initializer(array-creation(int, [int 3], 1))]))',
    ],
    [
      'new { a, b.c, d = 1 }',
      'anonymous-object([anonymous-member(a), anonymous-member(member-access(b, ., c)), anonymous-member(d, int 1)])',
    ],
    ['x => x.y', 'lambda([parameter(x)], member-access(x, ., y))'],
    ['(x, y) => { return x; }', 'lambda([parameter(x), parameter(y)], block([return(x)]))'],
    ['(int x, out A y) => 1', 'lambda([parameter(int, x), parameter(out, A, y)], int 1)'],
    ['async x => await x', 'lambda(async, [parameter(x)], await(x))'],
    ['delegate (int x) { return x; }', 'anonymous-method([parameter(int, x)], block([return(x)]))'],
    [
      'from a in b where a.c orderby a.d descending select a',
      'query(from(a, b), query-body([where(member-access(a, ., c)), orderby([(member-access(a, ., d), descending)])], select(a)))',
    ],
    [
      'from int a in b join c in d on a.e equals c.f into g group a by g into h select h',
      'query(from(int, a, b), query-body([join(c, d, member-access(a, ., e), member-access(c, ., f), g)], group(a, g), (h, query-body([], select(h)))))',
    ],
    ['(a, b: c)', 'tuple([argument(a), argument(b, c)])'],
    [
      'f(out var x, ref y)',
      'invocation(f, [argument(out, declaration-expression(var, single(x))), argument(ref, y)])',
    ],
    ['$"a{b,3:x}{{c}}"', 'interpolated-string([text(a), interpolation(b, int 3, x), text({c})])'],
    ['$@"{a}""{b:yy}"', 'interpolated-string([interpolation(a), text("), interpolation(b, yy)])'],
    ['typeof(A<,>)', 'typeof(name(A, [omitted-type, omitted-type]))'],
    ['default(int?)', 'default(nullable-type(int))'],
    ['default', 'default-literal'],
    ['nameof(a.b)', 'invocation(nameof, [argument(member-access(a, ., b))])'],
    ['checked(a)', 'checked(a)'],
    ['a ?? throw new B()', 'binary(??, a, throw(object-creation(B, [])))'],
    ['global::A.B', 'member-access(alias-qualified-name(global, A), ., B)'],
    ['int.MaxValue', 'member-access(int, ., MaxValue)'],
    ['@class.@if', 'member-access(class, ., if)'],
    ["'\\n'", 'char \n'],
    ['"a\\u0041"', 'string aA'],
    ['@"a""b"', 'string a"b'],
    ['0x1F', 'int 31'],
    ['0b11', 'int 3'],
    ['1_000UL', 'ulong 1000'],
    ['1.5e3', 'double 1500'],
    ['1.5f', 'float 1.5'],
    ['10.50m', 'decimal 10.50'],
  ])('%s', (code, tree) => expect(expression(code)).toBe(tree));

  it('has places in the code', () => {
    const code = ' /* all */ a.b + f( 1 ) ';
    const { root } = parseExpression(code);
    expect(textOf(code, root.span)).toBe('a.b + f( 1 )');
    if (root.kind !== 'binary' || root.right.kind !== 'invocation') throw new Error(root.kind);
    expect(textOf(code, root.operatorSpan)).toBe('+');
    expect(textOf(code, root.left.span)).toBe('a.b');
    expect(textOf(code, root.right.argumentsSpan)).toBe('( 1 )');
  });

  it('is there where something is missing', () => {
    const { root } = parseExpression('a.b(1, ).');
    if (root.kind !== 'member-access' || root.target.kind !== 'invocation') throw new Error(root.kind);
    expect(root.name).toMatchObject({ kind: 'name', identifier: { text: '', span: { start: 9, end: 9 } } });
    expect(root.target.arguments.map((argument) => argument.value.kind)).toEqual(['literal', 'missing']);
  });
});

describe('the tree of a statement', () => {
  it.each([
    ['int a = 1, b;', 'local-declaration([], int, [variable(a, int 1), variable(b)])'],
    ['const string a = "b";', 'local-declaration([const], string, [variable(a, string b)])'],
    [
      'var (a, b) = c;',
      'expression-statement(assignment(=, declaration-expression(var, several([single(a), single(b)])), c))',
    ],
    [
      '(int a, string b) = c;',
      'expression-statement(assignment(=, tuple([argument(declaration-expression(int, single(a))), argument(declaration-expression(string, single(b)))]), c))',
    ],
    ['(a, b) = c;', 'expression-statement(assignment(=, tuple([argument(a), argument(b)]), c))'],
    [
      'A<B>.C[] d = e;',
      'local-declaration([], array-type(qualified-name(name(A, [B]), C), 1), [variable(d, e)])',
    ],
    ['a < b > c;', 'local-declaration([], name(a, [b]), [variable(c)])'],
    ['int? a = null;', 'local-declaration([], nullable-type(int), [variable(a, null)])'],
    ['int[,][] a;', 'local-declaration([], array-type(array-type(int, 1), 2), [variable(a)])'],
    [
      'int[] a = { 1, { 2 } };',
      'local-declaration([], array-type(int, 1), [variable(a, initializer([element-initializer(int 1), initializer([element-initializer(int 2)])]))])',
    ],
    [
      'if (a) b(); else { return 1; }',
      'if(a, expression-statement(invocation(b, [])), block([return(int 1)]))',
    ],
    [
      'for (int i = 0; i < 3; i++) a();',
      'for(local-declaration([], int, [variable(i, int 0)]), [], binary(<, i, int 3), [postfix(++, i)], expression-statement(invocation(a, [])))',
    ],
    ['for (;;) break;', 'for([], [], break)'],
    ['foreach (var a in b) continue;', 'foreach(var, a, b, continue)'],
    [
      'foreach (var (a, b) in c) { }',
      'foreach-deconstruction(declaration-expression(var, several([single(a), single(b)])), c, block([]))',
    ],
    ['while (a) ;', 'while(a, empty)'],
    ['do a(); while (b);', 'do(expression-statement(invocation(a, [])), b)'],
    [
      'switch (a) { case 1: case B b when b.c: return 1; default: break; }',
      'switch(a, [switch-section([case-label(constant-pattern(int 1)), case-label(declaration-pattern(B, single(b)), member-access(b, ., c))], [return(int 1)]), switch-section([default-label], [break])])',
    ],
    [
      'try { a(); } catch (B c) when (d) { } catch { throw; } finally { }',
      'try(block([expression-statement(invocation(a, []))]), [catch(B, c, d, block([])), catch(block([throw-statement]))], block([]))',
    ],
    ['using (var a = b) return a;', 'using(local-declaration([], var, [variable(a, b)]), return(a))'],
    ['using (a) { }', 'using(a, block([]))'],
    ['lock (a) { }', 'lock(a, block([]))'],
    ['int A(int b) => b;', 'local-function([], int, A, [], [], [parameter(int, b)], b)'],
    [
      'async Task A<T>(params T[] b) { await c; }',
      'local-function([async], Task, A, [T], [], [parameter(params, array-type(T, 1), b)], block([expression-statement(await(c))]))',
    ],
    ['throw new A();', 'throw-statement(object-creation(A, []))'],
    ['checked { }', 'checked-block(block([]))'],
    ['unchecked { a(); }', 'unchecked-block(block([expression-statement(invocation(a, []))]))'],
    ['yield return 1;', 'yield(int 1)'],
    ['return;', 'return'],
  ])('%s', (code, tree) => expect(statements(code)).toEqual([tree]));

  it('follows the one before', () => {
    expect(statements('a(); { b(); } goto c; c: return;')).toHaveLength(4);
  });

  it('is understood behind a mistake', () => {
    const { statements: all, problems } = parseBlock('var a = ; var b = 1 + ; return b');
    expect(problems.map(({ code, span }) => `${code} at ${span.start}`)).toEqual([
      'CS1525 at 8',
      'CS1525 at 22',
      'CS1002 at 32',
    ]);
    expect(all.map(({ kind }) => kind)).toEqual(['local-declaration', 'local-declaration', 'return']);
  });
});
