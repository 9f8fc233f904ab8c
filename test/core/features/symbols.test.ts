import { describe, expect, it } from 'vitest';
import { definition } from '../../../server/src/core/features/definition';
import { documentHighlights, nameElsewhere, references } from '../../../server/src/core/features/references';
import { rename, renameTarget } from '../../../server/src/core/features/rename';
import type { Analysis, AnalysisOptions } from '../../../server/src/core/model';
import { applyEdits } from '../../../server/src/core/text';
import { analysed, bracketed } from '../../support/features';
import { parseCursor, parseMarks } from '../../support/markedText';
import { createOrder, globalPolicy, ordersApi, related, surroundings } from '../../support/surroundings';

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
const body = (content: string) => inbound(`<set-body>${content}</set-body>`);

function at(marked: string, options: Partial<AnalysisOptions> = {}): [Analysis, number] {
  const { text, offset } = parseCursor(marked);
  return [analysed(text, options), offset];
}

const around = (global: string, fragment: string): Partial<AnalysisOptions> => ({
  surroundings: surroundings([related(globalPolicy, global)], { tokens: fragment }),
  address: createOrder,
  scope: 'operation',
});
const globalSets = '<policies>\n<inbound><set-variable name="a" value="1" /></inbound></policies>';
const fragmentReads = '<fragment><set-body>@(context.Variables["a"])</set-body></fragment>';
const includes = '<include-fragment fragment-id="tokens" />';

describe('definition in code', () => {
  it.each([
    ['@{ var <|x|> = 1; return <|>x; }'],
    ['@{ int <|f|>(int a) => a; return <|>f(1); }'],
    ['@{ int f(int <|a|>) => <|>a; return f(1); }'],
    ['@(new[] { 1 }.Any(<|x|> => <|>x > 1))'],
    ['@(from <|a|> in new[] { 1 } select <|>a)'],
    ['@{ goto <|>e; <|e|>: return 1; }'],
    ['@{ int.TryParse("1", out var <|x|>); return x<|>; }'],
    ['@{ object o = 1; return o is int <|x|> ? <|>x : 0; }'],
    ['@(new[] { "a" }.Any(<|s|> =&gt; <|>s == &quot;&lt;&quot;))'],
    ['<![CDATA[@(new[] { "a" }.Any(<|s|> => <|>s == "<"))]]>'],
    ['@{ var <|x|> = 1; return <|>x'],
  ])('%s', (marked) => {
    const { text, cursors, ranges } = parseMarks(body(marked));
    const found = definition(analysed(text), cursors[0] ?? 0);
    expect(found.map(({ target }) => target)).toEqual([{ kind: 'document', span: ranges[0] }]);
  });

  it.each(['con<|>text.RequestId', 'context.<|>RequestId', 'new <|>Uri("x")'])('has none for %s', (code) =>
    expect(definition(...at(body(`@(${code})`)))).toEqual([]),
  );

  it('leads from a context variable to all that set it', () => {
    const marked = inbound(
      `${includes}<set-variable name="a" value="1" /><send-request response-variable-name="a" /><set-body>@(context.Variables["<|>a"])</set-body>`,
    );
    const [analysis, offset] = at(marked, around(globalSets, fragmentReads));
    const found = definition(analysis, offset).map(({ target }) =>
      target.kind === 'around'
        ? `${target.document.path} ${target.span.start}`
        : target.kind === 'document' && analysis.text.slice(0, target.span.start).split('<').at(-1),
    );
    expect(found).toEqual([
      'set-variable name="',
      'send-request response-variable-name="',
      `policy.xml ${globalSets.indexOf('a"')}`,
    ]);
  });
});

