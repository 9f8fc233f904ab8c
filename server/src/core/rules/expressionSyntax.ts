/** An expression's code has to be C# that the compiler can read. */
import { blockOf, type ExpressionProblem, expressionOf } from '../expression';
import {
  type Analysis,
  attributeFactsOf,
  attributeText,
  type ExpressionRegion,
  holdsPlaceholder,
  valuesOf,
} from '../model';
import type { Span } from '../text';
import type { DocumentRule } from './types';
import { unmatchedBrackets } from './unmatchedBrackets';

/** Where these are left in the code, it isn't clear which of them the service replaces. */
const entity = /&(?:lt|gt|amp|quot|apos|#\w{1,8});/;

export const expressionSyntax: DocumentRule = {
  name: 'expression-syntax',
  check(analysis, report) {
    for (const region of analysis.expressions) {
      if (!region.part.closed) continue;
      const problems = region.once(problemsIn[region.form]);
      if (problems !== 'empty' && problems.length === 0) continue;
      if (!isEvaluated(analysis, region)) continue;
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
  const code = compiled(written);
  return code.trim() === '' ? 'empty' : parse(code).problems.filter(({ kind }) => kind !== 'limit');
}

/** Whether the code may be other than it seems, or what is wrong with it is told by the rule of brackets. */
function isUncertain(analysis: Analysis, { code, part }: ExpressionRegion): boolean {
  return holdsPlaceholder(code) || entity.test(code) || unmatchedBrackets(analysis).has(part);
}

/** What the compiler gets of the code: no comments of the document. All else stays where it is. */
function compiled(code: string): string {
  return code.includes('<!--')
    ? code.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\r\n]/g, ' '))
    : code;
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

/** Whether the service is sure to take the code for C#. */
function isEvaluated(analysis: Analysis, region: ExpressionRegion): boolean {
  const { owner, attribute } = region;
  const meaning = analysis.meaningOf(owner);
  if (!('element' in meaning) || isNamedValue(analysis, region)) return false;
  if (attribute !== undefined)
    return (
      attributeFactsOf(analysis, owner)?.some(({ name, expression }) => name === attribute && expression) ??
      false
    );
  const { text, liquidWhen } = meaning.element;
  if (!text?.expression || !isWholeText(analysis, region)) return false;
  const template = liquidWhen && attributeText(analysis.text, owner, liquidWhen.attribute);
  return template?.trim().toLowerCase() !== liquidWhen?.value.toLowerCase() || liquidWhen === undefined;
}

/** `@{{name}}` is an at sign and a named value. */
function isNamedValue({ text }: Analysis, { part }: ExpressionRegion): boolean {
  return /^@\{\{\s*[\w.-]+\s*\}\}$/.test(text.slice(part.span.start, part.span.end));
}

/** An element's text may be anything, and hold what only looks like an expression. */
function isWholeText(analysis: Analysis, { part, owner }: ExpressionRegion): boolean {
  const place = valuesOf(owner).find(({ parts }) => parts.includes(part));
  return (
    place?.parts.every(
      (other) => other === part || analysis.text.slice(other.span.start, other.span.end).trim() === '',
    ) ?? false
  );
}
