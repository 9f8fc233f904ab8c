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

const nothing: Partial<Meaning> = {};
const none: readonly never[] = [];

export class Recorder {
  readonly problems: SemanticProblem[] = [];
  readonly meanings = new Map<Expression | TypeNode, Meaning>();
  readonly uses: SymbolUse[] = [];
  readonly visible: (LocalSymbol | LocalFunctionSymbol)[] = [];
  private unlisted: Map<Expression | TypeNode, string> | undefined;
  private parameters: Map<Expression, readonly LocalSymbol[]> | undefined;

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
    more: Partial<Omit<Meaning, 'type'>> = nothing,
  ): void {
    this.meanings.set(node, {
      type,
      symbol: more.symbol,
      candidates: more.candidates ?? none,
      constant: more.constant,
      conversion: more.conversion,
      isType: more.isType ?? false,
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

  /** Takes note of the name of a type that exists, but of which nothing is known here. */
  markUnlisted(node: Expression | TypeNode, fullName: string): void {
    this.unlisted ??= new Map();
    this.unlisted.set(node, fullName);
  }

  /** The full name of such a type. */
  unlistedAt(node: Expression | TypeNode): string | undefined {
    return this.unlisted?.get(node);
  }

  setParameters(lambda: Expression, parameters: readonly LocalSymbol[]): void {
    this.parameters ??= new Map();
    this.parameters.set(lambda, parameters);
  }

  parametersOf(lambda: Lambda): readonly LocalSymbol[] {
    return this.parameters?.get(lambda) ?? none;
  }

  /** Takes over all that another one has. */
  merge(other: Recorder): void {
    for (const it of other.problems) this.problems.push(it);
    for (const [node, meaning] of other.meanings) this.meanings.set(node, meaning);
    for (const it of other.uses) this.uses.push(it);
    for (const it of other.visible) this.visible.push(it);
    for (const [node, name] of other.unlisted ?? none) this.markUnlisted(node, name);
    for (const [node, parameters] of other.parameters ?? none) this.setParameters(node, parameters);
  }
}
