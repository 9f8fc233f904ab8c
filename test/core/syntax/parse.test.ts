import { describe, expect, it } from 'vitest';
import { parsePolicy, tokensOf } from '../../../server/src/core/syntax';
import { brokenInvariants, outline, problemsOf } from './render';

describe('a well-formed document', () => {
  const fine: readonly (readonly [text: string, tree: string])[] = [
    ['<a b="c" d=\'e\'><f/> text </a>', 'a b=[c] d=[e] {f/ [text]}'],
    ['\uFEFF<?xml version="1.0"?>\r\n<a/>\r\n', '<processing-instruction> a/'],
    ['<!DOCTYPE a [<!ELEMENT a ANY>]>\n<a/>', '<doctype> a/'],
    ['<a><!-- b > <c> -- d --></a>', 'a {<comment>}'],
    // Comments that run into the next one on the following line read as one.
    ['<!-- one\n<!-- two -->\n<a/>', '<comment> a/'],
    ['<a><![CDATA[ x < y & @(z) ]]></a>', 'a {cdata[x < y &]@[z][]}'],
    ['<a b="&lt;&#60;&#x3C;&quot;">&amp;</a>', 'a b=[&lt;&#60;&#x3C;&quot;] {[&amp;]}'],
    ['<a\r\tb = "c"\r></a\n>', 'a b=[c]'],
    [
      '<a b="\x24{c} #{d}# {#E#} {{f-g}} __H__">{{i}}</a>',
      'a b=[\x24{c} #{d}# {#E#} {{f-g}} __H__] {[{{i}}]}',
    ],
    ['<a b="me@example.com @ @@ @c">x@y.z > w</a>', 'a b=[me@example.com @ @@ @c] {[x@y.z > w]}'],
    ['<x:a y:b="c" é="d"/>', 'x:a/ y:b=[c] é=[d]'],
  ];
  it.each(fine)('%j', (text, tree) => {
    expect(problemsOf(text)).toEqual([]);
    expect(outline(text)).toBe(tree);
    expect(brokenInvariants(text)).toEqual([]);
  });

  it('has exact spans', () => {
    const tree = parsePolicy('<a b="c">x</a>');
    expect(tree.root).toMatchObject({
      span: { start: 0, end: 14 },
      nameSpan: { start: 1, end: 2 },
      openTag: { start: 0, end: 9 },
      contentSpan: { start: 9, end: 10 },
      closeTag: { span: { start: 10, end: 14 }, nameSpan: { start: 12, end: 13 } },
    });
    expect(tree.root?.attributes[0]).toMatchObject({
      span: { start: 3, end: 8 },
      value: { span: { start: 6, end: 7 }, quote: '"', closed: true },
    });
  });
});

/** Text, tree, problems. */
type Case = readonly [text: string, tree: string, ...problems: string[]];

function check(cases: readonly Case[]): void {
  it.each(cases)('%j', (text, tree, ...problems) => {
    expect(outline(text)).toBe(tree);
    expect(problemsOf(text)).toEqual(problems);
    expect(brokenInvariants(text)).toEqual([]);
  });
}

