/** Finds where an expression's brackets don't match: what else is wrong with its code follows from that. */
import type { Analysis, ExpressionRegion, PlacedValue } from '../model';
import { type ExpressionPart, unmatchedBracket } from '../syntax';
import type { Span } from '../text';

/** By expression, the bracket of the document that has no counterpart. */
export function unmatchedBrackets(analysis: Analysis): ReadonlyMap<ExpressionPart, Span> {
  return analysis.once(findUnmatched);
}

function findUnmatched(analysis: Analysis): ReadonlyMap<ExpressionPart, Span> {
  const brackets = new Map<ExpressionPart, Span>();
  for (const region of analysis.expressions) {
    const span = within(analysis, region);
    if (span) brackets.set(region.part, span);
  }
  for (const { value, owner } of analysis.expressions)
    if (value.parts.length > 1 && analysis.meaningOf(owner).kind !== 'ignored')
      behind(analysis, value, brackets);
  return brackets;
}

function within(analysis: Analysis, region: ExpressionRegion): Span | undefined {
  if (!region.part.closed) return undefined;
  const at = region.once(unmatchedBracket);
  if (at === undefined || analysis.meaningOf(region.owner).kind === 'ignored') return undefined;
  return { start: region.toDocument(at), end: region.toDocument(at + 1) };
}

/**
 * An expression that ended too early, because an opening bracket is missing: the rest of the value ends with the
 * closing bracket that was meant to be the expression's.
 */
function behind(
  { text }: Analysis,
  { parts, span, written }: PlacedValue,
  brackets: Map<ExpressionPart, Span>,
): void {
  const [first, second, ...more] = parts.filter(
    (part) => part.kind === 'expression' || text.slice(part.span.start, part.span.end).trim() !== '',
  );
  if (first?.kind !== 'expression' || second?.kind !== 'literal' || more.length > 0) return;
  if (!first.closed || brackets.has(first)) return;
  const value = written.trimEnd();
  if (!value.endsWith(first.form === 'single' ? ')' : '}') || value.endsWith('}}')) return;
  const code = value.slice(first.codeSpan.start - span.start, -1);
  const at = unmatchedBracket(code);
  if (at === undefined) return;
  const start = first.codeSpan.start + at;
  brackets.set(first, { start, end: start + 1 });
}
