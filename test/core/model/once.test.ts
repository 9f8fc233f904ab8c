import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/src/core/model';
import { noFacts } from '../../../server/src/core/workspace';
import { testCatalogue } from '../../support/catalogue';
import { inbound } from '../../support/findings';

function read(text: string) {
  return analyse(text, { catalogue: testCatalogue(), facts: noFacts });
}

describe('work on an analysis', () => {
  it('is done once, also where it comes to nothing', () => {
    let times = 0;
    const work = () => {
      times++;
    };
    const analysis = read('<policies />');
    analysis.once(work);
    analysis.once(work);
    expect(times).toBe(1);
    read('<policies />').once(work);
    expect(times).toBe(2);
  });
});

describe('work on the code of an expression', () => {
  it('is done once for equal code, whatever document and form it stands in', () => {
    const asked: string[] = [];
    const work = (code: string) => asked.push(code);
    const value = (code: string) => inbound(`<set-method>${code}</set-method>`);
    for (const text of [
      value('@(1 < 2)'),
      value('<![CDATA[@(1 < 2)]]>'),
      value('@(1 &lt; 2)'),
      value('@(3)'),
    ])
      for (const region of read(text).expressions) region.once(work);
    expect(new Set(asked)).toEqual(new Set(['1 < 2', '3']));
    expect(asked.length).toBeLessThan(4);
  });
  it('leaves the way back to each document', () => {
    const [one, other] = ['@(a &lt; b)', ' \n@(a &lt; b)'].map((code) => {
      const text = inbound(`<set-method>${code}</set-method>`);
      const [region] = read(text).expressions;
      return region && [region.code, text.slice(region.toDocument(2), region.toDocument(3))];
    });
    expect(one).toEqual(['a < b', '&lt;']);
    expect(other).toEqual(one);
  });
});
