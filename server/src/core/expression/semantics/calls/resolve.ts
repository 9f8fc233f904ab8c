/** The overload that a call means: C# language specification, "Overload resolution". */
import type {
  MemberSymbol,
  MethodSymbol,
  PropertySymbol,
  TypeParameterSymbol,
  TypeSymbol,
} from '../../types/symbols';
import type { BoundArgument } from '../binding/binder';
import { isIdentity } from '../conversions/standard';
import type { LocalFunctionSymbol } from '../model';
import type { KnownTypes } from '../typing/known';
import { betterCandidate } from './better';
import { type Callable, type Candidate, candidateFor, isVague } from './candidates';

export type Resolution =
  | { readonly kind: 'one'; readonly candidate: Candidate }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly [Candidate, Candidate] }
  | { readonly kind: 'none'; readonly candidates: readonly Candidate[] }
  /** Something about the arguments isn't known, and more than one may be meant. */
  | { readonly kind: 'vague'; readonly candidates: readonly Candidate[] };

export function methodCallable(known: KnownTypes, method: MethodSymbol, level = 0): Callable {
  return {
    member: method,
    typeParameters: method.typeParameters,
    parameters: method.parameters,
    returnType: method.returnType,
    declaredParameters: method.definition.parameters,
    level,
    construct: (typeArguments) => {
      const constructed = known.world.constructMethod(method, typeArguments);
      return { ...methodCallable(known, constructed, level), typeParameters: [] };
    },
  };
}

export function indexerCallable(property: PropertySymbol, level = 0): Callable {
  const callable: Callable = {
    member: property,
    typeParameters: [],
    parameters: property.parameters,
    returnType: property.type,
    declaredParameters: property.definition.parameters,
    level,
    construct: () => callable,
  };
  return callable;
}

export function functionCallable(known: KnownTypes, method: LocalFunctionSymbol['method']): Callable {
  const callable: Callable = {
    member: undefined,
    typeParameters: method.typeParameters,
    parameters: method.parameters,
    returnType: method.returnType,
    declaredParameters: method.parameters,
    level: 0,
    construct: (typeArguments) => {
      const put = new Map<TypeParameterSymbol, TypeSymbol>();
      for (const [i, it] of method.typeParameters.entries())
        put.set(it, typeArguments[i] ?? known.world.unknown);
      return {
        ...callable,
        typeParameters: [],
        parameters: method.parameters.map((it) => ({ ...it, type: known.world.substitute(it.type, put) })),
        returnType: known.world.substitute(method.returnType, put),
      };
    },
  };
  return callable;
}

export function resolve(
  known: KnownTypes,
  callables: readonly Callable[],
  given: readonly BoundArgument[],
  typeArguments: readonly TypeSymbol[] | undefined,
): Resolution {
  const all = callables.map((it) => candidateFor(known, it, given, typeArguments));
  let applicable = all.filter((it) => it.failure === undefined);
  if (applicable.length === 0) return { kind: 'none', candidates: all };
  const nearest = Math.min(...applicable.map((it) => it.callable.level));
  applicable = applicable.filter((it) => it.callable.level === nearest);
  const [only] = applicable;
  if (applicable.length === 1 && only) return { kind: 'one', candidate: only };
  const best = applicable.filter((it) =>
    applicable.every((other) => other === it || betterCandidate(known, given, it, other) === -1),
  );
  const [winner] = best;
  if (winner) return { kind: 'one', candidate: winner };
  if (isVague(given)) return { kind: 'vague', candidates: applicable };
  const contenders = applicable.filter(
    (it) => !applicable.some((other) => other !== it && betterCandidate(known, given, other, it) === -1),
  );
  const [first, second] = contenders.length > 1 ? contenders : applicable;
  if (!first || !second) return { kind: 'none', candidates: all };
  return { kind: 'ambiguous', candidates: [first, second] };
}

/** What all of them return, if it is one type. */
export function commonResult(known: KnownTypes, candidates: readonly Candidate[]): TypeSymbol {
  const [first] = candidates;
  const type = first?.callable.returnType;
  if (!type || first?.callable.typeParameters.length) return known.world.unknown;
  return candidates.every((it) => isIdentity(known, it.callable.returnType, type))
    ? type
    : known.world.unknown;
}

export function membersOf(candidates: readonly Candidate[]): readonly MemberSymbol[] {
  return candidates.flatMap(({ callable: { member } }) => (member ? [member] : []));
}
