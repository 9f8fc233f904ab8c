/** Which characters may stand where in C#, by UTF-16 code unit. */

const START = 1;
const PART = 2;
const BLANK = 4;

const ascii = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const letter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95;
  const digit = unit >= 48 && unit <= 57;
  const blank = unit === 32 || unit === 9 || unit === 11 || unit === 12 || unit === 26;
  ascii[unit] = (letter ? START | PART : 0) | (digit ? PART : 0) | (blank ? BLANK : 0);
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isIdentifierStart(unit: number): boolean {
  if (unit < 128) return ((ascii[unit] ?? 0) & START) !== 0;
  return /[\p{L}\p{Nl}]/u.test(String.fromCharCode(unit));
}

export function isIdentifierPart(unit: number): boolean {
  if (unit < 128) return ((ascii[unit] ?? 0) & PART) !== 0;
  return /[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]/u.test(String.fromCharCode(unit));
}

/** White space that ends no line. */
export function isBlank(unit: number): boolean {
  if (unit < 128) return ((ascii[unit] ?? 0) & BLANK) !== 0;
  return unit === 0xfeff || /\p{Zs}/u.test(String.fromCharCode(unit));
}

export function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}
