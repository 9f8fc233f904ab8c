/** What an expression begins with, and what may follow it: members, calls, indexes. */
import type { Argument, Expression, SimpleName } from '../syntax/nodes';
import type { TokenKind } from '../syntax/tokens';
import { isAssignmentOperator, isBinaryOperator, precedence } from './precedence';
import { StringParser } from './strings';
import { isPredefinedType } from './types';

/** What can't follow the `)` of a cast to a type that may be an expression as well. */
const notAfterCast: ReadonlySet<TokenKind> = new Set([
  'as',
  'is',
  ';',
  ')',
  ']',
  '{',
  '}',
  ',',
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '??=',
  '?',
  ':',
  '||',
  '&&',
  '|',
  '^',
  '&',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '<<',
  '+',
  '-',
  '*',
  '/',
  '%',
  '++',
  '--',
  '[',
  '.',
  '->',
  '??',
  'end',
  '=>',
  'switch',
  '..',
]);

/** How long a chain of operators or members may be before the compiler gives up on it. */
const LONGEST_CHAIN = 1500;

export abstract class PrimaryParser extends StringParser {
  protected primary(least: number): Expression {
    const token = this.current;
    const span = { start: token.start, end: token.end };
    switch (token.kind) {
      case 'typeof':
      case 'sizeof': {
        const { kind } = token;
        this.next();
        this.eat('(');
        const type = this.type();
        this.eat(')');
        return this.followed({ kind, type, span: this.spanFrom(token.start) });
      }
      case 'default':
        return this.followed(this.defaultValue());
      case 'checked':
      case 'unchecked': {
        const { kind } = token;
        this.next();
        this.eat('(');
        const value = this.expression();
        this.eat(')');
        return this.followed({ kind, value, span: this.spanFrom(token.start) });
      }
      case 'delegate':
        return this.followed(this.anonymousMethod());
      case 'new':
        return this.followed(this.creation());
      case 'stackalloc':
        return this.stackAllocation();
      case 'this':
      case 'base':
        this.next();
        return this.followed({ kind: token.kind, span });
      case 'true':
      case 'false':
        this.next();
        return this.followed({
          kind: 'literal',
          value: { type: 'bool', value: token.kind === 'true' },
          span,
        });
      case 'null':
        this.next();
        return this.followed({ kind: 'literal', value: { type: 'null' }, span });
      case 'number':
        this.next();
        return this.followed({ kind: 'literal', value: token.number ?? { type: 'int', value: 0n }, span });
      case 'string literal':
        this.next();
        return this.followed({ kind: 'literal', value: { type: 'string', value: token.text }, span });
      case 'character':
        this.next();
        return this.followed({ kind: 'literal', value: { type: 'char', value: token.text }, span });
      case 'interpolated string':
        return this.followed(this.interpolatedString());
      case '(':
        return this.bracketed();
      case '[':
        return this.followed(this.collection());
      default:
        if (isPredefinedType(token.kind)) {
          this.next();
          if (!this.is('.') || token.kind === 'void') this.reportAt(span, 'CS1525', token.text);
          return this.followed({ kind: 'predefined-type', keyword: token.text, span });
        }
        return this.isName() ? this.followed(this.nameOrDeconstruction(least)) : this.missingTerm();
    }
  }

  /** Reports that no expression begins here. */
  protected missingTerm(): Expression {
    const { start, end, kind, text } = this.current;
    const subject = kind === 'unknown' ? '' : this.code.slice(start, end) || text;
    if (kind === 'end') this.report('CS1733');
    else if (isAssignmentOperator(kind) || isBinaryOperator(kind))
      this.reportAt({ start, end }, 'CS1525', subject);
    else this.report('CS1525', subject);
    return this.missing();
  }

  private nameOrDeconstruction(least: number): Expression {
    const { start } = this.current;
    if (this.isWord('async') && this.peek(1).kind === 'delegate') return this.anonymousMethod();
    if (least === precedence.assignment && this.isWord('var') && this.peek(1).kind === '(') {
      const after = this.afterPartner(this.at + 1);
      const kind = after === -1 ? undefined : this.tokens[after]?.kind;
      if (kind === '=' || kind === 'in') {
        const type = this.type();
        return {
          kind: 'declaration-expression',
          type,
          designation: this.designation(),
          span: this.spanFrom(start),
        };
      }
    }
    const name = this.simpleName();
    if (!this.is('::') || name.kind !== 'name') return name;
    this.next();
    return {
      kind: 'alias-qualified-name',
      alias: name.identifier,
      name: this.simpleName(),
      span: this.spanFrom(start),
    };
  }

  private defaultValue(): Expression {
    const { start, end } = this.next();
    if (!this.tryEat('(')) return { kind: 'default-literal', span: { start, end } };
    const type = this.type();
    this.eat(')');
    return { kind: 'default', type, span: this.spanFrom(start) };
  }

  private stackAllocation(): Expression {
    const { start } = this.next();
    const type = this.is('[') ? undefined : this.type('new');
    let size: Expression | undefined;
    if (this.tryEat('[')) {
      size = this.is(']') ? undefined : this.expression();
      this.eat(']');
    }
    const initializer = this.is('{') ? this.initializer('array') : undefined;
    return { kind: 'stackalloc', type, size, initializer, span: this.spanFrom(start) };
  }

