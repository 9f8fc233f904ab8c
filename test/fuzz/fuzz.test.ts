/** A share of `npm run fuzz`, the same in each run. How long a document takes is measured there. */
import { describe, expect, it } from 'vitest';
import { checkDocument, questions } from './check';
import { minimised } from './minimise';
import { fuzzedDocument } from './mutation';
import { fuzzSources } from './sources';

const documents = 1000;
const seed = 20;

describe('damaged documents', () => {
  const sources = fuzzSources();

  it('are read, checked and answered for without a fault', () => {
    for (let index = 0; index < documents; index++) {
      const { text, mutations, random } = fuzzedDocument(sources, seed, index);
      const { faults } = checkDocument(text, questions(random, sources));
      expect(faults, `npm run fuzz -- --seed ${seed} --from ${index} --documents 1 (${mutations})`).toEqual(
        [],
      );
    }
  });

  it('are the same for the same seed, and others for another', () => {
    const texts = (of: number) => [0, 1, 2].map((index) => fuzzedDocument(sources, of, index).text);
    expect(texts(7)).toEqual(texts(7));
    expect(texts(7)).not.toEqual(texts(8));
    expect(new Set(texts(7)).size).toBe(3);
  });
});

describe('a failing text', () => {
  it('is made as small as it can be', () => {
    const text = `<policies>${'<base />'.repeat(30)}<x y="1"/>${'<base />'.repeat(30)}</policies>`;
    expect(minimised(text, (smaller) => smaller.includes('x y'))).toBe('x y');
  });
});
