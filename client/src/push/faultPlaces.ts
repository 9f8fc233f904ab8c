/** Places that stand for faults in other texts. In UTF-16 code units. */

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a policy includes a fragment; its start where it does so in a roundabout way. */
export function includeSpan(text: string, fragment: string): Span {
  for (const match of text.matchAll(
    /<include-fragment\b[^>]{0,300}?\bfragment-id\s{0,100}=\s{0,100}(["'])(.{0,300}?)\1/g,
  ))
    if (match[2] === fragment) return { start: match.index, end: match.index + match[0].length };
  return { start: 0, end: 0 };
}

/** The value in a named value's information file. */
export function valueSpan(text: string): Span | undefined {
  const match = /"value"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text);
  const value = match?.[1];
  if (match === null || value === undefined) return undefined;
  const end = match.index + match[0].length;
  return { start: end - value.length, end };
}
