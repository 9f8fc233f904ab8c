/** Where the parser stands in the tokens, and how it reports what it misses: the way the C# compiler does. */
import type { Span } from '../../text';
import type { Identifier, MissingNode } from '../syntax/nodes';
import { type ExpressionProblem, type ProblemCode, problem } from '../syntax/problems';
import { markToken, type Token, type TokenKind } from '../syntax/tokens';

/** Expressions, statements, types and patterns in each other; code that goes deeper is not read. */
const DEEPEST = 250;

/** How the type and lambda look-aheads may use up time on code made for it. */
const LOOK_AHEADS_PER_TOKEN = 60;

export abstract class Cursor {
  /** Offsets of names of variables that may be declared within expressions, as they are read. */
  readonly designations: number[] = [];
  protected at = 0;
  protected depth = 0;
  /** Where the tokens begin: what counts as the end of the token before the first. */
  protected origin = 0;
  /** How many queries the place is in; their words are no names there. */
  protected queries = 0;
  private readonly found: ExpressionProblem[] = [];
  /** One mistake, one message: after one, nothing is reported until a statement has been read to its end. */
  private quiet = false;
  /** How many problems are those of statements that have been read to their ends. */
  private certain = 0;
  /**
   * Nothing more can be said for sure: a placeholder stands where something is wrong, or the rest wasn't read.
   */
  private guessing = false;
  private partners = new Map<readonly Token[], Partners>();
  private patience: number;

  constructor(
    protected readonly code: string,
    protected tokens: readonly Token[],
  ) {
    this.patience = 1000 + LOOK_AHEADS_PER_TOKEN * tokens.length;
  }

  get problems(): readonly ExpressionProblem[] {
    return this.found;
  }

  protected get current(): Token {
    return this.peek(0);
  }

  protected get kind(): TokenKind {
    return this.peek(0).kind;
  }

  protected is(kind: TokenKind): boolean {
    return this.peek(0).kind === kind;
  }

