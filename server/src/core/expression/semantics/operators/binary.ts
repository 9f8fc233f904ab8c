/** Which operator two operands mean: C# language specification, "Binary operator overload resolution". */
import type { BinaryOperator } from '../../syntax/nodes';
import type { MethodSymbol, NamedType, TypeSymbol } from '../../types/symbols';
import type { Bound } from '../binding/bound';
import { betterConversion } from '../calls/better';
import { implicitOf } from '../conversions/ofExpression';
import { isIdentity, isImplicitReference, standardExplicit } from '../conversions/standard';
import {
  canBeNull,
  isDelegate,
  isEnum,
  isInterface,
  isNonNullableValueType,
  isReferenceType,
  isUnknown,
  selfAndBases,
} from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { isComparison, isEquality, metadataName, predefinedSignatures, type Signature } from './signatures';

export type OperatorFound =
  | {
      readonly kind: 'one';
      readonly left: TypeSymbol;
      readonly right: TypeSymbol;
      readonly result: TypeSymbol;
      readonly method: MethodSymbol | undefined;
      /** Two references are compared, not what they refer to. */
      readonly isReference: boolean;
    }
  | { readonly kind: 'none' | 'ambiguous' | 'unknown' };

interface OperatorCandidate extends Signature {
  readonly method: MethodSymbol | undefined;
}

function one({ left, right, result, method }: OperatorCandidate): OperatorFound {
  return { kind: 'one', left, right, result, method, isReference: false };
}

export function resolveBinary(
  known: KnownTypes,
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
): OperatorFound {
  const a = left.type;
  const b = right.type;
  if ((a && isUnknown(a)) || (b && isUnknown(b))) return { kind: 'unknown' };
  if (left.form === 'null' && right.form === 'null' && isEquality.has(operator))
    return referenceEquality(known, left, right) ?? { kind: 'none' };
  const quick = sameType(known, operator, left, right);
  if (quick) return quick;
  const user = userDefined(known, operator, left, right);
  if (user) return user;
  const isNullable = ({ form, type }: Bound): boolean =>
    form === 'null' || form === 'default' || (type !== undefined && known.underlying(type) !== undefined);
  const candidates: OperatorCandidate[] = [
    ...predefinedSignatures(known, operator, isNullable(left) || isNullable(right)),
    ...enumSignatures(known, operator, left, right),
    ...delegateSignatures(known, operator, left, right),
  ].map((it) => ({ ...it, method: undefined }));
  const found = best(known, candidates, left, right);
  if (found.kind !== 'none') return found;
  const reference = isEquality.has(operator) ? referenceEquality(known, left, right) : undefined;
  return reference ?? { kind: 'none' };
}

/** The usual case, in which there is nothing to choose. */
function sameType(
  known: KnownTypes,
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
): OperatorFound | undefined {
  const { type } = left;
  if (!type || type !== right.type) return undefined;
  if (type !== known.string && type !== known.bool && type !== known.int) return undefined;
  const signature = predefinedSignatures(known, operator, false).find(
    (it) => it.left === type && it.right === type,
  );
  return signature && one({ ...signature, method: undefined });
}

/** Operators of the operands' types; `undefined` where they have none that fits. */
function userDefined(
  known: KnownTypes,
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
): OperatorFound | undefined {
  const name = metadataName(operator);
  if (!name) return undefined;
  const candidates: OperatorCandidate[] = [];
  const seen = new Set<MethodSymbol>();
  for (const { type } of [left, right])
    for (const method of operatorsOf(known, type, name)) {
      if (seen.has(method) || method.parameters.length !== 2) continue;
      seen.add(method);
      candidates.push(...withLifted(known, method, operator));
    }
  if (candidates.length === 0) return undefined;
  const found = best(known, candidates, left, right);
  return found.kind === 'none' ? undefined : found;
}

/** The operators of the nearest type, among a type and its bases, that has any. */
export function operatorsOf(
  known: KnownTypes,
  type: TypeSymbol | undefined,
  name: string,
): readonly MethodSymbol[] {
  if (!type) return [];
  const stripped = known.stripped(type);
  if (stripped.kind !== 'named' || known.nameOf(stripped) || isInterface(stripped) || isEnum(stripped))
    return [];
  for (const it of selfAndBases(known, stripped)) {
    const found = known.operators(it, name);
    if (found.length > 0) return found;
  }
  return [];
}

