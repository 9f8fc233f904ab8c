/**
 * What we make of code beside what the C# compiler does: of real expressions, of every construct of the language, of their mutants, of new ones made of
 * their parts, and of a use of every member of the types that expressions use most. With `APIM_SHOW_MISSES=1` the
 * differences are printed; docs/expression-findings.md explains them.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCompiler, hasCompiler } from '../../support/roslyn';
import { seededRandom } from '../mutants/random';
import { type Agreement, agreementOn, symbolAgreement } from './generated/comparison';
import { mutantsOf } from './generated/mistakes';
import { show, showSymbols } from './generated/report';
import {
  constructs,
  type JudgedExpression,
  judged,
  ownExpressions,
  realExpressions,
} from './generated/sources';
import { memberUses } from './generated/tour';
import { variationsOf } from './generated/variations';

/** Without it, only some of the member uses are looked at. */
const full = process.env.APIM_ALL_MEMBERS !== undefined;
const some = <T>(items: readonly T[]) => items.filter((_, index) => full || index % 5 === 0);
const compiles = ({ answer }: JudgedExpression) => answer.errors.length === 0;

/** Of all that was compared, how much got the same verdict, with the first error in the same place. */
const agreed = ({ count, verdicts, places }: Agreement) => 1 - (verdicts.length + places.length) / count;
const falseAlarms = ({ verdicts }: Agreement) => verdicts.filter(({ ours }) => ours).length;

describe.runIf(hasCompiler())('beside the C# compiler', () => {
  let sources: readonly JudgedExpression[] = [];
  let valid: readonly JudgedExpression[] = [];
  beforeAll(() => {
    buildCompiler();
    sources = judged([...ownExpressions(), ...realExpressions()]);
    valid = sources.filter(compiles);
  }, 180_000);

  it('takes, refuses and understands real expressions alike', { timeout: 120_000 }, () => {
    const agreement = agreementOn(sources);
    const symbols = symbolAgreement(valid);
    show('Real expressions', agreement);
    showSymbols('Real expressions', symbols);
    expect(agreed(agreement)).toBeGreaterThanOrEqual(0.995);
    expect(symbols.differences.length / symbols.count).toBeLessThan(0.003);
  });

  it('takes and refuses every construct alike, and its mutants', { timeout: 120_000 }, () => {
    const all = judged(constructs());
    const agreement = agreementOn(all);
    show('Constructs', agreement);
    expect(agreed(agreement)).toBeGreaterThanOrEqual(0.95);
    expect(falseAlarms(agreement)).toBeLessThan(4);
    const mutants = agreementOn(judged(mutantsOf(all.filter(compiles), 1500, seededRandom(1))));
    show('Mutants of constructs', mutants);
    expect(agreed(mutants)).toBeGreaterThanOrEqual(0.96);
    expect(falseAlarms(mutants)).toBeLessThan(4);
  });

  it('takes and refuses mutants alike', { timeout: 120_000 }, () => {
    const mutants = judged(mutantsOf(valid, 2500, seededRandom(1)));
    expect(mutants.length - mutants.filter(compiles).length).toBeGreaterThan(2000);
    const agreement = agreementOn(mutants);
    show('Mutants', agreement);
    expect(agreed(agreement)).toBeGreaterThanOrEqual(0.97);
    expect(falseAlarms(agreement)).toBeLessThan(3);
  });

  it('takes, refuses and understands what is made of parts of others alike', { timeout: 120_000 }, () => {
    const variations = judged(variationsOf(valid, 1500, seededRandom(1)));
    const taken = variations.filter(compiles);
    expect(taken.length).toBeGreaterThan(700);
    const agreement = agreementOn(variations);
    const symbols = symbolAgreement(taken);
    show('Variations', agreement);
    showSymbols('Variations', symbols);
    expect(falseAlarms(agreement) / taken.length).toBeLessThan(0.003);
    expect(symbols.differences.length / symbols.count).toBeLessThan(0.01);
  });

  it('understands every member alike', { timeout: 120_000 }, () => {
    const uses = judged(some(memberUses()));
    const taken = uses.filter(compiles);
    expect(taken.length).toBeGreaterThan(full ? 6000 : 1200);
    const agreement = agreementOn(uses);
    const symbols = symbolAgreement(taken);
    show('Uses of members', agreement);
    showSymbols('Uses of members', symbols);
    expect(falseAlarms(agreement) / taken.length).toBeLessThan(0.001);
    expect(symbols.differences.length / symbols.count).toBeLessThan(0.01);
  });
});
