/** What holds for every text, however broken: nothing throws, nothing is lost, nothing takes long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, tokensOf, walkElements } from '../../../server/src/core/syntax';
import { corpus } from '../../support/shared';
import { brokenInvariants } from './render';

const RAW = `<?xml version="1.0"?>
<!-- Orders are for signed-in customers -->
<policies>
  <inbound>
    <base />
    <set-variable name="who" value="@(context.Request.Headers.GetValueOrDefault("X-Who", "") + '"')" />
    <choose>
      <when condition="@(context.Variables["who"] != "" && int.Parse((string)context.Variables["n"]) < 3)">
        <set-header name='X-Shop' exists-action='override'>
          <value>@{
            var map = new Dictionary<string, string>(); // it's }
            return $"{map["a"]:N2}" + @"c:\\""x""" /* ) */;
          }</value>
        </set-header>
      </when>
    </choose>
    <set-body><![CDATA[ {"a": "@(context.RequestId)"} ]]></set-body>
  </inbound>
  <on-error>{{shop-error}} &amp; more</on-error>
</policies>
`;
const ESCAPED =
  '\uFEFF<fragment>\r\n\t<when condition="@(context.Variables[&quot;a)&quot;] &lt; 3 &amp;&amp; b)" />\r\n</fragment>';

describe('a policy cut off at every offset', () => {
  it.each([RAW, ESCAPED])('%#', (text) => {
    for (let end = 0; end <= text.length; end++) expect(brokenInvariants(text.slice(0, end))).toEqual([]);
  });
  it('keeps what stands before the cut', () => {
    const tree = parsePolicy(RAW.slice(0, RAW.indexOf('exists-action')));
    const names = [...walkElements(tree)].map((element) => element.name);
    expect(names).toEqual(['policies', 'inbound', 'base', 'set-variable', 'choose', 'when', 'set-header']);
  });
});

describe('an element typed in the middle', () => {
  const typed =
    '<set-header name="@(context.Variables["x"])" exists-action="skip"><value>@("y")</value></set-header>';
  it('leaves the sections around it alone, whatever is there of it', () => {
    const before = '<policies>\n  <inbound>\n    <base />\n    ';
    const after =
      '\n    <set-method>GET</set-method>\n  </inbound>\n  <outbound>\n    <trace a="b" />\n  </outbound>\n</policies>\n';
    for (let end = 0; end <= typed.length; end++) {
      const tree = parsePolicy(before + typed.slice(0, end) + after);
      const sections = tree.root?.children.filter((child) => child.kind === 'element') ?? [];
      const outline = sections.map(
        (s) => `${s.name}: ${s.children.flatMap((c) => (c.kind === 'element' ? c.name : []))}`,
      );
      expect(outline, typed.slice(0, end)).toHaveLength(2);
      expect(outline[0], typed.slice(0, end)).toMatch(/^inbound: base.*,set-method$/);
      expect(outline[1], typed.slice(0, end)).toBe('outbound: trace');
      expect(brokenInvariants(tree.text)).toEqual([]);
    }
  });
});

describe('texts that are no policies', () => {
  it.each([
    ['binary', Array.from({ length: 5000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('')],
    ['lone surrogates', '<a \uD800="\uDC00@(\uD800">\uDFFF</a>'],
    ['null characters', '\0<\0a\0>\0@(\0'],
    ['deep nesting', '<a>'.repeat(20_000)],
    ['deep interpolation', `<a>@(${'$"{'.repeat(20_000)})</a>`],
  ])('%s', (_, text) => {
    expect(brokenInvariants(text)).toEqual([]);
  });

  it('made of the pieces of policies', () => {
    const piece = fc.constantFrom(
      ...['<', '</', '>', '/>', 'a', 'b', ' ', '\n', '\r\n', '=', '"', "'", '@(', '@{', ')', '}', '(', '{'],
      ...[
        '$"',
        '@"',
        '\\',
        '//',
        '/*',
        '*/',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        '&',
        '&quot;',
        '&lt;',
        ';',
      ],
      ...['<a b="', '</a>', '<b/>', '\n  <c d="e">', '{{f}}', 'é', '\uFEFF', '\uD83D\uDE00', '<!DOCTYPE ['],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(brokenInvariants(pieces.join(''))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('made of policies by deleting, doubling and inserting', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat(40),
      fc.constantFrom('', '<', '"', "'", '@(', ')', '}', '>', '&', '\n'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(RAW, ESCAPED),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (text, edits) => {
          let changed = text;
          for (const [at, length, inserted] of edits) {
            const start = at % (changed.length + 1);
            changed = changed.slice(0, start) + inserted + changed.slice(start + length);
          }
          expect(brokenInvariants(changed)).toEqual([]);
        },
      ),
      { numRuns: 600 },
    );
  });
});

/** Each of these would run into the time limit if the scanner looked through the rest of the text at every turn. */
describe('a large text is read in one go', () => {
  const LENGTH = 40_000;
  it.each([
    ...[
      '<',
      '</',
      '<a ',
      '<a b="',
      "<a b='",
      '<a b="c',
      '<a b="@(',
      '<a b="@("',
      '<a b="@(@"x"/>',
      '@(',
      '@{',
      '@(@"',
    ],
    ...[
      '<a>@(',
      '<a>@(/*',
      '<a>@(<!--',
      '<a>@("',
      '@($"{',
      '@($"{("',
      '<a b="@(&quot;',
      '@(&amp;',
      '<!--',
      '<![CDATA[',
    ],
    ...[
      '<a>',
      '<a></b>',
      '<a>\n',
      '<a><b></a>',
      '</a>',
      '<?',
      '<!DOCTYPE [',
      '&',
      '&a',
      '&quot;',
      'x',
      ' ',
      '\n',
      '"',
      '=',
    ],
    ...[
      '<a b="@(a)x',
      '<a b="x\n<',
      ' a=\'x b="y',
      '<a b="@(c)"/>',
      '<a b="@(x"/>\n',
      '<a>@(x</a>\n',
      '</a\n',
      '<a b\n',
    ],
    ...[
      '@(a)x',
      ' a=',
      'a=',
      '<a b=" c=',
      '<a b="@{"',
      "'@(",
      '@("&lt;',
      '<a b="&quot;@(',
      '<!--\n',
      '<!-- \n <a',
    ],
  ])('%j, over and over', (piece) => {
    const text = piece.repeat(Math.ceil(LENGTH / piece.length));
    expect(parsePolicy(text).document.span.end).toBe(text.length);
    const inOneValue = `<a b="${text}`;
    expect(parsePolicy(inOneValue).document.span.end).toBe(inOneValue.length);
  });

  it('a megabyte of policies, with every element and token in place', () => {
    const sections = Math.ceil(1_000_000 / RAW.length);
    const body = RAW.slice(RAW.indexOf('<policies>'));
    const text = `<all>${body.repeat(sections)}</all>`;
    const tree = parsePolicy(text);
    expect(tree.problems).toEqual([]);
    expect([...walkElements(tree)]).toHaveLength(1 + 10 * sections);
    expect(tokensOf(tree).at(-1)?.span.end).toBe(text.length);
  });
});

