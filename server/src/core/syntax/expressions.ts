/** Scans `@(…)` and `@{…}`: raw or XML-escaped, and where to stop when the end is missing. */
import {
  AT_SIGN,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_PAREN,
  isLetter,
  isSpace,
  LESS_THAN,
  OPEN_BRACE,
  OPEN_PAREN,
  SLASH,
  trimEnd,
} from './characters';
import { findCodeEnd } from './csharp';
import { type DecodedText, decodeEntities, entityAt } from './entities';
import type { ExpressionPart } from './nodes';
import type { Reader } from './reader';

/** What an expression stands in, which decides where it ends at the latest. */
export type ExpressionHost =
  | { readonly kind: 'attribute'; readonly quote: '"' | "'" | undefined }
  | { readonly kind: 'text'; readonly element: string | undefined }
  | { readonly kind: 'cdata'; readonly limit: number };

/** How far an expression may reach once the reader has lost its patience. */
const IMPATIENT_REACH = 200;

/** A tag at the start of a line; C# has none there. */
const LINE_WITH_TAG = /[\r\n][ \t]*<[A-Za-z/!]/;

/** What follows a quote that ends the last value of a tag, or is followed by the next attribute. */
const AFTER_CLOSING_QUOTE = /\s*\/>|>|\s+>(?:[ \t]*[\r\n]|\s*<|\s*$)|\s*\?>|\s+[A-Za-z_][\w.:-]*\s*=\s*["']/y;

export function startsExpression(text: string, offset: number): boolean {
  if (text.charCodeAt(offset) !== AT_SIGN) return false;
  const next = text.charCodeAt(offset + 1);
  return next === OPEN_PAREN || next === OPEN_BRACE;
}

/** Reads the expression at the reader's position and leaves the reader behind it. */
export function readExpression(reader: Reader, host: ExpressionHost): ExpressionPart {
  const start = reader.pos;
  const block = reader.unitAt(start + 1) === OPEN_BRACE;
  const close = block ? CLOSE_BRACE : CLOSE_PAREN;
  const end = findEnd(reader, start, close, host);
  if (!end.closed) reader.problem('unclosed-expression', start, start + 2, block ? '@{' : '@(');
  reader.pos = end.closed ? end.at + 1 : end.at;
  return {
    kind: 'expression',
    span: { start, end: reader.pos },
    form: block ? 'block' : 'single',
    codeSpan: { start: start + 2, end: end.at },
    closed: end.closed,
    escaped: end.escaped,
  };
}

interface ExpressionEnd {
  readonly closed: boolean;
  readonly at: number;
  readonly escaped: boolean;
}

function findEnd(reader: Reader, start: number, close: number, host: ExpressionHost): ExpressionEnd {
  const code = start + 2;
  let limit = host.kind === 'cdata' ? host.limit : reader.length;
  if (reader.patience <= 0) limit = Math.min(limit, code + IMPATIENT_REACH);
  const escapedForm = host.kind === 'cdata' ? undefined : readEscaped(reader, code, limit, close, host);
  if (escapedForm?.closed === true) return { closed: true, at: escapedForm.at, escaped: true };

  const raw = findCodeEnd(reader.text, code, limit, close);
  if (raw.closed && (host.kind !== 'attribute' || endIsPlausible(reader, start, raw.at + 1, host.quote))) {
    reader.patience -= raw.reached - raw.at;
    return { closed: true, at: raw.at, escaped: false };
  }

  const at =
    host.kind === 'attribute'
      ? stopInAttribute(reader, code, raw.at, host.quote)
      : host.kind === 'text'
        ? stopInText(reader, code, raw.at, host.element)
        : limit;
  reader.patience -= Math.max(0, raw.reached - at);
  return { closed: false, at, escaped: escapedForm !== undefined };
}

/**
 * Reads the code as XML would: references stand for their characters, and the delimiting quote or `<` ends the
 * value. `undefined` where the code holds no reference, or a lone `&`, which the escaped form cannot have.
 */
function readEscaped(
  reader: Reader,
  code: number,
  limit: number,
  close: number,
  host: ExpressionHost,
): Omit<ExpressionEnd, 'escaped'> | undefined {
  const { text } = reader;
  const ampersand = reader.find('&', code);
  if (ampersand === -1 || ampersand >= limit) return undefined;
  const delimiter = host.kind === 'attribute' && host.quote !== undefined ? host.quote : '<';
  const found = reader.find(delimiter, code);
  const region = found === -1 ? limit : Math.min(found, limit);
  if (ampersand >= region || entityAt(text, ampersand, region) === undefined) return undefined;

  const decoded = decodedRegion(reader, code, region);
  const from = decoded.toDecoded(code);
  const end = findCodeEnd(decoded.text, from, decoded.text.length, close);
  const at = decoded.toDocument(end.at);
  if (!end.closed) reader.patience -= region - code;
  return end.closed && hasLoneAmpersand(text, code, at) ? undefined : { closed: end.closed, at };
}

/** Decodes a region once, also when one value holds many expressions. */
function decodedRegion(reader: Reader, from: number, to: number): DecodedText {
  const known = reader.decoded;
  if (known !== undefined && known.to === to && known.from <= from) return known.text;
  const text = decodeEntities(reader.text, { start: from, end: to });
  reader.decoded = { from, to, text };
  return text;
}

function hasLoneAmpersand(text: string, start: number, end: number): boolean {
  let at = text.indexOf('&', start);
  while (at !== -1 && at < end) {
    if (entityAt(text, at, end) === undefined) return true;
    at = text.indexOf('&', at + 1);
  }
  return false;
}

/**
 * Whether an expression in an attribute can end at `end`. One that lacks its bracket may find another far away;
 * then what follows is no quote, and on the way there was a quote that ended the value.
 */
function endIsPlausible(reader: Reader, start: number, end: number, quote: '"' | "'" | undefined): boolean {
  if (quote === undefined) return true;
  let after = end;
  while (isSpace(reader.unitAt(after))) after++;
  if (reader.text[after] === quote) return true;
  return closingQuote(reader, start, end, quote) === -1;
}

/** How far the end of a value is looked for behind an expression that ended too early, in UTF-16 code units. */
const LONGEST_REST = 2000;

/**
 * Whether a value goes on behind `offset` although its expression seems to be over, as it does where an opening
 * bracket is missing: on the way to a quote that ends it there is no line with a tag.
 */
export function valueGoesOn(reader: Reader, offset: number, quote: '"' | "'"): boolean {
  if (reader.patience <= 0) return false;
  const limit = Math.min(offset + LONGEST_REST, reader.length);
  const end = closingQuote(reader, offset, limit, quote);
  reader.patience -= (end === -1 ? limit : end) - offset;
  return end > offset && !LINE_WITH_TAG.test(reader.text.slice(offset, end));
}

/** The first quote in the range that looks as if it ended an attribute value. */
function closingQuote(reader: Reader, start: number, end: number, quote: '"' | "'"): number {
  const { text } = reader;
  let at = reader.find(quote, start);
  while (at !== -1 && at < end) {
    const escaped = text.charCodeAt(at - 1) === BACKSLASH;
    // Of two quotes side by side only the second can be the value's end.
    if (!escaped && text[at + 1] !== quote) {
      AFTER_CLOSING_QUOTE.lastIndex = at + 1;
      if (AFTER_CLOSING_QUOTE.test(text)) return at;
    }
    at = reader.find(quote, at + 1);
  }
  return -1;
}

/** Where an expression without an end is taken to break off in an attribute value. */
function stopInAttribute(
  reader: Reader,
  code: number,
  failedAt: number,
  quote: '"' | "'" | undefined,
): number {
  const { text } = reader;
  if (quote === undefined) return wordEnd(reader, code);
  // The failure may be just before the quote that matters, at the end of a line or of the text.
  const at = closingQuote(reader, code, Math.min(failedAt + 1, reader.length), quote);
  if (at !== -1) return at;
  const blockEnd = text.charCodeAt(code - 1) === OPEN_BRACE ? endOfBlock(reader, failedAt, quote) : -1;
  if (blockEnd !== -1) return blockEnd;
  // A quote that is the last on its line, with the rest of the tag not there yet.
  const lastQuote = failedAt > code ? text.lastIndexOf(quote, failedAt - 1) : -1;
  if (lastQuote >= code && isBlank(text, lastQuote + 1, failedAt)) return lastQuote;
  return trimEnd(text, code, failedAt);
}

/** How far the end of a block is looked for, in UTF-16 code units. */
const LONGEST_BLOCK = 20_000;

/**
 * The quote behind the `}` of a block in which something else is wrong, so that its code isn't read as markup; -1 where
 * a line with a tag comes first.
 */
function endOfBlock(reader: Reader, failedAt: number, quote: '"' | "'"): number {
  const end = Math.min(failedAt + LONGEST_BLOCK, reader.length);
  if (reader.patience <= 0) return -1;
  const rest = reader.text.slice(failedAt, end);
  const found = new RegExp(`\\}\\s*${quote}(?=\\s*/?>|\\s+[A-Za-z_][\\w.:-]*\\s*=)`).exec(rest);
  reader.patience -= found === null ? rest.length : found.index;
  if (found === null || LINE_WITH_TAG.test(rest.slice(0, found.index))) return -1;
  return failedAt + found.index + found[0].length - 1;
}

/** Where an expression without an end is taken to break off in element text: at its element's closing tag. */
function stopInText(reader: Reader, code: number, failedAt: number, element: string | undefined): number {
  const { text } = reader;
  if (element !== undefined) {
    for (let at = code; at < failedAt; at++) {
      if (text.charCodeAt(at) === LESS_THAN && text.startsWith(`</${element}`, at))
        return trimEnd(text, code, at);
    }
  }
  for (let at = failedAt; at < reader.length; at++) {
    if (text.charCodeAt(at) !== LESS_THAN) continue;
    const next = text.charCodeAt(at + 1);
    if (isLetter(next) || next === 33 || (next === SLASH && isLetter(text.charCodeAt(at + 2))))
      return trimEnd(text, code, at);
  }
  return trimEnd(text, code, reader.length);
}

function wordEnd(reader: Reader, from: number): number {
  let end = from;
  while (end < reader.length && !isSpace(reader.unitAt(end)) && reader.unitAt(end) !== 62) end++;
  return end;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}
