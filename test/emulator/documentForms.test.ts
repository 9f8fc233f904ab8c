import { describe, expect, it } from 'vitest';
import { toRawForm, toXmlForm } from '../../emulator/document/forms';
import { xmlFault } from '../../emulator/validation/xmlReader';
import { analyse } from '../../server/src/core/model';
import { parsePolicy } from '../../server/src/core/syntax';
import { noFacts } from '../../server/src/core/workspace/types';
import { testCatalogue } from '../support/catalogue';
import { corpus } from '../support/shared';

describe('the xml form', () => {
  it.each([
    ['<a><b/></a>', '<a>\r\n  <b />\r\n</a>'],
    ['<a><b></b></a>', '<a>\r\n  <b></b>\r\n</a>'],
    [
      '<a>\n\n<!-- c -->\n<b   x="1"\n y=\'2"\' />\n</a>\n',
      '<a>\r\n  <!-- c -->\r\n  <b x="1" y="2&quot;" />\r\n</a>',
    ],
    ['<a b="@(c["d"] => 1 && 2)" />', '<a b="@(c[&quot;d&quot;] =&gt; 1 &amp;&amp; 2)" />'],
    ['<a>@("x" < 1)</a>', '<a>@("x" &lt; 1)</a>'],
    ['<a> text &amp; more </a>', '<a> text &amp; more </a>'],
    ['<a b="@{\n\treturn 1;\r\n}" />', '<a b="@{&#xA;&#x9;return 1;&#xD;&#xA;}" />'],
    ['<!-- first -->\n<a />', '<!-- first -->\r\n<a />'],
    ['<a><![CDATA[ <x> ]]></a>', '<a><![CDATA[ <x> ]]></a>'],
  ])('of %j', (raw, xml) => {
    expect(toXmlForm(raw)).toBe(xml);
    expect(xmlFault(xml)).toBeUndefined();
  });

  it('of an already escaped expression is not escaped twice', () => {
    expect(toXmlForm('<a b="@(c[&quot;d&quot;] &amp;&amp; 1 &lt; 2)" />')).toBe(
      '<a b="@(c[&quot;d&quot;] &amp;&amp; 1 &lt; 2)" />',
    );
  });
});

describe('the raw form', () => {
  it('has the expressions’ escapes resolved and nothing else changed', () => {
    const xml = '<a b="@(c[&quot;d&quot;] &gt; 1)"  e="x &amp; y">\n@{ return 1 &lt; 2; }</a>';
    expect(toRawForm(xml)).toBe('<a b="@(c["d"] > 1)"  e="x &amp; y">\n@{ return 1 < 2; }</a>');
  });
});

const policies = corpus().filter((entry) => parsePolicy(entry.text).problems.length === 0);

describe.runIf(policies.length > 0)('real policies', () => {
  it('keep their expressions on the way to the xml form and back', () => {
    const codes = (text: string) =>
      analyse(text, { catalogue: testCatalogue(), facts: noFacts }).expressions.map((region) => region.code);
    for (const { file, text } of policies) {
      const xml = toXmlForm(text);
      // A comment with two dashes is no XML, but the raw form takes it.
      if (!/<!--(?:(?!-->)[\s\S])*--(?!>)/.test(text))
        expect([file, xmlFault(xml)]).toEqual([file, undefined]);
      const raw = toRawForm(xml);
      expect([file, codes(raw)]).toEqual([file, codes(text)]);
      expect([file, toXmlForm(raw)]).toEqual([file, xml]);
    }
  });
});
