/** An expression's code has to make sense to the compiler, and use only what the service lets it use. */
import type { SemanticProblem } from '../expression';
import { type Analysis, type ExpressionRegion, holdsPlaceholder } from '../model';
import type { Code } from './codes';
import { placeInDocument, soundCode } from './expressionCode';
import { expressionFixes, hasFixes } from './expressionFixes';
import { didYouMean } from './fixes';
import type { DocumentRule, Finding } from './types';

export const expressionMeaning: DocumentRule = {
  name: 'expression-meaning',
  check(analysis, report) {
    for (const { region, model } of soundCode(analysis))
      for (const problem of model.problems)
        if (!isFilledIn(region, problem)) report(findingOf(analysis, region, problem));
  },
};

/** An unknown name such as `MAX_RETRIES`: templates write so what they put a value in the place of. */
function isFilledIn({ code }: ExpressionRegion, { code: kind, span }: SemanticProblem): boolean {
  return kind === 'CS0103' && holdsPlaceholder(code.slice(span.start, span.end));
}

function findingOf(analysis: Analysis, region: ExpressionRegion, problem: SemanticProblem): Finding {
  const { data } = problem;
  const code = codeOf(problem);
  const meant = data?.kind === 'similar-name' ? data.name : undefined;
  return {
    code,
    span: placeInDocument(region, problem.span),
    message: `${problem.code}: ${problem.message}${meant === undefined ? '' : `.${didYouMean(meant)}`}`,
    ...(unnecessary.has(code) && { tags: ['unnecessary'] }),
    ...(hasFixes(problem) && { fixes: () => expressionFixes(analysis, region, problem) }),
  };
}

const unnecessary: ReadonlySet<Code> = new Set<Code>(['unreachable-code', 'unused-local']);

/** The compiler's warnings that have a code of their own. */
const warnings: Readonly<Record<string, Code>> = {
  CS0162: 'unreachable-code',
  CS0164: 'unused-local',
  CS0168: 'unused-local',
  CS0219: 'unused-local',
  CS8321: 'unused-local',
  CS0252: 'reference-comparison',
  CS0253: 'reference-comparison',
};

function codeOf({ code, severity }: SemanticProblem): Code {
  if (code.startsWith('APIM')) return 'unsupported-in-expression';
  return severity === 'error' ? 'expression-type' : (warnings[code] ?? 'suspicious-expression');
}
