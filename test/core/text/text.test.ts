import { describe, expect, it } from 'vitest';
import { applyEdits, isBlank, LineIndex, overlaps, touches } from '../../../server/src/core/text';

describe('lines', () => {
  const text = 'ab\ncd\r\nef\rg';
  const lines = new LineIndex(text);
  it('end after every kind of line break', () => {
    expect(lines.lineCount).toBe(4);
    expect([0, 3, 7, 10].map((offset) => lines.positionAt(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 1, character: 0 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
    ]);
    expect(lines.lineStart(5)).toBe(3);
  });
  it('turn positions back into offsets', () => {
    for (const offset of [0, 1, 2, 3, 5, 7, 9, 10, 11])
      expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
  });
  it('keep positions inside the text and the line', () => {
    expect(lines.offsetAt({ line: 1, character: 99 })).toBe(5);
    expect(lines.offsetAt({ line: 9, character: 0 })).toBe(11);
    expect(lines.offsetAt({ line: -1, character: 5 })).toBe(0);
    expect(lines.positionAt(99)).toEqual({ line: 3, character: 1 });
    expect(new LineIndex('').positionAt(0)).toEqual({ line: 0, character: 0 });
  });
});

describe('spans and edits', () => {
  it('are blank where trimming leaves nothing', () => {
    for (const text of ['', ' \t\r\n\v\f', '\u00a0\ufeff\u2003 ', 'a', ' \u00a0a', '\u0000', '\u200b'])
      expect(isBlank(text, { start: 0, end: text.length }), JSON.stringify(text)).toBe(text.trim() === '');
    expect(isBlank('a b', { start: 1, end: 2 })).toBe(true);
  });
  it('touch at both ends and overlap inside', () => {
    expect([1, 2, 3, 4].map((offset) => touches({ start: 2, end: 3 }, offset))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(overlaps({ start: 0, end: 2 }, { start: 2, end: 3 })).toBe(false);
    expect(overlaps({ start: 0, end: 3 }, { start: 2, end: 4 })).toBe(true);
    expect(overlaps({ start: 2, end: 2 }, { start: 2, end: 4 })).toBe(true);
  });
  it('edit in any order', () => {
    expect(
      applyEdits('abcdef', [
        { span: { start: 4, end: 5 }, newText: '' },
        { span: { start: 1, end: 2 }, newText: 'XY' },
        { span: { start: 1, end: 1 }, newText: '-' },
      ]),
    ).toBe('a-XYcdf');
  });
});
