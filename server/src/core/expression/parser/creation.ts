/** Arguments, initialisers and what begins with `new`. */
import type {
  AnonymousObject,
  Argument,
  Expression,
  Identifier,
  Initializer,
  InitializerItem,
  SimpleName,
  TypeNode,
} from '../syntax/nodes';
import { isKeyword, type TokenKind } from '../syntax/tokens';
import { PatternParser } from './patterns';
import { binaryPrecedence, isAssignmentOperator, isPrefixOperator } from './precedence';
import { isPredefinedType } from './types';

const startsTerm: ReadonlySet<TokenKind> = new Set([
  'typeof',
  'default',
  'sizeof',
  'base',
  'this',
  'true',
  'false',
  'null',
  '(',
  '[',
  'number',
  'string literal',
  'character',
  'interpolated string',
  'new',
  'delegate',
  '::',
  'checked',
  'unchecked',
  'stackalloc',
  'throw',
  'ref',
  '..',
]);

export abstract class CreationParser extends PatternParser {
  /** Whether an expression, or the middle of a broken one, begins here. */
  protected startsExpression(): boolean {
    const { kind } = this.current;
    if (startsTerm.has(kind) || this.isName()) return true;
    if (isPredefinedType(kind)) return kind !== 'void';
    return isPrefixOperator(kind) || binaryPrecedence.has(kind) || isAssignmentOperator(kind);
  }

  /** Items between brackets, with commas between them. */
  protected list<T>(
    close: TokenKind,
    item: () => T,
    starts: () => boolean,
    trailingComma: boolean,
  ): readonly T[] {
    const items: T[] = [];
    if (this.is(close)) return items;
    if (starts() || this.is(',')) items.push(item());
    else if (!this.skipToItem(close, starts)) return items;
    else if (!this.is(',')) items.push(item());
    while (!this.is(close)) {
      if (this.is(',') || starts()) {
        const { at } = this;
        this.eat(',');
        if (trailingComma && this.is(close)) break;
        items.push(item());
        if (this.at === at) break;
      } else if (!this.skipToItem(close, starts)) break;
    }
    return items;
  }

  /** Passes what belongs to no item; `false` where the list is taken to end without its bracket. */
  private skipToItem(close: TokenKind, starts: () => boolean): boolean {
    let passed = false;
    for (;;) {
      const { kind } = this.current;
      if (kind === ',' || starts()) return passed;
      if (kind === ';' || kind === ')' || kind === ']' || kind === '}' || kind === '{' || kind === 'end')
        return false;
      if (isKeyword(kind) && kind !== 'out' && kind !== 'in' && kind !== 'params') return false;
      if (kind === 'unknown' && close !== ')') return false;
      this.report('CS1003', ',');
      this.next();
      passed = true;
    }
  }

  protected arguments(close: ')' | ']'): readonly Argument[] {
    this.next();
    const items = this.list(
      close,
      () => this.argument(close),
      () => this.startsArgument(),
      false,
    );
    this.eat(close);
    return items;
  }

  private startsArgument(): boolean {
    return this.is('ref') || this.is('out') || this.is('in') || this.startsExpression();
  }

  /** What stands between square brackets, which can't be nothing. */
  protected indexes(): readonly Argument[] {
    if (this.peek(1).kind !== ']') return this.arguments(']');
    this.next();
    this.report('CS0443');
    this.next();
    return [];
  }

  protected argument(close: TokenKind): Argument {
    const { start } = this.current;
    let name: Identifier | undefined;
    if (this.isName() && this.peek(1).kind === ':') {
      name = this.identifier();
      this.next();
    }
    let modifier: Argument['modifier'];
    const { kind } = this.current;
    if (kind === 'ref' || kind === 'out' || kind === 'in') {
      modifier = kind;
      this.next();
    }
    if (this.is(',') && modifier === undefined && close === ')') {
      this.report('CS0839');
      const value = this.missing();
      return { kind: 'argument', name, modifier, value, span: value.span };
    }
    const value = modifier === 'out' ? (this.declaration('out') ?? this.expression()) : this.expression();
    return { kind: 'argument', name, modifier, value, span: this.spanFrom(start) };
  }

  /** `var x`, `int x` or `var (x, y)` where an expression may stand too. */
  protected declaration(place: 'out' | 'first' | 'further'): Expression | undefined {
    const declares = this.lookAhead(() => {
      const shape = this.scanType(place === 'out' ? 'plain' : 'tuple');
      if (shape === 'none') return false;
      if (this.isName()) this.at++;
      else if (this.is('(') && this.afterPartner(this.at) !== -1 && this.tokens[this.at - 1]?.text === 'var')
        this.at = this.afterPartner(this.at);
      else return false;
      if (place === 'out') return true;
      return this.is(',') || (place === 'further' && this.is(')'));
    }, false);
    if (!declares) return undefined;
    const { start } = this.current;
    const type = this.type();
    return {
      kind: 'declaration-expression',
      type,
      designation: this.designation(),
      span: this.spanFrom(start),
    };
  }

