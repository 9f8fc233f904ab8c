import { describe, expect, it } from 'vitest';
import { corpus } from '../support/shared';
import { grammarText, innermostScopes, type ScopedToken, tokenize } from './grammar';

/** The text of the tokens that carry a scope starting so, joined where they follow one another. */
async function textIn(scope: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  let last: ScopedToken | undefined;
  for (const token of await tokenize(text)) {
    const within = token.scopes.some((each) => each === scope || each.startsWith(`${scope}.`));
    if (within && last !== undefined && last.line === token.line)
      found.push(`${found.pop() ?? ''}${token.text}`);
    else if (within) found.push(token.text);
    last = within ? token : undefined;
  }
  return found;
}

describe('XML', () => {
  it('scopes tags, attributes and values', async () => {
    expect(await innermostScopes('<set-header name="a" exists-action=\'skip\'/>')).toEqual([
      '<: punctuation.definition.tag.xml',
      'set-header: entity.name.tag.xml',
      'name: entity.other.attribute-name.xml',
      '=: punctuation.separator.key-value.xml',
      '": punctuation.definition.string.begin.xml',
      'a: string.quoted.double.xml',
      '": punctuation.definition.string.end.xml',
      'exists-action: entity.other.attribute-name.xml',
      '=: punctuation.separator.key-value.xml',
      "': punctuation.definition.string.begin.xml",
      'skip: string.quoted.single.xml',
      "': punctuation.definition.string.end.xml",
      '/>: punctuation.definition.tag.xml',
    ]);
  });

  it('scopes comments, CDATA and processing instructions', async () => {
    const text = '<?xml version="1.0"?><!-- @(1) {{a}} --><value><![CDATA[<b>&]]></value>';
    expect(await textIn('comment.block.xml', text)).toEqual(['<!-- @(1) {{a}} -->']);
    expect(await textIn('string.unquoted.cdata.xml', text)).toEqual(['<![CDATA[<b>&]]>']);
    expect(await textIn('meta.tag.preprocessor.xml', text)).toEqual(['<?xml version="1.0"?>']);
    expect(await textIn('meta.embedded', text)).toEqual([]);
  });

  it('leaves a half-typed tag at the next one', async () => {
    expect((await innermostScopes('<set-header name\n<base />')).slice(-3)).toEqual([
      '<: punctuation.definition.tag.xml',
      'base: entity.name.tag.xml',
      '/>: punctuation.definition.tag.xml',
    ]);
  });

  it('leaves a value without closing quote at the next tag', async () => {
    expect(await textIn('entity.name.tag.xml', '<set-method x="abc\n<base />')).toEqual([
      'set-method',
      'base',
    ]);
  });
});

describe('named values', () => {
  it.each([
    ['in an attribute', '<a b="x-{{my-name}}-y"/>'],
    ['in text', '<a>{{my-name}}</a>'],
    ['in a C# string', '<a>@("x{{my-name}}")</a>'],
    ['in an interpolated C# string', '<a>@($"{1}{{my-name}}")</a>'],
    ['in C# code', '<a>@(1 + {{my-name}})</a>'],
  ])('are scoped %s', async (_place, text) => {
    expect(await textIn('meta.named-value.apim-policy', text)).toEqual(['{{my-name}}']);
    expect(await textIn('variable.other.constant.named-value.apim-policy', text)).toEqual(['my-name']);
  });

  it('are not Liquid’s braces', async () => {
    const text =
      '<set-body template="liquid">{"id":"{{body.id | upcase}}"}{% if a %}{% endif %}</set-body><a b="{{c}}"/>';
    expect(await textIn('meta.named-value.apim-policy', text)).toEqual(['{{c}}']);
    expect(await textIn('meta.embedded.inline.liquid', text)).toEqual([
      '{{body.id | upcase}}',
      '{% if a %}{% endif %}',
    ]);
  });

  it('are themselves after a set-body that is no template or is closed at once', async () => {
    const text = '<set-body>{{a}}</set-body><set-body template="liquid" /><a>{{b}}</a>';
    expect(await textIn('meta.named-value.apim-policy', text)).toEqual(['{{a}}', '{{b}}']);
  });
});

