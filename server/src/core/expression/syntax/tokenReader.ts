/** Reads one token of C# code after the other. */
import { isBlank, isDigit, isIdentifierPart, isIdentifierStart, isLineEnd } from './characters';
import { readEscape, readNumber } from './literals';
import { type ExpressionProblem, problem } from './problems';
import {
  isKeyword,
  type NumberValue,
  type Punctuator,
  punctuators,
  type StringPart,
  type Token,
  type TokenKind,
} from './tokens';

const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const APOSTROPHE = 39;
const POINT = 46;
const SLASH = 47;
const AT = 64;
const BACKSLASH = 92;
const OPEN = 123;

/** A named value's reference: what the service puts there before the code is compiled isn't known. */
const placeholder = /\{\{[ \t]*[\w.-]+[ \t]*\}\}/y;

const unicodeEscape = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y;

/** By the code unit of the first character. */
const byFirst: Punctuator[][] = Array.from({ length: 128 }, () => []);
for (const text of punctuators) byFirst[text.charCodeAt(0)]?.push(text);

interface Details {
  readonly number?: NumberValue | undefined;
  readonly parts?: readonly StringPart[] | undefined;
  readonly verbatim?: boolean;
  readonly problem?: ExpressionProblem | undefined;
}

const nothing: Details = {};

/** Everything but interpolated strings, in which code stands again. */
export abstract class TokenReader {
  protected at = 0;
  protected afterLineBreak = false;
  /** Whether only white space stands before this place in its line; the first line begins elsewhere. */
  private lineIsBlank = false;
  protected pending: ExpressionProblem | undefined;
  constructor(protected readonly code: string) {}

  protected abstract interpolated(prefix: number, verbatim: boolean): Token;

  next(): Token {
    this.skipTrivia();
    const start = this.at;
    if (start >= this.code.length) return this.token('end', start, '');
    const unit = this.code.charCodeAt(start);
    if (unit === OPEN) {
      const end = this.placeholderFrom(start);
      if (end !== start) return this.token('placeholder', end, this.code.slice(start, end));
    }
    if (isIdentifierStart(unit)) return this.word(start);
    if (isDigit(unit) || (unit === POINT && isDigit(this.code.charCodeAt(start + 1)))) return this.number();
    if (unit === QUOTE) return this.string(false);
    if (unit === APOSTROPHE) return this.character();
    if (unit === AT || unit === DOLLAR) return this.marked(unit);
    if (unit === BACKSLASH && this.escapedIdentifierPart(start) !== undefined) return this.word(start);
    const punctuation = byFirst[unit];
    if (punctuation)
      for (const text of punctuation)
        if (text.length === 1 || this.code.startsWith(text, start))
          return this.token(text, start + text.length, text);
    return this.unknown(problem('CS1056', start, start + 1, this.code[start] ?? ''));
  }

  protected token(kind: TokenKind, end: number, text: string, details: Details = nothing): Token {
    const token: Token = {
      kind,
      start: this.at,
      end,
      afterLineBreak: this.afterLineBreak,
      text,
      number: details.number,
      parts: details.parts,
      verbatim: details.verbatim ?? false,
      problem: this.pending ?? details.problem,
    };
    this.at = end;
    this.afterLineBreak = false;
    this.lineIsBlank = false;
    this.pending = undefined;
    return token;
  }

  private unknown(wrong: ExpressionProblem): Token {
    return this.token('unknown', this.at + 1, this.code[this.at] ?? '', { problem: wrong });
  }

