/** What is damaged: whole documents, and the C# of expressions. */
import { parseBlock, parseExpression } from '../../server/src/core/expression';
import { bindBlock, bindExpression } from '../../server/src/core/expression/semantics/bind';
import { analyse } from '../../server/src/core/model';
import { noFacts } from '../../server/src/core/workspace/types';
import { testCatalogue } from '../support/catalogue';
import { testTypes } from '../support/types';
import { checkDocument, cpuTime, type FuzzResult, questions } from './check';
import { fuzzedDocument } from './mutation';
import { fuzzSources } from './sources';

export type SubjectName = 'document' | 'expression';

export interface Damaged {
  readonly text: string;
  readonly mutations: readonly string[];
  /** Also for a smaller one of its kind. `limit` is in milliseconds. */
  check(text: string, limit?: number): FuzzResult;
}

export interface Subject {
  readonly plural: string;
  /** Of the file that a failing one is saved in. */
  readonly extension: string;
  sources(): readonly string[];
  /** The text of that number in the run of that seed. */
  make(sources: readonly string[], seed: number, index: number): Damaged;
}

/** In an expression there is nothing longer than this that is not a long text. */
const longestExpression = 32_768;

export const subjects: Readonly<Record<SubjectName, Subject>> = {
  document: {
    plural: 'documents',
    extension: 'xml',
    sources: fuzzSources,
    make: (sources, seed, index) => {
      const { text, mutations, random } = fuzzedDocument(sources, seed, index);
      const asking = questions(random, sources);
      return { text, mutations, check: (it, limit) => checkDocument(it, asking, limit) };
    },
  },
  expression: {
    plural: 'expressions',
    extension: 'cs',
    sources: () => {
      const found = fuzzSources().flatMap((text) =>
        analyse(text, { catalogue: testCatalogue(), facts: noFacts }).expressions.map(({ code }) => code),
      );
      return [...new Set(found)];
    },
    make: (sources, seed, index) => {
      const { text, mutations } = fuzzedDocument(sources, seed, index);
      return { text: text.slice(0, longestExpression), mutations, check: checkExpression };
    },
  },
};

/** Reads and binds code as `@(…)` and as `@{…}`, and again where it took too long. */
export function checkExpression(code: string, limit = Number.POSITIVE_INFINITY): FuzzResult {
  const faults: string[] = [];
  let time = timed(code, faults);
  for (let i = 0; i < 3 && time > limit; i++) time = Math.min(time, timed(code, []));
  if (time > limit) faults.push(`takes longer than ${limit} ms`);
  return { faults, time };
}

function timed(code: string, faults: string[]): number {
  const start = cpuTime();
  const world = testTypes();
  const input = { world, code, expected: undefined };
  for (const [form, work] of [
    ['expression', () => [parseExpression(code), bindExpression(input)] as const],
    ['block', () => [parseBlock(code), bindBlock(input)] as const],
  ] as const)
    try {
      const [parsed, model] = work();
      for (const { span } of [...parsed.problems, ...model.problems, ...model.uses])
        if (span.start < 0 || span.end < span.start || span.end > code.length)
          faults.push(`${form}: ${span.start}-${span.end} is outside`);
    } catch (error) {
      const place = error instanceof Error ? /at .*/.exec(error.stack ?? '')?.[0] : undefined;
      faults.push(`${form} throws: ${String(error).slice(0, 200)} ${place ?? ''}`);
    }
  return cpuTime() - start;
}
