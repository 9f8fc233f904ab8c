/** Variables and local functions, and the look-ahead that tells them from expressions. */
import type {
  Block,
  Expression,
  Identifier,
  Statement,
  TypeConstraint,
  TypeNode,
  VariableDeclarator,
} from '../syntax/nodes';
import type { TokenKind } from '../syntax/tokens';
import { ExpressionParser } from './expressions';
import { isPredefinedType } from './types';

const modifiers: ReadonlySet<TokenKind> = new Set([
  'const',
  'static',
  'readonly',
  'volatile',
  'unsafe',
  'extern',
]);

export abstract class DeclarationParser extends ExpressionParser {
  /** Whether a variable or local function is declared here. */
  protected startsDeclaration(): boolean {
    const { kind } = this.current;
    if (
      kind === 'const' ||
      kind === 'static' ||
      kind === 'readonly' ||
      kind === 'volatile' ||
      kind === 'extern'
    )
      return true;
    if (kind === 'ref') return true;
    if (kind === 'unsafe') return this.peek(1).kind !== '{';
    const after = this.peek(1).kind;
    if (isPredefinedType(kind)) return after !== '.' && after !== '(';
    if (this.startsAsyncFunction()) return true;
    if (this.isWord('await')) {
      if (this.async) return false;
      const further = this.peek(2).kind;
      return after === 'identifier' && (further === ';' || further === '=' || further === ',');
    }
    if (kind === '(') return this.lookAhead(() => this.scanType() === 'tuple' && this.isName(), false);
    if (!this.isName()) return false;
    if (this.startsQuery(true)) return false;
    if (this.isName(1)) return true;
    if (!['.', '*', '?', '[', '<', '::'].includes(after)) return false;
    return this.lookAhead(() => {
      const shape = this.scanType();
      if (shape === 'none') return false;
      if (shape === 'type' && !this.is('.') && !this.is('(')) return true;
      const last = this.tokens[this.at - 1];
      const beforeLast = this.tokens[this.at - 2];
      // `x.` at the end of a line and a declaration or an `await` on the next: the name is still to come.
      if (last?.afterLineBreak && beforeLast?.kind === '.' && !this.current.afterLineBreak) return false;
      return this.isName();
    }, false);
  }

  private startsAsyncFunction(): boolean {
    if (!this.isWord('async') || this.peek(1).afterLineBreak) return false;
    return this.lookAhead(() => {
      this.at++;
      return (
        this.scanType() !== 'none' &&
        this.isName() &&
        (this.peek(1).kind === '(' || this.peek(1).kind === '<')
      );
    }, false);
  }

  protected declarationStatement(): Statement {
    const { start } = this.current;
    const words: string[] = [];
    let isAsync = false;
    for (;;) {
      if (modifiers.has(this.kind)) words.push(this.next().text);
      else if (this.isWord('async') && this.startsAsyncFunction()) {
        isAsync = true;
        words.push(this.next().text);
      } else break;
    }
    const type = this.type();
    if (this.isLocalFunction()) return this.localFunction(start, words, type, isAsync);
    const variables = this.variables(words.includes('const'));
    this.eat(';');
    return { kind: 'local-declaration', modifiers: words, type, variables, span: this.spanFrom(start) };
  }

  protected variables(constant: boolean): readonly VariableDeclarator[] {
    const variables: VariableDeclarator[] = [];
    do {
      const { start } = this.current;
      const name = this.identifier();
      if (this.is('[') && name.text !== '') this.skipBrackets('CS0650');
      else if (this.is('(') && name.text !== '') this.skipBrackets('CS1528');
      let value: VariableDeclarator['value'];
      if (this.tryEat('=')) value = this.is('{') ? this.initializer('array') : this.expressionOrRef();
      else if (constant && name.text !== '') this.reportAt(name.span, 'CS0145');
      variables.push({ kind: 'variable', name, value, span: this.spanFrom(start) });
    } while (this.tryEat(','));
    return variables;
  }

  private skipBrackets(code: 'CS0650' | 'CS1528'): void {
    this.report(code);
    const after = this.afterPartner(this.at);
    if (after === -1) this.next();
    else while (this.at < after) this.next();
  }

  private isLocalFunction(): boolean {
    if (!this.isName()) return false;
    if (this.peek(1).kind === '<') return true;
    if (this.peek(1).kind !== '(') return false;
    const after = this.afterPartner(this.at + 1);
    const kind = after === -1 ? undefined : this.tokens[after]?.kind;
    return kind !== ';' && kind !== ',' && kind !== '=';
  }

  private localFunction(
    start: number,
    words: readonly string[],
    returnType: TypeNode,
    isAsync: boolean,
  ): Statement {
    const name = this.identifier();
    const typeParameters: Identifier[] = [];
    if (this.tryEat('<')) {
      do typeParameters.push(this.identifier());
      while (this.tryEat(','));
      this.eat('>');
    }
    const parameters = this.parameters(true);
    const constraints: TypeConstraint[] = [];
    while (this.isWord('where')) constraints.push(this.constraint());
    let body: Block | Expression;
    if (this.is('{')) body = this.inFunction(isAsync, () => this.block());
    else if (this.tryEat('=>')) {
      body = this.inFunction(isAsync, () => this.expressionOrRef());
      this.eat(';');
    } else {
      body = this.missing();
      this.eat(';');
    }
    return {
      kind: 'local-function',
      modifiers: words,
      returnType,
      name,
      typeParameters,
      constraints,
      parameters,
      body,
      span: this.spanFrom(start),
    };
  }

  /** `where T : class, new()` */
  private constraint(): TypeConstraint {
    const { start } = this.next();
    const name = this.identifier();
    this.eat(':');
    const words: ('class' | 'struct' | 'new')[] = [];
    const types: TypeNode[] = [];
    do {
      if (this.tryEat('class')) words.push('class');
      else if (this.tryEat('struct')) words.push('struct');
      else if (this.tryEat('new')) {
        words.push('new');
        this.eat('(');
        this.eat(')');
      } else types.push(this.type());
    } while (this.tryEat(','));
    return { kind: 'type-constraint', name, words, types, span: this.spanFrom(start) };
  }
}
