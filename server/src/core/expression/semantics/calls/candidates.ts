/** Which overloads a call's arguments fit: C# language specification, "Applicable function member". */
import type { MemberSymbol, ParameterSymbol, TypeParameterSymbol, TypeSymbol } from '../../types/symbols';
import type { BoundArgument } from '../binding/binder';
import { implicitOf } from '../conversions/ofExpression';
import { isIdentity, standardImplicit } from '../conversions/standard';
import { isReferenceType, isUnknown, isValueType, mentionsUnknown } from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { inferTypeArguments } from './inference';

/** What can be called: a method, a constructor, an indexer, a delegate or a function of the code. */
export interface Callable {
  readonly member: MemberSymbol | undefined;
  readonly typeParameters: readonly TypeParameterSymbol[];
  readonly parameters: readonly ParameterSymbol[];
  readonly returnType: TypeSymbol;
  /** As declared, for the choice of what is more specific. */
  readonly declaredParameters: readonly ParameterSymbol[];
  readonly level: number;
  /** With type arguments put in. */
  construct(typeArguments: readonly TypeSymbol[]): Callable;
}

export type Failure =
  | { readonly kind: 'too-many'; readonly at: number }
  | { readonly kind: 'missing'; readonly parameter: ParameterSymbol }
  | {
      readonly kind: 'no-such-name' | 'named-twice' | 'name-taken' | 'out-of-position';
      readonly argument: number;
    }
  | { readonly kind: 'arity' }
  | { readonly kind: 'inference' }
  | { readonly kind: 'arguments'; readonly bad: readonly number[] }
  | { readonly kind: 'constraint'; readonly parameter: TypeParameterSymbol; readonly type: TypeSymbol };

export interface Candidate {
  readonly callable: Callable;
  readonly isExpanded: boolean;
  /** The parameter's index by the argument's. */
  readonly positions: readonly number[];
  /** What the argument of that index has to become. */
  readonly types: readonly TypeSymbol[];
  readonly failure: Failure | undefined;
  readonly usesDefaults: boolean;
}

type Positions =
  | { readonly positions: readonly number[]; readonly usesDefaults: boolean }
  | { readonly failure: Failure };

/** Which parameter each argument is for. */
function positionsOf(
  parameters: readonly ParameterSymbol[],
  given: readonly BoundArgument[],
  isExpanded: boolean,
): Positions {
  const last = parameters.length - 1;
  const positions: number[] = [];
  const taken: boolean[] = [];
  let outOfPosition: number | undefined;
  for (let index = 0; index < given.length; index++) {
    const name = given[index]?.name;
    let at: number;
    if (name) {
      at = parameters.findIndex((it) => it.name === name.text);
      if (at === -1) return { failure: { kind: 'no-such-name', argument: index } };
      if (taken[at]) {
        const positional = positions.indexOf(at);
        const kind = given[positional]?.name ? 'named-twice' : 'name-taken';
        return { failure: { kind, argument: index } };
      }
      if (at !== index) outOfPosition ??= index;
    } else {
      if (outOfPosition !== undefined)
        return { failure: { kind: 'out-of-position', argument: outOfPosition } };
      at = isExpanded && index >= last ? last : index;
      if (at >= parameters.length) return { failure: { kind: 'too-many', at: index } };
    }
    taken[at] = true;
    positions.push(at);
  }
  let usesDefaults = false;
  for (const [index, parameter] of parameters.entries()) {
    if (taken[index]) continue;
    if (isExpanded && index === last) continue;
    if (!parameter.isOptional) return { failure: { kind: 'missing', parameter } };
    usesDefaults = true;
  }
  return { positions, usesDefaults };
}

function elementOf(known: KnownTypes, type: TypeSymbol): TypeSymbol {
  return type.kind === 'array' ? type.element : known.world.unknown;
}

export function candidateFor(
  known: KnownTypes,
  callable: Callable,
  given: readonly BoundArgument[],
  typeArguments: readonly TypeSymbol[] | undefined,
): Candidate {
  const normal = form(known, callable, given, typeArguments, false);
  if (!normal.failure || callable.parameters.at(-1)?.modifier !== 'params') return normal;
  const expanded = form(known, callable, given, typeArguments, true);
  if (!expanded.failure) return expanded;
  return rank(normal.failure) >= rank(expanded.failure) && normal.failure.kind === 'arguments'
    ? normal
    : expanded;
}

/** How far a candidate got. */
function rank(failure: Failure): number {
  if (failure.kind === 'arguments' || failure.kind === 'constraint') return 3;
  return failure.kind === 'inference' ? 2 : 1;
}

