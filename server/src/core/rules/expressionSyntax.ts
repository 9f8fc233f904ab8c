/** An expression's code has to be C# that the compiler can read. */
import { blockOf, type ExpressionProblem, expressionOf } from '../expression';
import { type Analysis, compiledCode, type ExpressionRegion, isCompiled, isUncertainCode } from '../model';
import type { Span } from '../text';
import type { DocumentRule } from './types';
import { unmatchedBrackets } from './unmatchedBrackets';

export const expressionSyntax: DocumentRule = {
  name: 'expression-syntax',
  check(analysis, report) {
    for (const region of analysis.expressions) {
      if (!region.part.closed) continue;
      const problems = region.once(problemsIn[region.form]);
      if (problems !== 'empty' && problems.length === 0) continue;
      if (!isCompiled(analysis, region)) continue;
      if (problems === 'empty')
        report({ code: 'expression-syntax', span: region.part.span, message: emptyMessage(region.form) });
      else if (!isUncertain(analysis, region))
        for (const problem of problems)
          report({
            code: 'expression-syntax',
            span: placeOf(region, problem),
            message: `${problem.code}: ${problem.message}`,
          });
    }
  },
};

type Problems = 'empty' | readonly ExpressionProblem[];

const problemsIn: Readonly<Record<ExpressionRegion['form'], (code: string) => Problems>> = {
  single: (code) => problemsOf(code, expressionOf),
  block: (code) => problemsOf(code, blockOf),
};

function problemsOf(
  written: string,
  parse: (code: string) => { readonly problems: readonly ExpressionProblem[] },
): Problems {
  const code = compiledCode(written);
  return code.trim() === '' ? 'empty' : parse(code).problems.filter(({ kind }) => kind !== 'limit');
}

/** Whether the code may be other than it seems, or what is wrong with it is told by the rule of brackets. */
function isUncertain(analysis: Analysis, { code, part }: ExpressionRegion): boolean {
  return isUncertainCode(code) || unmatchedBrackets(analysis).has(part);
}

function emptyMessage(form: ExpressionRegion['form']): string {
  return form === 'single'
    ? 'The expression is empty: write the C# expression whose value is meant, such as @(context.RequestId).'
    : 'The expression is empty: write C# statements that return a value, such as @{ return context.RequestId; }.';
}

/** At least one character, so that there is something to underline: what is missing is missing before it. */
function placeOf(region: ExpressionRegion, { span }: ExpressionProblem): Span {
  const start = region.toDocument(span.start);
  const end = region.toDocument(span.end);
  return end > start ? { start, end } : { start, end: Math.min(start + 1, region.part.span.end) };
}
