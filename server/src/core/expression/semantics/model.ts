/**
 * What code means: the type and symbol of each of its nodes, the conversions between them, and what is wrong with
 * them. Made to be asked by editors, and to be executed: conversions and constants are those that C# gives.
 */
import type { Span } from '../../text';
import type { Expression, Lambda, Statement, TypeNode } from '../syntax/nodes';
import type { ConstantValue, MemberSymbol, MethodSymbol, TypeDefinition, TypeSymbol } from '../types/symbols';
import type { TypeWorld } from '../types/world';

/** A variable of the code. The same object for its declaration and all uses. */
export interface LocalSymbol {
  readonly kind: 'local' | 'parameter' | 'range-variable';
  readonly name: string;
  readonly type: TypeSymbol;
  /** Of its name where it is declared; `undefined` for `context`. */
  readonly declaration: Span | undefined;
  /** Where its name can be used. */
  readonly scope: Span;
  readonly isConst: boolean;
  readonly constant: ConstantValue | undefined;
  readonly modifier: 'ref' | 'out' | 'in' | undefined;
}
export interface LocalFunctionSymbol {
  readonly kind: 'local-function';
  readonly name: string;
  readonly declaration: Span;
  readonly scope: Span;
  readonly method: Pick<MethodSymbol, 'parameters' | 'returnType' | 'typeParameters'>;
}
export interface LabelSymbol {
  readonly kind: 'label';
  readonly name: string;
  readonly declaration: Span;
}
export interface NamespaceSymbol {
  readonly kind: 'namespace';
  readonly fullName: string;
}
/** Of an anonymous type or tuple. */
export interface ElementSymbol {
  readonly kind: 'element';
  readonly name: string;
  readonly type: TypeSymbol;
  readonly containingType: TypeSymbol;
}
export type CodeSymbol =
  | LocalSymbol
  | LocalFunctionSymbol
  | LabelSymbol
  | NamespaceSymbol
  | ElementSymbol
  | TypeDefinition
  | MemberSymbol;

/** How a value becomes one of another type (C# language specification, "Conversions"). */
export type Conversion =
  | {
      readonly kind:
        | 'identity'
        | 'numeric'
        | 'enumeration'
        | 'nullable'
        | 'null-literal'
        | 'reference'
        | 'boxing'
        | 'unboxing'
        | 'constant'
        | 'lambda'
        | 'method-group'
        | 'interpolated-string'
        | 'tuple'
        | 'default-literal'
        | 'throw'
        | 'dynamic'
        /** One of the two types isn't known. */
        | 'unknown';
      readonly isImplicit: boolean;
    }
  | { readonly kind: 'user-defined'; readonly isImplicit: boolean; readonly method: MethodSymbol };

/** What is known of an expression or a type in the code. */
export interface NodeMeaning {
  /** Of the value, before it is converted. `undefined`: it has none of its own (`null`, lambdas, method groups). */
  readonly type: TypeSymbol | undefined;
  /** What a name, member access, call, element access, operator or creation is bound to. */
  readonly symbol: CodeSymbol | undefined;
  /** All that the name could have meant, where overloads were to choose from. */
  readonly candidates: readonly MemberSymbol[];
  readonly constant: ConstantValue | undefined;
  /** To what the place wants, where it wants something else than `type`. */
  readonly conversion: { readonly to: TypeSymbol; readonly how: Conversion } | undefined;
  /** Whether it names a type or namespace and has no value. */
  readonly isType: boolean;
}

/** One use of a name. */
export interface SymbolUse {
  /** Of the name alone. */
  readonly span: Span;
  readonly symbol: CodeSymbol;
  readonly isDeclaration: boolean;
  /** Whether the value of a variable is read or written there, or both. */
  readonly access: 'read' | 'write' | 'read-write' | undefined;
}

export interface SemanticProblem {
  /** The compiler's code (`CS1061`), or the service's for what it does not take (`APIM0001`, `APIM0002`). */
  readonly code: string;
  /** In the compiler's words. */
  readonly message: string;
  readonly span: Span;
  readonly severity: 'error' | 'warning';
  /** What a quick fix needs. */
  readonly data?: ProblemData;
}
export type ProblemData =
  /** An explicit conversion exists. */
  | { readonly kind: 'missing-cast'; readonly type: string; readonly expression: Span }
  /** There is a name much like it. */
  | { readonly kind: 'similar-name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'missing-return'; readonly at: number }
  | { readonly kind: 'unused-local'; readonly name: string };

/** What is asked of the value of an expression. `undefined`: any value that isn't `void`. */
export type ExpectedType = TypeSymbol | undefined;

export interface BindingInput {
  readonly world: TypeWorld;
  readonly code: string;
  readonly expected: ExpectedType;
}

export interface SemanticModel {
  readonly world: TypeWorld;
  readonly code: string;
  readonly root:
    | { readonly kind: 'expression'; readonly expression: Expression }
    | { readonly kind: 'block'; readonly statements: readonly Statement[] };
  /** In the order of their places. Nothing of what a syntax error made unclear, and one for one mistake. */
  readonly problems: readonly SemanticProblem[];
  /** In the order of their places. */
  readonly uses: readonly SymbolUse[];
  /** `undefined` for what wasn't reached. */
  meaningOf(node: Expression | TypeNode): NodeMeaning | undefined;
  /** Of a lambda: its parameters. */
  parametersOf(lambda: Lambda): readonly LocalSymbol[];
  /** The variables and local functions whose names mean something at an offset, the nearest first. */
  visibleAt(offset: number): readonly (LocalSymbol | LocalFunctionSymbol)[];
  /** Of each value that is returned: a block's returns, or the expression itself. */
  readonly results: readonly { readonly span: Span; readonly type: TypeSymbol | undefined }[];
}
