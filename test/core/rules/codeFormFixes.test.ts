/** The quick fixes of code that can't be read as it is written. */
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, fixed, inbound } from '../../support/findings';

const variable = (value: string): string => inbound(`<set-variable name="a" value="${value}" />`);

/* */
describe('code in the wrong form', () => {
  it.each([
    ['@{ context.Request.Method; }', '@(context.Request.Method)'],
    ['@{context.Request.Method}', '@(context.Request.Method)'],
    ['@(context.Request.Method; )', '@(context.Request.Method )'],
    ['@(return context.Request.Method)', '@{ return context.Request.Method; }'],
    ['@(var x = 1; return x;)', '@{ var x = 1; return x; }'],
    [
      '@(if (context.Request.Body == null) { return 1; } else { return 2; })',
      '@{ if (context.Request.Body == null) { return 1; } else { return 2; } }',
    ],
    [
      "@(context.Request.Method == 'GET' || 'PUT' == 'c'.ToString())",
      `@(context.Request.Method == "GET" || "PUT" == 'c'.ToString())`,
    ],
    [
      "@(context.Request.Method == &quot;a&quot; + 'GET')",
      '@(context.Request.Method == &quot;a&quot; + &quot;GET&quot;)',
    ],
    [
      '@(context.Request.Headers.GetValueOrDefault("a", \'b\'))',
      '@(context.Request.Headers.GetValueOrDefault("a", "b"))',
    ],
  ])('%s becomes %s', (wrong, right) => {
    expect(fixed(variable(wrong))).toBe(variable(right));
    expect(diagnosticsOf(variable(right))).toEqual([]);
  });
  it('is left alone where the other form makes no sense of it either', () => {
    for (const code of ['@{ var x = ; }', '@(1 +)', '@(return return)', '@(\'\' == "a")'])
      expect(diagnosticsOf(variable(code)).flatMap(({ fixes }) => fixes?.() ?? [])).toEqual([]);
  });
  it('loses a bracket that is one too many', () => {
    expect(fixed(variable('@(context.Request.Method))'))).toBe(variable('@(context.Request.Method)'));
  });
});
