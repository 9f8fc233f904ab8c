import type { Analysis } from '../model';
import { overlaps, type Span } from '../text';

/** Whether the parser already objects to something in the span: one mistake is reported once. */
export function hasProblemIn({ tree: { problems } }: Analysis, span: Span): boolean {
  let low = 0;
  let high = problems.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((problems[middle]?.span.start ?? 0) <= span.end) low = middle + 1;
    else high = middle;
  }
  // Problems are short: the one before the span's start is the last that can reach into it.
  for (let i = low - 1; i >= 0; i--) {
    const problem = problems[i];
    if (!problem) break;
    if (overlaps(problem.span, span)) return true;
    if (problem.span.start < span.start) break;
  }
  return false;
}
