import { describe, expect, it } from 'vitest';
import { sameMeaning, sameText } from '../../instance';

describe('the same text', () => {
  it('may differ in line ends, the byte order mark and the end', () => {
    expect(sameText('\ufeff<a>\r\n</a>\r\n', '<a>\n</a>')).toBe(true);
    expect(sameText('<a/>', '<a />')).toBe(false);
  });
});

describe('the same meaning', () => {
  it.each([
    ['indentation', '<a><b/></a>', '<a>\r\n  <b />\r\n</a>\r\n'],
    ['order of attributes and quotes', `<a b="1" c='2'/>`, `<a c="2"   b='1'></a>`],
    [
      'raw and escaped expressions in attributes',
      '<a b="@(x["k"] < 2 && y)"/>',
      '<a b="@(x[&quot;k&quot;] &lt; 2 &amp;&amp; y)"/>',
    ],
    [
      'raw and escaped expressions in text',
      '<a>@(new List<string>())</a>',
      '<a>@(new List&lt;string&gt;())</a>',
    ],
    ['line ends in expressions', '<a b="@{\r\n return 1; }"/>', '<a b="@{&#xD;&#xA; return 1; }"/>'],
    ['references', '<a b="1 &amp; &#65;"/>', '<a b="1 &amp; A"/>'],
    ['white space around text', '<a>x</a>', '<a>\n  x\n</a>'],
    ['indentation of comments', '<a>\n<!-- x\n y -->\n</a>', '<a>\n    <!-- x\n   y -->\n</a>'],
    ['CDATA', '<a><![CDATA[x < y]]></a>', '<a>x &lt; y</a>'],
  ])('is kept by %s', (_, a, b) => {
    expect(sameMeaning(a, b)).toBe(true);
  });

  it.each([
    ['another value', '<a b="1"/>', '<a b="2"/>'],
    ['another attribute', '<a b="1"/>', '<a/>'],
    ['another element', '<a><b/></a>', '<a><c/></a>'],
    ['another order of elements', '<a><b/><c/></a>', '<a><c/><b/></a>'],
    ['another nesting', '<a><b><c/></b></a>', '<a><b/><c/></a>'],
    ['another text', '<a>x y</a>', '<a>x  y</a>'],
    ['another comment', '<a><!-- x --></a>', '<a><!-- y --></a>'],
    ['a comment less', '<a><!-- x --></a>', '<a/>'],
    ['white space in a string of an expression', '<a b="@("x y")"/>', '<a b="@("x  y")"/>'],
    [
      'a line end where a comment of an expression ends',
      '<a b="@{ // x\n return 1; }"/>',
      '<a b="@{ // x  return 1; }"/>',
    ],
    ['case', '<a b="x"/>', '<a b="X"/>'],
    ['broken documents', '<a><b></a>', '<a><b> </a>'],
  ])('is not kept by %s', (_, a, b) => {
    expect(sameMeaning(a, b)).toBe(false);
    expect(sameMeaning(b, a)).toBe(false);
  });

  it('counts a named value by either of its names, where they are known', () => {
    const displayNames = new Map([['58c8', 'call-count']]);
    expect(sameMeaning('<a b="{{call-count}}"/>', '<a b="{{58c8}}"/>', { displayNames })).toBe(true);
    expect(sameMeaning('<a b="{{call-count}}"/>', '<a b="{{58c8}}"/>')).toBe(false);
    expect(sameMeaning('<a b="{{call-count}}"/>', '<a b="{{other}}"/>', { displayNames })).toBe(false);
  });
});
