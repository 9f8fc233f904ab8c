/** The brackets of an expression have to match. Where they do, what the code means is not asked here. */
import { type Analysis, type ExpressionRegion, elementsOf, type ValuePlace, valuesOf } from '../model';
import { type ExpressionPart, unmatchedBracket } from '../syntax';
import type { Span } from '../text';
import type { Report, Rule } from './types';

export const expressionBrackets: Rule = {
  name: 'expression-brackets',
  check(analysis, report) {
    const reported = new Set<ExpressionPart>();
    for (const region of analysis.expressions) {
      const span = within(analysis, region);
      if (!span) continue;
      reported.add(region.part);
      tell(analysis, span, report);
    }
    for (const element of elementsOf(analysis.tree.document)) {
      if (analysis.meaningOf(element).kind === 'ignored') continue;
      for (const place of valuesOf(element)) {
        const span = behind(analysis, place, reported);
        if (span) tell(analysis, span, report);
      }
    }
  },
};

function tell({ text }: Analysis, span: Span, report: Report): void {
  report({
    code: 'unbalanced-expression',
    span,
    message: `The brackets of the expression do not match: "${text.slice(span.start, span.end)}" has no counterpart.`,
  });
}

function within(analysis: Analysis, region: ExpressionRegion): Span | undefined {
  const { part, code, owner } = region;
  if (!part.closed || analysis.meaningOf(owner).kind === 'ignored') return undefined;
  const at = unmatchedBracket(code);
  return at === undefined ? undefined : { start: region.toDocument(at), end: region.toDocument(at + 1) };
}

/**
 * An expression that ended too early, because an opening bracket is missing: the rest of the value ends with the
 * closing bracket that was meant to be the expression's.
 */
function behind(
  { text }: Analysis,
  { parts, span }: ValuePlace,
  reported: ReadonlySet<ExpressionPart>,
): Span | undefined {
  const [first, second, ...more] = parts.filter(
    (part) => part.kind === 'expression' || text.slice(part.span.start, part.span.end).trim() !== '',
  );
  if (first?.kind !== 'expression' || second?.kind !== 'literal' || more.length > 0) return undefined;
  if (!first.closed || reported.has(first)) return undefined;
  const value = text.slice(span.start, span.end).trimEnd();
  if (!value.endsWith(first.form === 'single' ? ')' : '}') || value.endsWith('}}')) return undefined;
  const code = value.slice(first.codeSpan.start - span.start, -1);
  const at = unmatchedBracket(code);
  if (at === undefined) return undefined;
  const start = first.codeSpan.start + at;
  return { start, end: start + 1 };
}
