/** No more findings than anybody reads: editors get slow with thousands of them. */
import type { Diagnostic, Severity } from './types';

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/**
 * The `most` worst ones, of equally bad ones the first, in their order; then one more that says how many are left out,
 * at the place of the worst of those. All of them where there are no more than `most`.
 *
 * @param found in the order of their places
 */
export function mostSevere(found: readonly Diagnostic[], most: number): readonly Diagnostic[] {
  if (found.length <= most) return found;
  // Sorting is stable.
  const byRank = [...found].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  const kept = new Set(byRank.slice(0, most));
  const leftOut = byRank.slice(most);
  const [next] = leftOut;
  if (next === undefined) return found;
  return [
    ...found.filter((one) => kept.has(one)),
    { code: 'more-findings', severity: 'information', span: next.span, message: messageOf(leftOut) },
  ];
}

function messageOf(leftOut: readonly Diagnostic[]): string {
  const count = leftOut.length.toLocaleString('en-US');
  const counted = leftOut.length === 1 ? '1 more finding is' : `${count} more findings are`;
  const errors = leftOut.filter(({ severity }) => severity === 'error').length;
  const worst =
    errors === 0 ? 'none of them an error' : `errors among them: ${errors.toLocaleString('en-US')}`;
  return `${counted} not shown (${worst}). They appear as others are put right; "apim-policy check" lists all.`;
}
