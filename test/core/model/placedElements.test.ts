import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/core/model';
import { noFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';

function elementsOf(text: string) {
  return analyse(text, { catalogue: testCatalogue(), facts: noFacts }).elements;
}

describe('placed elements', () => {
  it('come in the order of the document with their child elements', () => {
    const found = elementsOf(
      '<policies><inbound><base /><choose><when /></choose></inbound><outbound /></policies>',
    );
    expect(found.map(({ node, children }) => [node.name, ...children.map(({ name }) => name)])).toEqual([
      ['policies', 'inbound', 'outbound'],
      ['inbound', 'base', 'choose'],
      ['base'],
      ['choose', 'when'],
      ['when'],
      ['outbound'],
    ]);
  });
  it('know their attributes, and whether anything is known of them', () => {
    const found = elementsOf(
      '<policies><inbound><rewrite-uri /><nothing><inside /></nothing></inbound></policies>',
    );
    expect(
      found.map(({ facts, attributeFacts }) => [facts?.name, attributeFacts && attributeFacts.length > 0]),
    ).toEqual([
      [undefined, false],
      [undefined, false],
      ['rewrite-uri', true],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
  it('hold their values with what is known of each, and no white space between elements', () => {
    const [, , header, value] = elementsOf(
      '<policies><inbound><set-header name="{{a}}" other exists-action="@(b)" wrong="c">\n<value> d <![CDATA[ ]]></value>\n</set-header></inbound></policies>',
    );
    const shown = [...(header?.values ?? []), ...(value?.values ?? [])].map((one) => [
      one.attribute,
      one.written,
      one.isLiteral,
      one.isFilledInLater,
      one.facts?.type,
    ]);
    expect(shown).toEqual([
      ['name', '{{a}}', true, true, 'string'],
      ['exists-action', '@(b)', false, false, 'enum'],
      ['wrong', 'c', true, false, undefined],
      [undefined, ' d ', true, false, 'string'],
      [undefined, ' ', true, false, 'string'],
    ]);
  });
});
