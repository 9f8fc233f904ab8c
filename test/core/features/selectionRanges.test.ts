import { describe, expect, it } from 'vitest';
import { selectionRanges } from '../../../server/src/core/features/selectionRanges';
import { analysed } from '../../support/features';
import { parseCursor } from '../../support/markedText';

/** The texts that are selected one after the other, without what every place has around it. */
function grown(content: string): readonly string[] {
  const { text, offset } = parseCursor(`<policies><inbound>${content}</inbound></policies>`);
  return selectionRanges(analysed(text), offset)
    .map(({ start, end }) => text.slice(start, end))
    .filter((selected) => !selected.startsWith('<inbound') && !selected.startsWith('<policies'));
}

describe('a selection grows', () => {
  it('through code', () => {
    expect(grown('<set-variable name="a" value="@(f(1 + <|>b.c) * 2)" />')).toEqual([
      'b',
      'b.c',
      '1 + b.c',
      'f(1 + b.c)',
      'f(1 + b.c) * 2',
      '@(f(1 + b.c) * 2)',
      '"@(f(1 + b.c) * 2)"',
      'value="@(f(1 + b.c) * 2)"',
      '<set-variable name="a" value="@(f(1 + b.c) * 2)" />',
    ]);
  });

  it('through statements, and the XML form of code', () => {
    expect(grown('<set-body>@{ if (a &lt; <|>1) { return 2; } return 3; }</set-body>')).toEqual([
      '1',
      'a &lt; 1',
      'if (a &lt; 1) { return 2; }',
      ' if (a &lt; 1) { return 2; } return 3; ',
      '@{ if (a &lt; 1) { return 2; } return 3; }',
      '<set-body>@{ if (a &lt; 1) { return 2; } return 3; }</set-body>',
    ]);
  });

  it('from a name to the tag and the element', () => {
    expect(grown('<cho<|>ose> <when condition="@(true)" /> </choose>')).toEqual([
      'choose',
      '<choose>',
      '<choose> <when condition="@(true)" /> </choose>',
    ]);
    expect(grown('<choose> <when condition="@(true)" /> </cho<|>ose>')).toEqual([
      'choose',
      '</choose>',
      '<choose> <when condition="@(true)" /> </choose>',
    ]);
  });

  it('from text to content', () => {
    expect(grown('<set-method>\n GE<|>T\n</set-method>')).toEqual([
      'GET',
      '\n GET\n',
      '<set-method>\n GET\n</set-method>',
    ]);
  });

  it('from content to the document', () => {
    const { text, offset } = parseCursor('<policies>\n<inbound><|>\n</inbound>\n</policies>\n');
    const found = selectionRanges(analysed(text), offset).map(({ start, end }) => text.slice(start, end));
    expect(found.at(-1)).toBe(text);
    expect(found).toContain('<inbound>\n</inbound>');
  });
});