  protected skipTrivia(): void {
    const { code } = this;
    while (this.at < code.length) {
      const unit = code.charCodeAt(this.at);
      if (unit === SPACE) this.at++;
      else if (unit > SLASH && unit < 127) return;
      else if (isLineEnd(unit)) {
        this.afterLineBreak = true;
        this.lineIsBlank = true;
        this.at++;
      } else if (unit <= 32 || unit > 127 ? isBlank(unit) : false) this.at++;
      else if (unit === SLASH && code.charCodeAt(this.at + 1) === SLASH) this.skipLine();
      else if (unit === SLASH && code.charCodeAt(this.at + 1) === 42) {
        const end = code.indexOf('*/', this.at + 2);
        if (end === -1) this.pending ??= problem('CS1035', this.at, Math.min(this.at + 2, code.length));
        this.at = end === -1 ? code.length : end + 2;
      } else if (unit === HASH) this.directive();
      else return;
    }
  }

  private skipLine(): void {
    while (this.at < this.code.length && !isLineEnd(this.code.charCodeAt(this.at))) this.at++;
  }

  /** A line for the preprocessor. Which lines a condition leaves out is not asked. */
  private directive(): void {
    const start = this.at;
    const first = this.lineIsBlank;
    this.skipLine();
    const [, name = '', rest = ''] = /^#[ \t]*(\w*)[ \t]*(.*)$/s.exec(this.code.slice(start, this.at)) ?? [];
    const nameEnd = start + 1 + name.length;
    if (!first) this.pending ??= problem('CS1040', start, start + 1);
    else if (name === 'error') this.pending ??= problem('CS1029', start, this.at, rest);
    else if (name === 'define' || name === 'undef') this.pending ??= problem('CS1032', start + 1, nameEnd);
    else if (!/^(?:if|elif|else|endif|region|endregion|pragma|line|warning|nullable)$/.test(name))
      this.pending ??= problem('CS1024', start + 1, nameEnd);
  }

  /** The end of a placeholder and the letters and digits around it; the start where there is none. */
  private placeholderFrom(start: number): number {
    let end = start;
    for (;;) {
      placeholder.lastIndex = end;
      const found = placeholder.exec(this.code);
      if (found) end += found[0].length;
      else if (end > start && isIdentifierPart(this.code.charCodeAt(end))) end++;
      else return end;
    }
  }

  private word(start: number): Token {
    const { code } = this;
    let end = start;
    let name = '';
    let escaped = false;
    for (;;) {
      const unit = code.charCodeAt(end);
      if (isIdentifierPart(unit)) end++;
      else if (unit === BACKSLASH) {
        const part = this.escapedIdentifierPart(end);
        if (part === undefined) break;
        name += code.slice(escaped ? end : start, end) + part.value;
        if (!escaped) name = code.slice(start, end) + part.value;
        escaped = true;
        start = part.end;
        end = part.end;
      } else break;
    }
    name = escaped ? name + code.slice(start, end) : code.slice(start, end);
    if (code.charCodeAt(end) === OPEN) {
      const glued = this.placeholderFrom(end);
      if (glued !== end) return this.token('placeholder', glued, code.slice(this.at, glued));
    }
    if (!escaped && isKeyword(name)) return this.token(name, end, name);
    return this.token('identifier', end, name, { verbatim: escaped });
  }

  private escapedIdentifierPart(at: number): { end: number; value: string } | undefined {
    unicodeEscape.lastIndex = at;
    if (!unicodeEscape.test(this.code)) return undefined;
    const { end, value } = readEscape(this.code, at, this.code.length);
    return value.length === 1 && isIdentifierPart(value.charCodeAt(0)) ? { end, value } : undefined;
  }

  private number(): Token {
    const read = readNumber(this.code, this.at);
    if (this.code.charCodeAt(read.end) === OPEN) {
      const glued = this.placeholderFrom(read.end);
      if (glued !== read.end) return this.token('placeholder', glued, this.code.slice(this.at, glued));
    }
    return this.token('number', read.end, this.code.slice(this.at, read.end), {
      number: read.value,
      problem: read.problem,
    });
  }

