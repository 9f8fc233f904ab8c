import { expect, it } from 'vitest';
import { relevantCode } from '../../../server/src/core/expression';
import { parseCursor } from '../../support/markedText';

const shortened = (marked: string) => {
  const { text, offset } = parseCursor(marked);
  const relevant = relevantCode(text, offset);
  expect(relevant).toHaveLength(text.length);
  return relevant.replace(/\s+/g, ' ').trim();
};

it.each([
  ['var a = 1; var b = 2; return a.<|>x;', 'var a = 1; return a.x;'],
  ['var a = 1; var b = a; f(); return b.<|>x;', 'var a = 1; var b = a; return b.x;'],
  ['if (g(out var n)) return 1; h(); return n.<|>x;', 'if (g(out var n)) return 1; return n.x;'],
  ['int F() { return 1; } var a = 1; return F().<|>x;', 'int F() { return 1; } return F().x;'],
  [
    'var a = 1; foreach (var i in a) { var c = 1; var d = i; d.<|>x }',
    'var a = 1; foreach (var i in a) { var d = i; d.x }',
  ],
  [
    'var a = 1; switch (1) { case 1: f(); var b = a; b.<|>x; break; }',
    'var a = 1; switch (1) { case 1: var b = a; b.x; break; }',
  ],
  ['var a = 1; b.Select(it => { var c = 1; return it.<|>x; });', 'b.Select(it => { return it.x; });'],
  ['a.<|>x', 'a.x'],
])('of %s', (marked, expected) => {
  expect(shortened(marked)).toBe(expected);
});
