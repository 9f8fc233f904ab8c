/** Types, and the look-ahead that tells them from expressions. */
import type { Identifier, NameNode, SimpleName, TypeNode } from '../syntax/nodes';
import type { Token, TokenKind } from '../syntax/tokens';
import { Cursor } from './cursor';

/** What tokens that may be a type are by themselves. */
export type TypeShape =
  | 'none'
  /** `int`, `a[]`: nothing but a type */
  | 'type'
  /** `a<b>` with a type that can't be an expression in it */
  | 'generic'
  /** `a<b>`: may be two comparisons */
  | 'generic-or-expression'
  /** `a.b` */
  | 'name'
  | 'nullable'
  | 'pointer'
  | 'tuple'
  | 'alias';

/** Where a type stands, as far as it decides what belongs to it. */
export type TypePlace = 'plain' | 'new' | 'as' | 'pattern' | 'tuple';

const predefined: ReadonlySet<TokenKind> = new Set([
  'bool',
  'byte',
  'sbyte',
  'short',
  'ushort',
  'int',
  'uint',
  'long',
  'ulong',
  'float',
  'double',
  'decimal',
  'char',
  'string',
  'object',
  'void',
]);

export function isPredefinedType(kind: TokenKind): boolean {
  return predefined.has(kind);
}

/** What may follow `a<b>` for it to be a generic name and not two comparisons. */
const afterGeneric: ReadonlySet<TokenKind> = new Set([
  '(',
  ')',
  ']',
  '}',
  ':',
  ';',
  ',',
  '.',
  '?',
  '==',
  '!=',
  '|',
  '^',
  '&&',
  '||',
  '&',
  '[',
  '<',
  '<=',
  '>=',
  'is',
  'as',
  '{',
  'end',
]);

export abstract class TypeParser extends Cursor {
  /** The sizes in the brackets of an array creation need expressions. */
  protected type(place: TypePlace = 'plain'): TypeNode {
    return this.deeper(
      () => this.typeBody(place),
      () => this.missing(),
    );
  }

  private typeBody(place: TypePlace): TypeNode {
    const { start } = this.current;
    if (this.is('ref')) {
      this.next();
      this.tryEat('readonly');
      return { kind: 'ref-type', element: this.type(place), span: this.spanFrom(start) };
    }
    let type = this.underlyingType();
    if (type.kind === 'missing') return type;
    for (;;) {
      if (this.is('?') && type.kind !== 'nullable-type' && this.isNullableMark(place)) {
        this.next();
        type = { kind: 'nullable-type', element: type, span: this.spanFrom(start) };
      } else if (this.is('*') && this.isPointerMark(place)) {
        this.next();
        type = { kind: 'pointer-type', element: type, span: this.spanFrom(start) };
      } else if (this.is('[') && place !== 'new' && this.isRank()) {
        type = this.arrayType(type, start);
      } else return type;
    }
  }

  protected arrayType(element: TypeNode, start: number): TypeNode {
    const ranks: { readonly rank: number; readonly end: number }[] = [];
    while (this.is('[') && this.isRank()) {
      this.next();
      let rank = 1;
      while (this.tryEat(',')) rank++;
      this.eat(']');
      ranks.push({ rank, end: this.previousEnd });
    }
    // `int[][,]` is an array of `int[,]`: the last brackets are the innermost.
    return ranks.reduceRight<TypeNode>(
      (type, { rank, end }) => ({ kind: 'array-type', element: type, rank, span: { start, end } }),
      element,
    );
  }

  /** Whether the brackets here hold nothing but commas. */
  private isRank(): boolean {
    let ahead = 1;
    while (this.peek(ahead).kind === ',') ahead++;
    return this.peek(ahead).kind === ']';
  }

