/** LINQ's query syntax. Its words are keywords only inside a query. */
import type { Expression, FromClause, Identifier, QueryBody, QueryClause, TypeNode } from '../syntax/nodes';
import { LambdaParser } from './lambdas';
import { isPredefinedType } from './types';

export abstract class QueryParser extends LambdaParser {
  /** @param orDeclaration whether a variable of a type named `from` may be declared here */
  protected startsQuery(orDeclaration: boolean): boolean {
    if (!this.isWord('from')) return false;
    const { kind } = this.peek(1);
    if (isPredefinedType(kind)) return true;
    if (kind !== 'identifier' && kind !== 'placeholder') return false;
    const after = this.peek(2).kind;
    return after === 'in' || !orDeclaration || (after !== ';' && after !== ',' && after !== '=');
  }

  protected query(): Expression {
    const { start } = this.current;
    this.queries++;
    const from = this.fromClause();
    const body = this.queryBody();
    this.queries--;
    return { kind: 'query', from, body, span: this.spanFrom(start) };
  }

  private typeAndName(): { readonly type: TypeNode | undefined; readonly name: Identifier } {
    const typed = this.peek(1).kind !== 'in' && !(this.isName() && !this.namesType());
    const type = typed ? this.type() : undefined;
    return { type, name: this.identifier() };
  }

  private namesType(): boolean {
    return this.lookAhead(() => this.scanType() !== 'none' && this.isName(), false);
  }

  private fromClause(): FromClause {
    const { start } = this.next();
    const { type, name } = this.typeAndName();
    this.eat('in');
    return { kind: 'from', type, name, source: this.expression(), span: this.spanFrom(start) };
  }

  private queryBody(): QueryBody {
    const { start } = this.current;
    const clauses: QueryClause[] = [];
    for (;;) {
      if (this.isWord('from')) clauses.push(this.fromClause());
      else if (this.isWord('let')) clauses.push(this.letClause());
      else if (this.isWord('where')) {
        const from = this.next().start;
        clauses.push({ kind: 'where', condition: this.expression(), span: this.spanFrom(from) });
      } else if (this.isWord('join')) clauses.push(this.joinClause());
      else if (this.isWord('orderby')) clauses.push(this.orderByClause());
      else break;
    }
    let end: QueryBody['end'];
    const { start: from } = this.current;
    if (this.isWord('select')) {
      this.next();
      end = { kind: 'select', value: this.expression(), span: this.spanFrom(from) };
    } else if (this.isWord('group')) {
      this.next();
      const value = this.expression();
      if (this.isWord('by')) this.next();
      else this.report('CS0745');
      end = { kind: 'group', value, key: this.expression(), span: this.spanFrom(from) };
    } else {
      this.report('CS0742');
      end = this.missing();
    }
    let continuation: QueryBody['continuation'];
    if (this.isWord('into')) {
      this.next();
      const name = this.identifier();
      continuation = this.deeper(
        () => ({ name, body: this.queryBody() }),
        () => undefined,
      );
    }
    return { kind: 'query-body', clauses, end, continuation, span: this.spanFrom(start) };
  }

  private letClause(): QueryClause {
    const { start } = this.next();
    const name = this.identifier();
    this.eat('=');
    return { kind: 'let', name, value: this.expression(), span: this.spanFrom(start) };
  }

  private joinClause(): QueryClause {
    const { start } = this.next();
    const { type, name } = this.typeAndName();
    this.eat('in');
    const source = this.expression();
    if (this.isWord('on')) this.next();
    else this.report('CS0743');
    const outerKey = this.expression();
    if (this.isWord('equals')) this.next();
    else this.report('CS0744');
    const innerKey = this.expression();
    let into: Identifier | undefined;
    if (this.isWord('into')) {
      this.next();
      into = this.identifier();
    }
    return { kind: 'join', type, name, source, outerKey, innerKey, into, span: this.spanFrom(start) };
  }

  private orderByClause(): QueryClause {
    const { start } = this.next();
    const orderings: { key: Expression; descending: boolean }[] = [];
    do {
      const key = this.expression();
      const descending = this.isWord('descending');
      if (descending || this.isWord('ascending')) this.next();
      orderings.push({ key, descending });
    } while (this.tryEat(','));
    return { kind: 'orderby', orderings, span: this.spanFrom(start) };
  }
}
