/** Which operator one operand means: C# language specification, "Unary operator overload resolution". */
import type { MethodSymbol, TypeSymbol } from '../../types/symbols';
import type { PredefinedName } from '../../types/world';
import type { Bound } from '../binding/bound';
import { betterConversion } from '../calls/better';
import { implicitOf } from '../conversions/ofExpression';
import { isEnum, isNonNullableValueType, isNumeric, isUnknown } from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { operatorsOf } from './binary';

export type UnaryFound =
  | {
      readonly kind: 'one';
      readonly operand: TypeSymbol;
      readonly result: TypeSymbol;
      readonly method: MethodSymbol | undefined;
    }
  | { readonly kind: 'none' | 'ambiguous' | 'unknown' };

type UnaryText = '+' | '-' | '!' | '~' | '++' | '--';

const metadataNames: Readonly<Record<UnaryText, string>> = {
  '+': 'op_UnaryPlus',
  '-': 'op_UnaryNegation',
  '!': 'op_LogicalNot',
  '~': 'op_OnesComplement',
  '++': 'op_Increment',
  '--': 'op_Decrement',
};

const operandTypes: Readonly<Record<Exclude<UnaryText, '++' | '--'>, readonly PredefinedName[]>> = {
  '+': ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  '-': ['int', 'long', 'float', 'double', 'decimal'],
  '!': ['bool'],
  '~': ['int', 'uint', 'long', 'ulong'],
};

interface Candidate {
  readonly operand: TypeSymbol;
  readonly result: TypeSymbol;
  readonly method: MethodSymbol | undefined;
  readonly isLifted: boolean;
}

export function resolveUnary(known: KnownTypes, operator: UnaryText, operand: Bound): UnaryFound {
  const { type } = operand;
  if (!type) return { kind: 'none' };
  if (isUnknown(type)) return { kind: 'unknown' };
  const stripped = known.stripped(type);
  const user = best(
    known,
    operatorsOf(known, type, metadataNames[operator]).flatMap((method) => {
      const parameter = method.parameters[0]?.type;
      return parameter ? withLifted(known, parameter, method.returnType, method) : [];
    }),
    operand,
  );
  if (user.kind !== 'none') return user;
  const own: UnaryFound = { kind: 'one', operand: type, result: type, method: undefined };
  if (operator === '++' || operator === '--') {
    if (isEnum(stripped) || isNumeric(known.nameOf(stripped))) return own;
    return { kind: 'none' };
  }
  if (operator === '~' && isEnum(stripped)) return own;
  // What an unsigned 64-bit number is negated to fits no type.
  if (operator === '-' && known.nameOf(stripped) === 'ulong') return { kind: 'none' };
  const candidates = operandTypes[operator].flatMap((name) => {
    const it = known.world.predefined(name);
    return withLifted(known, it, it, undefined);
  });
  const fitting = known.underlying(type) ? candidates : candidates.filter((it) => !it.isLifted);
  return best(known, fitting, operand);
}

function withLifted(
  known: KnownTypes,
  operand: TypeSymbol,
  result: TypeSymbol,
  method: MethodSymbol | undefined,
): readonly Candidate[] {
  const plain = { operand, result, method, isLifted: false };
  if (!isNonNullableValueType(known, operand) || !isNonNullableValueType(known, result)) return [plain];
  const { world } = known;
  return [
    plain,
    { operand: world.nullableOf(operand), result: world.nullableOf(result), method, isLifted: true },
  ];
}

function best(known: KnownTypes, candidates: readonly Candidate[], operand: Bound): UnaryFound {
  const applicable = candidates.filter((it) => implicitOf(known, operand, it.operand) !== undefined);
  if (applicable.length === 0) return { kind: 'none' };
  const winner = applicable.find((it) =>
    applicable.every((other) => {
      if (other === it) return true;
      const order = betterConversion(known, operand, it.operand, other.operand);
      return order === -1;
    }),
  );
  if (!winner) return { kind: 'ambiguous' };
  const { operand: taken, result, method } = winner;
  return { kind: 'one', operand: taken, result, method };
}
