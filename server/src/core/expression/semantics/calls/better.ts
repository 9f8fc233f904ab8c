/** Which of two overloads fits a call better: C# language specification, "Better function member". */
import type { TypeSymbol } from '../../types/symbols';
import type { BoundArgument } from '../binding/binder';
import type { Bound } from '../binding/bound';
import { delegateOf, implicitBetween, invokeOf, lambdaFit } from '../conversions/ofExpression';
import { isIdentity } from '../conversions/standard';
import type { KnownTypes } from '../typing/known';
import type { Candidate } from './candidates';

/** -1: the first is better; 1: the second is. */
type Order = -1 | 0 | 1;

const signed = new Set(['sbyte', 'short', 'int', 'long']);
const unsigned = new Set(['byte', 'ushort', 'uint', 'ulong']);

function betterTarget(known: KnownTypes, a: TypeSymbol, b: TypeSymbol, value?: Bound): Order {
  const ab = implicitBetween(known, a, b) !== undefined;
  const ba = implicitBetween(known, b, a) !== undefined;
  if (ab !== ba) return ab ? -1 : 1;
  if (ab) return 0;
  const x = invokeOf(known, a);
  const y = invokeOf(known, b);
  if (x && y && delegateOf(a) && value?.form === 'lambda') {
    if (x.parameters.length !== y.parameters.length) return 0;
    if (!x.parameters.every((it, i) => isIdentity(known, it.type, y.parameters[i]?.type ?? it.type)))
      return 0;
    if (x.returnType.kind === 'void' || y.returnType.kind === 'void')
      return x.returnType.kind === y.returnType.kind ? 0 : x.returnType.kind === 'void' ? 1 : -1;
    return betterTarget(known, x.returnType, y.returnType);
  }
  const m = known.nameOf(known.stripped(a));
  const n = known.nameOf(known.stripped(b));
  if (m && n) {
    if (signed.has(m) && unsigned.has(n)) return -1;
    if (unsigned.has(m) && signed.has(n)) return 1;
  }
  return 0;
}

/** Whether the expression is of the type already, or a lambda whose result is what the delegate returns. */
function matchesExactly(known: KnownTypes, value: Bound, type: TypeSymbol): boolean {
  if (value.type) return isIdentity(known, value.type, type);
  if (!value.lambda) return false;
  const fit = lambdaFit(known, value.lambda, type);
  if (!fit.fits) return false;
  const { returnType } = fit.invoke;
  if (returnType.kind === 'void') return false;
  const { returns } = fit.body;
  return returns.length > 0 && returns.every((it) => matchesExactly(known, it, returnType));
}

export function betterConversion(known: KnownTypes, value: Bound, a: TypeSymbol, b: TypeSymbol): Order {
  if (a === b || isIdentity(known, a, b)) return 0;
  if (value.form === 'out-variable' || value.form === 'discard') return 0;
  if (value.form === 'interpolated') {
    const string = (type: TypeSymbol): boolean => type === known.string;
    if (string(a) !== string(b)) return string(a) ? -1 : 1;
  }
  const exactA = matchesExactly(known, value, a);
  const exactB = matchesExactly(known, value, b);
  if (exactA !== exactB) return exactA ? -1 : 1;
  if (value.form === 'tuple' && a.kind === 'tuple' && b.kind === 'tuple') {
    let order: Order = 0;
    for (const [i, it] of value.elements.entries()) {
      const one = betterConversion(known, it.value, a.elements[i]?.type ?? a, b.elements[i]?.type ?? b);
      if (one === 0) continue;
      if (order !== 0 && order !== one) return 0;
      order = one;
    }
    return order;
  }
  return betterTarget(known, a, b, value);
}

function parametersUsed({ callable, isExpanded, positions }: Candidate): number {
  return isExpanded ? Math.max(callable.parameters.length, positions.length) : callable.parameters.length;
}

