/** The character classes of policy documents, on UTF-16 code units. */

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const BANG = 33;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const ASTERISK = 42;
export const DASH = 45;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS_THAN = 60;
export const EQUALS = 61;
export const GREATER_THAN = 62;
export const QUESTION_MARK = 63;
export const AT_SIGN = 64;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const BYTE_ORDER_MARK = 0xfeff;

/** XML's white space. */
export function isSpace(unit: number): boolean {
  return unit === SPACE || unit === LINE_FEED || unit === CARRIAGE_RETURN || unit === TAB;
}

export function isLineBreak(unit: number): boolean {
  return unit === LINE_FEED || unit === CARRIAGE_RETURN;
}

export function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

/** What may start a name. Every character beyond ASCII counts: XML excludes only a few of them. */
export function isNameStart(unit: number): boolean {
  return isLetter(unit) || unit === 95 || unit === COLON || unit >= 0x80;
}

export function isNameCharacter(unit: number): boolean {
  return isNameStart(unit) || (unit >= 48 && unit <= 57) || unit === 45 || unit === 46;
}

/** What ends a name or a word in a tag, whether the name is a good one or not. */
export function endsWord(unit: number): boolean {
  // Small letters make most names.
  if (unit >= 97 && unit <= 122) return false;
  return (
    isSpace(unit) ||
    unit === SLASH ||
    unit === GREATER_THAN ||
    unit === LESS_THAN ||
    unit === EQUALS ||
    unit === DOUBLE_QUOTE ||
    unit === SINGLE_QUOTE
  );
}

/** `end`, moved back to `start` at most over the white space before it. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