describe('a document being typed', () => {
  check([
    ['<', '!', 'invalid-name «<»'],
    ['</', '', 'unmatched-closing-tag «</»'],
    ['<a', 'a!', 'unclosed-tag «<a»'],
    ['<a b', 'a! b', 'unclosed-tag «<a b»'],
    ['<a b=', 'a! b', 'unclosed-tag «<a b=»'],
    ['<a b="', 'a! b=[]?', 'unclosed-value «"»'],
    ['<a b="c', 'a! b=[c]?', 'unclosed-value «"c»'],
    ['<a b="c"', 'a! b=[c]', 'unclosed-tag «<a b="c"»'],
    ['<a b="c" /', 'a! b=[c]', 'unclosed-tag «<a b="c" /»'],
    ['</>', '', 'unmatched-closing-tag «</>»'],
    ['<a></', 'a', 'unmatched-closing-tag «</»'],
    ['<a></a', 'a', 'unclosed-tag «</a»'],
    ['<a <b/>', 'a! b/', 'unclosed-tag «<a»'],
    ['<a><!</a>', 'a {<doctype>}', 'invalid-name «<!»'],
    ['<a>\n  <\n  <b/>\n</a>', 'a {! b/}', 'invalid-name «<»'],
    ['<a>\n  </\n  <b/>\n</a>', 'a {b/}', 'unmatched-closing-tag «</»'],
    ['<a>\n  <s\n  <b/>\n</a>', 'a {s! b/}', 'unclosed-tag «<s»'],
    ['<a>\n  <s x\n  <b/>\n</a>', 'a {s! x b/}', 'unclosed-tag «<s x»'],
    ['<a>\n  <s x=\n  <b/>\n</a>', 'a {s! x b/}', 'unclosed-tag «<s x=»'],
    ['<a>\n  <s x="y"/\n  <b/>\n</a>', 'a {s! x=[y] b/}', 'unclosed-tag «<s x="y"/»'],
    ['<a>\n  <s x="\n  <b c="d"/>\n</a>', 'a {s! x=[]? b/ c=[d]}', 'unclosed-value «"»'],
    ['<a>\n  <s x="y\n  <b c="d"/>\n</a>', 'a {s! x=[y]? b/ c=[d]}', 'unclosed-value «"y»'],
    ['<a>\n  <s x="/>\n  <b c="d"/>\n</a>', 'a {s/ x=[]? b/ c=[d]}', 'unclosed-value «"»'],
    [
      '<a>\n  <s x=" y="z" w="v"/>\n  <b c="d"/>\n</a>',
      'a {s/ x=[]? y=[z] w=[v] b/ c=[d]}',
      'unclosed-value «"»',
    ],
    ['<a>\n  <s x="y"\n    text here\n  </s>\n</a>', 'a {s! x=[y] {[text here]}}', 'unclosed-tag «<s x="y"»'],
  ]);
});

describe('a missing or mistaken closing tag', () => {
  check([
    ['<a><s><b/></a>', 'a {s~ {b/}}', 'unclosed-element «s»'],
    // Lines that are not indented deeper than the unclosed element are its siblings.
    ['<a>\n  <s>\n  <b/>\n</a>', 'a {s~ b/}', 'unclosed-element «s»'],
    ['<a>\n  <s>\n    <t/>\n  <b/>\n</a>', 'a {s~ {t/} b/}', 'unclosed-element «s»'],
    ['<a>\n  <s>\n  <t>\n  <b/>\n</a>', 'a {s~ t~ b/}', 'unclosed-element «s»', 'unclosed-element «t»'],
    ['<a>\n  <s>x</t>\n  <b/>\n</a>', 'a {s {[x]} b/}', 'unmatched-closing-tag «</t>»'],
    ['<a></b><c/></a>', 'a {c/}', 'unmatched-closing-tag «</b>»'],
    ['<a><b></a></b>', 'a {b~}', 'unclosed-element «b»'],
    ['<a>\n  <s>\n  </s\n  <b/>\n</a>', 'a {s b/}', 'unclosed-tag «</s»'],
    ['<a></a x>', 'a', 'invalid-character «x»'],
  ]);

  it('keeps siblings siblings, with their parents and spans', () => {
    const tree = parsePolicy('<a>\n  <s>\n  <b/>\n</a>');
    const [, s, , b] = tree.root?.children ?? [];
    expect(s).toMatchObject({ name: 's', span: { start: 6, end: 9 } });
    expect(b).toMatchObject({ name: 'b', parent: tree.root });
  });
});