function withLifted(
  known: KnownTypes,
  method: MethodSymbol,
  operator: BinaryOperator,
): readonly OperatorCandidate[] {
  const [a, b] = method.parameters;
  if (!a || !b) return [];
  const { world } = known;
  const plain = { left: a.type, right: b.type, result: method.returnType, isLifted: false, method };
  const canLift =
    isNonNullableValueType(known, a.type) &&
    isNonNullableValueType(known, b.type) &&
    isNonNullableValueType(known, method.returnType) &&
    (!isEquality.has(operator) || isIdentity(known, a.type, b.type));
  if (!canLift) return [plain];
  const result = isComparison.has(operator) ? method.returnType : world.nullableOf(method.returnType);
  return [
    plain,
    { left: world.nullableOf(a.type), right: world.nullableOf(b.type), result, isLifted: true, method },
  ];
}

function best(
  known: KnownTypes,
  candidates: readonly OperatorCandidate[],
  left: Bound,
  right: Bound,
): OperatorFound {
  const applicable = candidates.filter(
    (it) =>
      implicitOf(known, left, it.left) !== undefined && implicitOf(known, right, it.right) !== undefined,
  );
  const [only] = applicable;
  if (!only) return { kind: 'none' };
  if (applicable.length === 1) return one(only);
  const winner = applicable.find((it) =>
    applicable.every((other) => other === it || isBetter(known, it, other, left, right)),
  );
  return winner ? one(winner) : { kind: 'ambiguous' };
}

function isBetter(
  known: KnownTypes,
  it: OperatorCandidate,
  other: OperatorCandidate,
  left: Bound,
  right: Bound,
): boolean {
  const a = betterConversion(known, left, it.left, other.left);
  const b = betterConversion(known, right, it.right, other.right);
  if (a === 1 || b === 1) return false;
  return a === -1 || b === -1;
}

function enumSignatures(
  known: KnownTypes,
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
): readonly Signature[] {
  const types = new Set<NamedType>();
  for (const { type } of [left, right]) {
    const stripped = type && known.stripped(type);
    if (stripped && isEnum(stripped)) types.add(stripped);
  }
  const { world } = known;
  const found: Signature[] = [];
  for (const type of types) {
    const behind = type.definition.enumType ?? known.int;
    const plain: (readonly [TypeSymbol, TypeSymbol, TypeSymbol])[] = [];
    if (isComparison.has(operator)) plain.push([type, type, known.bool]);
    else if (operator === '&' || operator === '|' || operator === '^') plain.push([type, type, type]);
    else if (operator === '+') plain.push([type, behind, type], [behind, type, type]);
    else if (operator === '-') plain.push([type, type, behind], [type, behind, type]);
    for (const [a, b, result] of plain) {
      found.push({ left: a, right: b, result, isLifted: false });
      found.push({
        left: world.nullableOf(a),
        right: world.nullableOf(b),
        result: isComparison.has(operator) ? result : world.nullableOf(result),
        isLifted: true,
      });
    }
  }
  return found;
}

function delegateSignatures(
  known: KnownTypes,
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
): readonly Signature[] {
  if (operator !== '+' && operator !== '-' && !isEquality.has(operator)) return [];
  const type = [left.type, right.type].find((it) => it !== undefined && isDelegate(it));
  if (!type) return [];
  return [{ left: type, right: type, result: isEquality.has(operator) ? known.bool : type, isLifted: false }];
}

/** Whether two references may be compared: one of them has to be able to be the other. */
function referenceEquality(known: KnownTypes, left: Bound, right: Bound): OperatorFound | undefined {
  const made: OperatorFound = {
    kind: 'one',
    left: known.object,
    right: known.object,
    result: known.bool,
    method: undefined,
    isReference: true,
  };
  if (left.form === 'null' && right.form === 'null') return made;
  const isNull = ({ form }: Bound): boolean => form === 'null' || form === 'default';
  if (isNull(left) || isNull(right)) {
    const other = isNull(left) ? right.type : left.type;
    if (!other) return undefined;
    const isOpen = other.kind === 'type-parameter' && !other.constraints.isStruct;
    return canBeNull(known, other) || isOpen ? made : undefined;
  }
  const a = left.type;
  const b = right.type;
  if (!a || !b || !isReferenceType(a) || !isReferenceType(b)) return undefined;
  if (isIdentity(known, a, b) || isImplicitReference(known, a, b) || isImplicitReference(known, b, a))
    return made;
  return standardExplicit(known, a, b) || standardExplicit(known, b, a) ? made : undefined;
}

/** Operands that are tuples are compared element by element. */
export function areTuples(left: Bound, right: Bound): boolean {
  const isTuple = (it: Bound): boolean => it.form === 'tuple' || it.type?.kind === 'tuple';
  return isTuple(left) && isTuple(right);
}
