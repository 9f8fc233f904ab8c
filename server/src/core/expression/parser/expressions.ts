/** Operators: how the parts of an expression hang together. */
import type { Expression, Pattern, TypeNode } from '../syntax/nodes';
import type { TokenKind } from '../syntax/tokens';
import {
  binaryPrecedence,
  isAssignmentOperator,
  isBinaryOperator,
  isPrefixOperator,
  precedence,
} from './precedence';
import { PrimaryParser } from './primary';

const LONGEST_CHAIN = 1500;

/** Words of statements: where one stands instead of an expression, the statement is what was meant. */
const noExpression: ReadonlySet<TokenKind> = new Set([
  'break',
  'case',
  'catch',
  'const',
  'continue',
  'do',
  'finally',
  'for',
  'foreach',
  'goto',
  'if',
  'else',
  'lock',
  'return',
  'switch',
  'try',
  'using',
  'while',
]);

const startsAwaited: ReadonlySet<TokenKind> = new Set([
  'identifier',
  'placeholder',
  'new',
  'this',
  'base',
  'typeof',
  'checked',
  'unchecked',
  'null',
  'true',
  'false',
  'default',
  'string literal',
  'number',
  'character',
  'interpolated string',
]);

interface Operator {
  readonly text: string;
  /** How many tokens it is made of: `>>` is two. */
  readonly tokens: number;
}

export abstract class ExpressionParser extends PrimaryParser {
  protected expression(): Expression {
    return this.subExpression(precedence.assignment);
  }

  /** @param least how strongly operators have to bind to belong to this expression */
  protected subExpression(least: number): Expression {
    return this.deeper<Expression>(
      () => this.continued(this.operand(least), least),
      () => this.missing(),
    );
  }

  private operand(least: number): Expression {
    const token = this.current;
    const { start, kind } = token;
    if (noExpression.has(kind)) return this.missingTerm();
    if (least === precedence.assignment && this.startsLambda()) return this.lambda();
    if (isPrefixOperator(kind)) {
      const from = this.next();
      if (kind === '^') this.later(from, 'index operator', '8.0');
      const operand = this.subExpression(precedence.unary);
      return { kind: 'unary', operator: kind, operand, span: this.spanFrom(start) };
    }
    if (kind === '..') {
      this.later(this.next(), 'range operator', '8.0');
      const left = { kind: 'missing', span: { start, end: start } } as const;
      const operatorSpan = { start, end: token.end };
      const right = this.startsExpression() ? this.subExpression(precedence.range) : this.missing();
      return { kind: 'binary', operator: '..', operatorSpan, left, right, span: this.spanFrom(start) };
    }
    if (this.isWord('await') && (this.async || startsAwaited.has(this.peek(1).kind))) {
      this.next();
      return { kind: 'await', operand: this.subExpression(precedence.unary), span: this.spanFrom(start) };
    }
    if (this.startsQuery(false)) return this.query();
    if (kind === 'throw') {
      this.next();
      const value = this.subExpression(precedence.coalescing);
      if (least > precedence.coalescing) this.reportAt({ start, end: token.end }, 'CS1525', 'throw');
      return { kind: 'throw', value, span: this.spanFrom(start) };
    }
    return this.primary(least);
  }

  private operator(): Operator | undefined {
    const { kind } = this.current;
    if (kind === '>') {
      const second = this.peek(1);
      if (second.start === this.current.end) {
        if (second.kind === '>') {
          const third = this.peek(2);
          if (third.start === second.end) {
            if (third.kind === '>') return { text: '>>>', tokens: 3 };
            if (third.kind === '>=') return { text: '>>>=', tokens: 3 };
          }
          return { text: '>>', tokens: 2 };
        }
        if (second.kind === '>=') return { text: '>>=', tokens: 2 };
      }
    }
    if (isAssignmentOperator(kind) || binaryPrecedence.has(kind)) return { text: kind, tokens: 1 };
    return undefined;
  }