describe('expressions', () => {
  it('scopes C# in an attribute value', async () => {
    expect(await innermostScopes('<when condition="@(context.Variables["a"] != "b" && x < 3)">')).toEqual([
      '<: punctuation.definition.tag.xml',
      'when: entity.name.tag.xml',
      'condition: entity.other.attribute-name.xml',
      '=: punctuation.separator.key-value.xml',
      '": punctuation.definition.string.begin.xml',
      '@: keyword.other.expression.apim-policy',
      '(: punctuation.section.embedded.begin.apim-policy',
      'context: variable.language.context.cs',
      '.: punctuation.accessor.cs',
      'Variables: variable.other.object.property.cs',
      '[: punctuation.squarebracket.open.cs',
      '": punctuation.definition.string.begin.cs',
      'a: string.quoted.double.cs',
      '": punctuation.definition.string.end.cs',
      ']: punctuation.squarebracket.close.cs',
      '!=: keyword.operator.comparison.cs',
      '": punctuation.definition.string.begin.cs',
      'b: string.quoted.double.cs',
      '": punctuation.definition.string.end.cs',
      '&&: keyword.operator.logical.cs',
      'x: variable.other.readwrite.cs',
      '<: keyword.operator.relational.cs',
      '3: constant.numeric.decimal.cs',
      '): punctuation.section.embedded.end.apim-policy',
      '": punctuation.definition.string.end.xml',
      '>: punctuation.definition.tag.xml',
    ]);
  });

  it.each([
    ['a closing parenthesis in a string', '@(f(")") + g("\\")"))'],
    ['a closing parenthesis in a verbatim string', '@(f(@"c:\\") + @"a "" ) b")'],
    ['a closing parenthesis in a character', "@(f(')') + '\\'' + '\"')"],
    ['a closing brace in an interpolated string', '@{ return $"a {f("}")} {{ } {x:0.0}"; }'],
    ['brackets in comments', '@{ /* } */ return 1; }'],
    ['the escaped form', '@(a[&quot;)&quot;] &amp;&amp; b &lt; 3 || c == &quot;\\&quot;)&quot;)'],
    ['a lambda with a block', '@(list.Where(x => { return x.Y > 1; }).First())'],
    ['a tag in a string', '@("<b>" + "</b>")'],
    ['generics', '@(context.Request.Body.As<JObject>(true)["a"].Values<string>().Count() > 1)'],
    ['a URL in a string', '@("https://contoso.example/" + path)'],
    ['an apostrophe in a string', '@("it\'s" + ")")'],
  ])('ends where C# ends: %s', async (_case, expression) => {
    const text = `<a b="${expression}"/><c>x${expression}y</c>`;
    expect(await textIn('meta.embedded', text)).toEqual([expression, expression]);
    expect(await textIn('entity.name.tag.xml', text)).toEqual(['a', 'c', 'c']);
  });

  it('goes over lines', async () => {
    const text =
      '<a>@{\n  // a } in a comment\n  var s = "x"; return new JObject(new JProperty("a", s));\n}</a>';
    const tokens = await innermostScopes(text);
    expect(tokens).toContain('a } in a comment: comment.line.double-slash.cs');
    expect(tokens).toContain('var: storage.type.cs');
    expect(tokens).toContain('return: keyword.control.cs');
    expect(tokens).toContain('new: keyword.operator.expression.new.cs');
    expect(tokens).toContain('JProperty: entity.name.type.cs');
    expect(tokens.at(-2)).toBe('a: entity.name.tag.xml');
  });

  it('knows types, casts and calls', async () => {
    const tokens = await innermostScopes(
      '<a>@(((IResponse)context.Variables["r"]).Body.As<JObject>() as JToken ?? Convert.ToBase64String(null))</a>',
    );
    expect(tokens).toContain('IResponse: entity.name.type.cs');
    expect(tokens).toContain('As: entity.name.function.cs');
    expect(tokens).toContain('JObject: entity.name.type.cs');
    expect(tokens).toContain('JToken: entity.name.type.cs');
    expect(tokens).toContain('Convert: entity.name.type.cs');
    expect(tokens).toContain('??: keyword.operator.null-coalescing.cs');
  });

  it('is left at the next tag when it isn’t closed', async () => {
    const text = '<a b="@(context.Request.Headers["x\n  <base />\n  <c>@{ if (x) { return \n  </c>\n</d>';
    expect(await textIn('entity.name.tag.xml', text)).toEqual(['a', 'base', 'c', 'c', 'd']);
  });
});

describe('the grammar', () => {
  it('includes only rules that it has, and has only rules that it includes', () => {
    const grammar = JSON.parse(grammarText) as { repository: Record<string, unknown> };
    const included = new Set([...grammarText.matchAll(/"include": "#([^"]+)"/g)].map((match) => match[1]));
    expect([...included].sort()).toEqual(Object.keys(grammar.repository).sort());
  });
});

const policies = corpus().filter((entry) => entry.kind === 'plain' || entry.kind === 'fragment');

describe.runIf(policies.length > 0)('real policies', () => {
  it('are XML again after each expression: the last closing tag is a tag', async () => {
    const wrong: string[] = [];
    for (const { file, text } of policies) {
      const last = /<\/([-\w]+)\s*>(?:\s|<!--(?:(?!-->)[\s\S])*-->)*$/.exec(text)?.[1];
      if (last === undefined) continue;
      const tags = (await tokenize(text)).filter((token) => token.scopes.includes('entity.name.tag.xml'));
      const tag = tags.at(-1);
      if (tag?.text !== last || tag.scopes.length !== 3)
        wrong.push(`${file}: ${tag?.text} ${tag?.scopes.join(' ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
