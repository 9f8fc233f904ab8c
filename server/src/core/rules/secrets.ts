/** Tells secrets from what only stands in a secret's place: examples, placeholders and names. */
import type { Span } from '../text';

export interface FoundSecret {
  /** In the text that was searched. */
  readonly span: Span;
  /** What it is, for the message: `a password`. */
  readonly what: string;
  /** What a named value for it may be called. */
  readonly name: string;
}

interface Form {
  readonly pattern: RegExp;
  readonly what: string;
  readonly name: string;
  /** Whether chance is to be ruled out by the look of what was found. */
  readonly random?: boolean;
}

/** Forms that say by themselves that they are secrets, wherever they stand. The first group is the secret. */
const forms: readonly Form[] = [
  {
    pattern: /\b(eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{16,1000})/dg,
    what: 'a token',
    name: 'token',
  },
  {
    pattern: /\b(?:SharedAccessKey|AccountKey)=([A-Za-z0-9+/]{40,100}={0,2})/dgi,
    what: 'the key of a connection string',
    name: 'connection-key',
    random: true,
  },
  {
    pattern: /\bclient_secret=([^&\s"'<>{}()$@;,]{8,200})/dgi,
    what: 'a client secret',
    name: 'client-secret',
    random: true,
  },
  {
    pattern: /[?&](?:amp;)?sig=([A-Za-z0-9%_-]{40,200})/dg,
    what: 'the signature of a shared access token',
    name: 'shared-access-signature',
    random: true,
  },
  {
    pattern: /[?&](?:amp;)?code=([A-Za-z0-9_/+-]{40,100}={0,2})/dg,
    what: 'a function key',
    name: 'function-key',
    random: true,
  },
  {
    pattern:
      /\b(?:Server|Data Source|Initial Catalog|User ID|Uid)=[^<>="]{1,200}?;(?:[^<>;"]{1,200};){0,20}?\s*(?:Password|Pwd)=([^;<>"'{}]{4,128})/dgi,
    what: 'the password of a connection string',
    name: 'connection-password',
  },
  {
    pattern:
      /(-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[\s\S]{20,8000}?-----END (?:RSA |EC )?PRIVATE KEY-----)/dg,
    what: 'a private key',
    name: 'private-key',
  },
];

/** What one of stands in each form's text, before its `=` where it has one; the first letters are rare, for speed. */
const hints = ['yJ', 'BEGIN '];
const hintBeforeEquals = /(?:key|secret|sig|code|password|pwd)$/i;

/** The last two letters of such words, as `ending` tells them. */
const endings: ReadonlySet<number> = new Set(
  ['ey', 'et', 'ig', 'de', 'rd', 'wd'].map((letters) => ending(letters, letters.length)),
);

/** The two ASCII letters before the offset as a number, whether they are capitals or not. */
function ending(text: string, offset: number): number {
  const capital = 0x5f;
  return ((text.charCodeAt(offset - 2) & capital) << 8) | (text.charCodeAt(offset - 1) & capital);
}

/** Whether the text may hold a secret that shows itself by its form. It is asked of whole documents: it has to be fast. */
export function mayHoldSecrets(text: string): boolean {
  if (hints.some((hint) => text.includes(hint))) return true;
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1))
    if (endings.has(ending(text, at)) && hintBeforeEquals.test(text.slice(Math.max(0, at - 8), at)))
      return true;
  return false;
}

/** The secrets in any text that show themselves by their form. */
export function secretsByForm(text: string): readonly FoundSecret[] {
  if (!mayHoldSecrets(text)) return [];
  const found: FoundSecret[] = [];
  for (const { pattern, what, name, random } of forms)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.[1] ?? [0, 0];
      const value = match[1] ?? '';
      if (isExample(value) || (random === true && !looksRandom(value))) continue;
      found.push({ span: { start, end }, what, name });
    }
  return found;
}

