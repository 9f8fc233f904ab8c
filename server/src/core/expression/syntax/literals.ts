/** Numbers and the escapes of strings and characters. Offsets are those of the text. */
import { type ExpressionProblem, problem } from './problems';
import type { NumberValue } from './tokens';

export interface ReadNumber {
  readonly end: number;
  readonly value: NumberValue;
  readonly problem: ExpressionProblem | undefined;
}

const hexadecimal = /0[xX]([0-9a-fA-F_]*)([uU][lL]?|[lL][uU]?)?/y;
const binary = /0[bB]([01_]*)([uU][lL]?|[lL][uU]?)?/y;
const decimal =
  /([0-9][0-9_]*)?(\.[0-9][0-9_]*)?([eE](?:[+-]?[0-9_]+|[+-]?))?([fFdDmM]|[uU][lL]?|[lL][uU]?)?/y;

/** The number that starts at the offset with a digit, or with a point before one. */
export function readNumber(text: string, start: number): ReadNumber {
  for (const [pattern, prefix] of [
    [hexadecimal, '0x'],
    [binary, '0b'],
  ] as const) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match === null) continue;
    const [all, digits = '', suffix = ''] = match;
    return integer(prefix, digits, suffix, start, start + all.length);
  }
  decimal.lastIndex = start;
  const [all = '', whole = '', fraction = '', exponent = '', suffix = ''] = decimal.exec(text) ?? [];
  const end = start + Math.max(all.length, 1);
  const real = fraction !== '' || exponent !== '';
  // `1.0u` is a number and a name.
  if (real && /^[uUlL]/.test(suffix))
    return readReal(whole + fraction + exponent, exponent, '', start, end - suffix.length);
  if (!real && !/^[fFdDmM]$/.test(suffix)) return integer('', whole, suffix, start, end);
  return readReal(whole + fraction + exponent, exponent, suffix.toLowerCase(), start, end);
}

/** What is too large for a decimal. */
const DECIMAL = 2 ** 96;

function readReal(digits: string, exponent: string, suffix: string, start: number, end: number): ReadNumber {
  const written = digits.replaceAll('_', '');
  const misplaced = /_(?:[.eE]|$)|[eE][+-]?_/.test(digits);
  const wrong = /^[eE][+-]?$/.test(exponent)
    ? problem('CS0595', start, end)
    : misplaced
      ? problem('CS1013', start, end)
      : undefined;
  if (suffix === 'm') {
    const outside = Number(written) >= DECIMAL ? problem('CS0594', start, end, 'decimal') : undefined;
    return { end, value: { type: 'decimal', value: written }, problem: wrong ?? outside };
  }
  const type = suffix === 'f' ? 'float' : 'double';
  const value = type === 'float' ? Math.fround(Number(written)) : Number(written);
  const outside = value === Number.POSITIVE_INFINITY ? problem('CS0594', start, end, type) : undefined;
  return { end, value: { type, value }, problem: wrong ?? outside };
}

const INT = 2n ** 31n;
const UINT = 2n ** 32n;
const LONG = 2n ** 63n;
const ULONG = 2n ** 64n;

/** The first of int, uint, long and ulong that the suffix allows and that the value fits into. */
function integer(prefix: string, digits: string, suffix: string, start: number, end: number): ReadNumber {
  const plain = digits.replaceAll('_', '');
  const misplaced = plain === '' || digits.endsWith('_') || (prefix === '' && digits.startsWith('_'));
  // Longer than that fits no type, and reading it would take long.
  const value = plain.length > 100 ? ULONG : plain === '' ? 0n : BigInt(prefix + plain);
  const letters = suffix.toLowerCase();
  const unsigned = letters.includes('u');
  const long = letters.includes('l');
  const type =
    !unsigned && !long && value < INT
      ? 'int'
      : !long && value < UINT
        ? 'uint'
        : !unsigned && value < LONG
          ? 'long'
          : 'ulong';
  const wrong = misplaced
    ? problem('CS1013', start, end)
    : value >= ULONG
      ? problem('CS1021', start, end)
      : undefined;
  return { end, value: { type, value: value >= ULONG ? 0n : value }, problem: wrong };
}

const SIMPLE: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '\\': '\\',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface ReadEscape {
  readonly end: number;
  readonly value: string;
  readonly problem: ExpressionProblem | undefined;
}

/** The escape that starts at the offset with a backslash. */
export function readEscape(text: string, start: number, limit: number): ReadEscape {
  const letter = text[start + 1] ?? '';
  const simple = SIMPLE[letter];
  if (simple !== undefined) return { end: start + 2, value: simple, problem: undefined };
  const longest = letter === 'x' || letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  let end = start + 2;
  while (end < limit && end < start + 2 + longest && isHexDigit(text.charCodeAt(end))) end++;
  const digits = text.slice(start + 2, end);
  const point = digits === '' ? Number.NaN : Number.parseInt(digits, 16);
  const complete = letter === 'x' ? digits !== '' : longest > 0 && digits.length === longest;
  if (complete && point <= 0x10ffff) return { end, value: String.fromCodePoint(point), problem: undefined };
  if (longest === 0) end = Math.min(start + 2, limit);
  return { end, value: letter, problem: problem('CS1009', start, end) };
}

export function isHexDigit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);
}