  /** The token that many places on; the last one stands for all behind it. */
  protected peek(ahead: number): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] ?? end;
  }

  protected get previousEnd(): number {
    return this.at === 0 ? this.origin : this.before.end;
  }

  private get before(): Token {
    return this.tokens[this.at - 1] ?? end;
  }

  /** Takes the token, whatever it is. */
  protected next(): Token {
    const token = this.current;
    if (this.at < this.tokens.length - 1) this.at++;
    if (token.problem) this.tell(token.problem);
    return token;
  }

  protected tryEat(kind: TokenKind): Token | undefined {
    return this.is(kind) ? this.next() : undefined;
  }

  /** Takes the token, or reports that it is missing. */
  protected eat(kind: TokenKind): Token | undefined {
    if (this.is(kind)) return this.next();
    this.reportMissing(kind);
    return undefined;
  }

  protected reportMissing(kind: TokenKind): void {
    const code = missingCodes.get(kind);
    if (code) this.report(code);
    else this.report('CS1003', kind);
  }

  /** Reports at the token that stands here; at the end of the line before, where it is the first of its own. */
  protected report(code: ProblemCode, ...subjects: readonly string[]): void {
    const { start, end: until, afterLineBreak } = this.current;
    const { previousEnd } = this;
    if (afterLineBreak) this.reportAt({ start: previousEnd, end: previousEnd }, code, ...subjects);
    else this.reportAt({ start, end: until }, code, ...subjects);
  }

  protected reportAt(span: Span, code: ProblemCode, ...subjects: readonly string[]): void {
    if (this.is('placeholder') || (this.at > 0 && this.before.kind === 'placeholder')) this.guessing = true;
    // What is wrong with the token itself comes before that it stands in the wrong place.
    this.tell(this.current.problem ?? problem(code, span.start, span.end, ...subjects));
  }

  private tell(it: ExpressionProblem): void {
    if (this.guessing) return;
    if (it.kind === 'syntax') {
      if (this.quiet) return;
      this.quiet = true;
      // What can't be read may be none of what a part of it was taken for.
      this.found.length = this.certain;
    }
    this.found.push(it);
    if (it.kind === 'limit') this.guessing = true;
  }

  /** Whether all code so far could be read. */
  protected isWhole(): boolean {
    return this.found.every(({ kind }) => kind !== 'syntax');
  }

  /** Code that can be read, but that the compiler refuses for another reason. */
  protected object(span: Span, code: ProblemCode, ...subjects: readonly string[]): void {
    if (!this.quiet) this.tell(problem(code, span.start, span.end, ...subjects));
  }

  /** From here on the code is sure again to mean what it seems to. */
  protected recovered(): void {
    if (this.at > 0 && this.before.kind !== ';' && this.before.kind !== '}') return;
    this.quiet = false;
    this.certain = this.found.length;
  }

  /** Runs the reader one level deeper; gives up on the rest of the code where that is too deep. */
  protected deeper<T>(read: () => T, otherwise: () => T): T {
    if (this.depth >= DEEPEST) {
      this.giveUp();
      return otherwise();
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  protected giveUp(): void {
    const { start, end: until } = this.current;
    this.tell(problem('CS8078', start, until));
    this.at = this.tokens.length - 1;
  }

  /** Whether another look-ahead may be tried; each costs the tokens it passes. */
  protected lookAhead<T>(look: () => T, otherwise: T): T {
    if (this.patience <= 0) {
      this.guessing = true;
      return otherwise;
    }
    const { at } = this;
    const result = look();
    this.patience -= Math.max(this.at - at, 1);
    this.at = at;
    return result;
  }

  /** The place behind the bracket that closes the one at `index`; -1 where none does. */
  protected afterPartner(index: number): number {
    let partners = this.partners.get(this.tokens);
    if (!partners) {
      partners = partnersOf(this.tokens);
      this.partners.set(this.tokens, partners);
    }
    const partner = partners[index];
    return partner === undefined ? -1 : partner + 1;
  }

  protected spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.previousEnd) };
  }

  protected missing(): MissingNode {
    const { start, afterLineBreak } = this.current;
    const place = afterLineBreak ? this.previousEnd : start;
    return { kind: 'missing', span: { start: place, end: place } };
  }

  /** Whether the contextual keyword stands here. */
  protected isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'identifier' && token.text === word && token.verbatim !== true;
  }

  protected isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    if (token.kind === 'placeholder') return true;
    if (token.kind !== 'identifier') return false;
    return this.queries === 0 || token.verbatim === true || !queryWords.has(token.text);
  }

  protected identifier(): Identifier {
    if (this.isName()) {
      const { text, start, end: until } = this.next();
      return { text, span: { start, end: until } };
    }
    this.report('CS1001');
    return { text: '', span: this.missing().span };
  }
}

const missingCodes: ReadonlyMap<TokenKind, ProblemCode> = new Map([
  [';', 'CS1002'],
  [')', 'CS1026'],
  ['{', 'CS1514'],
  ['}', 'CS1513'],
]);

/** What is no name in a query. */
const queryWords: ReadonlySet<string> = new Set([
  'from',
  'into',
  'join',
  'let',
  'orderby',
  'on',
  'equals',
  'ascending',
  'descending',
  'select',
  'group',
  'by',
  'where',
]);

const end = markToken('end', 0, '');

type Partners = readonly (number | undefined)[];

/** By the opening bracket's place among the tokens, the closing one's. */
function partnersOf(tokens: readonly Token[]): Partners {
  const partners: number[] = [];
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const kind = tokens[index]?.kind;
    if (kind === '(' || kind === '[' || kind === '{') open.push(index);
    else if (kind === ')' || kind === ']' || kind === '}') {
      const wanted = kind === ')' ? '(' : kind === ']' ? '[' : '{';
      const last = open.at(-1);
      if (last !== undefined && tokens[last]?.kind === wanted) {
        open.pop();
        partners[last] = index;
      }
    }
  }
  return partners;
}
