/** XML's character references: the five named ones and the numeric ones, and text decoded with a way back. */
import { countBefore, type Span } from '../text';
import { AMPERSAND, HASH, SEMICOLON } from './characters';

/** By what stands behind the `&`. */
const NAMED: readonly EntityReference[] = [
  ['quot', '"'],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
].map(([name = '', value = '']) => ({ length: name.length + 2, name, value }));

/** The longest text between `&` and `;` that is taken for a reference. */
const LONGEST_REFERENCE = 40;

const REFERENCE_NAME = /^[A-Za-z_][\w.-]*$/;
const DECIMAL = /^#[0-9]+$/;
const HEXADECIMAL = /^#[xX][0-9A-Fa-f]+$/;

/** A reference as it stands in a text. `value` is `undefined` for one that XML does not know. */
export interface EntityReference {
  /** From the `&` to the `;`, both counted. */
  readonly length: number;
  readonly name: string;
  readonly value: string | undefined;
}

/** The reference that starts with the `&` at `offset`, or `undefined` where the `&` stands alone. */
export function entityAt(text: string, offset: number, limit: number): EntityReference | undefined {
  for (const named of NAMED)
    if (text.startsWith(named.name, offset + 1) && text.charCodeAt(offset + named.length - 1) === SEMICOLON)
      return offset + named.length <= limit ? named : undefined;
  const last = Math.min(limit, offset + LONGEST_REFERENCE);
  let end = offset + 1;
  while (end < last && text.charCodeAt(end) !== SEMICOLON) {
    const unit = text.charCodeAt(end);
    if (unit === AMPERSAND || (unit < 48 && unit !== HASH && unit !== 45 && unit !== 46)) return undefined;
    end++;
  }
  if (end >= last) return undefined;
  const name = text.slice(offset + 1, end);
  const length = end + 1 - offset;
  if (DECIMAL.test(name)) return { length, name, value: character(Number.parseInt(name.slice(1), 10)) };
  if (HEXADECIMAL.test(name)) return { length, name, value: character(Number.parseInt(name.slice(2), 16)) };
  return REFERENCE_NAME.test(name) ? { length, name, value: undefined } : undefined;
}

/** The character of a code point, or `undefined` for what XML 1.0 does not allow in a document. */
function character(codePoint: number): string | undefined {
  const allowed =
    codePoint === 9 ||
    codePoint === 10 ||
    codePoint === 13 ||
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff);
  return allowed ? String.fromCodePoint(codePoint) : undefined;
}

/** Text with its references decoded. Offsets on both sides are UTF-16 code units. */
export interface DecodedText {
  readonly text: string;
  /** Offset in `text` to offset in the document: for a decoded character, where its reference starts. */
  toDocument(offset: number): number;
  /** Offset in the document to offset in `text`, clamped into it; in a reference, the decoded character's. */
  toDecoded(documentOffset: number): number;
}

/** A part of the document as it stands, with the same offsets but for the start. */
export function plainText(text: string, place: Span): DecodedText {
  const length = place.end - place.start;
  return {
    text: text.slice(place.start, place.end),
    toDocument: (offset) => place.start + clamp(offset, length),
    toDecoded: (documentOffset) => clamp(documentOffset - place.start, length),
  };
}

/** A part of the document with the references in it decoded; unknown references and a lone `&` stay. */
export function decodeEntities(text: string, place: Span): DecodedText {
  let at = text.indexOf('&', place.start);
  if (at === -1 || at >= place.end) return plainText(text, place);
  let decoded = '';
  let from = place.start;
  /** Where a stretch of undecoded text starts, in the decoded text and in the document. */
  const decodedStarts = [0];
  const documentStarts = [place.start];
  while (at !== -1 && at < place.end) {
    const reference = entityAt(text, at, place.end);
    if (reference?.value === undefined) {
      at = text.indexOf('&', at + 1);
      continue;
    }
    decoded += text.slice(from, at);
    // Each reference is a stretch of its own, so that every unit it stands for maps to its start.
    decodedStarts.push(decoded.length);
    documentStarts.push(at);
    decoded += reference.value;
    from = at + reference.length;
    decodedStarts.push(decoded.length);
    documentStarts.push(from);
    at = text.indexOf('&', from);
  }
  decoded += text.slice(from, place.end);
  const result = decoded;
  return {
    text: result,
    toDocument(offset) {
      const inside = clamp(offset, result.length);
      const stretch = lastNotAfter(decodedStarts, inside);
      const start = documentStarts[stretch] ?? place.start;
      // Odd stretches are references.
      return stretch % 2 === 1 ? start : start + inside - (decodedStarts[stretch] ?? 0);
    },
    toDecoded(documentOffset) {
      const inside = Math.max(place.start, Math.min(documentOffset, place.end));
      const stretch = lastNotAfter(documentStarts, inside);
      const start = decodedStarts[stretch] ?? 0;
      return stretch % 2 === 1 ? start : start + inside - (documentStarts[stretch] ?? 0);
    },
  };
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}

/** The index of the last of the ascending numbers that is not after `value`. */
function lastNotAfter(ascending: readonly number[], value: number): number {
  return Math.max(0, countBefore(ascending.length, (i) => (ascending[i] ?? 0) <= value) - 1);
}
