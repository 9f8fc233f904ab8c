/** The statements with a shape of their own, and where reading begins: the parser as a whole. */
import type { CatchClause, Expression, Statement, SwitchLabel, SwitchSection } from '../syntax/nodes';
import { StatementParser } from './statements';

export class Parser extends StatementParser {
  /** The code of `@{…}` and the bracket behind it. */
  blockBody(): readonly Statement[] {
    const all: Statement[] = [];
    for (;;) {
      all.push(...this.statements(() => false));
      if (!this.is('}')) {
        // A bracket that was lost earlier has been told of.
        if (!this.is('end') || this.isWhole()) this.report('CS1513');
        if (this.is('end')) return all;
        this.next();
        continue;
      }
      if (this.isAppended()) {
        this.next();
        return all;
      }
      // A `}` too many.
      this.next();
      const { start, end, text } = this.current;
      if (this.isAppended()) this.reportAt({ start, end }, 'CS1022');
      else this.reportAt({ start, end }, 'CS1519', text);
    }
  }

  /** The code of `@(…)`, with the round brackets around it, and what should not stand behind them. */
  bracketedExpression(): Expression {
    const expression = this.expression();
    this.eat(';');
    // Behind the first mistake nothing is sure to be part of the expression.
    if (this.isWhole()) this.blockBody();
    return expression;
  }

  /** Whether what stands here was put behind the code. */
  private isAppended(): boolean {
    return this.current.start >= this.code.length;
  }

  protected switchStatement(): Statement {
    const { start } = this.next();
    let value: Expression;
    if (this.is('(')) {
      const bracketed = this.subExpression(Number.POSITIVE_INFINITY);
      value = bracketed.kind === 'parenthesized' ? bracketed.expression : bracketed;
    } else {
      const place = this.current;
      value = this.expression();
      this.reportAt({ start: place.start, end: place.end }, 'CS8515');
    }
    this.eat('{');
    const sections: SwitchSection[] = [];
    while (this.startsSection()) sections.push(this.section());
    this.eat('}');
    return { kind: 'switch', value, sections, span: this.spanFrom(start) };
  }

  private startsSection(): boolean {
    return this.is('case') || (this.is('default') && this.peek(1).kind !== '(');
  }

  private section(): SwitchSection {
    const { start } = this.current;
    const labels: SwitchLabel[] = [];
    while (this.startsSection()) labels.push(this.label());
    const statements = this.statements(() => this.startsSection());
    return { kind: 'switch-section', labels, statements, span: this.spanFrom(start) };
  }

  private label(): SwitchLabel {
    const { start, kind } = this.next();
    if (kind === 'default') {
      this.eat(':');
      return { kind: 'default-label', span: this.spanFrom(start) };
    }
    if (this.is(':')) {
      this.report('CS0150');
      const value = this.missing();
      this.next();
      const pattern = { kind: 'constant-pattern', value, span: value.span } as const;
      return { kind: 'case-label', pattern, when: undefined, span: this.spanFrom(start) };
    }
    const pattern = this.pattern('case');
    let when: Expression | undefined;
    if (this.isWord('when')) {
      this.next();
      when = this.expression();
    }
    this.eat(':');
    return { kind: 'case-label', pattern, when, span: this.spanFrom(start) };
  }

  protected tryStatement(): Statement {
    const { start } = this.next();
    const problems = this.problems.length;
    const block = this.block();
    const last = this.tokens[this.at - 1];
    const catches: CatchClause[] = [];
    while (this.is('catch')) catches.push(this.catchClause());
    const hasFinally = this.tryEat('finally') !== undefined;
    const final = hasFinally ? this.block() : undefined;
    if (catches.length === 0 && !hasFinally && problems === this.problems.length && last)
      this.reportAt({ start: last.start, end: last.end }, 'CS1524');
    return { kind: 'try', block, catches, finally: final, span: this.spanFrom(start) };
  }

  private catchClause(): CatchClause {
    const { start } = this.next();
    let type: CatchClause['type'];
    let name: CatchClause['name'];
    if (this.tryEat('(')) {
      type = this.type();
      name = this.isName() ? this.identifier() : undefined;
      this.eat(')');
    }
    let when: Expression | undefined;
    if (this.isWord('when')) {
      this.next();
      when = this.inBrackets();
    }
    return { kind: 'catch', type, name, when, block: this.block(), span: this.spanFrom(start) };
  }

  protected forStatement(): Statement {
    const { start } = this.next();
    this.eat('(');
    const declares = this.lookAhead(
      () => !this.startsQuery(true) && this.scanType() !== 'none' && this.isName(),
      false,
    );
    const declaration = declares || this.is('ref') ? this.variableDeclaration() : undefined;
    const initializers = declaration ? [] : this.expressions();
    this.eat(';');
    const condition = this.is(';') ? undefined : this.expression();
    this.eat(';');
    const incrementors = this.expressions();
    this.eat(')');
    const body = this.embedded();
    return {
      kind: 'for',
      declaration,
      initializers,
      condition,
      incrementors,
      body,
      span: this.spanFrom(start),
    };
  }

  private expressions(): readonly Expression[] {
    if (this.is(';')) return [];
    return this.list(
      ')',
      () => this.expression(),
      () => this.startsExpression(),
      false,
    );
  }

  protected forEachStatement(): Statement {
    const { start } = this.next();
    this.eat('(');
    const named = this.lookAhead(() => this.scanType() !== 'none' && this.isName(), false);
    if (named) {
      const type = this.type();
      const name = this.identifier();
      if (!this.tryEat('in')) this.report('CS1515');
      const source = this.expression();
      this.eat(')');
      return { kind: 'foreach', type, name, source, body: this.embedded(), span: this.spanFrom(start) };
    }
    const target = this.expression();
    if (target.kind !== 'declaration-expression' && target.kind !== 'tuple') this.report('CS0230');
    if (!this.tryEat('in')) this.report('CS1515');
    const source = this.expression();
    this.eat(')');
    return {
      kind: 'foreach-deconstruction',
      target,
      source,
      body: this.embedded(),
      span: this.spanFrom(start),
    };
  }
}
