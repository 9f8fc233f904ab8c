import { describe, expect, it } from 'vitest';
import { countBefore } from '../../../server/src/core/text';

describe('how many come before', () => {
  const numbers = [1, 3, 3, 7];

  it.each([
    [0, 0],
    [1, 1],
    [3, 3],
    [6, 3],
    [7, 4],
  ])('numbers up to %i: %i', (most, count) => {
    expect(countBefore(numbers.length, (i) => (numbers[i] ?? 0) <= most)).toBe(count);
  });

  it('nothing of nothing', () => {
    expect(countBefore(0, () => true)).toBe(0);
  });
});
