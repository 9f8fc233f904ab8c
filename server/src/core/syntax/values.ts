/** Scans what holds literal text and expressions: attribute values, element text, CDATA sections. */

import type { Span } from '../text';
import {
  AMPERSAND,
  AT_SIGN,
  EQUALS,
  endsWord,
  GREATER_THAN,
  isLineBreak,
  isNameCharacter,
  isNameStart,
  isSpace,
  LESS_THAN,
  QUESTION_MARK,
  SLASH,
  trimEnd,
} from './characters';
import { entityAt } from './entities';
import { type ExpressionHost, readExpression, startsExpression, valueGoesOn } from './expressions';
import type { AttributeValue, ContentNode, TextNode, ValuePart } from './nodes';
import type { Reader } from './reader';

/** What stands between an expression and the next attribute's value where the expression's quote is missing. */
const NEXT_ATTRIBUTE = /^\s+[A-Za-z_][\w.:-]*\s*=\s*$/;

/** A quoted value that swallowed the start of the next attribute ends like this. */
const NEXT_ATTRIBUTE_AT_END = /\s[A-Za-z_][\w.:-]*\s*=\s*$/;

/** Reads a value whose opening quote is at the reader's position. */
export function readQuotedValue(reader: Reader, quote: '"' | "'"): AttributeValue {
  const { text, length } = reader;
  const openingQuote = reader.pos;
  const quoteUnit = text.charCodeAt(openingQuote);
  const start = openingQuote + 1;
  const parts: ValuePart[] = [];
  const problemsBefore = reader.problems.length;
  reader.token('quote', openingQuote, start);
  let literal = start;
  let pos = start;
  let manyLines = false;
  while (pos < length) {
    const unit = text.charCodeAt(pos);
    if (unit === quoteUnit) {
      const swallowed =
        parts.length === 0
          ? swallowedMarkup(reader, start, pos, manyLines)
          : startsNextValue(text, literal, pos);
      if (swallowed) break;
      if (isRest(text, parts, literal, pos) && valueGoesOn(reader, pos, quote)) {
        pos++;
        continue;
      }
      pushLiteral(reader, parts, literal, pos, 'value');
      reader.token('quote', pos, pos + 1);
      reader.pos = pos + 1;
      return { span: spanOf(parts, start, pos), quote, closed: true, parts };
    }
    if (unit === AT_SIGN && startsExpression(text, pos)) {
      if (parts.length === 0 && opensOtherValue(text, start, pos)) break;
      pushLiteral(reader, parts, literal, pos, 'value');
      reader.pos = pos;
      pushExpression(reader, parts, { kind: 'attribute', quote });
      pos = reader.pos;
      literal = pos;
    } else if (unit === LESS_THAN && isRest(text, parts, literal, pos) && valueGoesOn(reader, pos, quote)) {
      pos++;
    } else if (unit === LESS_THAN) {
      const end = reader.find(quote, pos);
      if (end === -1 || !mayFollowValue(reader, end + 1) || tagEndsBefore(reader, literal, pos)) break;
      reader.problem('unescaped-character', pos, pos + 1, '<');
      pos++;
    } else if (unit === AMPERSAND) pos = checkReference(reader, pos);
    else {
      if (isLineBreak(unit)) manyLines = true;
      pos++;
    }
  }

  const end = endOfUnclosedValue(reader, literal, pos);
  // What stands behind the end is read again as something else; so are its problems.
  while (reader.problems.length > problemsBefore && (reader.problems.at(-1)?.span.start ?? 0) >= end)
    reader.problems.pop();
  pushLiteral(reader, parts, literal, end, 'value');
  // An expression without an end has already been reported, and it is the same mistake.
  if (parts.every((part) => part.kind === 'literal' || part.closed))
    reader.problem('unclosed-value', openingQuote, end, quote);
  reader.pos = end;
  return { span: { start, end }, quote, closed: false, parts };
}