describe('attributes', () => {
  check([
    ['<a b="c"d="e"/>', 'a/ b=[c] d=[e]', 'missing-space «d»'],
    ['<a b=c d=@(x+1)/>', 'a/ b=[c] d=@[x+1]', 'unquoted-value «c»', 'unquoted-value «@(x+1)»'],
    ['<a b c="d"/>', 'a/ b c=[d]', 'missing-value «b»'],
    ['<a b= c="d"/>', 'a/ b c=[d]', 'missing-value «b=»'],
    ['<a b="1" b="2" c="3"/>', 'a/ b=[1] b=[2] c=[3]', 'duplicate-attribute «b»'],
    ['<a 1b="c"/>', 'a/ 1b=[c]', 'invalid-name «1b»'],
    ['<a "x" b="c"/>', 'a/ b=[c]', 'invalid-character «"x"»'],
    ['<a b="c"/ >', 'a/ b=[c]', 'invalid-character «/ >»'],
    ['<a b="x < y"/>', 'a/ b=[x < y]', 'unescaped-character «<»'],
    ['<a b="?x=1&y=2"/>', 'a/ b=[?x=1&y=2]', 'unescaped-character «&»'],
    ['<a b="&nbsp;&#0;"/>', 'a/ b=[&nbsp;&#0;]', 'unknown-entity «&nbsp;»', 'unknown-entity «&#0;»'],
  ]);
});

describe('content', () => {
  check([
    ['<a>x & y</a>', 'a {[x & y]}', 'unescaped-character «&»'],
    ['<a>x < y</a>', 'a {[x] ! [y]}', 'invalid-name «<»'],
    ['<a><></a>', 'a {~}', 'invalid-name «<>»'],
    ['<1a/>', '! [1a/>]', 'invalid-name «<»'],
    ['<!-- x\n<a/>', '<comment> a/', 'unclosed-comment «<!--»'],
    ['<a>\n<!-- x\n<b/>\n<!-- y -->\n</a>', 'a {<comment> b/ <comment>}', 'unclosed-comment «<!--»'],
    ['<a>\n<![CDATA[ x\n</a>', 'a {cdata[x]}', 'unclosed-cdata «<![CDATA[»'],
    ['<?xml\n<a/>', '<processing-instruction> a/', 'unclosed-tag «<?xml»'],
    ['x <a/> y', '[x] a/ [y]', 'text-outside-root «x»', 'text-outside-root «y»'],
    ['<a/><b/>', 'a/ b/', 'several-roots «b»'],
    ['', '', 'no-root «»'],
    ['\r\n', '', 'no-root «»'],
    ['hello', '[hello]', 'text-outside-root «hello»'],
  ]);

  it('takes the whole element for the root, not the one being typed before it', () => {
    expect(parsePolicy('<pol\n<policies/>').root?.name).toBe('policies');
    expect(parsePolicy('<pol').root?.name).toBe('pol');
  });
});

describe('tokens', () => {
  it('name every stretch of the text', () => {
    const text = '\uFEFF<a b = "c@(d)">e<!--f--></a >';
    expect(tokensOf(text).map((t) => `${t.kind} ${text.slice(t.span.start, t.span.end)}`)).toEqual([
      'bom \uFEFF',
      'open-tag-start <',
      'name a',
      'whitespace  ',
      'name b',
      'whitespace  ',
      'equals =',
      'whitespace  ',
      'quote "',
      'value c',
      'expression @(d)',
      'quote "',
      'tag-end >',
      'text e',
      'comment <!--f-->',
      'close-tag-start </',
      'name a',
      'whitespace  ',
      'tag-end >',
    ]);
  });
  it('of a tree are computed once', () => {
    const tree = parsePolicy('<a/>');
    expect(tokensOf(tree)).toBe(tokensOf(tree));
  });
});