/** Headers and query parameters whose values are keys. */
const keyNames =
  /^(?:ocp-apim-subscription-key|subscription-key|(?:x-)?functions?-key|(?:x-)?api-?key|x-api-token|x-auth-token|x-access-token|code|access_?token|client_?secret)$/i;

/** The secret in the value of a header or query parameter of that name. */
export function secretOfName(name: string, value: string): FoundSecret | undefined {
  if (/^(?:proxy-)?authorization$/i.test(name)) return credentials(value);
  if (!keyNames.test(name)) return undefined;
  const start = value.length - value.trimStart().length;
  const end = value.trimEnd().length;
  if (!looksRandom(value.slice(start, end)) || isExample(value)) return undefined;
  return { span: { start, end }, what: 'a key', name: name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-') };
}

/** What follows the scheme in an Authorization header. */
function credentials(value: string): FoundSecret | undefined {
  const match = /^\s*(Basic|Bearer|ApiKey|Token|SharedAccessSignature)\s+(\S+)\s*$/di.exec(value);
  const [start, end] = match?.indices?.[2] ?? [0, 0];
  const secret = match?.[2];
  if (secret === undefined || isExample(secret)) return undefined;
  const isBasic = /^basic$/i.test(match?.[1] ?? '');
  if (isBasic ? !isBasicCredentials(secret) : !looksRandom(secret)) return undefined;
  return {
    span: { start, end },
    what: isBasic ? 'a user name with its password' : 'a token',
    name: isBasic ? 'basic-credentials' : 'token',
  };
}

/** Base64 of `user:password`. */
function isBasicCredentials(encoded: string): boolean {
  if (!/^[A-Za-z0-9+/]{6,}={0,2}$/.test(encoded)) return false;
  const decoded = decodeBase64(encoded);
  const colon = decoded.indexOf(':');
  return colon >= 0 && /^[\x20-\x7e\x80-\xff]+$/.test(decoded) && !isExample(decoded.slice(colon + 1));
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** One character a byte; the core has no decoder of its platform's. */
function decodeBase64(encoded: string): string {
  let decoded = '';
  let bits = 0;
  let count = 0;
  for (const character of encoded.replace(/=+$/, '')) {
    bits = ((bits << 6) | base64.indexOf(character)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += String.fromCharCode((bits >> count) & 0xff);
  }
  return decoded;
}

const exampleWords =
  /your|example|sample|dummy|placeholder|change.?me|replace|insert|todo|fixme|redacted|removed|hidden|masked|fake|mock|foo|bar|lorem|xxx|\*\*|\.\.\.|…|here$|(?:0123|1234|2345|abcd){2}|123456|abcdef0|deadbeef/i;

/** Words that are what they stand for: a password of `password` is one that is yet to be filled in. */
const ownNames =
  /^(?:the|my|a|some|new|old|test)?[\s._-]*(?:pass(?:word|wd|phrase)?|pwd|secret|key|token|value|credentials?|user(?:name)?|string|none|null|empty|test|admin)[\s._-]*(?:value|key|string|text)?\d{0,4}$/i;

/** Whether the text stands for a secret rather than being one. */
export function isExample(text: string): boolean {
  const value = text.trim();
  if (value.length < 4 || /^(?:&lt;|[<[({%#$]).*(?:&gt;|[>\])}%#])$/s.test(value)) return true;
  return exampleWords.test(value) || ownNames.test(value) || new Set(value).size < 4;
}

/** Whether the text looks drawn by a machine: long, without spaces, with letters and digits of many kinds. */
function looksRandom(text: string): boolean {
  if (text.length < 16 || !/^[\w+/=~.!%-]+$/.test(text) || isExample(text)) return false;
  return /\d/.test(text) && /[a-z]/i.test(text) && new Set(text).size >= 8 && !isWords(text);
}

/** `my-orders-api-2`: words and a number or two. */
function isWords(text: string): boolean {
  const parts = text.split(/[-_.]+/);
  return parts.length > 1 && parts.every((part) => /^(?:[A-Za-z]{1,14}|v?\d{1,4})$/.test(part));
}
