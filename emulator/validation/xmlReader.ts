/**
 * Reads a document as strict XML 1.0 and gives the first fault in the words of .NET's reader, which is what
 * callers of the service get for `format=xml`.
 */
import { Positions } from './position';

/** The reader's message with its position, or `undefined` where the text is well-formed. */
export function xmlFault(text: string): string | undefined {
  const fault = new XmlReader(text).read();
  if (fault === undefined) return undefined;
  return fault.at === undefined ? fault.message : `${fault.message} ${new Positions(text).suffix(fault.at)}`;
}

interface ReadFault {
  readonly message: string;
  readonly at: number | undefined;
}

const nameStart = /[\p{L}\p{Nl}_:]/u;
const namePattern = /[\p{L}\p{Nl}_:][\p{L}\p{N}\p{M}_:.\-\u00B7]*/uy;
const space = /\s/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const knownEntities = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);

const rootInvalid = 'Data at the root level is invalid.';

class XmlReader {
  private at = 0;
  private readonly open: { readonly name: string; readonly at: number }[] = [];
  private rootSeen = false;

  constructor(private readonly text: string) {}

  read(): ReadFault | undefined {
    const bad = forbidden.exec(this.text);
    if (bad !== null) {
      return this.fault(`${described(bad[0])}, is an invalid character.`, bad.index);
    }
    while (this.at < this.text.length) {
      const fault = this.text[this.at] === '<' ? this.markup() : this.characters();
      if (fault !== undefined) return fault;
    }
    if (this.open.length > 0) return this.unexpectedEnd();
    return this.rootSeen ? undefined : { message: 'Root element is missing.', at: undefined };
  }

  private markup(): ReadFault | undefined {
    const { text, at } = this;
    if (text.startsWith('<!--', at)) return this.comment();
    if (text.startsWith('<![CDATA[', at)) return this.cdata();
    if (text.startsWith('<?', at)) return this.instruction();
    if (text.startsWith('<!', at)) {
      return this.fault('For security reasons DTD is prohibited in this XML document.', at + 2);
    }
    return text.startsWith('</', at) ? this.endTag() : this.startTag();
  }

  private characters(): ReadFault | undefined {
    const next = this.text.indexOf('<', this.at);
    const end = next === -1 ? this.text.length : next;
    if (this.open.length === 0) {
      const solid = this.text.slice(this.at, end).search(/\S/);
      if (solid !== -1) return this.fault(rootInvalid, this.at + solid);
    }
    const closing = this.text.indexOf(']]>', this.at);
    if (closing !== -1 && closing < end) {
      return this.fault("']]>' is not allowed in character data.", closing);
    }
    const fault = this.references(this.at, end);
    this.at = end;
    return fault;
  }

  private startTag(): ReadFault | undefined {
    const start = this.at + 1;
    const name = this.name(start);
    if (name === undefined) return this.noName(start);
    if (this.rootSeen && this.open.length === 0)
      return this.fault('There are multiple root elements.', start);
    this.rootSeen = true;
    this.at = start + name.length;
    const seen = new Set<string>();
    for (;;) {
      const before = this.at;
      this.skipSpace();
      const char = this.text[this.at];
      if (char === undefined) {
        this.open.push({ name, at: start });
        return this.unexpectedEnd();
      }
      if (char === '>') {
        this.at++;
        this.open.push({ name, at: start });
        return undefined;
      }
      if (char === '/') {
        if (this.text[this.at + 1] !== '>') return this.unexpected(this.at + 1, "The expected token is '>'.");
        this.at += 2;
        return undefined;
      }
      if (before === this.at) {
        return seen.size === 0 ? this.noName(this.at) : this.unexpected(this.at, 'Expecting white space.');
      }
      const fault = this.attribute(seen);
      if (fault !== undefined) return fault;
    }
  }