  private collection(): Expression {
    const { start } = this.current;
    this.later(this.next(), 'collection expressions', '12.0');
    const elements = this.list(
      ']',
      () => this.expression(),
      () => this.startsExpression(),
      true,
    );
    this.eat(']');
    return { kind: 'collection', elements, span: this.spanFrom(start) };
  }

  /** A cast, a tuple or an expression in brackets. */
  private bracketed(): Expression {
    const { start } = this.current;
    if (this.lookAhead(() => this.isCast(), false)) {
      this.next();
      const type = this.type();
      this.eat(')');
      return { kind: 'cast', type, operand: this.subExpression(precedence.cast), span: this.spanFrom(start) };
    }
    this.next();
    const first = this.tupleElement('first');
    if (this.is(',') || first.name !== undefined) {
      const elements: Argument[] = [first];
      while (this.tryEat(',')) elements.push(this.tupleElement('further'));
      if (elements.length < 2) this.report('CS8124');
      this.eat(')');
      return this.followed({ kind: 'tuple', elements, span: this.spanFrom(start) });
    }
    if (!this.is(')') && this.peek(1).kind === ')') {
      this.report('CS1073', this.code.slice(this.current.start, this.current.end));
      this.next();
    }
    this.eat(')');
    return this.followed({ kind: 'parenthesized', expression: first.value, span: this.spanFrom(start) });
  }

  private tupleElement(place: 'first' | 'further'): Argument {
    const { start } = this.current;
    const name = this.isName() && this.peek(1).kind === ':' ? this.identifier() : undefined;
    if (name) this.next();
    const value = this.declaration(place) ?? this.expression();
    return { kind: 'argument', name, modifier: undefined, value, span: this.spanFrom(start) };
  }

  private isCast(): boolean {
    this.at++;
    const shape = this.scanType();
    if (shape === 'none' || !this.is(')')) return false;
    this.at++;
    if (shape === 'type' || shape === 'pointer' || shape === 'nullable' || shape === 'alias') return true;
    return !notAfterCast.has(this.kind) && !this.isQueryWordHere();
  }

  private isQueryWordHere(): boolean {
    return this.is('identifier') && !this.isName();
  }

  /** Members, calls, indexes and what else may stand behind an expression. */
  protected followed(first: Expression): Expression {
    let target = first;
    for (let length = 0; ; length++) {
      if (length > LONGEST_CHAIN) {
        this.giveUp();
        return target;
      }
      const next = this.follow(target) ?? this.followAtEnd(target);
      if (next === undefined) return target;
      target = next;
    }
  }

  /** What may stand behind an expression and also in what follows `?.`. */
  private follow(target: Expression): Expression | undefined {
    const { start } = target.span;
    switch (this.kind) {
      case '(': {
        const from = this.current.start;
        const items = this.arguments(')');
        return {
          kind: 'invocation',
          target,
          arguments: items,
          argumentsSpan: this.spanFrom(from),
          span: this.spanFrom(start),
        };
      }
      case '[':
        return { kind: 'element-access', target, arguments: this.indexes(), span: this.spanFrom(start) };
      case '.':
      case '->': {
        const operator = this.kind;
        this.next();
        return {
          kind: 'member-access',
          target,
          operator,
          name: this.memberName(),
          span: this.spanFrom(start),
        };
      }
      default:
        return undefined;
    }
  }

  private memberName(): SimpleName {
    // On a new line another statement seems to begin, where the name wasn't written yet.
    if (
      this.isName() &&
      this.current.afterLineBreak &&
      this.isName(1) &&
      !this.peek(1).afterLineBreak &&
      this.queries === 0
    ) {
      this.report('CS1001');
      const { span } = this.missing();
      return { kind: 'name', identifier: { text: '', span }, typeArguments: undefined, span };
    }
    return this.simpleName();
  }

  private followAtEnd(target: Expression): Expression | undefined {
    const { start } = target.span;
    switch (this.kind) {
      case '++':
      case '--': {
        const operator = this.kind;
        this.next();
        return { kind: 'postfix', operator, operand: target, span: this.spanFrom(start) };
      }
      case '!':
        this.later(this.next(), 'nullable reference types', '8.0');
        return { kind: 'postfix', operator: '!', operand: target, span: this.spanFrom(start) };
      case '?':
        if (this.peek(1).kind !== '.' && !this.isConditionalIndex()) return undefined;
        this.next();
        return { kind: 'conditional-access', target, access: this.access(), span: this.spanFrom(start) };
      default:
        return undefined;
    }
  }

  private isConditionalIndex(): boolean {
    if (this.peek(1).kind !== '[') return false;
    const after = this.afterPartner(this.at + 1);
    return after === -1 || this.tokens[after]?.kind !== ':';
  }

  /** What follows the `?` of `?.` or `?[`. */
  private access(): Expression {
    return this.deeper<Expression>(
      () => {
        const { start } = this.current;
        let access: Expression;
        if (this.is('['))
          access = { kind: 'element-binding', arguments: this.indexes(), span: this.spanFrom(start) };
        else {
          this.next();
          access = { kind: 'member-binding', name: this.memberName(), span: this.spanFrom(start) };
        }
        for (;;) {
          const next = this.follow(access);
          if (next) access = next;
          else if (this.is('?') && (this.peek(1).kind === '.' || this.isConditionalIndex())) {
            this.next();
            return {
              kind: 'conditional-access',
              target: access,
              access: this.access(),
              span: this.spanFrom(start),
            };
          } else return access;
        }
      },
      () => this.missing(),
    );
  }
}