describe('a document with a character missing', () => {
  check([
    // The `<` of a tag.
    ['<a>\n  b c="d">e</b>\n  <f/>\n</a>', 'a {b c=[d] {[e]} f/}', 'unopened-tag «b»'],
    ['<a>\n  b c="@(x > "y")" />\n</a>', 'a {b/ c=@[x > "y"]}', 'unopened-tag «b»'],
    ['a>\n  <b/>\n</a>', 'a {b/}', 'unopened-tag «a»'],
    ['<a>b c="d"</a>', 'a {[b c="d"]}'],
    ['<a>b > c</a>', 'a {[b > c]}'],
    ['<a>a></a>', 'a {[a>]}'],
    ['<a>\n  b:c d="/">e</b:c>\n</a>', 'a {b:c d=[/] {[e]}}', 'unopened-tag «b:c»'],
    // The `>` of a tag, and its content behind it.
    ['<a><b@("c")</b></a>', 'a {b! {@["c"]}}', 'unclosed-tag «<b»'],
    ['<a><bc d/e</b></a>', 'a {b! {[c d/e]}}', 'unclosed-tag «<b»'],
    ['<a><b c="d"\n  @("e" + f)</b></a>', 'a {b! c=[d] {[]@["e" + f]}}', 'unclosed-tag «<b c="d"»'],
    // The slash of a closing tag.
    ['<a>\n  <b>c<b>\n  <d/>\n</a>', 'a {b {[c]} d/}', 'missing-slash «b»'],
    ['<a>\n  <b>\n    <c/>\n  <b>\n  <b/>\n</a>', 'a {b {c/} b/}', 'missing-slash «b»'],
    ['<a>\n  <b>\n    <b c="d">\n</a>', 'a {b~ {b~ c=[d]}}', 'unclosed-element «b»', 'unclosed-element «b»'],
    // A bracket of an expression.
    ['<a b="@(c) d["e"] < f)" g="h" />', 'a/ b=@[c][d["e"] < f)] g=[h]'],
    ['<a b="@(c)>\n  <d e="f" />\n</a>', 'a b=@[c]? {d/ e=[f]}', 'unclosed-value «"@(c)»'],
    // A quote.
    ['<a b="c d ="e" />', 'a/ b=[c]? d=[e]', 'unclosed-value «"c»'],
    ['<a b="c d=" "/>', 'a/ b=[c]? d=[]', 'unclosed-value «"c»'],
    ['<a b=C=d" e="f" />', 'a/ b=[C=d"] e=[f]', 'unquoted-value «C=d"»'],
    ['<a b="@(c) d="e" f="g" />', 'a/ b=@[c]? d=[e] f=[g]', 'unclosed-value «"@(c)»'],
    ["<a b=\"c d='@(e)' />", 'a/ b=[c]? d=@[e]', 'unclosed-value «"c»'],
    ['<a><b c="d>\n  <e f="/g" />\n</b></a>', 'a {b c=[d]? {e/ f=[/g]}}', 'unclosed-value «"d»'],
    ['<a b=/c/d" e="f" />', 'a/ b=[/c/d"] e=[f]', 'unquoted-value «/c/d"»'],
    ['<a b=c d" e="f" />', 'a/ b=[c d"] e=[f]', 'unquoted-value «c d"»'],
    ['<a b=c d e="f" />', 'a/ b=[c] d e=[f]', 'unquoted-value «c»', 'missing-value «d»'],
    [
      '<a b="@{\n  var c = d["e];\n  return f(g => h);\n}" i="j" />\n',
      'a/ b=@[\n  var c = d["e];\n  return f(g => h);\n}]? i=[j]',
      'unclosed-expression «@{»',
    ],
  ]);
});

describe('a root without its closing tag', () => {
  check([
    ['<a>\n<b/>\n<c/>\n', 'a~ {b/ c/}', 'unclosed-element «a»'],
    ['<a>\n<b>\n<c/>\n', 'a~ {b~ c/}', 'unclosed-element «a»', 'unclosed-element «b»'],
  ]);
});

describe('a closing tag that is spelled otherwise than its opening one', () => {
  check([
    ['<a>\n  <bc>\n    <d/>\n  </bd>\n  <e/>\n</a>', 'a {bc {d/} e/}', 'unmatched-closing-tag «</bd>»'],
    // Around it there is an element of that very name.
    ['<a>\n  <ab>\n    <c/>\n  </a>\n  <d/>\n</a>', 'a {ab {c/} d/}', 'unmatched-closing-tag «</a>»'],
    ['<a>\n  <ab>\n    <c/>\n</a>\n', 'a {ab~ {c/}}', 'unclosed-element «ab»'],
  ]);
});