  private character(): Token {
    const { code, at: start } = this;
    let end = start + 1;
    let value = '';
    let wrong: ExpressionProblem | undefined;
    for (;;) {
      const unit = code.charCodeAt(end);
      if (end >= code.length || isLineEnd(unit)) {
        wrong ??= problem('CS1010', start, end);
        break;
      }
      if (unit === APOSTROPHE) {
        end++;
        if (value === '') wrong ??= problem('CS1011', start, end);
        break;
      }
      if (unit === BACKSLASH) {
        const sequence = readEscape(code, end, code.length);
        value += sequence.value;
        wrong ??= sequence.problem;
        end = Math.max(sequence.end, end + 1);
      } else value += code[end++];
    }
    if (value.length > 1 && wrong === undefined) wrong = problem('CS1012', start, end);
    return this.token('character', end, value, { problem: wrong });
  }

  /** What begins with `@` or `$`: a verbatim or interpolated string, or an identifier. */
  private marked(unit: number): Token {
    const { code, at: start } = this;
    const second = code.charCodeAt(start + 1);
    if (unit === DOLLAR) {
      if (second === QUOTE) return this.interpolated(2, false);
      if (second === AT && code.charCodeAt(start + 2) === QUOTE) return this.interpolated(3, true);
      return this.unknown(problem('CS1056', start, start + 1, '$'));
    }
    if (second === QUOTE) return this.string(true);
    if (second === DOLLAR && code.charCodeAt(start + 2) === QUOTE) return this.interpolated(3, true);
    if (!isIdentifierStart(second) && second !== BACKSLASH)
      return this.unknown(problem('CS1646', start, start + 1));
    let end = start + 1;
    while (isIdentifierPart(code.charCodeAt(end))) end++;
    return this.token('identifier', end, code.slice(start + 1, end), { verbatim: true });
  }

  private string(verbatim: boolean): Token {
    const { code, at: start } = this;
    if (!verbatim && code.startsWith('"""', start)) return this.rawString();
    let at = start + (verbatim ? 2 : 1);
    let from = at;
    let value = '';
    let wrong: ExpressionProblem | undefined;
    for (; ; at++) {
      const unit = code.charCodeAt(at);
      if (at >= code.length || (!verbatim && isLineEnd(unit))) {
        value += code.slice(from, at);
        wrong ??= problem(verbatim ? 'CS1039' : 'CS1010', start, verbatim ? start + 2 : start + 1);
        return this.token('string literal', at, value, { problem: wrong });
      }
      if (unit === QUOTE) {
        value += code.slice(from, at);
        if (!verbatim || code.charCodeAt(at + 1) !== QUOTE) return this.endedString(at + 1, value, wrong);
        from = ++at;
      } else if (unit === BACKSLASH && !verbatim) {
        const sequence = readEscape(code, at, code.length);
        value += code.slice(from, at) + sequence.value;
        wrong ??= sequence.problem;
        from = Math.max(sequence.end, at + 1);
        at = from - 1;
      }
    }
  }

  private endedString(end: number, value: string, wrong: ExpressionProblem | undefined): Token {
    if (!/^u8(?!\w)/i.test(this.code.slice(end, end + 3)))
      return this.token('string literal', end, value, { problem: wrong });
    const later = problem('CS8370', this.at, end + 2, 'UTF-8 string literals', '11.0');
    return this.token('string literal', end + 2, value, { problem: wrong ?? later });
  }

  /** Three or more quotes begin a string of C# 11, up to as many quotes again. */
  private rawString(): Token {
    const { code, at: start } = this;
    let first = start;
    while (code.charCodeAt(first) === QUOTE) first++;
    const quotes = code.slice(start, first);
    const last = code.indexOf(quotes, first);
    if (last === -1) {
      let end = first;
      while (end < code.length && !isLineEnd(code.charCodeAt(end))) end++;
      return this.token('string literal', end, code.slice(first, end), {
        problem: problem('CS8997', end, end),
      });
    }
    let end = last + quotes.length;
    while (code.charCodeAt(end) === QUOTE) end++;
    return this.token('string literal', end, code.slice(first, last), {
      problem: problem('CS8370', start, end, 'raw string literals', '11.0'),
    });
  }
}
