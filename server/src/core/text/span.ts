/**
 * Places in a text. Every offset in this project counts UTF-16 code units from the start of the text it
 * belongs to, as JavaScript strings and the Language Server Protocol's default encoding do.
 */

/** A half-open range `[start, end)` of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces `span` of a text by `newText`. Edits of one list never overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A zero-based line and a zero-based UTF-16 column in it. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `offset` lies in the span or touches one of its ends: where a cursor counts as "on" it. */
export function touches(place: Span, offset: number): boolean {
  return place.start <= offset && offset <= place.end;
}

/** Whether two spans share a place; an empty span overlaps what it touches. */
export function overlaps(a: Span, b: Span): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}

export function textOf(text: string, place: Span): string {
  return text.slice(place.start, place.end);
}

/** Whether nothing but white space stands in the span, as `trim` has it. */
export function isBlank(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 32 || (unit >= 9 && unit <= 13)) continue;
    return unit >= 0x80 && text.slice(at, end).trim() === '';
  }
  return true;
}

/** The text with all edits made; edits may come in any order and must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let from = 0;
  for (const edit of ordered) {
    result += text.slice(from, edit.span.start) + edit.newText;
    from = edit.span.end;
  }
  return result + text.slice(from);
}
