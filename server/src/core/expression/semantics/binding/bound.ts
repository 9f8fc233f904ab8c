/** What an expression turned out to be, before the place that it stands in asks for a type. */
import type { Span } from '../../../text';
import type { Expression } from '../../syntax/nodes';
import type {
  ConstantValue,
  MemberSymbol,
  MethodSymbol,
  ParameterSymbol,
  TypeSymbol,
} from '../../types/symbols';
import type { CodeSymbol, LocalFunctionSymbol } from '../model';
import type { Recorder } from './recorder';

export type Form =
  | 'value'
  | 'type'
  | 'namespace'
  /** A method's name, which a call or a delegate chooses among. */
  | 'methods'
  | 'lambda'
  | 'null'
  | 'default'
  | 'throw'
  | 'tuple'
  | 'interpolated'
  /** `_`, which takes any value. */
  | 'discard'
  /** `out var x`, whose type the call says. */
  | 'out-variable';

export interface MethodGroup {
  readonly name: string;
  readonly methods: readonly MethodSymbol[];
  /** How far up in the type's ancestry each is first declared. */
  readonly levels: ReadonlyMap<MemberSymbol, number>;
  readonly localFunction: LocalFunctionSymbol | undefined;
  /** `undefined` for a name that stands alone. */
  readonly receiver: Bound | undefined;
  readonly typeArguments: readonly TypeSymbol[] | undefined;
  /** Of the name. */
  readonly nameSpan: Span;
  /** Where it is said that none of them fits. */
  readonly reportSpan: Span;
  /** The one that is called with values of these types; `unknown` where that can't be said. */
  resolve(parameters: readonly ParameterSymbol[]): MethodLike | 'unknown' | undefined;
}

/** A method, or a function declared in the code. */
export type MethodLike = MethodSymbol | LocalFunctionSymbol['method'];

export interface Bound {
  readonly form: Form;
  /** Where it is recorded what the value is converted to; `undefined` for what stands nowhere in the code. */
  readonly node: Expression | undefined;
  readonly span: Span;
  /** `undefined` where the form has no type of its own. */
  readonly type: TypeSymbol | undefined;
  readonly constant: ConstantValue | undefined;
  readonly symbol: CodeSymbol | undefined;
  readonly candidates: readonly MemberSymbol[];
  /** What may be done with it beside reading it. */
  readonly place: Place;
  /** Something in it was reported already. */
  readonly failed: boolean;
  readonly group: MethodGroup | undefined;
  readonly lambda: UnboundLambda | undefined;
  /** Of a tuple. */
  readonly elements: readonly { readonly name: string | undefined; readonly value: Bound }[];
  /** A name that is a variable and its type at once (`Color Color`). */
  readonly alsoType: TypeSymbol | undefined;
  /** Gives `out var` its type. */
  readonly settle: ((type: TypeSymbol) => void) | undefined;
}

export type Place =
  | 'value'
  | 'variable'
  /** Property or indexer, assigned to by its setter. */
  | 'property'
  | 'read-only';

type More = Partial<Omit<Bound, 'node' | 'form' | 'type' | 'span'>>;

const none: readonly never[] = [];
const nothing: More = {};

/** A bound expression; what isn't said is nothing. */
export function bound(
  node: Expression,
  form: Form,
  type: TypeSymbol | undefined,
  more: More = nothing,
): Bound {
  return boundAt(node, node.span, form, type, more);
}

/** A value that stands nowhere in the code: what a range variable holds, or a loop takes. */
export function unwritten(span: Span, type: TypeSymbol): Bound {
  return boundAt(undefined, span, 'value', type, nothing);
}

export function unwrittenLambda(span: Span, lambda: UnboundLambda): Bound {
  return boundAt(undefined, span, 'lambda', undefined, { lambda });
}

/** Written out, for it is made of each expression: spreading objects takes ten times as long. */
function boundAt(
  node: Expression | undefined,
  span: Span,
  form: Form,
  type: TypeSymbol | undefined,
  more: More,
): Bound {
  return {
    form,
    node,
    span,
    type,
    constant: more.constant,
    symbol: more.symbol,
    candidates: more.candidates ?? none,
    place: more.place ?? 'value',
    failed: more.failed ?? false,
    group: more.group,
    lambda: more.lambda,
    elements: more.elements ?? none,
    alsoType: more.alsoType,
    settle: more.settle,
  };
}

/** The body of a lambda, bound for parameters of certain types. */
export interface LambdaBody {
  readonly record: Recorder;
  /** The values that it returns; for an expression that expression. */
  readonly returns: readonly Bound[];
  readonly isExpression: boolean;
  /** Whether an expression may stand as a statement, so that its value can be dropped. */
  readonly isStatement: boolean;
  /** The words `return` before the values. */
  readonly returnPlaces: readonly Span[];
  /** The first `return;` */
  readonly returnsNothing: Span | undefined;
  /** Whether its end is reached without a `return`. */
  readonly endsReachable: boolean;
}

/** A lambda before it is known which delegate it becomes. */
export interface UnboundLambda {
  readonly span: Span;
  /** Of the `=>` or `delegate`, where the compiler reports what is wrong with the whole. */
  readonly headSpan: Span;
  readonly isAsync: boolean;
  /** `undefined` for `delegate { … }`, which takes any. */
  readonly parameterCount: number | undefined;
  readonly explicitParameters: readonly Pick<ParameterSymbol, 'type' | 'modifier'>[] | undefined;
  readonly isAnonymousMethod: boolean;
  /** Part of a query, where no lambda is written. */
  readonly isQuery: boolean;
  /** Bound once for each list of types. */
  bind(parameterTypes: readonly TypeSymbol[]): LambdaBody;
  /** Whether it was converted already, so that what is in it has been recorded. */
  isUsed: boolean;
}
