/**
 * Resource names as file names. What is safe everywhere (Windows, macOS, Linux) stays as it is, so that normal
 * names look as APIOps writes them; everything else is escaped, and every escape can be undone. One name may
 * take several path segments: long ones are continued in a folder below.
 */

/** A segment that ends so is continued by the next one. */
const continued = '%~';
/** Stands for the empty name. */
const emptyName = '%empty';
/** UTF-8 bytes of one segment; file systems stop at 255. */
const longestSegment = 200;

/** Names that Windows keeps for devices, also with an extension behind them. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;

/**
 * Control characters, lone surrogates, the characters Windows forbids, `%`, which starts an escape, and the marks that turn the
 * writing direction or separate lines and so can disguise a name.
 */
const unsafe = /[\p{Cc}\p{Cs}"*/:<>?\\|%\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** The path of a name: one segment, or several joined with `/` for a very long name. Never empty. */
export function escapeName(name: string): string {
  if (name === '') return emptyName;
  const units = [...name].map(escapeCharacter);
  const first = name[0] ?? '';
  if (needsGuard(name)) units[0] = percent(first);
  for (let i = units.length - 1; i >= 0 && (units[i] === '.' || units[i] === ' '); i--)
    units[i] = percent(units[i] ?? '');
  return split(units).join('/');
}

/** The name that `escapeName` made this of; sequences that are no escape stand for themselves. */
export function unescapeName(escaped: string): string {
  const joined = escaped
    .split('/')
    .map((part) => (part.endsWith(continued) ? part.slice(0, -continued.length) : part))
    .join('');
  if (joined === emptyName) return '';
  return joined.replace(/%u([0-9A-F]{4})|%([0-7][0-9A-Fa-f])/g, (_, unit?: string, ascii?: string) =>
    String.fromCharCode(Number.parseInt(unit ?? ascii ?? '', 16)),
  );
}

/** Path segments with those that belong to one long name joined again (with `/`, as `unescapeName` takes them). */
export function joinContinued(segments: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let open = '';
  for (const segment of segments) {
    open += segment;
    if (segment.endsWith(continued)) open += '/';
    else {
      joined.push(open);
      open = '';
    }
  }
  if (open !== '') joined.push(open.slice(0, -1));
  return joined;
}

function escapeCharacter(character: string): string {
  return unsafe.test(character) ? percent(character) : character;
}

/** `%` and two digits for ASCII, `%u` and four for other code units. */
function percent(character: string): string {
  const unit = character.charCodeAt(0);
  const digits = unit.toString(16).toUpperCase();
  return unit < 0x80 ? `%${digits.padStart(2, '0')}` : `%u${digits.padStart(4, '0')}`;
}

/** Segments of bounded length; no segment but the last lacks the mark of continuation. */
function split(units: readonly string[]): readonly string[] {
  const segments: string[] = [];
  let segment = '';
  let bytes = 0;
  for (const unit of units) {
    const size = utf8Length(unit);
    if (bytes + size > longestSegment) {
      segments.push(segment + continued);
      segment = '';
      bytes = 0;
    }
    segment += unit;
    bytes += size;
  }
  segments.push(segment);
  return segments.map((part, i) => (i > 0 ? guardPart(part) : part));
}

/** A later part of a long name starts a file name of its own, so what holds for names holds for it. */
function guardPart(part: string): string {
  return needsGuard(part) ? percent(part[0] ?? '') + part.slice(1) : part;
}

/** Whether the first character would give the name a meaning: a device, a hidden folder such as `.git`, a blank. */
function needsGuard(name: string): boolean {
  return name[0] === ' ' || name[0] === '.' || deviceName.test(name);
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