  private attribute(seen: Set<string>): ReadFault | undefined {
    const start = this.at;
    const name = this.name(start);
    if (name === undefined) return this.noName(start);
    this.at += name.length;
    this.skipSpace();
    if (this.text[this.at] !== '=') return this.unexpected(this.at, "The expected token is '='.");
    this.at++;
    this.skipSpace();
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") return this.unexpected(this.at, `The expected token is '"' or '''.`);
    const from = this.at + 1;
    const end = this.text.indexOf(quote, from);
    const less = this.text.indexOf('<', from);
    if (less !== -1 && (end === -1 || less < end)) {
      return this.fault(`${described('<')}, is an invalid attribute character.`, less);
    }
    if (end === -1) return this.fault('There is an unclosed literal string.', from);
    const fault = this.references(from, end);
    if (fault !== undefined) return fault;
    if (seen.has(name)) return this.fault(`'${name}' is a duplicate attribute name.`, start);
    seen.add(name);
    this.at = end + 1;
    return undefined;
  }

  private endTag(): ReadFault | undefined {
    const start = this.at + 2;
    const name = this.name(start);
    if (name === undefined) return this.noName(start);
    const opened = this.open.pop();
    if (opened === undefined) return this.fault('Unexpected end tag.', start);
    if (opened.name !== name) {
      const place = new Positions(this.text).place(opened.at, ' position ');
      return this.fault(
        `The '${opened.name}' start tag on ${place} does not match the end tag of '${name}'.`,
        start,
      );
    }
    this.at = start + name.length;
    this.skipSpace();
    if (this.text[this.at] !== '>') return this.unexpected(this.at, "The expected token is '>'.");
    this.at++;
    return undefined;
  }

  private comment(): ReadFault | undefined {
    const end = this.text.indexOf('--', this.at + 4);
    if (end === -1) return this.unexpectedEnd();
    if (this.text[end + 2] !== '>') {
      return this.fault("An XML comment cannot contain '--', and '-' cannot be the last character.", end);
    }
    this.at = end + 3;
    return undefined;
  }

  private cdata(): ReadFault | undefined {
    if (this.open.length === 0) return this.fault(rootInvalid, this.at);
    const end = this.text.indexOf(']]>', this.at);
    if (end === -1) return this.unexpectedEnd();
    this.at = end + 3;
    return undefined;
  }

  private instruction(): ReadFault | undefined {
    const end = this.text.indexOf('?>', this.at);
    if (end === -1) return this.unexpectedEnd();
    if (/^<\?xml\s/i.test(this.text.slice(this.at, this.at + 6)) && this.at > 0) {
      return this.fault(
        'Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.',
        this.at + 2,
      );
    }
    this.at = end + 2;
    return undefined;
  }

  private references(from: number, end: number): ReadFault | undefined {
    for (let at = this.text.indexOf('&', from); at !== -1 && at < end; at = this.text.indexOf('&', at + 1)) {
      if (/^&#(?:x[0-9a-f]+|\d+);/i.test(this.text.slice(at, Math.min(end, at + 12)))) continue;
      const name = this.name(at + 1);
      if (name === undefined) return this.fault('An error occurred while parsing EntityName.', at + 1);
      const after = at + 1 + name.length;
      if (this.text[after] !== ';') return this.unexpected(after, "The expected token is ';'.");
      if (!knownEntities.has(name)) return this.fault(`Reference to undeclared entity '${name}'.`, at + 1);
    }
    return undefined;
  }

  private name(at: number): string | undefined {
    namePattern.lastIndex = at;
    return namePattern.exec(this.text)?.[0];
  }

  private skipSpace(): void {
    while (space.test(this.text[this.at] ?? '')) this.at++;
  }

  private noName(at: number): ReadFault {
    const char = this.text[at];
    if (char === undefined) return this.unexpectedEnd();
    return this.fault(
      `Name cannot begin with the ${described(char)}.`.replace(', hex', ' character, hex'),
      at,
    );
  }

  private unexpected(at: number, expected: string): ReadFault {
    const char = this.text[at];
    if (char === undefined) return this.unexpectedEnd();
    const token = nameStart.test(char) ? (this.name(at) ?? char) : char;
    return this.fault(`'${token}' is an unexpected token. ${expected}`, at);
  }

  private unexpectedEnd(): ReadFault {
    const names = this.open.map(({ name }) => name).reverse();
    return this.fault(
      names.length === 0
        ? 'Unexpected end of file has occurred.'
        : `Unexpected end of file has occurred. The following elements are not closed: ${names.join(', ')}.`,
      this.text.length,
    );
  }

  private fault(message: string, at: number): ReadFault {
    return { message, at };
  }
}

/** `'<', hexadecimal value 0x3C` */
function described(char: string): string {
  const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return `'${code === '00' ? '.' : char}', hexadecimal value 0x${code}`;
}