describe('references', () => {
  it('are those of the document and of what runs together with it', () => {
    const [analysis, offset] = at(
      inbound(
        `${includes}<set-variable name="a" value="@(context.Variables.ContainsKey("a") ? 1 : 2)" /><set-body>@((int)context.Variables["<|>a"])</set-body>`,
      ),
      around(globalSets, fragmentReads),
    );
    const found = references(analysis, offset);
    expect(found.map(({ document, isDeclaration }) => `${document?.uri ?? 'here'} ${isDeclaration}`)).toEqual(
      [
        'here true',
        'here false',
        'here false',
        'file:///w/policy.xml true',
        'file:///w/policy%20fragments/tokens/policy.xml false',
      ],
    );
  });

  it('of named values and fragments stand anywhere', () => {
    const text = '<a b="{{n}}">{{n}} @("{{<|>n}}")</a>';
    const [analysis, offset] = at(inbound(`<set-body>{{n}}</set-body>${text}`));
    const found = references(analysis, offset).map(({ span }) => span);
    expect(bracketed(analysis.text, found).match(/\{\{\[n\]\}\}/g)).toHaveLength(4);
    const fragments = inbound(`${includes}${includes}`.replace('tokens', '<|>tokens'));
    expect(references(...at(fragments))).toHaveLength(2);
  });

  it('stand in other documents of the workspace too, each of them once', () => {
    const [analysis, offset] = at(inbound(includes.replace('tokens', '<|>tokens')), around(globalSets, ''));
    expect(nameElsewhere(analysis, offset)).toEqual({ kind: 'entity', name: 'tokens' });
    const global = related(globalPolicy, inbound(includes));
    const other = related(ordersApi, inbound(`${includes}${includes}`));
    const [own, ...others] = references(analysis, offset, [global, other]);
    expect(own?.document).toBe(undefined);
    // The global policy runs together with this one, and its text there is the one that counts.
    expect(others.map(({ document }) => document?.uri)).toEqual([other.uri, other.uri]);
  });

  it('of a fragment are asked for at its root, where its place says which one it is', () => {
    const address = { kind: 'fragment', fragment: 'tokens' } as const;
    const [analysis, offset] = at('<frag<|>ment><set-body>a</set-body></fragment>', { address });
    expect(nameElsewhere(analysis, offset)).toEqual({ kind: 'entity', name: 'tokens' });
    const including = related(ordersApi, inbound(includes));
    const [found] = references(analysis, offset, [including]);
    expect(found?.document).toBe(including);
    expect(bracketed(including.analysis.text, found ? [found.span] : [])).toContain('"[tokens]"');
    const [unknown, where] = at('<frag<|>ment><set-body>a</set-body></fragment>');
    expect(nameElsewhere(unknown, where)).toBe(undefined);
  });

  it('of variables are known to the documents that share them', () => {
    const [analysis, offset] = at(inbound('<set-variable name="<|>a" value="1" />'));
    expect(nameElsewhere(analysis, offset)).toEqual({ kind: 'variable', name: 'a' });
    const reading = related(createOrder, inbound('<set-body>@((string)context.Variables["a"])</set-body>'));
    expect(references(analysis, offset, [reading]).map(({ document }) => document?.uri)).toEqual([
      undefined,
      reading.uri,
    ]);
    expect(nameElsewhere(...at(inbound('<set-body>@{ var <|>x = 1; return x; }</set-body>')))).toBe(
      undefined,
    );
  });
});

describe('highlights', () => {
  function highlighted(marked: string): string {
    const [analysis, offset] = at(body(marked));
    const marks = { read: 'R', write: 'W', text: 'T' };
    const edits = documentHighlights(analysis, offset).map(({ span, kind }) => ({
      span,
      newText: `${marks[kind]}[${analysis.text.slice(span.start, span.end)}]`,
    }));
    return applyEdits(analysis.text, edits).slice(
      body('').indexOf('</set'),
      -body('').length + body('').indexOf('</set'),
    );
  }

  it.each([
    ['@{ var x = 1; x++; <|>x = x; return x; }', '@{ var W[x] = 1; W[x]++; W[x] = R[x]; return R[x]; }'],
    [
      '@{ int f(int a, int b) => a; int a = 1; return f(b: a, <|>a: 2) + f(a: 1, b: 2); }',
      '@{ int f(int a, int b) => a; int a = 1; return f(b: a, a: 2) + f(a: 1, b: 2); }',
    ],
    [
      '@{ int f(int <|>a, int b) => a; return f(b: 1, a: 2); }',
      '@{ int f(int W[a], int b) => R[a]; return f(b: 1, T[a]: 2); }',
    ],
    [
      '@(context.Request.<|>Url.Host + context.Request.Url.Path)',
      '@(context.Request.R[Url].Host + context.Request.R[Url].Path)',
    ],
    [
      '@{ var x = 1; { return new[] { 1 }.Any(y => <|>y == x); } }',
      '@{ var x = 1; { return new[] { 1 }.Any(W[y] => R[y] == x); } }',
    ],
  ])('%s', (marked, expected) => expect(highlighted(marked)).toBe(expected));
});