export function betterCandidate(
  known: KnownTypes,
  given: readonly BoundArgument[],
  a: Candidate,
  b: Candidate,
): Order {
  let order: Order = 0;
  let allSame = true;
  for (const [i, { value }] of given.entries()) {
    const x = a.types[i];
    const y = b.types[i];
    if (!x || !y) continue;
    if (!isIdentity(known, x, y)) allSame = false;
    const one = betterConversion(known, value, x, y);
    if (one === 0) continue;
    if (order !== 0 && order !== one) return 0;
    order = one;
  }
  if (order !== 0) return order;
  if (!allSame || parametersUsed(a) !== parametersUsed(b)) {
    if (parametersUsed(a) !== parametersUsed(b)) {
      if (a.isExpanded !== b.isExpanded) return a.isExpanded ? 1 : -1;
      if (parametersUsed(a) === given.length) return -1;
      if (parametersUsed(b) === given.length) return 1;
    }
    if (!allSame) return 0;
  }
  const genericA = a.callable.typeParameters.length > 0 || declaredGeneric(a);
  const genericB = b.callable.typeParameters.length > 0 || declaredGeneric(b);
  if (genericA !== genericB) return genericA ? 1 : -1;
  if (a.isExpanded !== b.isExpanded) return a.isExpanded ? 1 : -1;
  if (a.isExpanded && a.callable.parameters.length !== b.callable.parameters.length)
    return a.callable.parameters.length > b.callable.parameters.length ? -1 : 1;
  // No argument says which array of the two is meant.
  const rest = isRestOpen(a, given.length) && isRestOpen(b, given.length) ? betterRest(known, a, b) : 0;
  if (rest !== 0) return rest;
  if (a.usesDefaults !== b.usesDefaults) return a.usesDefaults ? 1 : -1;
  return moreSpecificParameters(known, given.length, a, b);
}

function isRestOpen({ callable, isExpanded, positions }: Candidate, count: number): boolean {
  return isExpanded && positions.length === count && !positions.includes(callable.parameters.length - 1);
}

function betterRest(known: KnownTypes, a: Candidate, b: Candidate): Order {
  const x = a.callable.parameters.at(-1)?.type;
  const y = b.callable.parameters.at(-1)?.type;
  return x?.kind === 'array' && y?.kind === 'array' ? betterTarget(known, x.element, y.element) : 0;
}

function declaredGeneric({ callable: { member } }: Candidate): boolean {
  return member?.kind === 'method' && member.definition.typeParameters.length > 0;
}

function moreSpecificParameters(known: KnownTypes, count: number, a: Candidate, b: Candidate): Order {
  let order: Order = 0;
  for (let i = 0; i < count; i++) {
    const x = declaredType(known, a, i);
    const y = declaredType(known, b, i);
    if (!x || !y) continue;
    const one = moreSpecific(x, y);
    if (one === 0) continue;
    if (order !== 0 && order !== one) return 0;
    order = one;
  }
  return order;
}

function declaredType(known: KnownTypes, candidate: Candidate, argument: number): TypeSymbol | undefined {
  const at = candidate.positions[argument];
  if (at === undefined) return undefined;
  const type = candidate.callable.declaredParameters[at]?.type;
  if (candidate.isExpanded && at === candidate.callable.parameters.length - 1)
    return type?.kind === 'array' ? type.element : known.world.unknown;
  return type;
}

/** A type parameter is less specific than anything else. */
function moreSpecific(a: TypeSymbol, b: TypeSymbol): Order {
  if (a.kind === 'type-parameter' || b.kind === 'type-parameter') {
    if (a.kind === b.kind) return 0;
    return a.kind === 'type-parameter' ? 1 : -1;
  }
  if (a.kind === 'array' && b.kind === 'array') return moreSpecific(a.element, b.element);
  if (a.kind !== 'named' || b.kind !== 'named' || a.typeArguments.length !== b.typeArguments.length) return 0;
  let order: Order = 0;
  for (const [i, it] of a.typeArguments.entries()) {
    const one = moreSpecific(it, b.typeArguments[i] ?? it);
    if (one === 0) continue;
    if (order !== 0 && order !== one) return 0;
    order = one;
  }
  return order;
}