  private continued(first: Expression, least: number): Expression {
    let left = first;
    const { start } = first.span;
    for (let length = 0; ; length++) {
      if (length > LONGEST_CHAIN) {
        this.giveUp();
        return left;
      }
      if (this.is('switch') && this.peek(1).kind === '{' && least <= precedence.switch) {
        left = this.switchExpression(left);
        continue;
      }
      const operator = this.operator();
      if (operator === undefined) break;
      const next = this.binary(left, operator, least, start);
      if (next === undefined) break;
      left = next;
    }
    if (!this.is('?') || least > precedence.conditional) return left;
    return this.conditional(left, start);
  }

  private binary(
    left: Expression,
    { text, tokens }: Operator,
    least: number,
    start: number,
  ): Expression | undefined {
    const operatorStart = this.current.start;
    const take = (): { readonly start: number; readonly end: number } => {
      for (let i = 0; i < tokens; i++) this.next();
      return { start: operatorStart, end: this.previousEnd };
    };
    if (isAssignmentOperator(text)) {
      if (least > precedence.assignment) return undefined;
      const operatorSpan = take();
      if (text === '??=') this.later(operatorSpan, 'coalescing assignment', '8.0');
      else if (text === '>>>=') this.later(operatorSpan, 'unsigned right shift', '11.0');
      const value = this.expressionOrRef();
      return {
        kind: 'assignment',
        operator: text,
        operatorSpan,
        target: left,
        value,
        span: this.spanFrom(start),
      };
    }
    const strength = binaryPrecedence.get(text) ?? 0;
    if (strength < least || (strength === least && text !== '??')) return undefined;
    const operatorSpan = take();
    if (text === 'is') {
      if (!this.startsPatternHere()) {
        this.report('CS8504');
        const pattern: Pattern = {
          kind: 'constant-pattern',
          value: this.missing(),
          span: this.missing().span,
        };
        return { kind: 'is', value: left, pattern, span: this.spanFrom(start) };
      }
      return { kind: 'is', value: left, pattern: this.pattern('is'), span: this.spanFrom(start) };
    }
    if (text === 'as') {
      const type: TypeNode = this.type('as');
      return { kind: 'as', value: left, type, span: this.spanFrom(start) };
    }
    if (!isBinaryOperator(text)) return undefined;
    if (text === '..') {
      this.later({ start, end: operatorSpan.end }, 'range operator', '8.0');
      const right =
        this.startsExpression() && !binaryPrecedence.has(this.kind)
          ? this.subExpression(strength)
          : this.missing();
      return { kind: 'binary', operator: text, operatorSpan, left, right, span: this.spanFrom(start) };
    }
    if (text === '>>>') this.later(operatorSpan, 'unsigned right shift', '11.0');
    const right = this.subExpression(strength);
    return { kind: 'binary', operator: text, operatorSpan, left, right, span: this.spanFrom(start) };
  }

  private startsPatternHere(): boolean {
    if (['<', '>', '<=', '>=', '{', '[', '-', '+', '(', '~', '!'].includes(this.kind)) return true;
    return this.startsExpression() && !binaryPrecedence.has(this.kind) && !isAssignmentOperator(this.kind);
  }

  private conditional(condition: Expression, start: number): Expression {
    this.next();
    const whenTrue = this.expressionOrRef();
    // In the hole of an interpolated string the colon has already begun the format.
    if (this.is('end') && this.current.text === ':')
      return {
        kind: 'conditional',
        condition,
        whenTrue,
        whenFalse: this.missing(),
        span: this.spanFrom(start),
      };
    this.eat(':');
    const whenFalse = this.expressionOrRef();
    return { kind: 'conditional', condition, whenTrue, whenFalse, span: this.spanFrom(start) };
  }

  private switchExpression(value: Expression): Expression {
    this.later(this.next(), 'recursive patterns', '8.0');
    this.eat('{');
    const arms: { pattern: Pattern; when: Expression | undefined; value: Expression }[] = [];
    while (!this.is('}') && !this.is('end')) {
      const { at } = this;
      const pattern = this.pattern('case');
      let when: Expression | undefined;
      if (this.isWord('when')) {
        this.next();
        when = this.subExpression(precedence.coalescing);
      }
      this.eat('=>');
      arms.push({ pattern, when, value: this.expression() });
      if (this.at === at) break;
      if (!this.is('}') && !this.eat(',')) break;
    }
    this.eat('}');
    return { kind: 'switch-expression', value, arms, span: this.spanFrom(value.span.start) };
  }
}
