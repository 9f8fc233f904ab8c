/**
 * What we make of code beside what the C# compiler does: of real expressions, of their mutants, of new ones made of
 * their parts, and of a use of every member of the types that expressions use most. With `APIM_SHOW_MISSES=1` the
 * differences are printed; docs/expression-findings.md explains them.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { parseBlock, parseExpression } from '../../../server/src/core/expression';
import { buildCompiler, hasCompiler } from '../../support/roslyn';
import { seededRandom } from '../mutants/random';
import { type JudgedExpression, judged, ownExpressions, realExpressions } from './generated/sources';
import { memberUses } from './generated/tour';
import { variationsOf } from './generated/variations';

/** Without it, only some of the member uses are looked at. */
const full = process.env.APIM_ALL_MEMBERS !== undefined;
const some = <T>(items: readonly T[]) => items.filter((_, index) => full || index % 5 === 0);
const compiles = ({ answer }: JudgedExpression) => answer.errors.length === 0;

describe.runIf(hasCompiler())('beside the C# compiler', () => {
  let sources: readonly JudgedExpression[] = [];
  beforeAll(() => {
    buildCompiler();
    sources = judged([...ownExpressions(), ...realExpressions()]).filter(compiles);
  }, 180_000);

  it.each([
    ['expressions made of parts of others', () => variationsOf(sources, 1500, seededRandom(1)), 700],
    ['uses of members', () => some(memberUses()), full ? 6000 : 1200],
  ])('reads %s', { timeout: 120_000 }, (_, make, atLeast) => {
    const valid = judged(make()).filter(compiles);
    expect(valid.length).toBeGreaterThan(atLeast);
    const misread = valid.flatMap(({ form, code }) => {
      const [problem] = (form === 'single' ? parseExpression(code) : parseBlock(code)).problems;
      return problem ? [`${code}: ${problem.code} at ${problem.span.start}`] : [];
    });
    expect(misread).toEqual([]);
  });
});
