/** The operators that C# itself defines. */
import type { BinaryOperator } from '../../syntax/nodes';
import type { NamedType, TypeSymbol } from '../../types/symbols';
import type { PredefinedName } from '../../types/world';
import type { KnownTypes } from '../typing/known';

export interface Signature {
  readonly left: TypeSymbol;
  readonly right: TypeSymbol;
  readonly result: TypeSymbol;
  readonly isLifted: boolean;
}

const arithmetic: readonly PredefinedName[] = ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'];
const integers: readonly PredefinedName[] = ['int', 'uint', 'long', 'ulong'];

export const isComparison: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);
export const isEquality: ReadonlySet<string> = new Set(['==', '!=']);

const made = new WeakMap<KnownTypes, Map<string, readonly Signature[]>>();

/**
 * Those on numbers, strings and booleans; enums and delegates have theirs by type.
 * @param withNull whether those on nullable values may be meant
 */
export function predefinedSignatures(
  known: KnownTypes,
  operator: BinaryOperator,
  withNull: boolean,
): readonly Signature[] {
  let byOperator = made.get(known);
  if (!byOperator) {
    byOperator = new Map();
    made.set(known, byOperator);
  }
  const key = `${operator}${withNull}`;
  let signatures = byOperator.get(key);
  if (!signatures) {
    const plain = make(known, operator);
    signatures = withNull ? [...plain, ...plain.flatMap((it) => lifted(known, it, operator))] : plain;
    byOperator.set(key, signatures);
  }
  return signatures;
}

function make(known: KnownTypes, operator: BinaryOperator): readonly Signature[] {
  const { world } = known;
  const same = (names: readonly PredefinedName[], result?: NamedType): Signature[] =>
    names.map((name) => {
      const type = world.predefined(name);
      return { left: type, right: type, result: result ?? type, isLifted: false };
    });
  const mixed = (left: TypeSymbol, right: TypeSymbol, result: TypeSymbol): Signature => ({
    left,
    right,
    result,
    isLifted: false,
  });
  switch (operator) {
    case '+':
      return [
        ...same(arithmetic),
        mixed(known.string, known.string, known.string),
        mixed(known.string, known.object, known.string),
        mixed(known.object, known.string, known.string),
      ];
    case '-':
    case '*':
    case '/':
    case '%':
      return same(arithmetic);
    case '<<':
    case '>>':
      return integers.map((name) => mixed(world.predefined(name), known.int, world.predefined(name)));
    case '==':
    case '!=':
      return [...same([...arithmetic, 'bool'], known.bool), mixed(known.string, known.string, known.bool)];
    case '<':
    case '>':
    case '<=':
    case '>=':
      return same(arithmetic, known.bool);
    case '&':
    case '|':
    case '^':
      return same([...integers, 'bool']);
    case '&&':
    case '||':
      return same(['bool']);
    default:
      return [];
  }
}

function lifted(known: KnownTypes, it: Signature, operator: BinaryOperator): readonly Signature[] {
  if (it.left === known.string || it.right === known.string) return [];
  if (operator === '&&' || operator === '||') return [];
  const { world } = known;
  return [
    {
      left: world.nullableOf(it.left),
      right: world.nullableOf(it.right),
      result: isComparison.has(operator) ? it.result : world.nullableOf(it.result),
      isLifted: true,
    },
  ];
}

const metadataNames: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '+': 'op_Addition',
  '-': 'op_Subtraction',
  '*': 'op_Multiply',
  '/': 'op_Division',
  '%': 'op_Modulus',
  '<<': 'op_LeftShift',
  '>>': 'op_RightShift',
  '==': 'op_Equality',
  '!=': 'op_Inequality',
  '<': 'op_LessThan',
  '>': 'op_GreaterThan',
  '<=': 'op_LessThanOrEqual',
  '>=': 'op_GreaterThanOrEqual',
  '&': 'op_BitwiseAnd',
  '|': 'op_BitwiseOr',
  '^': 'op_ExclusiveOr',
};

/** `op_Addition`, under which a type declares the operator. */
export function metadataName(operator: BinaryOperator): string | undefined {
  if (operator === '&&') return metadataNames['&'];
  if (operator === '||') return metadataNames['|'];
  return metadataNames[operator];
}