  /** What begins with `new`. */
  protected creation(): Expression {
    const { start } = this.next();
    if (this.is('{')) return this.anonymousObject(start);
    if (this.is('[')) return this.implicitArray(start);
    if (this.is('(') && this.lookAhead(() => this.scanType() !== 'tuple', true)) {
      this.later({ start, end: start + 3 }, 'target-typed object creation', '9.0');
      const items = this.arguments(')');
      const initializer = this.is('{') ? this.initializer('object') : undefined;
      return {
        kind: 'object-creation',
        type: undefined,
        arguments: items,
        initializer,
        span: this.spanFrom(start),
      };
    }
    if (!this.startsType() && !this.is('(')) {
      this.report('CS1526');
      const type = this.missing();
      return {
        kind: 'object-creation',
        type,
        arguments: undefined,
        initializer: undefined,
        span: this.spanFrom(start),
      };
    }
    const type = this.type('new');
    if (this.is('[')) return this.arrayCreation(type, start);
    const items = this.is('(') ? this.arguments(')') : undefined;
    const initializer = this.is('{') ? this.initializer('object') : undefined;
    if (!items && !initializer) this.report('CS1526');
    return { kind: 'object-creation', type, arguments: items, initializer, span: this.spanFrom(start) };
  }

  private arrayCreation(element: TypeNode, start: number): Expression {
    this.next();
    const sizes: Expression[] = [];
    let rank = 1;
    if (!this.is(']'))
      for (;;) {
        if (!this.is(',') && !this.is(']')) sizes.push(this.expression());
        if (this.is(']') || !this.eat(',')) break;
        rank++;
      }
    this.eat(']');
    const type = this.is('[') ? this.arrayType(element, element.span.start) : element;
    if (this.is('[')) {
      this.reportAt({ start: this.peek(1).start, end: this.peek(1).end }, 'CS0178');
      this.indexes();
    }
    const initializer = this.is('{') ? this.initializer('array') : undefined;
    return { kind: 'array-creation', type, sizes, rank, initializer, span: this.spanFrom(start) };
  }

  private implicitArray(start: number): Expression {
    this.next();
    let rank = 1;
    while (this.tryEat(',')) rank++;
    this.eat(']');
    const initializer = this.initializer('array');
    return {
      kind: 'array-creation',
      type: undefined,
      sizes: [],
      rank,
      initializer,
      span: this.spanFrom(start),
    };
  }

  /**
   * @param of what is initialised. Inner braces of an object's initialiser hold what one call of `Add` is given:
   * expressions, without a comma at the end. Those of an array's are like the outer ones.
   */
  protected initializer(of: 'object' | 'array' | 'call'): Initializer {
    return this.deeper<Initializer>(
      () => {
        const { start } = this.current;
        this.eat('{');
        const items = this.list(
          '}',
          () => this.initializerItem(of),
          () => this.startsExpression() || (this.is('{') && of !== 'call'),
          of !== 'call',
        );
        this.eat('}');
        return { kind: 'initializer', items, span: this.spanFrom(start) };
      },
      () => ({ kind: 'initializer', items: [], span: this.missing().span }),
    );
  }

  private initializerItem(of: 'object' | 'array' | 'call'): InitializerItem {
    const { start } = this.current;
    if (of === 'call')
      return { kind: 'element-initializer', value: this.expression(), span: this.spanFrom(start) };
    if (this.is('{')) return this.initializer(of === 'object' ? 'call' : of);
    if (this.is('[')) {
      const items = this.indexes();
      this.eat('=');
      return {
        kind: 'index-initializer',
        arguments: items,
        value: this.initializerValue(),
        span: this.spanFrom(start),
      };
    }
    const after = this.peek(1).kind;
    if (this.isName() && (after === '=' || after === ':')) {
      const name: SimpleName = this.simpleName();
      if (!this.eat('=')) this.next();
      return { kind: 'member-initializer', name, value: this.initializerValue(), span: this.spanFrom(start) };
    }
    const value = this.expression();
    return { kind: 'element-initializer', value, span: this.spanFrom(start) };
  }

  private initializerValue(): Expression | Initializer {
    return this.is('{') ? this.initializer('object') : this.expression();
  }

  private anonymousObject(start: number): AnonymousObject {
    this.next();
    const members = this.list<AnonymousObject['members'][number]>(
      '}',
      () => {
        const { start: from } = this.current;
        const after = this.peek(1).kind;
        let name: Identifier | undefined;
        if (this.isName() && (after === '=' || after === ':')) {
          name = this.identifier();
          if (!this.eat('=')) this.next();
        }
        return { kind: 'anonymous-member', name, value: this.expression(), span: this.spanFrom(from) };
      },
      () => this.startsExpression(),
      true,
    );
    this.eat('}');
    return { kind: 'anonymous-object', members, span: this.spanFrom(start) };
  }
}
