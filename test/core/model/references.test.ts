import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/core/model';
import { textOf } from '../../../server/src/core/text';
import { noFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { inbound } from '../../support/findings';
import { parseMarks } from '../../support/markedText';

const options = { catalogue: testCatalogue(), facts: noFacts };

/** Expects references at the marks, and answers where they stand. */
function references(marked: string): string[] {
  const { text, ranges } = parseMarks(marked);
  const { namedValueReferences } = analyse(text, options);
  expect(namedValueReferences.map(({ span }) => span)).toEqual(ranges);
  for (const { name, nameSpan } of namedValueReferences) expect(textOf(text, nameSpan)).toBe(name);
  return namedValueReferences.map(({ name, where }) => `${name} in ${where}`);
}

describe('references to named values', () => {
  it('are found wherever the service replaces them', () => {
    expect(
      references(
        inbound(`<set-header name="<|{{ a-1 }}|>" exists-action='x<|{{b.c}}|>y<|{{d_e}}|>'><value><|{{f}}|></value></set-header>
          <set-variable name="v" value="@("<|{{g}}|>" + <|{{h}}|> + @"<|{{i}}|>")" /><set-body>@{ return "<|{{j}}|>"; }</set-body>
          <set-body><![CDATA[<|{{k}}|>]]></set-body><unknown m="<|{{l}}|>"><deeper><|{{m}}|></deeper></unknown>`),
      ),
    ).toEqual([
      'a-1 in attribute',
      'b.c in attribute',
      'd_e in attribute',
      'f in text',
      'g in expression',
      'h in expression',
      'i in expression',
      'j in expression',
      'k in text',
      'l in attribute',
      'm in text',
    ]);
  });
  it('are not what only looks like them', () => {
    references(
      inbound(
        `<!-- {{a}} --><set-body>{{a b}} {{}} {{ }} {{a}  {a}} {{{a}}} $\{{ b }} #{c}# {{#if d}}{{/if}} {{d("e")}}</set-body>`,
      ),
    );
    references('{{outside}}<policies />');
  });
  it('are not the braces of Liquid, but stand in its element’s attributes', () => {
    references(
      inbound(
        '<set-body template="liquid">{{body.a}} <b c="{{body.c}}">{{d}}</b><![CDATA[{{e}}]]></set-body>',
      ),
    );
    references(inbound('<set-body template="<|{{engine}}|>"><|{{a}}|></set-body>'));
    references(inbound('<set-body template="none"><|{{a}}|></set-body>'));
    references(inbound('<unknown><set-body template="liquid">{{a}}</set-body></unknown>'));
    references(
      '<cosmosdb-data-source><connection-info><connection-string><|{{cosmos}}|></connection-string></connection-info><read-request><id template="liquid">{{body.arguments.id}}</id></read-request></cosmosdb-data-source>',
    );
  });
});

describe('references to fragments', () => {
  it('are literal values of attributes that name one', () => {
    const text = inbound(
      '<include-fragment fragment-id="a" /><choose><when condition="true"><include-fragment fragment-id="b" /></when></choose><include-fragment fragment-id="{{c}}" /><include-fragment fragment-id="" /><set-variable name="fragment-id" value="d" />',
    );
    expect(analyse(text, options).fragmentReferences.map(({ id, span }) => [id, textOf(text, span)])).toEqual(
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
    );
  });
});

describe('expressions', () => {
  it('are found in attributes, text and CDATA, with the way back', () => {
    const text = inbound(
      '<set-variable name="a" value="@(1 &lt; 2)" /><set-body>@{ return "x"; }</set-body><set-body><![CDATA[@(3 < 4)]]></set-body>',
    );
    const { expressions } = analyse(text, options);
    expect(
      expressions.map(({ code, form, attribute, owner }) => [code, form, attribute, owner.name]),
    ).toEqual([
      ['1 < 2', 'single', 'value', 'set-variable'],
      [' return "x"; ', 'block', undefined, 'set-body'],
      ['3 < 4', 'single', undefined, 'set-body'],
    ]);
    const [first] = expressions;
    if (!first) throw new Error('No expression.');
    expect(text.slice(first.toDocument(4), first.toDocument(5))).toBe('2');
    expect(first.toCode(text.indexOf(' 2)'))).toBe(3);
  });
});
