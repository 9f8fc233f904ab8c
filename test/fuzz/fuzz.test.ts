/** A share of `npm run fuzz`, the same in each run. How long a document takes is measured there. */
import { describe, expect, it } from 'vitest';
import { checkDocument, questions } from './check';
import { minimised } from './minimise';
import { fuzzedDocument } from './mutation';
import { fuzzSources } from './sources';
import { subjects } from './subjects';

const documents = 1000;
const seed = 20;

describe('damaged documents', () => {
  const sources = fuzzSources();

  it('are read, checked and answered for without a fault', () => {
    for (let index = 0; index < documents; index++) {
      const { text, mutations, random } = fuzzedDocument(sources, seed, index);
      const { faults } = checkDocument(text, questions(random, sources));
      expect(
        faults,
        `npm run fuzz -- --seed ${seed} --from ${index} --documents 1 --expressions 0 (${mutations})`,
      ).toEqual([]);
    }
  });

  it('are the same for the same seed, and others for another', () => {
    const texts = (of: number) => [0, 1, 2].map((index) => fuzzedDocument(sources, of, index).text);
    expect(texts(7)).toEqual(texts(7));
    expect(texts(7)).not.toEqual(texts(8));
    expect(new Set(texts(7)).size).toBe(3);
  });
});

describe('damaged expressions', () => {
  it('are read and understood without a fault', () => {
    const { sources, make } = subjects.expression;
    const all = sources();
    for (let index = 0; index < 500; index++) {
      const { text, mutations, check } = make(all, seed, index);
      expect(
        check(text).faults,
        `npm run fuzz -- --documents 0 --seed ${seed} --from ${index} --expressions 1 (${mutations})`,
      ).toEqual([]);
    }
  });
});

describe('a failing text', () => {
  it('is made as small as it can be', () => {
    const text = `<policies>${'<base />'.repeat(30)}<x y="1"/>${'<base />'.repeat(30)}</policies>`;
    expect(minimised(text, (smaller) => smaller.includes('x y'))).toBe('x y');
  });
});
