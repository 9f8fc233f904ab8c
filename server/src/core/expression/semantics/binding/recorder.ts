/**
 * What was found out about a piece of code. The body of a lambda has one of its own until it is known which of its
 * possible meanings is the right one.
 */
import type { Span } from '../../../text';
import type { Expression, Lambda, TypeNode } from '../../syntax/nodes';
import type { ConstantValue, MemberSymbol, TypeSymbol } from '../../types/symbols';
import type {
  CodeSymbol,
  Conversion,
  LocalFunctionSymbol,
  LocalSymbol,
  NodeMeaning,
  ProblemData,
  SemanticProblem,
  SymbolUse,
} from '../model';
import { type SemanticCode, severityOf, textOf } from './problems';

export interface Meaning extends NodeMeaning {
  type: TypeSymbol | undefined;
  symbol: CodeSymbol | undefined;
  candidates: readonly MemberSymbol[];
  constant: ConstantValue | undefined;
  conversion: { readonly to: TypeSymbol; readonly how: Conversion } | undefined;
  isType: boolean;
}

export class Recorder {
  readonly problems: SemanticProblem[] = [];
  readonly meanings = new Map<Expression | TypeNode, Meaning>();
  readonly uses: SymbolUse[] = [];
  readonly visible: (LocalSymbol | LocalFunctionSymbol)[] = [];
  /** Names of types that exist, but of which nothing is known here, with their full names. */
  readonly unlisted = new Map<Expression | TypeNode, string>();
  readonly parameters = new Map<Expression, readonly LocalSymbol[]>();

  report(code: SemanticCode, span: Span, subjects: readonly string[] = [], data?: ProblemData): void {
    this.problems.push({
      code,
      message: textOf(code, subjects),
      span,
      severity: severityOf(code),
      ...(data ? { data } : {}),
    });
  }

  get hasErrors(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  meaning(
    node: Expression | TypeNode,
    type: TypeSymbol | undefined,
    more: Partial<Omit<Meaning, 'type'>> = {},
  ): void {
    this.meanings.set(node, {
      type,
      symbol: undefined,
      candidates: [],
      constant: undefined,
      conversion: undefined,
      isType: false,
      ...more,
    });
  }

  use(span: Span, symbol: CodeSymbol, access: SymbolUse['access'], isDeclaration = false): void {
    if (span.end > span.start) this.uses.push({ span, symbol, isDeclaration, access });
  }

  /** What seemed to be read is written. */
  markAccess(span: Span, access: 'write' | 'read-write'): void {
    for (let i = this.uses.length - 1; i >= 0; i--) {
      const use = this.uses[i];
      if (use?.span !== span) continue;
      this.uses[i] = { ...use, access };
      return;
    }
  }

  /** What seemed to mean one thing means another. */
  replaceUse(span: Span, symbol: CodeSymbol): void {
    const at = this.uses.findLastIndex((use) => use.span === span);
    if (at !== -1) this.uses[at] = { span, symbol, isDeclaration: false, access: undefined };
  }

  parametersOf(lambda: Lambda): readonly LocalSymbol[] {
    return this.parameters.get(lambda) ?? [];
  }

  /** Takes over all that another one has. */
  merge(other: Recorder): void {
    for (const it of other.problems) this.problems.push(it);
    for (const [node, meaning] of other.meanings) this.meanings.set(node, meaning);
    for (const it of other.uses) this.uses.push(it);
    for (const it of other.visible) this.visible.push(it);
    for (const [node, name] of other.unlisted) this.unlisted.set(node, name);
    for (const [node, parameters] of other.parameters) this.parameters.set(node, parameters);
  }
}