/** Words up to the closing quote of a value whose opening quote is missing: not so many that it takes long to look. */
const REST_OF_QUOTED = /(?:[^"'<>@\r\n]{0,300}[^"'<>@\s=])["'](?=\s|\/?>)/y;

/** Reads a value without quotes, up to white space or the end of the tag, or to the closing one of two quotes. */
export function readUnquotedValue(reader: Reader): AttributeValue {
  const { text, length } = reader;
  const start = reader.pos;
  const parts: ValuePart[] = [];
  let literal = start;
  REST_OF_QUOTED.lastIndex = start;
  let pos = start + (REST_OF_QUOTED.exec(text)?.[0].length ?? 0);
  while (pos < length) {
    const unit = text.charCodeAt(pos);
    if (isSpace(unit) || unit === GREATER_THAN || unit === LESS_THAN) break;
    if (unit === SLASH && text.charCodeAt(pos + 1) === GREATER_THAN) break;
    if (unit === AT_SIGN && startsExpression(text, pos)) {
      pushLiteral(reader, parts, literal, pos, 'value');
      reader.pos = pos;
      pushExpression(reader, parts, { kind: 'attribute', quote: undefined });
      pos = reader.pos;
      literal = pos;
    } else pos++;
  }
  pushLiteral(reader, parts, literal, pos, 'value');
  reader.pos = pos;
  return { span: { start, end: pos }, quote: undefined, closed: true, parts };
}

/** The span of a value or text; its part's own where there is one only, as mostly: big documents have many. */
export function spanOf(parts: readonly ValuePart[], start: number, end: number): Span {
  const only = parts.length === 1 ? parts[0]?.span : undefined;
  return only?.start === start && only.end === end ? only : { start, end };
}

/** White space between tags: large documents have much of it, and hardly anybody asks for its parts. */
export class BlankText implements TextNode {
  readonly kind = 'text';
  readonly blank = true;

  constructor(
    readonly span: Span,
    readonly parent: ContentNode['parent'],
  ) {}

  get parts(): readonly ValuePart[] {
    return [{ kind: 'literal', span: this.span }];
  }
}

/** Reads text up to the next `<`, or to `limit` in a CDATA section, where references mean nothing. */
export function readText(reader: Reader, host: ExpressionHost): readonly ValuePart[] {
  const { text } = reader;
  const limit = host.kind === 'cdata' ? host.limit : reader.length;
  const isText = host.kind !== 'cdata';
  const parts: ValuePart[] = [];
  let literal = reader.pos;
  let pos = literal;
  while (pos < limit) {
    const unit = text.charCodeAt(pos);
    if (unit === AT_SIGN && startsExpression(text, pos)) {
      pushLiteral(reader, parts, literal, pos, 'text');
      reader.pos = pos;
      pushExpression(reader, parts, host);
      pos = reader.pos;
      literal = pos;
    } else if (isText && unit === LESS_THAN) break;
    else if (isText && unit === AMPERSAND) pos = checkReference(reader, pos);
    else pos++;
  }
  pushLiteral(reader, parts, literal, pos, 'text');
  reader.pos = pos;
  return parts;
}

function pushLiteral(
  reader: Reader,
  parts: ValuePart[],
  start: number,
  end: number,
  token: 'value' | 'text',
): void {
  if (end <= start) return;
  reader.token(token, start, end);
  parts.push({ kind: 'literal', span: { start, end } });
}

function pushExpression(reader: Reader, parts: ValuePart[], host: ExpressionHost): void {
  const part = readExpression(reader, host);
  reader.token('expression', part.span.start, part.span.end);
  parts.push(part);
}

/** Reports what is wrong with the `&` at `pos` and returns where to go on. */
function checkReference(reader: Reader, pos: number): number {
  const reference = entityAt(reader.text, pos, reader.length);
  if (reference === undefined) {
    reader.problem('unescaped-character', pos, pos + 1, '&');
    return pos + 1;
  }
  const end = pos + reference.length;
  if (reference.value === undefined) reader.problem('unknown-entity', pos, end, reference.name);
  return end;
}

/** Whether what stands before the `<` at `pos` is the end of the value's own tag: `<a b="c>` and then another tag. */
function tagEndsBefore({ text }: Reader, start: number, pos: number): boolean {
  const end = trimEnd(text, start, pos);
  return text.charCodeAt(end - 1) === GREATER_THAN && end > start && /[A-Za-z/!]/.test(text[pos + 1] ?? '');
}

/** The end of a tag whose value lacks its closing quote. */
const TAG_END = /\s*\/?>[ \t]*(?=[\r\n<])/y;

/** Whether what stands between an expression's end at `start` and `pos` may still be code. */
function isRest(text: string, parts: readonly ValuePart[], start: number, pos: number): boolean {
  if (parts.length === 0 || trimEnd(text, start, pos) === start) return false;
  TAG_END.lastIndex = start;
  return !TAG_END.test(text);
}

/** Whether the quote at `end`, behind an expression that ends at `start`, opens the next attribute's value. */
function startsNextValue(text: string, start: number, end: number): boolean {
  return end - start < 200 && NEXT_ATTRIBUTE.test(text.slice(start, end));
}

function afterSpace(reader: Reader, from: number): number {
  let at = from;
  while (isSpace(reader.unitAt(at))) at++;
  return at;
}

/** Whether the expression at `pos` is the next attribute's value, in the other kind of quotes. */
function opensOtherValue(text: string, start: number, pos: number): boolean {
  const before = text[pos - 1];
  return (
    (before === '"' || before === "'") &&
    NEXT_ATTRIBUTE_AT_END.test(text.slice(Math.max(start, pos - 200), pos - 1))
  );
}

/** Whether `offset` is a place at which a tag goes on behind a value. */
function mayFollowValue(reader: Reader, offset: number): boolean {
  if (offset >= reader.length) return true;
  const unit = reader.unitAt(offset);
  if (unit === SLASH) return mayFollowSlash(reader, offset + 1);
  return isSpace(unit) || unit === GREATER_THAN || unit === QUESTION_MARK || unit === LESS_THAN;
}

/** Whether a `/` before `offset` can be the end of a tag rather than the start of a path. */
export function mayFollowSlash(reader: Reader, offset: number): boolean {
  const unit = reader.unitAt(offset);
  return offset >= reader.length || isSpace(unit) || unit === GREATER_THAN || unit === LESS_THAN;
}

/**
 * Whether the quote at `end` opens another value rather than closing this one, as in `<a b=" c="d">`: then
 * something follows it at once, and before it stands the start of an attribute or another line.
 */
function swallowedMarkup(reader: Reader, start: number, end: number, manyLines: boolean): boolean {
  if (mayFollowValue(reader, end + 1)) {
    // A value of nothing but spaces.
    if (reader.text[afterSpace(reader, end + 1)] !== reader.text[end]) return false;
  } else if (manyLines) return true;
  return NEXT_ATTRIBUTE_AT_END.test(reader.text.slice(Math.max(start, end - 200), end));
}

/** Where a value without closing quote ends: before the next attribute, the tag's end or the line's. */
function endOfUnclosedValue(reader: Reader, start: number, limit: number): number {
  const { text } = reader;
  let wordStart = -1;
  for (let pos = start; pos < limit; pos++) {
    const unit = text.charCodeAt(pos);
    if (unit === GREATER_THAN) return text.charCodeAt(pos - 1) === SLASH && pos > start ? pos - 1 : pos;
    if (isLineBreak(unit)) return trimEnd(text, start, pos);
    if (isSpace(unit)) {
      // White space before the `=` belongs to the attribute.
      if (text.charCodeAt(pos + 1) !== EQUALS) wordStart = pos;
    } else if (unit === EQUALS && wordStart !== -1) {
      if (isAttribute(text, wordStart + 1, pos, reader.length)) return trimEnd(text, start, wordStart);
      wordStart = -1;
    }
  }
  return trimEnd(text, start, limit);
}

/** Whether `name=` between `start` and `equals` is followed by a quote. */
function isAttribute(text: string, start: number, equals: number, length: number): boolean {
  if (!isNameStart(text.charCodeAt(start))) return false;
  const nameEnd = trimEnd(text, start, equals);
  for (let pos = start; pos < nameEnd; pos++) if (!isNameCharacter(text.charCodeAt(pos))) return false;
  let after = equals + 1;
  while (after < length && isSpace(text.charCodeAt(after))) after++;
  const unit = text.charCodeAt(after);
  return endsWord(unit) && (text[after] === '"' || text[after] === "'");
}