const documents = corpus();

/** Documents that API Management refuses as well, with what is wrong with them. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  [
    'Azure__api-management-policy-snippets/examples__Call_out_to_an_HTTP_endpoint_and_cache_the_response.policy.xml',
    'a tool put =" into the C# of an expression, which has no end since',
  ],
]);

describe.runIf(documents.length > 0)('real policies', () => {
  it('have no problems, but for the broken one', () => {
    const alarmed = documents.filter((d) => parsePolicy(d.text).problems.length > 0).map((d) => d.file);
    expect(alarmed).toEqual([...REFUSED.keys()]);
    expect(documents.filter((d) => d.kind === 'broken').map((d) => d.file)).toEqual([...REFUSED.keys()]);
  });
  it('are read without loss', () => {
    for (const { file, text } of documents) expect(brokenInvariants(text), file).toEqual([]);
  });
  it('keep their sections when an expression in them breaks', () => {
    for (const { kind, file, text } of documents) {
      const root = parsePolicy(text).root;
      const broken = text.indexOf(')" ');
      if (kind === 'broken' || root?.name !== 'policies' || broken === -1) continue;
      const after = parsePolicy(text.slice(0, broken) + text.slice(broken + 1)).root;
      const sections = (node: typeof root | undefined) =>
        node?.children.flatMap((child) => (child.kind === 'element' ? child.name : []));
      expect(sections(after), file).toEqual(sections(root));
    }
  });
});
