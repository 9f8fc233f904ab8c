/**
 * What we say of expressions beside what the C# compiler says: real ones, and real ones with a token dropped, doubled
 * or swapped. With `APIM_SHOW_MISSES=1` the differences are printed; docs/expression-findings.md explains them.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type ExpressionProblem, parseBlock, parseExpression } from '../../../server/src/core/expression';
import {
  corpusExpressions,
  mutantOf,
  type SourceExpression,
  withoutPlaceholders,
} from '../../support/expressions';
import { askCompiler, buildCompiler, type CompilerAnswer, hasCompiler } from '../../support/roslyn';
import { seededRandom } from '../mutants/random';

/** Expressions of our own, so that there is something to compare where the corpus isn't. */
const own: readonly SourceExpression[] = [
  '(string)context.Variables["a"] + context.Request.Headers.GetValueOrDefault("b", $"c{1 + 2,5:N2}")',
  'context.Request.Method == "GET" && context.Variables.GetValueOrDefault<int>("n", 0) < 3 ? a?.b[0] : new { c = @"d""" }',
  '((JArray)body["items"]).Where(x => (int?)x["price"] > 1.5m).Select((x, i) => new JProperty($"{i}", x)).ToList()',
  'new Dictionary<string, List<int>> { ["a"] = new List<int> { 1, 2 }, ["b"] = null }.Count >> 1',
]
  .map((code): SourceExpression => ({ form: 'single', code, file: 'own' }))
  .concat(
    [
      'var a = context.Response.Body.As<JObject>(preserveContent: true); foreach (var b in a.Properties()) { if (b.Name is string c && c.Length > 2) return b.Value; } return "";',
      'try { int n; if (int.TryParse("1", out n)) { n++; } for (var i = 0; i < n; i++) { continue; } } catch (Exception e) when (e.Message != null) { throw; } finally { } return default(int);',
      'switch (x) { case int i when i > 0: case 1: return (i, "a"); default: break; } var (a, b) = y; string F(string c) => c ?? "d"; return F(a) + b;',
      "using (var h = SHA256.Create()) { byte[] d = h.ComputeHash(new byte[] { 1, 0x2F }); do { d[0] -= 1; } while (d[0] > 'a'); return from q in d where q != 1 orderby q descending select q * 2; }",
    ].map((code): SourceExpression => ({ form: 'block', code, file: 'own' })),
  );

const sources = [...own, ...corpusExpressions()].map((source) => ({
  ...source,
  code: withoutPlaceholders(source.code),
}));

function mutants(count: number, seed: number): readonly SourceExpression[] {
  const random = seededRandom(seed);
  const made: SourceExpression[] = [];
  while (made.length < count) {
    const source = random.pick(sources);
    const mutant = source && mutantOf(source, random);
    if (mutant) made.push(mutant);
  }
  return made;
}

interface Agreement {
  /** Both take the code, or both refuse it. */
  readonly verdict: number;
  /** Of what both refuse: the first mistake is in the same place. */
  readonly place: number;
}

function compare(expressions: readonly SourceExpression[]): Agreement {
  const answers = askCompiler(expressions.map(({ form, code }, id) => ({ id, form, code })));
  let agreed = 0;
  let refused = 0;
  let placed = 0;
  for (const [id, { form, code, file }] of expressions.entries()) {
    const { problems } = form === 'single' ? parseExpression(code) : parseBlock(code);
    const ours = problems.find(({ kind }) => kind === 'syntax');
    const theirs = answers.get(id)?.errors[0];
    const same = (ours === undefined) === (theirs === undefined);
    const there = ours?.span.start === theirs?.offset;
    if (same) agreed++;
    if (ours && theirs) refused++;
    if (ours && theirs && there) placed++;
    if (process.env.APIM_SHOW_MISSES && !(same && there)) show(file, code, ours, theirs);
  }
  return { verdict: agreed / expressions.length, place: refused === 0 ? 1 : placed / refused };
}

function show(
  file: string,
  code: string,
  ours: ExpressionProblem | undefined,
  theirs: CompilerAnswer['errors'][number] | undefined,
): void {
  const around = (at: number) =>
    JSON.stringify(`${code.slice(Math.max(0, at - 50), at)}⟦⟧${code.slice(at, at + 40)}`);
  console.log(file);
  console.log(`  ours:   ${ours ? `${ours.code} ${ours.message} ${around(ours.span.start)}` : 'takes it'}`);
  console.log(
    `  theirs: ${theirs ? `${theirs.code} ${theirs.message} ${around(theirs.offset)}` : 'takes it'}`,
  );
}

describe.runIf(hasCompiler())('the C# compiler', () => {
  beforeAll(buildCompiler, 180_000);

  it('takes and refuses the same expressions', { timeout: 120_000 }, () => {
    const { verdict, place } = compare(sources);
    console.info(
      `Real expressions: ${(100 * verdict).toFixed(2)}% agree, ${(100 * place).toFixed(2)}% on the place.`,
    );
    expect(verdict).toBeGreaterThanOrEqual(0.995);
    expect(place).toBeGreaterThanOrEqual(0.995);
  });

  it.each([1, 2])('takes and refuses the same broken expressions, seed %i', { timeout: 120_000 }, (seed) => {
    const { verdict, place } = compare(mutants(2000, seed));
    console.info(
      `Broken expressions: ${(100 * verdict).toFixed(2)}% agree, ${(100 * place).toFixed(2)}% on the place.`,
    );
    expect(verdict).toBeGreaterThanOrEqual(0.99);
    expect(place).toBeGreaterThanOrEqual(0.96);
  });
});
