/** Lambdas, anonymous methods and parameters. */
import type { Block, Expression, Identifier, Parameter, TypeNode } from '../syntax/nodes';
import { CreationParser } from './creation';

export abstract class LambdaParser extends CreationParser {
  protected abstract block(): Block;

  /** Whether the code is in an async function, where `await` is no name. */
  protected async = false;

  /** `x =>`, `(x, y) =>`, with `async` or without. */
  protected startsLambda(): boolean {
    if (this.is('static')) return this.isLambdaAt(1) || (this.isWord('async', 1) && this.isLambdaAt(2));
    return this.isLambdaAt(0) || (this.isWord('async') && this.isLambdaAt(1));
  }

  private isLambdaAt(ahead: number): boolean {
    if (this.isName(ahead)) return this.peek(ahead + 1).kind === '=>';
    if (this.peek(ahead).kind !== '(') return false;
    const after = this.afterPartner(this.at + ahead);
    return after !== -1 && this.tokens[after]?.kind === '=>';
  }

  protected lambda(): Expression {
    const { start } = this.current;
    if (this.is('static')) this.later(this.next(), 'static anonymous function', '9.0');
    const isAsync = this.isWord('async') && this.peek(1).kind !== '=>';
    if (isAsync) this.next();
    const parameters = this.is('(') ? this.parameters(false) : [this.bareParameter()];
    this.eat('=>');
    const body = this.inFunction(isAsync, () => (this.is('{') ? this.block() : this.expressionOrRef()));
    return { kind: 'lambda', async: isAsync, parameters, body, span: this.spanFrom(start) };
  }

  protected inFunction<T>(isAsync: boolean, read: () => T): T {
    const outer = this.async;
    this.async = isAsync;
    const result = read();
    this.async = outer;
    return result;
  }

  protected expressionOrRef(): Expression {
    const { start } = this.current;
    if (!this.is('ref')) return this.expression();
    this.next();
    return { kind: 'ref', value: this.expression(), span: this.spanFrom(start) };
  }

  private bareParameter(): Parameter {
    const name = this.identifier();
    return {
      kind: 'parameter',
      modifier: undefined,
      type: undefined,
      name,
      defaultValue: undefined,
      span: name.span,
    };
  }

  /** @param typed whether each parameter has to say its type */
  protected parameters(typed: boolean): readonly Parameter[] {
    this.eat('(');
    const parameters = this.list(
      ')',
      () => this.parameter(typed),
      () => this.startsParameter(),
      false,
    );
    this.eat(')');
    return parameters;
  }

  private startsParameter(): boolean {
    return ['ref', 'out', 'in', 'params', 'this', '('].includes(this.kind) || this.startsType();
  }

  private parameter(typed: boolean): Parameter {
    const { start } = this.current;
    let modifier: Parameter['modifier'];
    const { kind } = this.current;
    if (kind === 'ref' || kind === 'out' || kind === 'in' || kind === 'params') {
      modifier = kind;
      this.next();
    }
    let type: TypeNode | undefined;
    let name: Identifier;
    const after = this.peek(1).kind;
    if (!typed && modifier === undefined && this.isName() && (after === ',' || after === ')'))
      name = this.identifier();
    else {
      type = this.type();
      name = this.identifier();
    }
    const defaultValue = this.tryEat('=') ? this.expression() : undefined;
    return { kind: 'parameter', modifier, type, name, defaultValue, span: this.spanFrom(start) };
  }

  protected anonymousMethod(): Expression {
    const { start } = this.current;
    const isAsync = !this.is('delegate');
    if (isAsync) this.next();
    this.next();
    const parameters = this.is('(') ? this.parameters(true) : undefined;
    const body = this.inFunction(isAsync, () => this.block());
    return { kind: 'anonymous-method', async: isAsync, parameters, body, span: this.spanFrom(start) };
  }
}
