/** What the rules about the code of expressions share. */
import { blockOf, type ExpressionProblem, expressionOf, type SemanticModel } from '../expression';
import {
  type Analysis,
  compiledCode,
  type ExpressionRegion,
  isCompiled,
  isUncertainCode,
  semanticsOf,
} from '../model';
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
export function isUncertain(analysis: Analysis, region: ExpressionRegion): boolean {
  return region.once(isUncertainCode) || unmatchedBrackets(analysis).has(region.part);
}

/** The place in the document: of one character at least, so that there is something to underline. */
export function placeInDocument(region: ExpressionRegion, span: Span): Span {
  const start = region.toDocument(span.start);
  const end = region.toDocument(span.end);
  return end > start ? { start, end } : { start, end: Math.min(start + 1, region.part.span.end) };
}

/** Code that is sure to be what the compiler gets and right as to its syntax, and what it means. */
export interface SoundCode {
  readonly region: ExpressionRegion;
  readonly model: SemanticModel;
}

/** All of the document's, in the order in which it stands; none where nothing is known of types. */
export function soundCode(analysis: Analysis): readonly SoundCode[] {
  return analysis.once(findSoundCode);
}

function findSoundCode(analysis: Analysis): readonly SoundCode[] {
  const found: SoundCode[] = [];
  for (const region of analysis.expressions) {
    const model = isSound(analysis, region) ? semanticsOf(analysis, region) : undefined;
    if (model !== undefined) found.push({ region, model });
  }
  return found;
}

function isSound(analysis: Analysis, region: ExpressionRegion): boolean {
  if (!region.part.closed || !isCompiled(analysis, region)) return false;
  const syntax = syntaxProblemsOf(region);
  return syntax !== 'empty' && syntax.length === 0 && !isUncertain(analysis, region);
}
