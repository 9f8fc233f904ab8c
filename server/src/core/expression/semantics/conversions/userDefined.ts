/** Conversions that operators define: C# language specification, "User-defined conversions", as the compiler does it. */
import type { MethodSymbol, NamedType, TypeSymbol } from '../../types/symbols';
import { canBeNull, isInterface, isNonNullableValueType, isUnknown, selfAndBases } from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { isIdentity, standardImplicit } from './standard';

interface Candidate {
  readonly method: MethodSymbol;
  readonly from: TypeSymbol;
  readonly to: TypeSymbol;
  readonly isLifted: boolean;
}

/** Whether a value (of an expression that may be a constant) converts to a type without operators. */
export type FromSource = (to: TypeSymbol) => boolean;

function declaring(known: KnownTypes, type: TypeSymbol, withBases: boolean): readonly NamedType[] {
  const stripped = known.stripped(type);
  if (stripped.kind !== 'named' || isInterface(stripped)) return [];
  const chain = selfAndBases(known, stripped);
  return withBases ? chain : chain.slice(0, 1);
}

function operators(
  known: KnownTypes,
  from: TypeSymbol,
  to: TypeSymbol,
  isExplicit: boolean,
): readonly MethodSymbol[] {
  const types = new Set([...declaring(known, from, true), ...declaring(known, to, isExplicit)]);
  const found: MethodSymbol[] = [];
  for (const type of types) {
    found.push(...known.operators(type, 'op_Implicit'));
    if (isExplicit) found.push(...known.operators(type, 'op_Explicit'));
  }
  return found;
}

function nullableOf(known: KnownTypes, type: TypeSymbol): TypeSymbol {
  return isNonNullableValueType(known, type) ? known.world.nullableOf(type) : type;
}

/** @param fromSource standard implicit conversion of the source expression, constants included */
export function userDefinedImplicit(
  known: KnownTypes,
  from: TypeSymbol,
  to: TypeSymbol,
  fromSource: FromSource,
): MethodSymbol | 'ambiguous' | undefined {
  const candidates: Candidate[] = [];
  for (const method of operators(known, from, to, false)) {
    const parameter = method.parameters[0]?.type;
    if (!parameter || isInterface(parameter)) continue;
    const result = method.returnType;
    if (fromSource(parameter) && standardImplicit(known, result, to)) {
      const lifted =
        known.underlying(to) && isNonNullableValueType(known, result) ? nullableOf(known, result) : result;
      candidates.push({ method, from: parameter, to: lifted, isLifted: lifted !== result });
    } else if (known.underlying(from) && isNonNullableValueType(known, parameter) && canBeNull(known, to)) {
      const source = nullableOf(known, parameter);
      const target = nullableOf(known, result);
      if (standardImplicit(known, from, source) && standardImplicit(known, target, to))
        candidates.push({ method, from: source, to: target, isLifted: true });
    }
  }
  if (candidates.length === 0) return undefined;
  const source =
    candidates.find((it) => isIdentity(known, it.from, from))?.from ??
    mostEncompassed(
      known,
      candidates.map((it) => it.from),
    );
  const target =
    candidates.find((it) => isIdentity(known, it.to, to))?.to ??
    mostEncompassing(
      known,
      candidates.map((it) => it.to),
    );
  return mostSpecific(known, candidates, source, target);
}

export function userDefinedExplicit(
  known: KnownTypes,
  from: TypeSymbol,
  to: TypeSymbol,
  fromSource: FromSource,
): MethodSymbol | 'ambiguous' | undefined {
  const candidates: Candidate[] = [];
  const eitherWay = (a: TypeSymbol, b: TypeSymbol): boolean =>
    !isInterface(a) && !isInterface(b) && isStandardEitherWay(known, a, b);
  for (const method of operators(known, from, to, true)) {
    const parameter = method.parameters[0]?.type;
    if (!parameter) continue;
    const result = method.returnType;
    const fromExists =
      fromSource(parameter) || eitherWay(from, parameter) || eitherWay(known.stripped(from), parameter);
    const toExists = eitherWay(result, to) || eitherWay(result, known.stripped(to));
    if (!fromExists || !toExists) continue;
    if (known.underlying(from) && isNonNullableValueType(known, parameter) && canBeNull(known, to)) {
      candidates.push({
        method,
        from: nullableOf(known, parameter),
        to: nullableOf(known, result),
        isLifted: true,
      });
    } else {
      candidates.push({
        method,
        from: known.underlying(from) ? nullableOf(known, parameter) : parameter,
        to: known.underlying(to) ? nullableOf(known, result) : result,
        isLifted: known.underlying(to) !== undefined && isNonNullableValueType(known, result),
      });
    }
  }
  if (candidates.length === 0) return undefined;
  const froms = candidates.map((it) => it.from);
  const tos = candidates.map((it) => it.to);
  const around = froms.filter((it) => fromSource(it) || standardImplicit(known, from, it));
  const source =
    froms.find((it) => isIdentity(known, it, from)) ??
    (around.length > 0 ? mostEncompassed(known, around) : mostEncompassing(known, froms));
  const within = tos.filter((it) => standardImplicit(known, it, to));
  const target =
    tos.find((it) => isIdentity(known, it, to)) ??
    (within.length > 0 ? mostEncompassing(known, within) : mostEncompassed(known, tos));
  return mostSpecific(known, candidates, source, target);
}

/** Standard explicit conversions are the implicit ones, and those that are implicit the other way round. */
function isStandardEitherWay(known: KnownTypes, a: TypeSymbol, b: TypeSymbol): boolean {
  if (isUnknown(a) || isUnknown(b)) return true;
  return standardImplicit(known, a, b) !== undefined || standardImplicit(known, b, a) !== undefined;
}

/** The type that converts to all others. */
function mostEncompassed(known: KnownTypes, types: readonly TypeSymbol[]): TypeSymbol | undefined {
  return types.find((type) => types.every((other) => standardImplicit(known, type, other) !== undefined));
}

/** The type that all others convert to. */
function mostEncompassing(known: KnownTypes, types: readonly TypeSymbol[]): TypeSymbol | undefined {
  return types.find((type) => types.every((other) => standardImplicit(known, other, type) !== undefined));
}

function mostSpecific(
  known: KnownTypes,
  candidates: readonly Candidate[],
  source: TypeSymbol | undefined,
  target: TypeSymbol | undefined,
): MethodSymbol | 'ambiguous' {
  if (!source || !target) return 'ambiguous';
  const exact = candidates.filter(
    (it) => isIdentity(known, it.from, source) && isIdentity(known, it.to, target),
  );
  const plain = exact.filter((it) => !it.isLifted);
  const best = plain.length > 0 ? plain : exact;
  return best.length === 1 && best[0] ? best[0].method : 'ambiguous';
}
