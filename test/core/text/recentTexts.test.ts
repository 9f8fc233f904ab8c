import { describe, expect, it } from 'vitest';
import { RecentTexts } from '../../../server/src/core/text';

describe('what is worked out of texts', () => {
  it('is worked out once for equal texts', () => {
    const asked: string[] = [];
    const lengths = new RecentTexts((text) => {
      asked.push(text);
      return text.length;
    });
    expect(['ab', '', 'a'.concat('b'), ''].map((text) => lengths.of(text))).toEqual([2, 0, 2, 0]);
    expect(asked).toEqual(['ab', '']);
  });
  it('is forgotten once enough others were asked for since', () => {
    const asked: string[] = [];
    const lengths = new RecentTexts((text) => asked.push(text), 1000);
    lengths.of('first');
    for (let i = 0; i < 30; i++) {
      lengths.of(`${i}`);
      lengths.of('often');
    }
    lengths.of('first');
    expect(asked.filter((text) => text === 'first')).toHaveLength(2);
    expect(asked.filter((text) => text === 'often')).toHaveLength(1);
  });
});
