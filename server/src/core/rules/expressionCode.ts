/** What the rules about the code of expressions share. */
import { blockOf, type ExpressionProblem, expressionOf } from '../expression';
import { type Analysis, compiledCode, type ExpressionRegion, isUncertainCode } from '../model';
import type { Span } from '../text';
import { unmatchedBrackets } from './unmatchedBrackets';

/** What is wrong with the syntax; `empty`: there is no code. */
export type SyntaxProblems = 'empty' | readonly ExpressionProblem[];

export function syntaxProblemsOf(region: ExpressionRegion): SyntaxProblems {
  return region.once(problemsIn[region.form]);
}

const problemsIn: Readonly<Record<ExpressionRegion['form'], (code: string) => SyntaxProblems>> = {
  single: (code) => problemsOf(code, expressionOf),
  block: (code) => problemsOf(code, blockOf),
};

function problemsOf(
  written: string,
  parse: (code: string) => { readonly problems: readonly ExpressionProblem[] },
): SyntaxProblems {
  const code = compiledCode(written);
  return code.trim() === '' ? 'empty' : parse(code).problems.filter(({ kind }) => kind !== 'limit');
}

/** Whether the code may be other than it seems, or what is wrong with it is told by the rule of brackets. */
export function isUncertain(analysis: Analysis, { code, part }: ExpressionRegion): boolean {
  return isUncertainCode(code) || unmatchedBrackets(analysis).has(part);
}

/** The place in the document: of one character at least, so that there is something to underline. */
export function placeInDocument(region: ExpressionRegion, span: Span): Span {
  const start = region.toDocument(span.start);
  const end = region.toDocument(span.end);
  return end > start ? { start, end } : { start, end: Math.min(start + 1, region.part.span.end) };
}
