/** Statements. */
import type { Block, Expression, LocalDeclaration, Statement } from '../syntax/nodes';
import { isStatementExpression } from '../syntax/statements';
import type { TokenKind } from '../syntax/tokens';
import { DeclarationParser } from './declarations';
import { binaryPrecedence, isAssignmentOperator } from './precedence';
import { isPredefinedType } from './types';

const startsWithWord: ReadonlySet<TokenKind> = new Set([
  'fixed',
  'break',
  'continue',
  'try',
  'const',
  'do',
  'for',
  'foreach',
  'goto',
  'if',
  'else',
  'lock',
  'return',
  'switch',
  'throw',
  'unchecked',
  'unsafe',
  'using',
  'while',
  '{',
  ';',
  'static',
  'readonly',
  'volatile',
  'ref',
  'extern',
  'checked',
  '[',
]);

export abstract class StatementParser extends DeclarationParser {
  protected abstract switchStatement(): Statement;
  protected abstract tryStatement(): Statement;
  protected abstract forStatement(): Statement;
  protected abstract forEachStatement(): Statement;

  protected startsStatement(): boolean {
    const { kind } = this.current;
    return startsWithWord.has(kind) || isPredefinedType(kind) || this.startsExpression();
  }

  /** Whether this is the rest of something broken rather than another statement. */
  private continuesExpression(): boolean {
    const { kind } = this.current;
    return binaryPrecedence.has(kind) || isAssignmentOperator(kind) || kind === 'else';
  }

  protected block(): Block {
    const { start } = this.current;
    const queries = this.queries;
    this.queries = 0;
    this.eat('{');
    const statements = this.statements(() => false);
    this.eat('}');
    this.queries = queries;
    return { kind: 'block', statements, span: this.spanFrom(start) };
  }

  /** Statements up to a `}` or to where the caller says. */
  protected statements(ends: () => boolean): readonly Statement[] {
    const statements: Statement[] = [];
    while (!this.is('}') && !this.is('end') && !ends()) {
      const { at } = this;
      if (this.startsStatement()) {
        if (!this.continuesExpression()) this.recovered();
        statements.push(this.statement());
      } else if (this.is('catch') || this.is('finally')) break;
      else {
        this.report('CS1513');
        this.next();
      }
      if (this.at === at) this.next();
    }
    return statements;
  }

  protected statement(): Statement {
    return this.deeper<Statement>(
      () => this.statementBody(),
      () => this.missing(),
    );
  }

  private statementBody(): Statement {
    const { start, end, kind } = this.current;
    switch (kind) {
      case '{':
        return this.block();
      case ';':
        this.next();
        return { kind: 'empty', span: { start, end } };
      case 'if':
        return this.ifStatement();
      case 'else': {
        // What is wrong before it may be what cuts it off from its `if`.
        if (this.isWhole()) this.report('CS8641');
        this.next();
        return this.embedded();
      }
      case 'while': {
        this.next();
        const condition = this.inBrackets();
        return { kind: 'while', condition, body: this.embedded(), span: this.spanFrom(start) };
      }
      case 'do': {
        this.next();
        const body = this.embedded();
        this.eat('while');
        const condition = this.inBrackets();
        this.eat(';');
        return { kind: 'do', body, condition, span: this.spanFrom(start) };
      }
      case 'for':
        return this.forStatement();
      case 'foreach':
        return this.forEachStatement();
      case 'switch':
        return this.switchStatement();
      case 'try':
        return this.tryStatement();
      case 'throw':
      case 'return': {
        this.next();
        const value = this.is(';') ? undefined : this.expressionOrRef();
        this.eat(';');
        return { kind: kind === 'throw' ? 'throw-statement' : 'return', value, span: this.spanFrom(start) };
      }
      case 'break':
      case 'continue':
        this.next();
        this.eat(';');
        return { kind, span: this.spanFrom(start) };
      case 'goto':
        return this.gotoStatement();
      case 'lock': {
        this.next();
        const value = this.inBrackets();
        return { kind: 'lock', value, body: this.embedded(), span: this.spanFrom(start) };
      }
      case 'using':
        return this.usingStatement();
      case 'fixed': {
        this.next();
        this.eat('(');
        const declaration = this.variableDeclaration();
        this.eat(')');
        return { kind: 'fixed', declaration, body: this.embedded(), span: this.spanFrom(start) };
      }
      case 'checked':
      case 'unchecked':
      case 'unsafe':
        if (this.peek(1).kind !== '(' && (kind !== 'unsafe' || this.peek(1).kind === '{')) {
          this.next();
          const block = this.block();
          const name = kind === 'unsafe' ? kind : (`${kind}-block` as const);
          return { kind: name, block, span: this.spanFrom(start) };
        }
        break;
      default:
    }
    if (this.isName() && this.peek(1).kind === ':') {
      const label = this.identifier();
      this.next();
      return { kind: 'labeled', label, statement: this.statement(), span: this.spanFrom(start) };
    }
    if (this.isWord('yield') && (this.peek(1).kind === 'return' || this.peek(1).kind === 'break')) {
      this.next();
      const value = this.next().kind === 'return' && !this.is(';') ? this.expression() : undefined;
      this.eat(';');
      return { kind: 'yield', value, span: this.spanFrom(start) };
    }
    if (this.startsDeclaration()) return this.declarationStatement();
    return this.expressionStatement();
  }

  /** The statement that another one governs. */
  protected embedded(): Statement {
    if (!this.startsStatement()) {
      const { start } = this.current;
      const expression = this.missingTerm();
      this.eat(';');
      return { kind: 'expression-statement', expression, span: this.spanFrom(start) };
    }
    const statement = this.statement();
    if (
      statement.kind === 'local-declaration' ||
      statement.kind === 'labeled' ||
      statement.kind === 'local-function'
    )
      this.object(statement.span, 'CS1023');
    return statement;
  }

  protected inBrackets(): Expression {
    this.eat('(');
    const expression = this.expression();
    this.eat(')');
    return expression;
  }

  private ifStatement(): Statement {
    const { start } = this.next();
    const condition = this.inBrackets();
    const then = this.embedded();
    const otherwise = this.tryEat('else') ? this.embedded() : undefined;
    return { kind: 'if', condition, then, otherwise, span: this.spanFrom(start) };
  }

  private gotoStatement(): Statement {
    const { start } = this.next();
    const target = this.is('case') ? 'case' : this.is('default') ? 'default' : 'label';
    if (target !== 'label') this.next();
    const value = target === 'case' ? this.expression() : undefined;
    const label = target === 'label' ? this.identifier() : undefined;
    this.eat(';');
    return { kind: 'goto', target, label, value, span: this.spanFrom(start) };
  }

  private usingStatement(): Statement {
    const { start, end } = this.next();
    if (!this.is('(')) {
      this.later({ start, end }, 'using declarations', '8.0');
      return this.declarationStatement();
    }
    this.next();
    const resource = this.startsDeclaration() ? this.variableDeclaration() : this.expression();
    this.eat(')');
    return { kind: 'using', resource, body: this.embedded(), span: this.spanFrom(start) };
  }

  protected variableDeclaration(): LocalDeclaration {
    const { start } = this.current;
    const type = this.type();
    const variables = this.variables(false);
    return { kind: 'local-declaration', modifiers: [], type, variables, span: this.spanFrom(start) };
  }

  private expressionStatement(): Statement {
    const { start } = this.current;
    const expression = this.expressionOrRef();
    if (!isStatementExpression(expression)) this.object(expression.span, 'CS0201');
    this.eat(';');
    return { kind: 'expression-statement', expression, span: this.spanFrom(start) };
  }
}
