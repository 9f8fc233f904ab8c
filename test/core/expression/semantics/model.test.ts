import { describe, expect, it } from 'vitest';
import { describeType } from '../../../../server/src/core/expression';
import { parseMarks } from '../../../support/markedText';
import { blockModel } from './bound';

describe('what is visible', () => {
  it.each([
    ['var a = 1; <||>', 'a context'],
    ['<||>var a = 1;', 'context'],
    ['foreach (var a in new[] { 1 }) { <||> }', 'a context'],
    ['Func<int, int> f = a => <||>;', 'a f context'],
    ['new[] { "x" }.Select(a => a.<||>);', 'a context'],
    ['if (int.TryParse("1", out var a)) { <||> }', 'a context'],
    ['int F(int a) { <||> }', 'a F context'],
    ['var r = from a in new[] { 1 } where <||> select a;', 'a r context'],
    ['foo(b => { var a = b; <||> });', 'a b context'],
  ])('%s', (marked, names) => {
    const { text, ranges } = parseMarks(marked);
    const visible = blockModel(text).visibleAt(ranges[0]?.start ?? 0);
    expect(visible.map(({ name }) => name).join(' ')).toBe(names);
  });
});

describe('the uses of a variable', () => {
  it.each([
    'var <|a|> = 1; <|a|>++; return <|a|>;',
    'return new[] { 1 }.Select(<|a|> => <|a|> + <|a|>).Count();',
    'if (int.TryParse("1", out var <|a|>)) return <|a|>; return 0;',
    'return (from <|a|> in new[] { 1 } where <|a|> > 0 select <|a|>).Count();',
    'int <|F|>(int x) => <|F|>(x); return <|F|>(1);',
    'var q = unknown.Foo(<|a|> => <|a|>.Bar); return q;',
  ])('%s', (marked) => {
    const { text, ranges } = parseMarks(marked);
    const { uses } = blockModel(text);
    const symbol = uses.find(({ span }) => span.start === ranges[0]?.start)?.symbol;
    expect(symbol).toBeDefined();
    expect(uses.filter((use) => use.symbol === symbol).map(({ span }) => span)).toEqual(ranges);
  });
});

describe('code that is being written', () => {
  it.each([
    ['var a = "x"; return a.<||>', 'string'],
    ['return new[] { "x" }.Where(a => a.<||>', 'string'],
    ['var a = context.Request.Body.As<JObject>(); return a.<||>', 'JObject'],
    ['return context.User?.<||>', 'IUser'],
  ])('knows the type before the cursor: %s', (marked, type) => {
    const { text, ranges } = parseMarks(marked);
    const at = ranges[0]?.start ?? 0;
    const model = blockModel(text);
    let found: string | undefined;
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if (Array.isArray(node)) {
        for (const it of node) walk(it);
        return;
      }
      if (
        'kind' in node &&
        (node.kind === 'member-access' || node.kind === 'conditional-access') &&
        'target' in node
      ) {
        const target = node.target as Parameters<typeof model.meaningOf>[0];
        const end = node.kind === 'conditional-access' ? target.span.end + 2 : target.span.end + 1;
        const known = end === at ? model.meaningOf(target)?.type : undefined;
        if (known) found = describeType(known, 'short');
      }
      for (const it of Object.values(node)) walk(it);
    };
    walk(model.root);
    expect(found).toBe(type);
  });
});

describe('code made to take long', () => {
  it.each([
    `return ${'new[] { 1 }.Select(a => '.repeat(12).replace(/a/g, () => `a${Math.floor(1)}`)}1${')'.repeat(12)};`,
    `return ${'f(x => '.repeat(200)}1${')'.repeat(200)};`,
    `return ${'('.repeat(240)}1${')'.repeat(240)};`,
    `return a${'.b(c)'.repeat(1400)};`,
    `return 1${' + 1'.repeat(1400)};`,
    `return ${'a ? b : '.repeat(200)}c;`,
  ])('is bound all the same', (code) => {
    expect(blockModel(code).problems.length).toBeLessThan(1000);
  });
});

describe('a name that means nothing', () => {
  const meant = (code: string) =>
    blockModel(code).problems.flatMap(({ data }) => (data?.kind === 'similar-name' ? [data.name] : []));

  it.each([
    ['var answer = 1; return anwser;', ['answer']],
    ['return context.Requset;', ['Request']],
    ['return Covnert.ToInt32("1");', ['Convert']],
    ['return context.Nothing.Like;', []],
  ])('is close to one that does: %s', (code, names) => {
    expect(meant(code)).toEqual(names);
  });

  it('is looked up as long as there are few of its kind', () => {
    const code = `var answer = 1; ${'anwser = anwser; '.repeat(500)}`;
    expect(blockModel(code).problems.length).toBeGreaterThan(1000);
    expect(meant(code).length).toBeLessThan(110);
  });
});
