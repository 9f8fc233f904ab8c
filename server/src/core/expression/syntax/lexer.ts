/**
 * Cuts C# 7.3 code into tokens. Never fails: what is no token becomes one of kind `unknown`, and what is wrong
 * with a token is noted in it. The holes of interpolated strings are cut into tokens on the way.
 */
import { isLineEnd } from './characters';
import { readEscape } from './literals';
import { type ExpressionProblem, problem } from './problems';
import { TokenReader } from './tokenReader';
import { markToken, type StringPart, type Token } from './tokens';

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/** How deep interpolated strings may stand in each other's holes. */
const DEEPEST = 48;

/** The tokens of the code; the last one, and no other, is of kind `end`. */
export function lex(code: string): readonly Token[] {
  const lexer = new Lexer(code);
  const tokens: Token[] = [];
  for (;;) {
    const token = lexer.next();
    tokens.push(token);
    if (token.kind === 'end') return tokens;
  }
}

class Lexer extends TokenReader {
  private depth = 0;
  /** How many characters may still be read a second time, where a hole turned out to be none. */
  private patience: number;

  constructor(code: string) {
    super(code);
    this.patience = 1000 + 4 * code.length;
  }

  protected override interpolated(prefix: number, verbatim: boolean): Token {
    const { code, at: start, afterLineBreak, pending } = this;
    const parts: StringPart[] = [];
    let wrong: ExpressionProblem | undefined;
    let at = start + prefix;
    let partStart = at;
    let value = '';
    const endText = (): void => {
      if (at > partStart) parts.push({ kind: 'text', start: partStart, end: at, value });
      value = '';
    };
    const finish = (end: number): Token => {
      this.at = start;
      this.afterLineBreak = afterLineBreak;
      this.pending = pending;
      return this.token('interpolated string', end, code.slice(start, end), { parts, problem: wrong });
    };
    for (;;) {
      const unit = code.charCodeAt(at);
      const doubled = code.charCodeAt(at + 1) === unit;
      if (at >= code.length || (!verbatim && isLineEnd(unit))) {
        endText();
        wrong ??= problem('CS1039', at - 1, at);
        return finish(at);
      }
      if (unit === QUOTE && !(verbatim && doubled)) {
        endText();
        return finish(at + 1);
      }
      if (unit === BACKSLASH && !verbatim) {
        const sequence = readEscape(code, at, code.length);
        wrong ??= sequence.problem;
        value += sequence.value;
        at = Math.max(sequence.end, at + 1);
      } else if ((unit === OPEN || unit === CLOSE || unit === QUOTE) && doubled) {
        value += code[at];
        at += 2;
      } else if (unit === OPEN) {
        endText();
        const hole = this.hole(at, verbatim);
        if ('failed' in hole) {
          wrong ??= hole.failed;
          return finish(hole.end);
        }
        parts.push(hole);
        wrong ??= hole.problem;
        at = hole.end;
        partStart = at;
      } else {
        if (unit === CLOSE) wrong ??= problem('CS8086', at, at + 1, '}');
        value += code[at++];
      }
    }
  }

  /** What stands between `{` and `}` in an interpolated string. */
  private hole(
    start: number,
    verbatim: boolean,
  ):
    | (StringPart & { kind: 'hole'; problem?: ExpressionProblem })
    | { readonly failed: ExpressionProblem; readonly end: number } {
    const { code } = this;
    const tokens: Token[] = [];
    let brackets = 0;
    let firstQuote = -1;
    const fail = (): { readonly failed: ExpressionProblem; readonly end: number } => {
      const again = this.at - firstQuote;
      const back = firstQuote !== -1 && again <= this.patience;
      if (back) this.patience -= again;
      return {
        failed: problem('CS8076', start, start + 1),
        end: back ? firstQuote + 1 : Math.max(this.at, start + 1),
      };
    };
    const end = (at: number): Token => markToken('end', at, code[at] ?? '');
    if (this.depth >= DEEPEST) {
      this.at = code.length;
      return { failed: problem('CS8078', start, start + 1), end: code.length };
    }
    this.depth++;
    this.at = start + 1;
    try {
      for (;;) {
        this.skipTrivia();
        const { at } = this;
        const unit = code.charCodeAt(at);
        if (at >= code.length) return fail();
        if (brackets === 0 && unit === CLOSE) {
          tokens.push({ ...end(at), problem: this.pending });
          this.pending = undefined;
          this.at = at + 1;
          return { kind: 'hole', start, end: at + 1, tokens, format: undefined };
        }
        if (brackets === 0 && unit === COLON) {
          tokens.push(end(at));
          return this.format(start, at, tokens, verbatim) ?? fail();
        }
        const token = this.next();
        if (firstQuote === -1 && code.charCodeAt(at) === QUOTE) firstQuote = at;
        if (token.problem?.code === 'CS1010' && firstQuote !== -1) return fail();
        if (token.kind === '(' || token.kind === '[' || token.kind === '{') brackets++;
        else if (token.kind === ')' || token.kind === ']' || token.kind === '}') brackets--;
        tokens.push(token);
      }
    } finally {
      this.depth--;
      this.pending = undefined;
    }
  }

  private format(
    holeStart: number,
    colon: number,
    tokens: readonly Token[],
    verbatim: boolean,
  ): (StringPart & { kind: 'hole'; problem?: ExpressionProblem }) | undefined {
    const { code } = this;
    let value = '';
    let wrong: ExpressionProblem | undefined;
    for (let at = colon + 1; at < code.length; ) {
      const unit = code.charCodeAt(at);
      if (isLineEnd(unit) && !verbatim) break;
      if (unit === QUOTE && !(verbatim && code.charCodeAt(at + 1) === QUOTE)) {
        this.at = at + 1;
        return undefined;
      }
      if (unit === CLOSE) {
        this.at = at + 1;
        const format = { start: colon + 1, end: at, value };
        return {
          kind: 'hole',
          start: holeStart,
          end: at + 1,
          tokens,
          format,
          ...(wrong && { problem: wrong }),
        };
      }
      if (unit === BACKSLASH && !verbatim) {
        const sequence = readEscape(code, at, code.length);
        value += sequence.value;
        wrong ??= sequence.problem;
        at = Math.max(sequence.end, at + 1);
      } else {
        if (unit === OPEN) wrong ??= problem('CS1056', at, at + 1, '{');
        value += code[at];
        at += unit === QUOTE ? 2 : 1;
      }
    }
    this.at = code.length;
    return undefined;
  }
}
