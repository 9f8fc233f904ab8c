import { describe, expect, it } from 'vitest';
import { completions } from '../../../server/src/core/features/completion';
import type { Completion } from '../../../server/src/core/features/types';
import type { AnalysisOptions } from '../../../server/src/core/model';
import { applyEdits } from '../../../server/src/core/text';
import { analysed } from '../../support/features';
import { inbound } from '../../support/findings';
import { parseCursor } from '../../support/markedText';
import { snippets } from '../../support/snippets';
import { surroundings } from '../../support/surroundings';

interface Options {
  readonly trigger?: string;
  readonly plain?: true;
  readonly known?: Partial<AnalysisOptions>;
}

function offered(marked: string, { trigger, plain, known }: Options = {}): readonly Completion[] {
  const { text, offset } = parseCursor(marked);
  const list = completions(analysed(text, known), offset, {
    snippets: plain !== true,
    patterns: snippets,
    ...(trigger === undefined ? {} : { trigger }),
  });
  return [...list].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

const labels = (list: readonly Completion[]) => list.map(({ label }) => label);

/** The labels in the code of a header's value. */
function inCode(code: string, options?: Options): readonly string[] {
  return labels(offered(inValue(code), options));
}

function inValue(code: string): string {
  return inbound(`<set-header name="a" exists-action="override"><value>${code}</value></set-header>`);
}

/** The document's text once the completion of that label has been accepted, from its `@` on. */
function accepted(marked: string, label: string, options?: Options): string {
  const { text } = parseCursor(marked);
  const item = offered(marked, options).find((it) => it.label === label);
  if (item === undefined) throw new Error(`${label} is not offered.`);
  const result = applyEdits(text, [...(item.additionalEdits ?? []), item.edit]);
  return result.slice(result.indexOf('<value>@') + '<value>'.length, result.indexOf('</value>'));
}

describe('behind a dot', () => {
  it.each([
    [
      'the members of the context, the usual ones first',
      '@(context.<|>)',
      ['Variables', 'Request', 'Response'],
    ],
    ['where nothing closes', '@(context.Request.<|>', ['Headers', 'Body', 'Url']],
    ['in the middle of a word', '@(context.Req<|>)', ['Request', 'RequestId']],
    ['behind ?.', '@(context.Product?.<|>)', ['Id', 'Name']],
    ['behind ?. of a value type', '@(((int?)1)?.<|>)', ['ToString', 'Equals']],
    ['of a call', '@(context.Request.Body.As<JObject>().<|>)', ['Value', 'SelectToken', 'ToString']],
    ['static members of a type', '@(Guid.<|>)', ['NewGuid', 'Parse', 'Empty']],
    ['static members of a keyword type', '@(string.<|>)', ['IsNullOrEmpty', 'Join', 'Empty']],
    ['values of an enum', '@("a".Equals("b", StringComparison.<|>))', ['OrdinalIgnoreCase']],
    ['extension methods', '@("a b".Split(\' \').<|>)', ['Any', 'Select', 'FirstOrDefault']],
    ['of a lambda’s parameter', '@(context.Request.Headers.Where(h => h.<|>))', ['Key', 'Value']],
    ['what a namespace holds', '@(System.Text.<|>)', ['Encoding', 'RegularExpressions']],
    ['types that can be made', '@(new System.<|>)', ['Random', 'Uri']],
    ['in the hole of a string', '@($"id {context.<|>}")', ['RequestId', 'Api']],
    ['in the hole of a string that nothing closes', '@($"id {context.<|>', ['RequestId', 'Api']],
    ['of a local', '@{ var jwt = "".AsJwt(); return jwt.<|> }', ['Claims', 'Issuer']],
    ['of a local before more statements', '@{ var s = "a"; s.<|>\n return s; }', ['Split', 'Length']],
    ['of what an anonymous type holds', '@(new { First = 1 }.<|>)', ['First']],
    ['of what a tuple holds', '@((count: 1, name: "a").<|>)', ['count', 'name']],
  ])('%s', (_, code, expected) => {
    expect(inCode(code)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['static members on a value', '@("".<|>)', 'IsNullOrEmpty'],
    ['members of a value on a type', '@(string.<|>)', 'Split'],
    ['members that the service refuses', '@(context.GetType().<|>)', 'Assembly'],
    ['constructors and operators', '@(Guid.NewGuid().<|>)', 'op_Equality'],
    ['extension methods of other types', '@(1.<|>)', 'AsJwt'],
  ])('does not offer %s', (_, code, unwanted) => {
    expect(inCode(code)).not.toContain(unwanted);
  });

  it.each([
    '@("context.<|>")',
    '@(/* context.<|> */ 1)',
    '@{ // context.<|>\n return 1; }',
    '@($"context.<|>")',
  ])('offers nothing in %s', (code) => expect(inCode(code, { trigger: '.' })).toEqual([]));

  it('orders members by how often authors use them', () => {
    expect(inCode('@(context.<|>)').slice(0, 3)).toEqual(['Variables', 'Request', 'Response']);
  });

  it('reads the escaped form', () => {
    const list = offered(
      '<policies><inbound><choose><when condition="@(context.Request.Method == &quot;GET&quot; &amp;&amp; context.Api.<|>)"',
    );
    expect(labels(list)).toContain('Path');
  });

  it('says nothing of code that is no code', () => {
    expect(labels(offered('<policies><inbound><base id="@(context.<|>)" />'))).not.toContain('Request');
  });

  it('describes a member when it is shown', () => {
    const item = offered(inValue('@(context.<|>)')).find(({ label }) => label === 'LastError');
    expect(item?.documentation?.()).toContain('ILastError');
  });
});

describe('what is inserted', () => {
  it('is a call with the cursor where arguments go', () => {
    expect(accepted(inValue('@("a".Sub<|>)'), 'Substring')).toBe('@("a".Substring($1)$0)');
  });
  it('is a finished call where there are no arguments', () => {
    expect(accepted(inValue('@("a".<|>)'), 'AsJwt')).toBe('@("a".AsJwt()$0)');
  });
  it('asks for the type that nothing else tells', () => {
    expect(accepted(inValue('@(context.Request.Body.<|>)'), 'As')).toMatch(/\.As<\$\{1\|.*JObject.*\|\}>\(/);
  });
  it('is the name alone where brackets follow, or snippets are not understood', () => {
    expect(accepted(inValue('@("a".<|>(1))'), 'Substring')).toBe('@("a".Substring(1))');
    expect(accepted(inValue('@("a".<|>)'), 'Substring', { plain: true })).toBe('@("a".Substring)');
  });
  it('takes the place of the whole word', () => {
    expect(accepted(inValue('@(context.Re<|>quest)'), 'Response')).toBe('@(context.Response)');
  });
  it('is escaped where the code is', () => {
    const marked = inValue('@(&quot;a&quot; == context.Request.Body.<|>)');
    expect(accepted(marked, 'As')).toContain('.As&lt;');
  });
});

describe('behind a context variable', () => {
  const document = (code: string, sets: string) =>
    inbound(`${sets}<set-header name="a" exists-action="override"><value>${code}</value></set-header>`);
  const response = '<send-request response-variable-name="r"><set-url>https://a</set-url></send-request>';
  const json = '<set-variable name="body" value="@(context.Request.Body.As<JObject>())" />';

  it.each([
    [
      '@(context.Variables["r"].<|>)',
      response,
      'StatusCode',
      '@(((IResponse)context.Variables["r"]).StatusCode)',
    ],
    ['@(context.Variables["r"]?.<|>', response, 'Body', '@(((IResponse)context.Variables["r"])?.Body'],
    ['@(context.Variables["body"].<|>)', json, 'Count', '@(((JObject)context.Variables["body"]).Count)'],
  ])('%s offers members of what sets it, with a cast', (code, sets, label, expected) => {
    expect(accepted(document(code, sets), label, { plain: true })).toBe(expected);
  });

  it('offers those of an object where it may be several things, or nothing sets it', () => {
    const text = '<set-variable name="body" value="text" />';
    const offeredFor = (sets: string) => labels(offered(document('@(context.Variables["body"].<|>)', sets)));
    expect(offeredFor(json + text)).not.toContain('Count');
    expect(offeredFor('')).toContain('ToString');
    expect(offeredFor('')).not.toContain('Count');
  });
});

describe('where a name begins', () => {
  it.each([
    ['the context', '@(<|>)', ['context', 'string', 'new', 'JObject']],
    [
      'locals and parameters',
      '@{ var first = 1; return new[] { 1 }.Select(item => <|>',
      ['first', 'item', 'context'],
    ],
    ['statements in a block', '@{ <|> }', ['return', 'var', 'if', 'foreach']],
    ['statements behind a condition', '@{ if (true) <|> }', ['return', 'throw']],
    ['types to make', '@(new <|>)', ['JObject', 'Random', 'Uri', 'StringBuilder']],
    ['types to convert to', '@(context as <|>)', ['string', 'JObject']],
    ['types the service takes', '@(context.Request.Body.As<<|>', ['JObject', 'string', 'XElement']],
    ['names of arguments', '@(context.Request.Body.As<string>(<|>))', ['preserveContent:']],
  ])('offers %s', (_, code, expected) => {
    expect(inCode(code)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['statements in an expression', '@(<|>)', 'return'],
    ['variables that come later', '@{ var a = <|>; var later = 1; }', 'later'],
    ['types nobody can make', '@(new <|>)', 'Math'],
  ])('does not offer %s', (_, code, unwanted) => {
    expect(inCode(code)).not.toContain(unwanted);
  });

  it.each(['@{ var <|> }', '@{ string <|> }', '@{ foreach (var <|> }', '@(1<|>)', '@("a" <|>)'])(
    'offers nothing in %s',
    (code) => expect(inCode(code)).toEqual([]),
  );
});

describe('in a string', () => {
  it.each([
    ['headers', '@(context.Request.Headers["<|>"])', ['Authorization', 'Content-Type']],
    ['headers where nothing closes', '@(context.Request.Headers.GetValueOrDefault("<|>', ['Authorization']],
    ['headers behind ?.', '@(context.Response?.Headers["<|>', ['Retry-After']],
    ['claims', '@("".AsJwt().Claims["<|>', ['roles', 'oid']],
    ['claims by ContainsKey', '@("".AsJwt()?.Claims.ContainsKey("<|>")', ['roles', 'oid']],
  ])('offers %s', (_, code, expected) => {
    expect(inCode(code, { trigger: '"' })).toEqual(expect.arrayContaining(expected));
  });

  it('offers the parameters of the operation’s URL template, where it is known', () => {
    const operation = () => ({
      urlTemplate: '/orders/{orderId}',
      parameters: ['orderId'],
      source: { kind: 'file', uri: 'file:///shop' } as const,
    });
    const known: Options['known'] = {
      scope: 'operation',
      surroundings: { ...surroundings([]), operation },
    };
    const code = '@(context.Request.MatchedParameters["<|>"])';
    expect(inCode(code, { known })).toEqual(['orderId']);
    expect(inCode(code)).toEqual([]);
  });

  it('offers nothing in any other', () => {
    expect(inCode('@("<|>")', { trigger: '"' })).toEqual([]);
    expect(inCode('@(context.Request.Headers.GetValueOrDefault("a", "<|>"))', { trigger: '"' })).toEqual([]);
  });

  it('replaces the whole name', () => {
    expect(accepted(inValue('@(context.Request.Headers["Auth<|>-x"])'), 'Authorization')).toBe(
      '@(context.Request.Headers["Authorization"])',
    );
  });
});
