/** The one stretch in which two texts differ. */

export interface TextDifference {
  /** Offsets in the text before. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The shortest stretch whose replacement makes one text of the other, not counting halves of a line end. */
export function differenceOf(before: string, after: string): TextDifference {
  const start = commonStart(before, after);
  const kept = commonEnd(before.slice(start), after.slice(start));
  return { start, end: before.length - kept, replacement: after.slice(start, after.length - kept) };
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  // Not between the two halves of a line end: the editor knows no place there.
  return length > 0 && a[length - 1] === '\r' ? length - 1 : length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length > 0 && a.at(-length) === '\n' ? length - 1 : length;
}
