import { describe, expect, it } from 'vitest';
import { parseCursor, parseMarks } from './markedText';

describe('marked text', () => {
  it('takes cursors and ranges out and says where they were', () => {
    expect(parseMarks('<a <|>b="<|x|>"/>')).toEqual({
      text: '<a b="x"/>',
      cursors: [3],
      ranges: [{ start: 6, end: 7 }],
    });
  });
  it('refuses a text without a cursor, and a range that never closes', () => {
    expect(() => parseCursor('<a/>')).toThrow('found 0');
    expect(() => parseMarks('<|a')).toThrow('never closed');
    expect(() => parseMarks('a|>')).toThrow('never opened');
  });
});