function form(
  known: KnownTypes,
  declared: Callable,
  given: readonly BoundArgument[],
  typeArguments: readonly TypeSymbol[] | undefined,
  isExpanded: boolean,
): Candidate {
  const failed = (failure: Failure, more: Partial<Candidate> = {}): Candidate => ({
    callable: declared,
    isExpanded,
    positions: [],
    types: [],
    usesDefaults: false,
    ...more,
    failure,
  });
  if (typeArguments && typeArguments.length !== declared.typeParameters.length)
    return failed({ kind: 'arity' });
  const found = positionsOf(declared.parameters, given, isExpanded);
  if ('failure' in found) return failed(found.failure);
  const { positions, usesDefaults } = found;
  const last = declared.parameters.length - 1;
  const typesIn = (parameters: readonly ParameterSymbol[]): readonly TypeSymbol[] =>
    positions.map((at) => {
      const type = parameters[at]?.type ?? known.world.unknown;
      return isExpanded && at === last ? elementOf(known, type) : type;
    });
  let callable = declared;
  if (declared.typeParameters.length > 0) {
    const open = typesIn(declared.parameters);
    const chosen =
      typeArguments ??
      inferTypeArguments(
        known,
        declared.typeParameters,
        given.map((argument, i) => ({ argument, parameterType: open[i] ?? known.world.unknown })),
      );
    if (!chosen) return failed({ kind: 'inference' }, { positions, usesDefaults });
    callable = declared.construct(chosen);
    const broken = brokenConstraint(known, declared, chosen);
    if (broken) return failed({ kind: 'constraint', ...broken }, { callable, positions, usesDefaults });
  }
  const types = typesIn(callable.parameters);
  const bad = given.flatMap((argument, i) => {
    const parameter = callable.parameters[positions[i] ?? 0];
    const type = types[i];
    return !parameter || !type || fitsParameter(known, argument, parameter, type) ? [] : [i];
  });
  const failure: Failure | undefined = bad.length > 0 ? { kind: 'arguments', bad } : undefined;
  return { callable, isExpanded, positions, types, usesDefaults, failure };
}

const receiverConversions: ReadonlySet<string> = new Set(['identity', 'reference', 'boxing', 'unknown']);

function fitsParameter(
  known: KnownTypes,
  { value, modifier, isReceiver }: BoundArgument,
  parameter: ParameterSymbol,
  type: TypeSymbol,
): boolean {
  const wanted = parameter.modifier === 'params' ? undefined : parameter.modifier;
  if (wanted !== modifier && !(wanted === 'in' && modifier === undefined)) return false;
  if (modifier === undefined) {
    const how = implicitOf(known, value, type);
    return how !== undefined && (!isReceiver || receiverConversions.has(how.kind));
  }
  if (value.form === 'out-variable' || value.form === 'discard') return true;
  return value.type !== undefined && isIdentity(known, value.type, type);
}

function brokenConstraint(
  known: KnownTypes,
  callable: Callable,
  typeArguments: readonly TypeSymbol[],
): { readonly parameter: TypeParameterSymbol; readonly type: TypeSymbol } | undefined {
  const put = new Map(callable.typeParameters.map((it, i) => [it, typeArguments[i] ?? known.world.unknown]));
  for (const [i, parameter] of callable.typeParameters.entries()) {
    const type = typeArguments[i];
    if (!type) continue;
    if (!meetsConstraints(parameter, type)) return { parameter, type };
    if (mentionsUnknown(type) || type.kind === 'type-parameter') continue;
    const isMet = parameter.constraints.types().every((it) => {
      const how = standardImplicit(known, type, known.world.substitute(it, put));
      return how !== undefined && receiverConversions.has(how.kind);
    });
    if (!isMet) return { parameter, type };
  }
  return undefined;
}

/** The constraints of kind: `class` and `struct`. */
export function meetsConstraints(parameter: TypeParameterSymbol, type: TypeSymbol): boolean {
  if (isUnknown(type) || type.kind === 'type-parameter') return true;
  if (parameter.constraints.isClass && !isReferenceType(type)) return false;
  if (!parameter.constraints.isStruct) return true;
  return isValueType(type) && !(type.kind === 'named' && type.definition.fullName === 'System.Nullable');
}

/** Whether something about the arguments isn't known, so that nothing can be said of the call. */
export function isVague(given: readonly BoundArgument[]): boolean {
  return given.some(
    ({ value }) =>
      value.failed ||
      (value.type !== undefined && mentionsUnknown(value.type)) ||
      value.elements.some((it) => it.value.failed),
  );
}
