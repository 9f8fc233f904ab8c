import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../client/src/textDifference';

describe('the difference of two texts', () => {
  it('is the stretch in the middle', () => {
    expect(differenceOf('one two three', 'one 2 three')).toEqual({ start: 4, end: 7, replacement: '2' });
  });

  it('is empty where there is none', () => {
    expect(differenceOf('same', 'same')).toEqual({ start: 4, end: 4, replacement: '' });
  });

  it('does not part a line end', () => {
    expect(differenceOf('a\r\nb', 'a\rb')).toEqual({ start: 1, end: 3, replacement: '\r' });
    expect(differenceOf('a\nb', 'a\r\nb')).toEqual({ start: 1, end: 2, replacement: '\r\n' });
  });

  it('makes one text of the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '\r\n', '😀') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, end, replacement } = differenceOf(before, after);
        expect(start).toBeLessThanOrEqual(end);
        expect(before.slice(0, start) + replacement + before.slice(end)).toBe(after);
      }),
    );
  });
});