  /** Behind `as` and in patterns, `?` may also begin a conditional expression. */
  private isNullableMark(place: TypePlace): boolean {
    if (place === 'plain' || place === 'new' || place === 'tuple') return true;
    const { kind } = this.peek(1);
    if (place === 'pattern' && kind === 'identifier')
      return (
        [')', ']', '}', ',', ';', '&&', '||', 'end'].includes(this.peek(2).kind) || this.isWord('when', 2)
      );
    return [
      ')',
      ']',
      '}',
      ',',
      ';',
      ':',
      '?',
      '&&',
      '||',
      '==',
      '!=',
      '=',
      '=>',
      'end',
      '[',
      '??',
      '|',
      '&',
      '^',
      '<',
      '>',
      '<=',
      '>=',
      '<<',
      '>>',
      '/',
      '%',
      'is',
      'as',
    ].includes(kind)
      ? kind !== '[' || this.peek(2).kind === ']'
      : false;
  }

  private isPointerMark(place: TypePlace): boolean {
    if (place === 'plain') return true;
    return (place === 'as' || place === 'new') && [')', ';', ',', '[', '*'].includes(this.peek(1).kind);
  }

  private underlyingType(): TypeNode {
    const token = this.current;
    if (isPredefinedType(token.kind)) {
      this.next();
      return { kind: 'predefined-type', keyword: token.text, span: { start: token.start, end: token.end } };
    }
    if (this.isName()) return this.qualifiedName();
    if (token.kind === '(') return this.tupleType();
    this.report('CS1031');
    return this.missing();
  }

  private tupleType(): TypeNode {
    const { start } = this.next();
    const elements: { type: TypeNode; name: Identifier | undefined }[] = [];
    do {
      const type = this.type();
      elements.push({ type, name: this.isName() ? this.identifier() : undefined });
    } while (this.tryEat(','));
    if (elements.length < 2) this.report('CS8124');
    this.eat(')');
    return { kind: 'tuple-type', elements, span: this.spanFrom(start) };
  }

  protected qualifiedName(): TypeNode {
    const { start } = this.current;
    let name: TypeNode = this.simpleTypeName();
    if (this.is('::') && name.kind === 'name') {
      this.next();
      name = {
        kind: 'alias-qualified-name',
        alias: name.identifier,
        name: this.simpleTypeName(),
        span: this.spanFrom(start),
      };
    }
    while (this.is('.') || this.is('..')) {
      const { kind, start: dots, end } = this.next();
      if (kind === '..') this.reportAt({ start: dots + 1, end }, 'CS1001');
      name = { kind: 'qualified-name', left: name, right: this.simpleTypeName(), span: this.spanFrom(start) };
    }
    return name;
  }

  /** A name where only a type can stand: `<` always begins type arguments. */
  protected simpleTypeName(): SimpleName {
    return this.nameWith(this.is('identifier') && this.peek(1).kind === '<');
  }

  /** A name in an expression: `<` begins type arguments only where the tokens behind them say so. */
  protected simpleName(place: 'plain' | 'designated' = 'plain'): SimpleName {
    return this.nameWith(this.is('identifier') && this.peek(1).kind === '<' && this.hasTypeArguments(place));
  }

  private nameWith(typeArguments: boolean): SimpleName {
    const { start } = this.current;
    if (this.is('placeholder')) {
      const { text, end } = this.next();
      return { kind: 'placeholder', text, span: { start, end } };
    }
    const identifier = this.identifier();
    const name: NameNode = { kind: 'name', identifier, typeArguments: undefined, span: identifier.span };
    if (!typeArguments || !this.is('<')) return name;
    return { ...name, typeArguments: this.typeArguments(), span: this.spanFrom(start) };
  }

  private typeArguments(): readonly TypeNode[] {
    this.next();
    const types: TypeNode[] = [];
    if (this.is(',') || this.is('>')) {
      const omitted = (): void => {
        const { start } = this.current;
        types.push({ kind: 'omitted-type', span: { start, end: start } });
      };
      omitted();
      while (this.tryEat(',')) omitted();
    } else {
      types.push(this.type());
      while (
        this.is(',') ||
        (!this.is('>') && this.startsType() && !this.current.afterLineBreak && this.peek(1).kind === '>')
      ) {
        this.eat(',');
        types.push(this.type());
      }
    }
    this.eat('>');
    return types;
  }

