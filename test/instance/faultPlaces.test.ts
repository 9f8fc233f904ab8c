import { describe, expect, it } from 'vitest';
import { faultsToSpans, type PolicyFault } from '../../instance';
import { parseMarks } from '../support/markedText';

/** The fault must be placed exactly at the marked range. */
function check(marked: string, fault: Partial<PolicyFault>): void {
  const { text, ranges } = parseMarks(marked);
  const [placed] = faultsToSpans(text, [{ message: 'Something is wrong', ...fault }]);
  const shown = (span: { start: number; end: number } | undefined) =>
    span && `${text.slice(0, span.start)}⟦${text.slice(span.start, span.end)}⟧${text.slice(span.end)}`;
  expect(ranges).toHaveLength(1);
  expect(shown(placed?.span)).toBe(shown(ranges[0]));
}

describe('the place of a fault', () => {
  it('is the name of the element at that place', () => {
    check('<policies>\n  <a/>\n  <<|a|>/>\n</policies>', { element: 'a', line: 3, column: 4 });
    check('<policies>\r\n\t<<|a|> b="1"/>\r\n</policies>', { element: 'a', line: 2, column: 3 });
    check('\ufeff<<|a|>/>', { element: 'a', line: 1, column: 2 });
  });
  it('is the nearest element of that name where the text was indented anew', () => {
    check('<policies>\n<inbound>\n<a/>\n\n\n      <<|a|>/>\n</inbound></policies>', {
      element: 'a',
      line: 5,
      column: 4,
    });
    check('<policies><<|a|>/></policies>', { element: 'a', line: 40, column: 4 });
    check('<policies><b/><<|a|>/></policies>', { element: 'a' });
  });
  it('is the expression where C# is wrong and there is but one', () => {
    check('<a>\n<set-query-parameter name="x"><value><|@(1 +)|></value></set-query-parameter></a>', {
      element: 'set-query-parameter',
      line: 2,
      column: 2,
      message: '; expected',
    });
    check('<a>\n<choose><when condition="<|@(\'ab\' == "c")|>"><b c="@(1)"/></when></choose></a>', {
      element: 'choose',
      line: 2,
      column: 2,
      message: 'Too many characters in character literal',
    });
    check('<a><<|b|> c="@(1)" d="@(2)"/></a>', { element: 'b', line: 1, column: 5, message: '; expected' });
    check('<a><<|b|> c="@(1)"/></a>', {
      element: 'b',
      line: 1,
      column: 5,
      message: 'Backend could not be found.',
    });
  });
  it('is the only expression that uses the forbidden type where nothing else is said', () => {
    check('<a><b c="@(1)"/><d><|@{ return new RSACng(); }|></d></a>', {
      message: "Usage of type 'System.Security.Cryptography.RSACng' is not supported within expressions",
    });
  });
  it('is the reference to the named value that is missing', () => {
    check('<a>\n<b c="{{other}}" d="<|{{missing}}|>"/></a>', {
      element: 'missing',
      line: 2,
      column: 2,
      message: "Cannot find a property 'missing'",
    });
  });
  it('is the word at a position without an element', () => {
    check('<a>\n</<|outbound|>>\n</a>', { line: 2, column: 2 });
    check('<a>\n<b c="<|code|>"/></a>', { line: 2, column: 7 });
    check('<a>\n<b c="x<|&|>& y"/></a>', { line: 2, column: 8 });
  });
  it('is the root where nothing is known', () => {
    check('<<|policies|>/>', {});
  });
  it('is somewhere in the text whatever is said and whatever the text is', () => {
    for (const text of ['', '\ufeff', 'x', '<', '<a', '\n\n', '<a b="@("'])
      for (const line of [1, 2, 900])
        for (const column of [1, 2, 900])
          for (const fault of [{ line, column }, { element: 'a', line, column }, { element: '' }]) {
            const [placed] = faultsToSpans(text, [{ message: '; expected', ...fault }]);
            const span = placed?.span ?? { start: -1, end: -1 };
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
  });
});
