import type { Span } from './span';

/** The places of XML's comments that have an end. A regular expression would take quadratic time where none has. */
export function commentsIn(text: string): readonly Span[] {
  const found: Span[] = [];
  let start = text.indexOf('<!--');
  while (start >= 0) {
    const close = text.indexOf('-->', start + 4);
    if (close < 0) break;
    const end = close + 3;
    found.push({ start, end });
    start = text.indexOf('<!--', end);
  }
  return found;
}
