/** Reads the one-line notation of types and members (`data.ts`). */
import type { ConstantValue, ParameterSymbol, TypeSymbol } from './symbols';

/** What names mean where something is declared. */
export interface NotationScope {
  /** A keyword, a type parameter or a type; `undefined` where there is none of that name. */
  typeNamed(name: string, typeArguments: readonly TypeSymbol[]): TypeSymbol | undefined;
  arrayOf(element: TypeSymbol, rank: number): TypeSymbol;
  nullableOf(type: TypeSymbol): TypeSymbol;
  pointerTo(type: TypeSymbol): TypeSymbol;
  tupleOf(elements: readonly { readonly type: TypeSymbol; readonly name: string | undefined }[]): TypeSymbol;
  readonly unknown: TypeSymbol;
}

/** The parts of a member's declaration, before anything in it is looked up. */
export interface MemberNotation {
  readonly isRefused: boolean;
  readonly obsolete: string | undefined;
  readonly isStatic: boolean;
  readonly isOverride: boolean;
  readonly isConst: boolean;
  readonly isReadOnly: boolean;
  readonly isEvent: boolean;
  /** Where its type begins; at the name for a constructor. */
  readonly typeAt: number;
  readonly name: string;
  /** Behind the name: type parameters, parameters, accessors, value, constraints. */
  readonly nameEnd: number;
}

const modifiers = /(!)?(?:\[("(?:[^"\\]|\\.)*")\] )?(static |const )?(override )?(readonly )?(event )?/y;
const identifier = /[\p{L}_][\p{L}\p{N}_]*/uy;

function wordAt(text: string, offset: number): string {
  identifier.lastIndex = offset;
  return identifier.exec(text)?.[0] ?? '';
}

/** The end of what starts at the offset and goes to the first of the characters outside brackets. */
function endBefore(text: string, offset: number, ends: string): number {
  let depth = 0;
  for (let at = offset; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (depth === 0 && ends.includes(character)) return at;
    if (character === '"') at = stringEnd(text, at) - 1;
    else if ('<([{'.includes(character)) depth += 1;
    else if ('>)]}'.includes(character)) depth -= 1;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

/** Splits at commas outside brackets and strings. */
export function splitList(text: string, separator = ','): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endBefore(text, at, separator);
    parts.push(text.slice(at, end));
    at = end + 1;
  }
  return parts;
}

export function readMember(text: string): MemberNotation {
  modifiers.lastIndex = 0;
  const [all = '', refused, message, level, override, readOnly, event] = modifiers.exec(text) ?? [];
  const flags = {
    isRefused: refused !== undefined,
    obsolete: message === undefined ? undefined : (JSON.parse(message) as string),
    isStatic: level !== undefined,
    isOverride: override !== undefined,
    isConst: level === 'const ',
    isReadOnly: readOnly !== undefined || level === 'const ',
    isEvent: event !== undefined,
    typeAt: all.length,
  };
  if (text.startsWith('new(', all.length)) return { ...flags, name: '.ctor', nameEnd: all.length + 3 };
  const nameAt = endBefore(text, all.length, ' ') + 1;
  const name = wordAt(text, nameAt);
  return { ...flags, name, nameEnd: nameAt + name.length };
}

/** A type's name in its parts, variance kept: `IEnumerable<out T>`, `Dictionary<TKey,TValue>.KeyCollection`. */
export function readTypeKey(key: string): {
  /** A dot before a nested type, no type parameters. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** How many of them belong to the types around it. */
  readonly containingArity: number;
} {
  if (!key.includes('<')) return { name: key, parameters: [], containingArity: 0 };
  const parts = splitList(key, '.').map((part) => {
    const open = part.indexOf('<');
    if (open < 0) return { name: part, parameters: [] };
    return { name: part.slice(0, open), parameters: part.slice(open + 1, -1).split(',') };
  });
  const parameters = parts.flatMap((part) => part.parameters);
  return {
    name: parts.map(({ name }) => name).join('.'),
    parameters,
    containingArity: parameters.length - (parts.at(-1)?.parameters.length ?? 0),
  };
}

/** `T:class,new();U:struct`, by type parameter. */
export function readConstraints(text: string): ReadonlyMap<string, readonly string[]> {
  const constraints = splitList(text, ';').map((part) => {
    const colon = part.indexOf(':');
    return [part.slice(0, colon), splitList(part.slice(colon + 1))] as const;
  });
  return new Map(constraints);
}

/** What stands between two brackets, the first of them at the offset, and where the second one ends. */
export function readBracketed(
  text: string,
  offset: number,
  open: string,
): { readonly inner: string; readonly end: number } | undefined {
  if (text.charAt(offset) !== open) return undefined;
  const close = open === '(' ? ')' : open === '[' ? ']' : '>';
  const end = endBefore(text, offset + 1, close);
  return { inner: text.slice(offset + 1, end), end: end + 1 };
}

export function readType(text: string, scope: NotationScope): TypeSymbol {
  return new TypeReader(text, scope).type();
}

class TypeReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly scope: NotationScope,
  ) {}

  type(): TypeSymbol {
    let type = this.text.charAt(this.at) === '(' ? this.tuple() : this.named();
    for (;;) {
      if (this.take('?')) type = this.scope.nullableOf(type);
      else if (this.take('*')) type = this.scope.pointerTo(type);
      else if (this.take('[')) {
        let rank = 1;
        while (this.take(',')) rank += 1;
        this.take(']');
        type = this.scope.arrayOf(type, rank);
      } else return type;
    }
  }

  private take(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private named(): TypeSymbol {
    let name = this.word();
    while (this.take('.')) name += `.${this.word()}`;
    const typeArguments: TypeSymbol[] = [];
    if (this.take('<')) {
      do typeArguments.push(this.type());
      while (this.take(','));
      this.take('>');
    }
    return this.scope.typeNamed(name, typeArguments) ?? this.scope.unknown;
  }

  private tuple(): TypeSymbol {
    const elements: { type: TypeSymbol; name: string | undefined }[] = [];
    this.take('(');
    do {
      const type = this.type();
      elements.push({ type, name: this.take(' ') ? this.word() : undefined });
    } while (this.take(','));
    this.take(')');
    return this.scope.tupleOf(elements);
  }

  private word(): string {
    const word = wordAt(this.text, this.at);
    this.at += word.length;
    return word;
  }
}

