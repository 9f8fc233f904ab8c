import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, inbound } from '../../support/findings';

const variable = (value: string) => inbound(`<set-variable name="a" value="${value}" />`);
const body = (text: string) => inbound(`<set-body>${text}</set-body>`);

describe('the code of an expression', () => {
  it.each([
    [variable('@(context.Variables.Count +<|)|>'), "CS1525: Invalid expression term ')'"],
    [
      variable('@{ var b = 1<| |>return b; }').replace('<| |>', ' <|return|> ').replace('return b', 'b'),
      'CS1002: ; expected',
    ],
    [body('@{ return context.<|;|> }'), 'CS1001: Identifier expected'],
    [variable('@(f(&quot;a&quot;, <|)|>)'), "CS1525: Invalid expression term ')'"],
    [
      variable("@(f(<|'|>abc'))").replace("<|'|>abc'", "<|'abc'|>"),
      'CS1012: Too many characters in character literal',
    ],
    [
      variable('@{ <|a + b|>; return a; }'),
      'CS0201: Only assignment, call, increment, decrement, await, and new object expressions can be used as a statement',
    ],
    [
      variable('@(b <|??=|> c)'),
      "CS8370: Feature 'coalescing assignment' is not available in C# 7.3. Please use language version 8.0 or greater.",
    ],
    [
      variable('<|@()|>'),
      'The expression is empty: write the C# expression whose value is meant, such as @(context.RequestId).',
    ],
    [
      body('<|@{ }|>'),
      'The expression is empty: write C# statements that return a value, such as @{ return context.RequestId; }.',
    ],
  ])('is C#: %s', (marked, message) => {
    expect(expectFindings(marked, ['expression-syntax']).map((finding) => finding.message)).toEqual([
      message,
    ]);
  });

  it.each([
    variable('@(context.Request.Headers.GetValueOrDefault("a", "b"))'),
    variable('@(1 &lt; 2 &amp;&amp; "a" != &quot;b&quot;)'),
    variable('@({{number}} + 1)'),
    variable('@(1 {{operator}} 2)'),
    variable('@({{anything at all}} [)').replace('{{anything at all}} [', '{{code}}'),
    variable('@(${value} 1)'),
    body('@{$Expressions.TokenBody}'),
    variable('@( $Expressions.Token )'),
    variable('@{{name}}'),
    body('mail me@(home or away)'),
    body('@{ <!-- a note --> return 1; }'),
    inbound('<set-body template="liquid">@(not C# at all)</set-body>'),
    inbound('<unknown-policy value="@(not C#)" />').replace('unknown-policy', 'base'),
  ])('is no matter of doubt: %s', (text) => {
    expect(diagnosticsOf(text).filter(({ code }) => code === 'expression-syntax')).toEqual([]);
  });

  it('is left alone where its brackets do not match', () => {
    expectFindings(variable('@(f(a<|]|>) b)'), ['unbalanced-expression']);
  });
});
