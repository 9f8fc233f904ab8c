/**
 * Where a cursor stands in code that is being typed. What follows the cursor may be anything while something is missing
 * before it, so only the code before it counts, with its open brackets closed.
 */
import { isIdentifierPart, isIdentifierStart } from './syntax/characters';
import { lex } from './syntax/lexer';
import type { Token } from './syntax/tokens';

export type CodeCursor =
  /** Nothing can be said here: in a comment, a number, plain text. */
  | { readonly kind: 'nothing' }
  /** Behind a dot. */
  | (Hole & { readonly kind: 'member' })
  /** In a string, from its first character on. */
  | (Hole & { readonly kind: 'string'; readonly written: string })
  /** Where a name, a keyword or a type begins. */
  | (Hole & {
      readonly kind: 'name';
      /** The tokens before it that are in the same piece of code, the nearest first. */
      readonly before: readonly Token[];
      /** The innermost bracket that is open there: `(`, `[`, `{`, or `''` for none. */
      readonly bracket: string;
    });

/** The code up to the cursor, with a name or string in the place of what is being typed, and all of it closed. */
interface Hole {
  /** Offset where the name or the string's text begins, the same in `code` as in the code that was asked about. */
  readonly start: number;
  readonly code: string;
}

/** A name that nobody uses. */
export const holeName = '__hole__';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** @param offset in UTF-16 code units; between 0 and the code's length */
export function codeCursor(code: string, offset: number): CodeCursor {
  const before = code.slice(0, offset);
  const piece = lastPiece(before);
  const word = before.slice(wordStart(before, piece.start));
  const { tokens } = piece;
  const last = tokens.at(-1);
  if (isInComment(before.slice(last?.end ?? piece.start))) return { kind: 'nothing' };
  if (last && isOpenString(last, before)) {
    const quotes = /^@?"/.exec(last.source)?.[0];
    if (quotes === undefined) return { kind: 'nothing' };
    const start = last.start + quotes.length;
    const closed = `${before.slice(0, start)}${holeName}"${closers(piece, last.start)}`;
    return { kind: 'string', start, code: closed, written: before.slice(start) };
  }
  if (last && last.end > offset - word.length && !isWord(last)) return { kind: 'nothing' };
  const start = offset - word.length;
  const hole = { start, code: `${before.slice(0, start)}${holeName}${closers(piece, start)}` };
  const preceding = tokens.filter(({ end }) => end <= start).reverse();
  if (preceding[0]?.kind === '.') return { kind: 'member', ...hole };
  // A number that is being typed, such as `1e`.
  if (word === '' && last?.kind === 'number' && last.end === offset) return { kind: 'nothing' };
  return { kind: 'name', ...hole, before: preceding, bracket: openBrackets(piece, start).at(-1) ?? '' };
}

/** Where the name begins that the code ends with, if there is one. */
function wordStart(code: string, from: number): number {
  let start = code.length;
  while (start > from && isIdentifierPart(code.charCodeAt(start - 1))) start--;
  while (start < code.length && !isIdentifierStart(code.charCodeAt(start))) start++;
  return start > from && start < code.length && code[start - 1] === '@' ? start - 1 : start;
}

/** Code that ends somewhere, with all brackets and strings closed that are open there. */
export interface OpenCode {
  /** A name stands behind a comma or an opening square bracket at the end, where something has to. */
  readonly code: string;
  /** Those that were open, the innermost first; of an interpolated string only those in its hole. */
  readonly brackets: readonly { readonly kind: string; readonly start: number }[];
}

/** `undefined` where the code ends in a comment. */
export function closedCode(code: string): OpenCode | undefined {
  const piece = lastPiece(code);
  const { tokens } = piece;
  const last = tokens.at(-1);
  if (isInComment(code.slice(last?.end ?? piece.start))) return undefined;
  let end = '';
  if (last && isOpenString(last, code)) end = last.kind === 'character' ? "'" : '"';
  else if (last?.kind === ',' || last?.kind === '[') end = holeName;
  return {
    code: `${code}${end}${closers(piece, code.length)}`,
    brackets: brackets(tokens)
      .map(({ kind, start }) => ({ kind, start }))
      .reverse(),
  };
}

interface PlacedToken extends Token {
  readonly source: string;
}

/** The innermost piece of code that the end is in: the hole of an interpolated string is one of its own. */
interface Piece {
  readonly start: number;
  readonly tokens: readonly PlacedToken[];
  /** What closes the pieces around. */
  readonly end: string;
}

/** How deep interpolated strings are followed into each other. */
const DEEPEST = 20;

function lastPiece(code: string): Piece {
  let start = 0;
  let end = '';
  for (let depth = 0; ; depth++) {
    const tokens = lex(code.slice(start))
      .slice(0, -1)
      .map((token) => placed(token, start, code));
    const open = tokens.findIndex(({ problem }) => problem?.code === 'CS8076');
    const hole = tokens[open]?.problem?.span.start;
    if (hole === undefined || depth === DEEPEST) return { start, tokens, end };
    end = `}"${closersOf(tokens.slice(0, open))}${end}`;
    start += hole + 1;
  }
}

function placed(token: Token, by: number, code: string): PlacedToken {
  const start = token.start + by;
  const end = token.end + by;
  return { ...token, start, end, source: code.slice(start, end) };
}

function closers(piece: Piece, until: number): string {
  return closersOf(piece.tokens.filter(({ end }) => end <= until)) + piece.end;
}

function closersOf(tokens: readonly Token[]): string {
  return brackets(tokens)
    .reverse()
    .map(({ kind }) => closing[kind] ?? '')
    .join('');
}

function openBrackets(piece: Piece, until: number): readonly string[] {
  return brackets(piece.tokens.filter(({ end }) => end <= until)).map(({ kind }) => kind);
}

/** The brackets that are open behind the tokens, the outermost first. */
function brackets(tokens: readonly Token[]): Token[] {
  const open: Token[] = [];
  for (const token of tokens) {
    const { kind } = token;
    if (kind in closing) open.push(token);
    else if (kind === ')' || kind === ']' || kind === '}') {
      const at = open.findLastIndex((it) => closing[it.kind] === kind);
      // What is closed here is closed with all in it.
      if (at >= 0) open.length = at;
    }
  }
  return open;
}

function isInComment(trivia: string): boolean {
  const line = trivia.lastIndexOf('//');
  if (line >= 0 && !/[\r\n]/.test(trivia.slice(line))) return true;
  return trivia.lastIndexOf('/*') > trivia.lastIndexOf('*/');
}

/** Whether the token is a string or character that has no end yet. */
function isOpenString({ kind, problem, end }: Token, before: string): boolean {
  if (end !== before.length) return false;
  if (kind === 'character') return problem !== undefined;
  if (kind !== 'string literal' && kind !== 'interpolated string') return false;
  return problem?.code === 'CS1010' || problem?.code === 'CS1039';
}

function isWord({ kind, source }: PlacedToken): boolean {
  return kind === 'identifier' || /^[a-z]+$/.test(source);
}
