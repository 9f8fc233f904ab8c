import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const variable = (value: string) => inbound(`<set-variable name="a" value="${value}" />`);
const body = (text: string) => inbound(`<set-body>${text}</set-body>`);
const when = (condition: string) =>
  inbound(`<choose><when condition="${condition}"><set-method>GET</set-method></when></choose>`);

describe('what the code of an expression means', () => {
  it('knows what a request asks a model for, and the backend that it goes to', () => {
    expectFindings(variable('@("limit-" + (string)context.Request.Foundry.Deployment)'));
    expectFindings(variable('@(context.Backend?.Id + context.Backend?.Type + context.Backend?.AzureRegion)'));
    expectFindings(variable('@(context.Request.Foundry.<|Model|>)'), ['expression-type']);
  });

  it.each([
    [
      variable('@(context.Request.Url.<|Pth|>)'),
      "CS1061: 'IUrl' does not contain a definition for 'Pth' and no accessible extension method 'Pth' accepting a first argument of type 'IUrl' could be found (are you missing a using directive or an assembly reference?). Did you mean \"Path\"?",
    ],
    // Entities before the place, and in it.
    [variable('@(&quot;a&quot; != context.Request.Url.<|Pth|>)'), /^CS1061: .* Did you mean "Path"\?$/],
    [
      variable('@(<|&quot;a&quot; - 1|>)'),
      "CS0019: Operator '-' cannot be applied to operands of type 'string' and 'int'",
    ],
    [
      body('@{ if (context.Variables.Count > 2) { return <|foo|>; } return "<a>"; }'),
      "CS0103: The name 'foo' does not exist in the current context",
    ],
    [when('@(<|context.RequestId|>)'), "CS0029: Cannot implicitly convert type 'System.Guid' to 'bool'"],
    [
      when('@(<|context.Variables["a"]|>)'),
      "CS0266: Cannot implicitly convert type 'object' to 'bool'. An explicit conversion exists (are you missing a cast?)",
    ],
    [
      body('@{ if (context.Subscription != null) { return 1; } <|}|>'),
      "CS0161: '@{…}': not all code paths return a value",
    ],
  ])('has to be right: %s', (marked, message) => {
    const [finding] = expectFindings(marked, ['expression-type']);
    if (typeof message === 'string') expect(finding?.message).toBe(message);
    else expect(finding?.message).toMatch(message);
  });

  it.each([
    [variable('@(Environment.<|MachineName|>)'), 'unsupported-in-expression'],
    [variable('@(<|context.Variables["a"] == "b"|>)'), 'reference-comparison:warning'],
    [variable('@(<|context.Variables.Count == null|>)'), 'suspicious-expression:warning'],
    [variable('@{ return 1; <|throw|> new Exception(); }'), 'unreachable-code:hint'],
    [variable('@{ var <|b|> = 1; return 2; }'), 'unused-local:hint'],
    [variable('@{ int <|f|>() => 1; return 2; }'), 'unused-local:hint'],
  ])('%s is %s', (marked, code) => {
    expectFindings(marked, [code]);
  });

  it('fades what is not needed', () => {
    const [finding] = diagnosticsOf(variable('@{ var b = 1; return 2; }'));
    expect(finding?.tags).toEqual(['unnecessary']);
  });

  it.each(
    [
      variable('@(context.{{member}})'),
      variable('@(MAX_RETRIES + 1)'),
      variable('@(foo(${value}))'),
      variable('@{ if ("{{stage}}" == "test") { return 1; } return 2; }'),
      body('mail me@(home or away)'),
      body('@{ <!-- a note --> return 1; }'),
      when('@((bool)context.Variables["a"])'),
      variable(
        '@(System.Xml.XPath.Extensions.XPathSelectElement(context.Request.Body.As<XElement>(), "//id")?.Value)',
      ),
      inbound('<set-body template="liquid">@(not C# at all)</set-body>'),
      inbound('<base value="@(foo)" />').replace('base', 'set-variable name="a"'),
    ].slice(0, -1),
  )('is no matter of doubt: %s', (text) => {
    expect(diagnosticsOf(text)).toEqual([]);
  });

  it('is not asked of code whose syntax is wrong', () => {
    expectFindings(variable('@{ var b = foo <|return|> b; }'), ['expression-syntax']);
    expectFindings(variable('@(foo(bar<|]|> ))'), ['unbalanced-expression']);
  });

  it('is not asked where no types are known', () => {
    expect(diagnosticsOf(variable('@(foo)'), { types: undefined })).toEqual([]);
  });
});

describe('the fixes of an expression', () => {
  it.each([
    ['a similar name', variable('@(context.Request.Url.Pth)'), variable('@(context.Request.Url.Path)')],
    [
      'a similar name in the escaped form',
      variable('@(context.Request.Url.Pth + &quot;b&quot;)'),
      variable('@(context.Request.Url.Path + &quot;b&quot;)'),
    ],
    ['a cast', when('@(context.Variables["a"])'), when('@((bool)context.Variables["a"])')],
    [
      'a cast around what binds less',
      when('@(context.Variables["a"] ?? context.Variables["b"])'),
      when('@((bool)(context.Variables["a"] ?? context.Variables["b"]))'),
    ],
    [
      'a cast as the document writes it',
      body('@{ List&lt;int&gt; a = context.Variables[&quot;a&quot;]; return a; }'),
      body('@{ List&lt;int&gt; a = (List&lt;int&gt;)context.Variables[&quot;a&quot;]; return a; }'),
    ],
    [
      'a cast on the left of a comparison',
      variable('@(context.Variables["a"] == "b")'),
      variable('@((string)context.Variables["a"] == "b")'),
    ],
    [
      'a cast on the right of a comparison',
      variable('@("b" != (context.Variables["a"] ?? ""))'),
      variable('@("b" != (string)(context.Variables["a"] ?? ""))'),
    ],
    [
      'a return of the last value',
      variable('@{\n  context.RequestId.ToString();\n}'),
      variable('@{\n  return context.RequestId.ToString();\n}'),
    ],
    [
      'a return on a line of its own',
      variable('@{\n  if (context.Subscription != null) { return "a"; }\n}'),
      variable('@{\n  if (context.Subscription != null) { return "a"; }\n  return null;\n}'),
    ],
    [
      'a return of what the attribute takes',
      when('@{ if (context.Subscription != null) { return true; } }'),
      when('@{ if (context.Subscription != null) { return true; } return false; }'),
    ],
    ['no variable that is not used', variable('@{ var b = 1; return 2; }'), variable('@{ return 2; }')],
    [
      'no variable of several that is not used',
      variable('@{ int b = 1, c = 2; return c; }'),
      variable('@{ int c = 2; return c; }'),
    ],
    [
      'no name of an exception that is not used',
      variable('@{ try { return 1; } catch (Exception e) { return 2; } }'),
      variable('@{ try { return 1; } catch (Exception) { return 2; } }'),
    ],
  ])('are %s', (_, text, expected) => {
    expect(fixed(text)).toBe(expected);
  });

  it.each(['@{ int b; b = 1; return 2; }', '@{ for (int b = 1;;) { return 2; } }'])(
    'do not take out the variable of %s',
    (code) => {
      const [finding] = diagnosticsOf(variable(code));
      expect(finding?.code).toBe('unused-local');
      expect(finding?.fixes?.()).toEqual([]);
    },
  );
});
