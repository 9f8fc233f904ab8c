import { describe, expect, it } from 'vitest';
import { lex } from '../../../server/src/core/expression';

const kinds = (code: string) => lex(code).map(({ kind, text }) => (kind === text ? kind : `${kind} ${text}`));

describe('tokens', () => {
  it.each([
    ['a.b', ['identifier a', '.', 'identifier b', 'end ']],
    [
      'if @if \\u0069f été _1',
      ['if', 'identifier if', 'identifier if', 'identifier été', 'identifier _1', 'end '],
    ],
    ['1.a 1..2 .5', ['number 1', '.', 'identifier a', 'number 1', '..', 'number 2', 'number .5', 'end ']],
    ['a>>=b>>c', ['identifier a', '>', '>=', 'identifier b', '>', '>', 'identifier c', 'end ']],
    [
      'a?.b??=c=>d',
      ['identifier a', '?', '.', 'identifier b', '??=', 'identifier c', '=>', 'identifier d', 'end '],
    ],
    ['a // b\n/* c */ d', ['identifier a', 'identifier d', 'end ']],
    ['"a" @"b""c" \'d\'', ['string literal a', 'string literal b"c', 'character d', 'end ']],
    ['string "string"', ['string', 'string literal string', 'end ']],
    [
      '{{a}} x{{ b.c-d }}1 {{{e}}}',
      ['placeholder {{a}}', 'placeholder x{{ b.c-d }}1', '{', 'placeholder {{e}}', '}', 'end '],
    ],
    ['new A {{1, 2}}', ['new', 'identifier A', '{', '{', 'number 1', ',', 'number 2', '}', '}', 'end ']],
    ['a € b', ['identifier a', 'unknown €', 'identifier b', 'end ']],
  ])('of %s', (code, expected) => expect(kinds(code)).toEqual(expected));

  it('stand where they stand', () => {
    expect(
      lex(' ab /* c */\n + 1').map(({ start, end, afterLineBreak }) => [start, end, afterLineBreak]),
    ).toEqual([
      [1, 3, false],
      [13, 14, true],
      [15, 16, false],
      [16, 16, false],
    ]);
  });

  it('have values', () => {
    expect(lex('0xFF 0b1_0 1u 5_000_000_000 1.5 2f 1.10m').map(({ number }) => number)).toEqual([
      { type: 'int', value: 255n },
      { type: 'int', value: 2n },
      { type: 'uint', value: 1n },
      { type: 'long', value: 5_000_000_000n },
      { type: 'double', value: 1.5 },
      { type: 'float', value: 2 },
      { type: 'decimal', value: '1.10' },
      undefined,
    ]);
    expect(lex(String.raw`"\t\x41\u0042\U0001F600\"" '\''`).map(({ text }) => text)).toEqual([
      '\tAB😀"',
      "'",
      '',
    ]);
  });

  it('stand in the holes of interpolated strings too', () => {
    const [token] = lex('$"a{{{b["}"],-3:N}}} {$"{c}"}"');
    expect(
      token?.parts?.map((part) => (part.kind === 'text' ? part.value : part.tokens.map(({ kind }) => kind))),
    ).toEqual([
      'a{',
      ['identifier', '[', 'string literal', ']', ',', '-', 'number', 'end'],
      '} ',
      ['interpolated string', 'end'],
    ]);
    expect(token?.parts?.[1]).toMatchObject({
      start: 5,
      end: 18,
      format: { start: 16, end: 17, value: 'N' },
    });
  });

  it('say what is wrong with them, and where', () => {
    expect(
      lex('"a\\q" \'\' 1e999 $"{"').flatMap(({ problem }) =>
        problem ? [`${problem.code} at ${problem.span.start}`] : [],
      ),
    ).toEqual(['CS1009 at 2', 'CS1011 at 6', 'CS0594 at 9', 'CS8076 at 17']);
  });
});
