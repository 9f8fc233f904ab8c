import { describe, expect, it } from 'vitest';
import { parseMarks } from '../../../support/markedText';
import { blockModel, compilerProblems } from './bound';

/** The codes of all problems at the marks, warnings among them. */
function found(marked: string): string {
  const { text, ranges } = parseMarks(marked);
  const problems = compilerProblems(blockModel(text));
  expect(problems.map(({ span }) => span)).toEqual(ranges);
  return problems.map(({ code }) => code).join(' ');
}

describe('a variable without a value', () => {
  it.each([
    'int a; return <|a|>;',
    'int a; if (context.Tracing) a = 1; return <|a|>;',
    'int a; while (context.Tracing) { a = 1; break; } return <|a|>;',
    'int a; try { a = 1; } catch { } return <|a|>;',
    'int a; switch (context.Request.Method) { case "x": a = 1; break; } return <|a|>;',
    'int a; Func<int> f = () => <|a|>; return f();',
    'object o = 1; if (o is int a) return a; return <|a|>;',
    'switch (context.Variables["x"]) { case string a: case int b: return <|a|>; default: return 1; }',
    'int a; if (context.Tracing || int.TryParse("1", out a)) return <|a|>; return 0;',
  ])('%s', (marked) => {
    expect(found(marked)).toBe('CS0165');
  });

  it.each([
    'int a; if (context.Tracing) a = 1; else a = 2; return a;',
    'int a; do { a = 1; } while (context.Tracing); return a;',
    'int a; while (true) { if (context.Tracing) { a = 1; break; } } return a;',
    'int a; try { a = 1; } catch { return 0; } return a;',
    'int a; if (context.Tracing && int.TryParse("1", out a)) return a; return 0;',
    'object o = 1; if (!(o is int a)) return 0; return a;',
    'int a; switch (context.Request.Method) { case "x": a = 1; break; default: throw new Exception(); } return a;',
    'int a; (a, _) = (1, 2); return a;',
    'TimeSpan a; return (a = TimeSpan.Zero).Ticks;',
  ])('is none where every way gives it one: %s', (code) => {
    expect(blockModel(code).problems).toEqual([]);
  });
});

describe('what is in vain', () => {
  it.each([
    ['return 1; <|return|> 2;', 'CS0162'],
    ['if (false) { <|return|> 1; } return 2;', 'CS0162'],
    ['while (true) { } <|return|> 1;', 'CS0162'],
    ['int <|a|>; return 1;', 'CS0168'],
    ['int <|a|> = 1; return 1;', 'CS0219'],
    ['try { return 1; } catch (Exception <|e|>) { return 2; }', 'CS0168'],
    ['int <|F|>() { return 1; } return 2;', 'CS8321'],
    ['<|a|>: return 1;', 'CS0164'],
  ])('%s', (marked, codes) => {
    expect(found(marked)).toBe(codes);
  });

  it.each([
    'var a = int.Parse("1"); return 1;',
    'var a = new object(); return 1;',
    'int.TryParse("1", out var a); return 1;',
  ])('is not what may have an effect: %s', (code) => {
    expect(blockModel(code).problems).toEqual([]);
  });
});

describe('the end of a section or block that is reached', () => {
  it.each([
    [
      'switch (context.Request.Method) { <|case "a":|> context.Trace("a"); default: return 1; }<||>',
      'CS0163',
    ],
    [
      'switch (context.Request.Method) { case "a": return 1; <|default:|> context.Trace("a"); }<||>',
      'CS8070',
    ],
    ['if (context.Tracing) return 1;<||>', 'CS0161'],
    ['for (;;) { break; }<||>', 'CS0161'],
  ])('%s', (marked, codes) => {
    expect(found(marked).split(' ')).toContain(codes);
  });
});
