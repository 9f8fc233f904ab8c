/** What the parts of the binder ask of each other. `Binding` (../bind.ts) puts them together. */
import type { Span } from '../../../text';
import type { Argument, Block, Expression, Initializer, Statement, TypeNode } from '../../syntax/nodes';
import type { AnonymousTypeSymbol, TypeSymbol } from '../../types/symbols';
import type { TypeWorld } from '../../types/world';
import type { LabelSymbol, ProblemData } from '../model';
import type { KnownTypes } from '../typing/known';
import type { Bound } from './bound';
import type { SemanticCode } from './problems';
import type { Recorder } from './recorder';
import type { Scope } from './scopes';

/** The function whose code is bound: the whole, a lambda or a local function. */
export interface Frame {
  readonly kind: 'expression' | 'block' | 'lambda' | 'local-function';
  /** What returned values are converted to; `undefined` in a lambda, whose values are converted when it is. */
  readonly returnType: TypeSymbol | undefined;
  readonly isAsync: boolean;
  readonly returns: Bound[];
  readonly returnPlaces: Span[];
  returnsNothing: Span | undefined;
  /** How many loops, and loops and switches, the place is in. */
  loops: number;
  breakable: number;
  /** How many `catch` blocks the place is in, where `throw;` may stand. */
  catches: number;
  /** How many `try` blocks with a `catch` the place is in, where nothing may be yielded. */
  guarded: number;
  /** What `yield return` gives, in an iterator. */
  yields: TypeSymbol | undefined;
  /** How many `finally` blocks the place is in, which can't be left. */
  finallies: number;
  readonly labels: Map<string, LabelSymbol>;
  /** Those that the place is in, the innermost last. */
  readonly switches: SwitchLabels[];
}

/** Where `goto case` and `goto default` can go to. */
export interface SwitchLabels {
  readonly input: TypeSymbol;
  readonly constants: Set<unknown>;
  hasDefault: boolean;
  /** One so far takes whatever there is. */
  takesAll: boolean;
  /** There may be labels that aren't known. */
  isVague: boolean;
}

export interface Binder {
  readonly known: KnownTypes;
  readonly world: TypeWorld;
  readonly code: string;
  /** A placeholder stands where statements may stand: it may declare any name. */
  readonly mayDeclareAnything: boolean;
  scope: Scope;
  /** What `.a` and `[0]` behind a `?` belong to. */
  receiver: Bound | undefined;
  record: Recorder;
  frame: Frame;
  isChecked: boolean;
  /** Where `throw` may stand as an expression. */
  readonly throwPlaces: Set<Expression>;
  /** Those of the code so far: one object for each list of names and types. */
  readonly anonymousTypes: AnonymousTypeSymbol[];
  /** How much more code may be bound: lambdas in lambdas are bound more than once. Nothing is said without any left. */
  fuel: number;

  /** Whether a variable may be declared within the expressions there. */
  mayDeclareIn(place: Span): boolean;
  report(code: SemanticCode, span: Span, subjects?: readonly string[], data?: ProblemData): void;
  /** Whatever it is: a value, a type, a method's name. */
  bind(node: Expression): Bound;
  /** What can be converted to a type; reports what is no value. */
  value(node: Expression): Bound;
  /** A method's name, if the expression is one, is to be called. */
  bindInvoked(node: Expression): Bound;
  type(node: TypeNode): TypeSymbol;
  statement(node: Statement): void;
  block(node: Block): void;
  /** A statement that another governs, in a scope of its own. */
  embedded(node: Statement): void;
  /** Converts implicitly, or reports that it can't be. */
  convert(value: Bound, to: TypeSymbol): void;
  arguments(nodes: readonly Argument[]): readonly BoundArgument[];
  arrayInitializer(node: Initializer, element: TypeSymbol, rank: number): void;
  inScope<T>(scope: Scope, run: () => T): T;
}

export interface BoundArgument {
  readonly name: Argument['name'];
  readonly modifier: Argument['modifier'];
  readonly value: Bound;
  readonly span: Span;
  /** What an extension method is called on: it converts in fewer ways than an argument does. */
  readonly isReceiver?: boolean;
}