  protected startsType(): boolean {
    return this.isName() || isPredefinedType(this.kind);
  }

  private hasTypeArguments(place: 'plain' | 'designated'): boolean {
    return this.lookAhead(() => {
      this.at++;
      const definite = this.scanTypeArguments();
      if (definite === undefined) return false;
      if (definite) return true;
      if (afterGeneric.has(this.kind)) return true;
      return place === 'designated' && this.isName();
    }, false);
  }

  /**
   * Passes `<…>`. Whether that can be nothing but type arguments; `undefined` where it can't be that. Stays where it
   * gave up if a type in it is certain and only `>` is missing.
   */
  private scanTypeArguments(): boolean | undefined {
    let definite = false;
    do {
      this.at++;
      if (this.is('>') || this.is(',')) {
        definite = true;
        continue;
      }
      const shape = this.scanType();
      if (shape === 'none') return undefined;
      const ended = this.is(',') || this.is('>');
      if (shape === 'type' || shape === 'nullable' || shape === 'tuple') definite ||= ended;
      if (shape === 'type' && !ended && this.isName()) return true;
    } while (this.is(','));
    if (!this.is('>')) return undefined;
    this.at++;
    return definite;
  }

  /** Passes what may be a type, and says what it is. To be called in a look-ahead only. */
  protected scanType(place: TypePlace = 'plain'): TypeShape {
    if (this.depth > 200) return 'none';
    this.depth++;
    const shape = this.scanTypeBody(place);
    this.depth--;
    return shape;
  }

  private scanTypeBody(place: TypePlace): TypeShape {
    if (this.is('ref')) {
      this.at++;
      if (this.is('readonly')) this.at++;
    }
    let shape: TypeShape;
    let last: Token = this.current;
    if (this.isName()) {
      const alias = this.peek(1).kind === '::';
      shape = this.scanNamePart();
      let parts = 1;
      while (shape !== 'none' && (this.is('.') || this.is('::'))) {
        this.at++;
        parts++;
        if (!this.isName()) return 'none';
        shape = this.scanNamePart();
      }
      if (shape === 'none') return 'none';
      if (alias && parts === 2) shape = 'alias';
    } else if (isPredefinedType(this.kind)) {
      this.at++;
      shape = 'type';
    } else if (this.is('(')) {
      if (!this.scanTupleType()) return 'none';
      if (place === 'pattern' && !this.is('[')) return 'none';
      shape = 'tuple';
    } else return 'none';
    for (;;) {
      if (this.is('?') && last.kind !== '?' && last.kind !== '*' && this.isNullableMark(place)) {
        shape = 'nullable';
      } else if (this.is('*') && last.kind !== ']' && place !== 'tuple' && place !== 'pattern') {
        if (shape === 'name' || shape === 'generic-or-expression') shape = 'pointer';
      } else if (this.is('[') && this.isRank()) {
        while (!this.is(']')) this.at++;
        shape = 'type';
      } else return shape;
      last = this.current;
      this.at++;
    }
  }

  private scanNamePart(): TypeShape {
    const name = this.current;
    this.at++;
    if (!this.is('<') || name.kind !== 'identifier') return 'name';
    const definite = this.scanTypeArguments();
    return definite === undefined ? 'none' : definite ? 'generic' : 'generic-or-expression';
  }

  private scanTupleType(): boolean {
    if (this.afterPartner(this.at) === -1) return false;
    this.at++;
    let elements = 0;
    do {
      if (elements > 0) this.at++;
      if (this.scanType() === 'none') return false;
      if (this.isName()) this.at++;
      elements++;
    } while (this.is(','));
    if (elements < 2 || !this.is(')')) return false;
    this.at++;
    return true;
  }
}
