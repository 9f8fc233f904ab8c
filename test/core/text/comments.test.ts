import { describe, expect, it } from 'vitest';
import { commentsIn } from '../../../server/src/core/text';

describe('the comments of a text', () => {
  it.each([
    ['a<!-- b -->c<!---->', ['<!-- b -->', '<!---->']],
    ['<!-- a <!-- b --> c -->', ['<!-- a <!-- b -->']],
    ['<!-->', []],
    ['<!-- a --> <!-- without an end', ['<!-- a -->']],
    ['none', []],
  ])('%s', (text, comments) => {
    expect(commentsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(comments);
  });
});
