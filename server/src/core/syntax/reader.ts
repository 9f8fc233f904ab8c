/** What the parts of the scanner share: the text, the position in it, and what was found so far. */
import { isLineBreak } from './characters';
import type { DecodedText } from './entities';
import type { SyntaxProblem, SyntaxProblemKind, Token, TokenKind } from './nodes';

export class Reader {
  readonly length: number;
  readonly problems: SyntaxProblem[] = [];
  pos = 0;
  /** How many elements were begun; those that were taken back count as well. */
  elements = 0;
  /**
   * How many characters may still be looked at in vain. An expression without an end makes the scanner look far
   * ahead and come back; this keeps a text full of them from taking quadratic time.
   */
  patience: number;
  /** The stretch whose references were decoded last. */
  decoded: { readonly from: number; readonly to: number; readonly text: DecodedText } | undefined;
  private readonly found = new Map<string, { from: number; at: number }>();

  constructor(
    readonly text: string,
    /** Where tokens are collected, when somebody wants them. */
    readonly tokens: Token[] | undefined,
  ) {
    this.length = text.length;
    this.patience = 2 * text.length + 100_000;
  }

  /** The code unit at an offset; NaN behind the end, which equals nothing. */
  unitAt(offset: number): number {
    return this.text.charCodeAt(offset);
  }

  token(kind: TokenKind, start: number, end: number): void {
    if (this.tokens !== undefined && end > start) this.tokens.push({ kind, span: { start, end } });
  }

  problem(kind: SyntaxProblemKind, start: number, end: number, subject: string): void {
    this.problems.push({ kind, span: { start, end }, subject });
  }

  /** `indexOf` that remembers, so that asking again on the way does not search the rest of the text again. */
  find(needle: string, from: number): number {
    const known = this.found.get(needle);
    if (known !== undefined && known.from <= from && (known.at === -1 || from <= known.at)) return known.at;
    const at = this.text.indexOf(needle, from);
    if (known === undefined) this.found.set(needle, { from, at });
    else {
      known.from = from;
      known.at = at;
    }
    return at;
  }

  /** The end of the line that holds `from`, its line break excluded, and at most `limit`. */
  lineEnd(from: number, limit: number): number {
    let end = from;
    while (end < limit && !isLineBreak(this.unitAt(end))) end++;
    return end;
  }
}
