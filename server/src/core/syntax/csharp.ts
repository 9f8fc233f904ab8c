/**
 * Finds where C# code ends: at the bracket that matches the opening one, by C#'s rules for strings, characters
 * and comments. It knows tokens only, no grammar. Only brackets of the kind that opened the code are counted,
 * so that a half-typed bracket of another kind does not hide the end.
 */
import {
  ASTERISK,
  AT_SIGN,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  DASH,
  DOLLAR,
  DOUBLE_QUOTE,
  isLetter,
  isLineBreak,
  isSpace,
  LESS_THAN,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SINGLE_QUOTE,
  SLASH,
} from './characters';

export interface CodeEnd {
  readonly closed: boolean;
  /** Where the closing bracket stands, or where the code stopped making sense. */
  readonly at: number;
  /** How far the search looked ahead before it knew. */
  readonly reached: number;
}

/** Interpolated strings nest in their own holes; deeper than this is taken for broken code. */
const DEEPEST_INTERPOLATION = 32;

/** What the start of a tag looks like. At the start of a line C# has only type arguments, `(` behind them. */
const TAG_AT_LINE_START = /<(?:[A-Za-z_][\w.:-]*(?:\s*\/?>(?![ \t]*\()|\s+[\w.:-]+\s*=\s*["']))/y;

/**
 * The end of the code that starts at `start`, behind its opening bracket.
 *
 * @param close the closing bracket's code unit: `)` or `}`
 * @param limit where the text ends for this purpose
 */
export function findCodeEnd(text: string, start: number, limit: number, close: number): CodeEnd {
  const open = close === CLOSE_PAREN ? OPEN_PAREN : OPEN_BRACE;
  const lexer = new CodeLexer(text, limit, true);
  const end = lexer.code(start, open, close);
  if (end !== -1) return { closed: true, at: end, reached: end };
  if (!lexer.sawInterpolation) return { closed: false, at: lexer.failedAt, reached: lexer.reached };
  // A broken hole in an interpolated string must not hide the expression's end.
  const plain = new CodeLexer(text, limit, false);
  const plainEnd = plain.code(start, open, close);
  const reached = Math.max(lexer.reached, plain.reached, plainEnd);
  return plainEnd === -1
    ? { closed: false, at: lexer.failedAt, reached }
    : { closed: true, at: plainEnd, reached };
}

/**
 * Where C# code has a closing bracket that fits no open one, or an opening one that is left over; `undefined` where
 * all brackets match, or where strings and comments can't be told from code.
 */
export function unmatchedBracket(code: string): number | undefined {
  const at = new CodeLexer(code, code.length, true).unmatchedBracket();
  return at === -1 ? undefined : at;
}

/** By opening bracket, the closing one. */
const CLOSING: ReadonlyMap<number, number> = new Map([
  [OPEN_PAREN, CLOSE_PAREN],
  [OPEN_BRACKET, CLOSE_BRACKET],
  [OPEN_BRACE, CLOSE_BRACE],
]);

/** Every method takes the position to start at and returns the one behind what it skipped, -1 on failure. */
class CodeLexer {
  failedAt = -1;
  reached = -1;
  sawInterpolation = false;
  private depth = 0;
  private firstMarkupComment = -1;

  constructor(
    private readonly text: string,
    private readonly limit: number,
    private readonly holes: boolean,
  ) {}

  /** Unlike the others, returns the position of the closing bracket itself. */
  code(start: number, open: number, close: number): number {
    const { text, limit } = this;
    let depth = 0;
    let pos = start;
    while (pos < limit) {
      const unit = text.charCodeAt(pos);
      if (unit === close) {
        if (depth === 0) return pos;
        depth--;
        pos++;
      } else if (unit === open) {
        depth++;
        pos++;
      } else {
        pos = this.skip(pos, unit);
        if (pos === -1) return -1;
      }
    }
    return this.fail(limit);
  }

  /** The position of a bracket without its counterpart, -1 where there is none or nothing can be said. */
  unmatchedBracket(): number {
    const { text, limit } = this;
    const open: { readonly at: number; readonly close: number }[] = [];
    for (let pos = 0; pos < limit; ) {
      const unit = text.charCodeAt(pos);
      const close = CLOSING.get(unit);
      if (close !== undefined) open.push({ at: pos, close });
      else if (unit === CLOSE_PAREN || unit === CLOSE_BRACKET || unit === CLOSE_BRACE) {
        if (open.pop()?.close !== unit) return pos;
      } else {
        pos = this.skip(pos, unit);
        if (pos === -1) return -1;
        continue;
      }
      pos++;
    }
    return open.at(-1)?.at ?? -1;
  }

  private skip(pos: number, unit: number): number {
    switch (unit) {
      case DOUBLE_QUOTE:
        return this.regularString(pos + 1);
      case SINGLE_QUOTE:
        return this.characterLiteral(pos);
      case AT_SIGN:
        return this.afterAt(pos);
      case DOLLAR:
        return this.afterDollar(pos);
      case SLASH:
        return this.afterSlash(pos);
      case LESS_THAN:
        if (this.text.startsWith('<!--', pos)) return this.markupComment(pos);
        return this.startsMarkup(pos) ? this.fail(pos) : pos + 1;
      default:
        return pos + 1;
    }
  }

  private afterAt(pos: number): number {
    const next = this.unitAt(pos + 1);
    if (next === DOUBLE_QUOTE) return this.verbatimString(pos + 2);
    if (next === DOLLAR && this.unitAt(pos + 2) === DOUBLE_QUOTE) return this.interpolated(pos + 3, true);
    return pos + 1;
  }

  private afterDollar(pos: number): number {
    const next = this.unitAt(pos + 1);
    if (next === DOUBLE_QUOTE) return this.interpolated(pos + 2, false);
    if (next === AT_SIGN && this.unitAt(pos + 2) === DOUBLE_QUOTE) return this.interpolated(pos + 3, true);
    return pos + 1;
  }

  private afterSlash(pos: number): number {
    const next = this.unitAt(pos + 1);
    if (next === SLASH) {
      let end = pos + 2;
      while (end < this.limit && !isLineBreak(this.text.charCodeAt(end))) end++;
      return end;
    }
    if (next !== ASTERISK) return pos + 1;
    for (let end = pos + 2; end + 1 < this.limit; end++) {
      if (this.text.charCodeAt(end) === ASTERISK && this.text.charCodeAt(end + 1) === SLASH) return end + 2;
    }
    return this.fail(this.limit);
  }

  /** An XML comment is no C#, but people write them there, and what they say is not code either. */
  private markupComment(pos: number): number {
    if (this.firstMarkupComment === -1) this.firstMarkupComment = pos;
    for (let end = pos + 4; end + 2 < this.limit; end++) {
      if (this.text.charCodeAt(end) === DASH && this.text.startsWith('-->', end)) return end + 3;
    }
    return this.fail(this.limit);
  }

  private regularString(start: number): number {
    for (let pos = start; pos < this.limit; pos++) {
      const unit = this.text.charCodeAt(pos);
      if (unit === DOUBLE_QUOTE) return pos + 1;
      if (isLineBreak(unit)) return this.fail(pos);
      if (unit === BACKSLASH && !isLineBreak(this.unitAt(pos + 1))) pos++;
    }
    return this.fail(this.limit);
  }

  private verbatimString(start: number): number {
    for (let pos = start; pos < this.limit; pos++) {
      if (this.text.charCodeAt(pos) !== DOUBLE_QUOTE) continue;
      if (this.unitAt(pos + 1) !== DOUBLE_QUOTE) return pos + 1;
      pos++;
    }
    return this.fail(this.limit);
  }

  /** Several characters between apostrophes are no C#, but where they end is plain, so they are skipped. */
  private characterLiteral(pos: number): number {
    const escaped = this.unitAt(pos + 1) === BACKSLASH;
    if (!escaped && this.unitAt(pos + 2) === SINGLE_QUOTE) return pos + 3;
    for (let end = pos + (escaped ? 3 : 1); end < this.limit; end++) {
      const unit = this.text.charCodeAt(end);
      if (unit === SINGLE_QUOTE) return end + 1;
      if (isLineBreak(unit)) return this.fail(end);
      if (unit === BACKSLASH) end++;
    }
    return this.fail(this.limit);
  }

  private interpolated(start: number, verbatim: boolean): number {
    this.sawInterpolation = true;
    if (!this.holes) return verbatim ? this.verbatimString(start) : this.regularString(start);
    let pos = start;
    while (pos < this.limit) {
      const unit = this.text.charCodeAt(pos);
      if (unit === DOUBLE_QUOTE) {
        if (!verbatim || this.unitAt(pos + 1) !== DOUBLE_QUOTE) return pos + 1;
        pos += 2;
      } else if (unit === OPEN_BRACE) {
        if (this.unitAt(pos + 1) === OPEN_BRACE) pos += 2;
        else {
          pos = this.hole(pos + 1);
          if (pos === -1) return -1;
        }
      } else if (!verbatim && isLineBreak(unit)) return this.fail(pos);
      else pos += !verbatim && unit === BACKSLASH && !isLineBreak(this.unitAt(pos + 1)) ? 2 : 1;
    }
    return this.fail(this.limit);
  }

  /** `{code}` or `{code:format}` in an interpolated string; a `?:` in it needs round brackets, as in C#. */
  private hole(start: number): number {
    if (this.depth >= DEEPEST_INTERPOLATION) return this.fail(start);
    this.depth++;
    let nested = 0;
    let pos = start;
    while (pos < this.limit) {
      const unit = this.text.charCodeAt(pos);
      if (unit === CLOSE_BRACE && nested === 0) {
        this.depth--;
        return pos + 1;
      }
      if (unit === COLON && nested === 0) {
        if (this.unitAt(pos + 1) === COLON) {
          pos += 2;
          continue;
        }
        this.depth--;
        return this.format(pos + 1);
      }
      if (unit === OPEN_PAREN || unit === OPEN_BRACKET || unit === OPEN_BRACE) nested++;
      else if (unit === CLOSE_PAREN || unit === CLOSE_BRACKET || unit === CLOSE_BRACE) nested--;
      pos = this.skip(pos, unit);
      if (pos === -1) return -1;
    }
    return this.fail(this.limit);
  }

  private format(start: number): number {
    for (let pos = start; pos < this.limit; pos++) {
      const unit = this.text.charCodeAt(pos);
      if (unit === CLOSE_BRACE) return pos + 1;
      if (unit === DOUBLE_QUOTE || isLineBreak(unit)) return this.fail(pos);
    }
    return this.fail(this.limit);
  }

  /** Whether the `<` at `pos` starts a tag: C# has no `</name`, and no line that starts like a tag. */
  private startsMarkup(pos: number): boolean {
    const next = this.unitAt(pos + 1);
    if (next === SLASH) return isLetter(this.unitAt(pos + 2));
    let before = pos - 1;
    while (before >= 0 && isSpace(this.text.charCodeAt(before)) && !isLineBreak(this.text.charCodeAt(before)))
      before--;
    if (before < 0 || !isLineBreak(this.text.charCodeAt(before))) return false;
    TAG_AT_LINE_START.lastIndex = pos;
    return TAG_AT_LINE_START.test(this.text);
  }

  private unitAt(pos: number): number {
    return pos < this.limit ? this.text.charCodeAt(pos) : -1;
  }

  private fail(at: number): -1 {
    // In code without an end, a comment is the markup that follows it.
    this.failedAt = this.firstMarkupComment === -1 ? at : this.firstMarkupComment;
    this.reached = at;
    return -1;
  }
}