describe('renaming in code', () => {
  function renamed(marked: string, name: string): string {
    const [analysis, offset] = at(body(marked));
    const target = renameTarget(analysis, offset);
    const result = rename(analysis, offset, name);
    if (result.kind === 'refused') return result.why;
    expect(target?.kind).toBe('target');
    const [own, ...others] = result.documents;
    expect(others).toEqual([]);
    const text = applyEdits(analysis.text, own?.edits ?? []);
    return text.slice(body('').indexOf('</set'), text.length - (body('').length - body('').indexOf('</set')));
  }

  it.each([
    ['@{ var <|>x = 1; return x + x; }', 'y', '@{ var y = 1; return y + y; }'],
    ['@{ var x = 1; return x<|>; }', 'y', '@{ var y = 1; return y; }'],
    ['@{ int f(int a) => a; return <|>f(a: 1); }', 'g', '@{ int g(int a) => a; return g(a: 1); }'],
    ['@{ int f(int <|>a) => a; return f(a: 1); }', 'b', '@{ int f(int b) => b; return f(b: 1); }'],
    [
      '@(new[] { 1 }.Select(<|>x => new { x, Y = x }).First().x)',
      'z',
      '@(new[] { 1 }.Select(z => new { x = z, Y = z }).First().x)',
    ],
    [
      '@(new[] { "a" }.Any(s =&gt; <|>s == &quot;&lt;&quot;))',
      't',
      '@(new[] { "a" }.Any(t =&gt; t == &quot;&lt;&quot;))',
    ],
    ['<![CDATA[@(new[] { 1 }.Any(s => <|>s < 1))]]>', 't', '<![CDATA[@(new[] { 1 }.Any(t => t < 1))]]>'],
    ['@{ var <|>x = 1; return $"{x,3} x"; }', 'y', '@{ var y = 1; return $"{y,3} x"; }'],
    ['@{ <!-- x --> var <|>x = 1; return x; }', 'y', '@{ <!-- x --> var y = 1; return y; }'],
    ['@{ var <|>x = 1; return x', 'y', '@{ var y = 1; return y'],
    ['@{ var <|>x = 1; return x; }', '@class', '@{ var @class = 1; return @class; }'],
    ['@{ var <|>x = 1; return x; }', 'x', '@{ var x = 1; return x; }'],
  ])('%s to %s', (marked, name, expected) => expect(renamed(marked, name)).toBe(expected));

  it.each<readonly string[]>([
    ['@{ var <|>x = 1; return x; }', 'a b', '"a b" is no name that C# allows for a variable.'],
    ['@{ var <|>x = 1; return x; }', '1a', '"1a" is no name that C# allows for a variable.'],
    ['@{ var <|>x = 1; return x; }', '', '"" is no name that C# allows for a variable.'],
    ...(
      [
        ['@{ var <|>x = 1; return x; }', 'class'],
        ['@{ var <|>x = 1; return x; }', 'context'],
        ['@{ var <|>x = 1; var y = 2; return x + y; }', 'y'],
        ['@{ var <|>x = 1; return new[] { 1 }.Any(y => y == x); }', 'y'],
        ['@(new[] { 1 }.Any(<|>y => new[] { y }.Any(z => z == y)))', 'z'],
        ['@{ var <|>x = 1; return Convert.ToString(x); }', 'Convert'],
        ['@{ var <|>x = 1; return x + y; }', 'y'],
        ['@{ int f(int a) => a; var <|>x = 1; return f(x); }', 'f'],
      ] as const
    ).map(([marked, name]) => [
      marked,
      name,
      `"${name}" already means something else here, or is a word of C#.`,
    ]),
    ...[
      '@(<|>context.RequestId)',
      '@(context.<|>RequestId)',
      '@(new <|>Uri("x"))',
      '@(new { <|>A = 1 })',
    ].map((marked) => [
      marked,
      'x',
      'Only variables and functions of the code and context variables can be renamed here.',
    ]),
    ['@(1 + <|>1)', 'x', 'There is nothing here that can be renamed.'],
    ['{{<|>n}}', 'x', 'A named value is renamed in API Management, where others may refer to it.'],
  ])('%s to %s is refused', (marked, name, why) => expect(renamed(marked ?? '', name ?? '')).toBe(why));

  it('says before a name is asked for that there is nothing to rename', () => {
    expect(renameTarget(...at(body('@(<|>context.RequestId)')))).toMatchObject({ kind: 'refused' });
    expect(renameTarget(...at(body('@(1 + <|>1)')))).toBeUndefined();
    expect(renameTarget(...at(body('@{ var x = 1; return <|>x; }')))).toMatchObject({ name: 'x' });
  });
});