const parameterModifier = /(this )?(ref |out |in |params )?/y;

export function readParameters(
  text: string,
  scope: NotationScope,
): { readonly parameters: readonly ParameterSymbol[]; readonly isExtension: boolean } {
  let isExtension = false;
  const parameters = splitList(text).map((part): ParameterSymbol => {
    parameterModifier.lastIndex = 0;
    const [all = '', self, modifier] = parameterModifier.exec(part) ?? [];
    if (self !== undefined) isExtension = true;
    const typeEnd = endBefore(part, all.length, ' ');
    const type = readType(part.slice(all.length, typeEnd), scope);
    const equals = endBefore(part, typeEnd, '=');
    const value = equals < part.length ? part.slice(equals + 1) : undefined;
    return {
      name: part.slice(typeEnd + 1, equals),
      type,
      modifier: modifier?.trimEnd() as ParameterSymbol['modifier'],
      isOptional: value !== undefined,
      defaultValue: value === undefined ? undefined : readConstant(value, type),
    };
  });
  return { parameters, isExtension };
}

/** `undefined` for `default`. */
export function readConstant(text: string, type: TypeSymbol): ConstantValue | undefined {
  if (text === 'default') return undefined;
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  if (text.startsWith('"')) return JSON.parse(text) as string;
  const name = type.kind === 'named' ? (type.definition.enumType ?? type).definition.name : '';
  if (name === 'Decimal') return { decimal: text };
  if (name === 'Int64' || name === 'UInt64') return BigInt(text);
  return Number(text);
}
