import { describe, expect, it } from 'vitest';
import { formatted, formatting } from '../../../server/src/core/features/formatting';
import { applyEdits } from '../../../server/src/core/text';
import { analysed } from '../../support/features';
import { parseMarks } from '../../support/markedText';

const options = { insertSpaces: true, tabSize: 4 };
const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

function expectFormatted(before: string, after: string): void {
  expect(formatted(analysed(before), options)).toBe(after);
  expect(formatted(analysed(after), options), 'formatted once more').toBe(after);
}

describe('formatting', () => {
  it('puts every element on a line of its own, indented by what it stands in', () => {
    expectFormatted(
      lines(
        '<policies><inbound><base/>',
        '<set-header  name="a"   exists-action="override" ><value>1</value></set-header></inbound>',
        '      <backend>  <base /></backend>',
        '<outbound></outbound></policies>',
      ),
      lines(
        '<policies>',
        '    <inbound>',
        '        <base />',
        '        <set-header name="a" exists-action="override">',
        '            <value>1</value>',
        '        </set-header>',
        '    </inbound>',
        '    <backend>',
        '        <base />',
        '    </backend>',
        '    <outbound></outbound>',
        '</policies>',
      ),
    );
  });

  it('keeps one empty line between elements, and none at the ends', () => {
    expectFormatted(
      lines(
        '<policies>',
        '  <inbound>',
        '',
        '    <base />',
        '',
        ' ',
        '    <base />',
        '',
        '  </inbound>',
        '</policies>',
      ),
      lines(
        '<policies>',
        '    <inbound>',
        '        <base />',
        '',
        '        <base />',
        '    </inbound>',
        '</policies>',
      ),
    );
  });

  it('moves code over several lines with its element, and leaves the lines of its strings alone', () => {
    expectFormatted(
      lines(
        '<policies>',
        '<inbound>',
        '<set-body>@{',
        '    var text = @"first',
        'second";',
        '    /* a',
        '    b */',
        '    return text;',
        '}</set-body>',
        '<set-variable name="a" value="@{',
        '    return 1;',
        '}" />',
        '<set-variable',
        '    name="b"',
        '    value="@(',
        '        1)" />',
        '</inbound>',
        '</policies>',
      ),
      lines(
        '<policies>',
        '    <inbound>',
        '        <set-body>@{',
        '            var text = @"first',
        'second";',
        '            /* a',
        '            b */',
        '            return text;',
        '        }</set-body>',
        '        <set-variable name="a" value="@{',
        '            return 1;',
        '        }" />',
        '        <set-variable',
        '            name="b"',
        '            value="@(',
        '                1)" />',
        '    </inbound>',
        '</policies>',
      ),
    );
  });

  it('moves an expression that stands alone between its tags, and no other text', () => {
    expectFormatted(
      lines(
        '<policies><inbound>',
        '<set-header name="a" exists-action="override">',
        '<value>',
        '  @(1)',
        '</value>',
        '<value>',
        'a',
        '  b @(1)',
        '</value>',
        '</set-header></inbound></policies>',
      ),
      lines(
        '<policies>',
        '    <inbound>',
        '        <set-header name="a" exists-action="override">',
        '            <value>',
        '              @(1)',
        '            </value>',
        '            <value>',
        'a',
        '  b @(1)',
        '</value>',
        '        </set-header>',
        '    </inbound>',
        '</policies>',
      ),
    );
  });

  it.each([
    ['the markup of a body', '<set-body><a> <b>1</b>\n</a></set-body>'],
    ['a body of white space', '<set-body>  \n </set-body>'],
    ['CDATA', '<set-body><![CDATA[ <a>\n</a> ]]></set-body>'],
    ['what nobody knows', '<my-policy><a> <b />\n</a></my-policy>'],
    [
      'white space that is said to count',
      '<choose xml:space="preserve"><when condition="@(true)" /></choose>',
    ],
  ])('leaves %s as it is', (_, content) => {
    const text = formatted(analysed(`<policies><inbound>${content}</inbound></policies>`), options);
    expect(text).toBe(
      lines('<policies>', '    <inbound>', `        ${content}`, '    </inbound>', '</policies>').trimEnd(),
    );
  });

  it('leaves comments where they stand: at the end of a line, or on lines of their own', () => {
    expectFormatted(
      lines(
        '<!-- head -->',
        '<policies> <!-- whole -->',
        '<inbound><!-- in -->',
        '<base />   <!-- base -->',
        '<!-- over',
        '     two lines -->',
        '<base /></inbound><outbound> <!-- nothing --> </outbound>',
        '</policies>',
      ),
      lines(
        '<!-- head -->',
        '<policies> <!-- whole -->',
        '    <inbound><!-- in -->',
        '        <base /> <!-- base -->',
        '        <!-- over',
        '             two lines -->',
        '        <base />',
        '    </inbound>',
        '    <outbound> <!-- nothing --> </outbound>',
        '</policies>',
      ),
    );
  });

  it('moves a comment beside a tag with the line of the tag', () => {
    expectFormatted(
      lines('<policies><inbound><!-- a', '  b --><base /><!-- c', '  d --></inbound></policies>'),
      lines(
        '<policies>',
        '    <inbound><!-- a',
        '      b -->',
        '        <base /><!-- c',
        '        d -->',
        '    </inbound>',
        '</policies>',
      ),
    );
  });

  it('leaves what deployment tools branch around, and formats what stands in the branches', () => {
    expectFormatted(
      lines(
        '<policies>',
        '  <inbound>',
        '    %{ if cors }',
        '    <set-header  name="a"><value>1</value></set-header>',
        '    %{ endif }',
        '  </inbound>',
        '</policies>',
      ),
      lines(
        '<policies>',
        '    <inbound>',
        '    %{ if cors }',
        '    <set-header name="a">',
        '        <value>1</value>',
        '    </set-header>',
        '    %{ endif }',
        '  </inbound>',
        '</policies>',
      ),
    );
  });

  it('uses tabs and the line ends of the document', () => {
    const text = '<policies>\r\n<inbound><base /></inbound></policies>';
    expect(formatted(analysed(text), { insertSpaces: false, tabSize: 4 })).toBe(
      '<policies>\r\n\t<inbound>\r\n\t\t<base />\r\n\t</inbound>\r\n</policies>',
    );
  });

  it('changes the lines of a range alone', () => {
    const { text, ranges } = parseMarks(
      lines('<policies>', '<inbound>', '<|<base/>', '<base/>|>', '<base/>', '</inbound>', '</policies>'),
    );
    const [range] = ranges;
    const analysis = analysed(text);
    expect(applyEdits(text, formatting(analysis, options, range) ?? [])).toBe(
      lines(
        '<policies>',
        '<inbound>',
        '        <base />',
        '        <base />',
        '<base/>',
        '</inbound>',
        '</policies>',
      ),
    );
  });

  it.each([
    '<policies><inbound><base /></policies>',
    '<policies><inbound><base </inbound></policies>',
    '<policies><inbound><set-body>@(1</set-body></inbound></policies>',
  ])('does nothing where it is not clear what stands in what: %s', (text) => {
    expect(formatting(analysed(text), options)).toBe(undefined);
  });
});
