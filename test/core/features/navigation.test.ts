import { describe, expect, it } from 'vitest';
import { definition } from '../../../server/src/core/features/definition';
import { type DocumentSymbol, documentSymbols } from '../../../server/src/core/features/documentSymbols';
import { foldingRanges } from '../../../server/src/core/features/foldingRanges';
import { linkedTags } from '../../../server/src/core/features/linkedTags';
import { analysed, bracketed } from '../../support/features';
import { parseCursor } from '../../support/markedText';

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

describe('definition', () => {
  function targets(marked: string): readonly string[] {
    const { text, offset } = parseCursor(marked);
    return definition(analysed(text), offset).map(({ target }) => {
      if (target.kind === 'document') return bracketed(text, [target.span]);
      if (target.kind === 'around') return target.document.uri;
      return target.kind === 'file' ? target.uri : target.label;
    });
  }

  it.each([
    [
      inbound('<set-header name="{{re<|>gion}}" />'),
      ['file:///w/named%20values/region/namedValueInformation.json', 'shop-prod'],
    ],
    [
      inbound('<include-fragment fragment-id="add-tracing<|>" />'),
      ['file:///w/policy%20fragments/add-tracing/policy.xml'],
    ],
    [inbound('<set-backend-service backend-id="orders<|>-pool" />'), ['shop-prod']],
    [inbound('<log-to-eventhub logger-id="<|>audit">a</log-to-eventhub>'), ['shop-prod']],
    [inbound('<log-to-eventhub logger-id="<|>other">a</log-to-eventhub>'), []],
    [inbound('<cho<|>ose></choose>'), [inbound('<choose></[choose]>')]],
    [inbound('<choose></cho<|>ose>'), [inbound('<[choose]></choose>')]],
    [inbound('<set-header name="{{unknown<|>}}" />'), []],
    [inbound('<set-h<|>eader />'), []],
  ])('of %s', (marked, expected) => expect(targets(marked)).toEqual(expected));
});

describe('linked tags', () => {
  function linked(marked: string): string | undefined {
    const { text, offset } = parseCursor(marked);
    const spans = linkedTags(analysed(text), offset);
    return spans && bracketed(text, spans);
  }

  it.each([
    [inbound('<cho<|>ose></choose>'), inbound('<[choose]></[choose]>')],
    [inbound('<choose></choose<|>>'), inbound('<[choose]></[choose]>')],
    ['<policies><inb<|>ound></inbound></policies>', '<policies><[inbound]></[inbound]></policies>'],
    [inbound('<cho<|>ose />'), undefined],
    [inbound('<choose <|>></choose>'), undefined],
    [inbound('<choose><|></choose>'), undefined],
  ])('of %s', (marked, expected) => expect(linked(marked)).toBe(expected));
});

describe('folding', () => {
  function folded(text: string): readonly string[] {
    return foldingRanges(analysed(text)).map(
      ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`,
    );
  }

  it('folds elements up to their closing tag, comments, and values over several lines', () => {
    const text = `<!-- one
two -->
<policies>
  <inbound>
    <base />
    <set-variable
      name="x"
      value="@{
        return 1;
      }" />
  </inbound>
</policies>`;
    expect(folded(text)).toEqual(['0-1 comment', '2-10', '3-9', '5-9', '7-8']);
  });

  it('folds nothing on one line', () => expect(folded(inbound('<!-- x --><base />'))).toEqual([]));
});

describe('document symbols', () => {
  function outline(symbols: readonly DocumentSymbol[], depth = 0): readonly string[] {
    return symbols.flatMap(({ kind, name, detail, children }) => [
      `${'  '.repeat(depth)}${name}${detail ? ` [${detail}]` : ''} ${kind}`,
      ...outline(children, depth + 1),
    ]);
  }

  it('outlines sections and policies with what tells them apart', () => {
    const text = inbound(
      '<base /><set-header exists-action="delete" name="X" /><choose><when condition="@(a \n < 1)"><include-fragment fragment-id="f" /></when></choose><',
    );
    expect(outline(documentSymbols(analysed(text)))).toEqual([
      'policies root',
      '  inbound section',
      '    base policy',
      '    set-header [X] policy',
      '    choose policy',
      '      when [@(a < 1)] element',
      '        include-fragment [f] policy',
    ]);
  });

  it('keeps names inside of their elements', () => {
    const check = (symbol: DocumentSymbol): void => {
      expect(symbol.nameSpan.start).toBeGreaterThanOrEqual(symbol.span.start);
      expect(symbol.nameSpan.end).toBeLessThanOrEqual(symbol.span.end);
      symbol.children.forEach(check);
    };
    for (const text of ['<a', '<a><b', '<a></b>', '<a b="']) documentSymbols(analysed(text)).forEach(check);
  });

  it('survives any nesting', () => {
    expect(documentSymbols(analysed('<a>'.repeat(20_000)))).toHaveLength(1);
  });
});
