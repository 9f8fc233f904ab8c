/** Finds where an expression's brackets don't match: what else is wrong with its code follows from that. */
import { type Analysis, type ExpressionRegion, elementsOf, type ValuePlace, valuesOf } from '../model';
import { type ExpressionPart, unmatchedBracket } from '../syntax';
import type { Span } from '../text';

const found = new WeakMap<Analysis, ReadonlyMap<ExpressionPart, Span>>();

/** By expression, the bracket of the document that has no counterpart. */
export function unmatchedBrackets(analysis: Analysis): ReadonlyMap<ExpressionPart, Span> {
  const known = found.get(analysis);
  if (known) return known;
  const brackets = new Map<ExpressionPart, Span>();
  for (const region of analysis.expressions) {
    const span = within(analysis, region);
    if (span) brackets.set(region.part, span);
  }
  for (const element of elementsOf(analysis.tree.document)) {
    if (analysis.meaningOf(element).kind === 'ignored') continue;
    for (const place of valuesOf(element)) behind(analysis, place, brackets);
  }
  found.set(analysis, brackets);
  return brackets;
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
function behind({ text }: Analysis, { parts, span }: ValuePlace, brackets: Map<ExpressionPart, Span>): void {
  const [first, second, ...more] = parts.filter(
    (part) => part.kind === 'expression' || text.slice(part.span.start, part.span.end).trim() !== '',
  );
  if (first?.kind !== 'expression' || second?.kind !== 'literal' || more.length > 0) return;
  if (!first.closed || brackets.has(first)) return;
  const value = text.slice(span.start, span.end).trimEnd();
  if (!value.endsWith(first.form === 'single' ? ')' : '}') || value.endsWith('}}')) return;
  const code = value.slice(first.codeSpan.start - span.start, -1);
  const at = unmatchedBracket(code);
  if (at === undefined) return;
  const start = first.codeSpan.start + at;
  brackets.set(first, { start, end: start + 1 });
}