describe('renaming context variables', () => {
  const own = `${includes}<set-variable name="a" value="@(context.Variables.ContainsKey("a"))" /><set-body>@(context.Variables[&quot;<|>a&quot;])</set-body>`;

  it('is done in the document and in those around it', () => {
    const [analysis, offset] = at(inbound(own), around(globalSets, fragmentReads));
    expect(renameTarget(analysis, offset)).toMatchObject({ kind: 'target', name: 'a' });
    const result = rename(analysis, offset, 'order-id');
    if (result.kind === 'refused') throw new Error(result.why);
    const texts = result.documents.map(({ document, edits }) =>
      applyEdits((document?.analysis ?? analysis).text, edits),
    );
    expect(texts).toEqual([
      inbound(own.replace('<|>', '').replaceAll(/(?<=["&]|quot;)a(?=["&])/g, 'order-id')),
      globalSets.replace('"a"', '"order-id"'),
      fragmentReads.replace('"a"', '"order-id"'),
    ]);
  });

  it('is done in the documents that share it from elsewhere, or in none', () => {
    const [analysis, offset] = at(inbound('<set-variable name="<|>a" value="1" />'));
    const reading = '<set-body>@((string)context.Variables["a"])</set-body>';
    const narrower = related(createOrder, inbound(reading));
    const result = rename(analysis, offset, 'order-id', [narrower]);
    expect(result.kind === 'edits' && result.documents.map(({ document }) => document?.path)).toEqual([
      undefined,
      narrower.path,
    ]);
    const taken = related(createOrder, inbound('<set-variable name="order-id" value="1" />'));
    expect(rename(analysis, offset, 'order-id', [narrower, taken])).toEqual({
      kind: 'refused',
      why: `There is already a context variable "order-id" (${taken.path}).`,
    });
    const built = related(createOrder, inbound('\n<set-body>@(context.Variables["" + "a"])</set-body>'));
    expect(rename(analysis, offset, 'order-id', [built])).toMatchObject({
      why: `The name "a" is put together by code (${built.path}, line 2), which can't be renamed.`,
    });
  });

  it('leaves alone what is called the same', () => {
    const [analysis, offset] = at(
      inbound(
        '<set-variable name="<|>a" value="a" /><set-header name="a" /><set-body>@(context.Request.Headers["a"])</set-body>',
      ),
    );
    const result = rename(analysis, offset, 'b');
    expect(result.kind === 'edits' && result.documents.map(({ edits }) => edits.length)).toEqual([1]);
  });

  function refusal(marked: string, name: string, options: Partial<AnalysisOptions> = {}): string {
    const result = rename(...at(inbound(marked), options), name);
    return result.kind === 'refused' ? result.why : 'done';
  }

  it.each(['', ' a', 'a"b', 'a<b', 'a&b', "a'b", 'a\\b', '{{a}}', '@(a)', '$(a)'])(
    'to "%s" is refused',
    (name) => expect(refusal(own, name)).toBe(`"${name}" can't be the name of a context variable.`),
  );

  it('is refused where the new name is taken', () => {
    expect(refusal(`${own}<set-variable name="b" value="1" />`, 'b')).toBe(
      'There is already a context variable "b".',
    );
    expect(refusal(own, 'b', around(globalSets.replace('"a"', '"b"'), ''))).toBe(
      'There is already a context variable "b" (policy.xml).',
    );
  });

  it('is refused where code puts the name together', () =>
    expect(refusal(`${own}\n<set-body>@(context.Variables["" + "a"])</set-body>`, 'b')).toBe(
      'The name "a" is put together by code (line 2), which can\'t be renamed.',
    ));

  it('is refused where a part of a file would have to change that is no policy', () => {
    const document = { ...related({ kind: 'fragment', fragment: 'tokens' }, fragmentReads), isFile: false };
    const options = { surroundings: { parents: [], fragment: () => document } };
    expect(refusal(own, 'b', options)).toBe(
      `The variable "a" is also named in ${document.path}, where it can't be changed from here.`,
    );
    expect(renameTarget(...at(inbound(own), options))?.kind).toBe('refused');
  });
});
