/** Operators on constants. */
import type { BinaryOperator, UnaryOperator } from '../../syntax/nodes';
import type { ConstantValue } from '../../types/symbols';
import type { PredefinedName } from '../../types/world';
import { fits, integerOf } from '../conversions/numeric';
import { isIntegral } from '../typing/facts';
import { type Folded, integralConstant, wrapped } from './convert';

/** Longer strings are not put together. */
const LONGEST = 1 << 16;

/** @param type that both operands were converted to */
export function foldBinary(
  operator: BinaryOperator,
  type: PredefinedName | undefined,
  left: ConstantValue,
  right: ConstantValue,
  isChecked: boolean,
): Folded {
  if (type === 'string') return foldStrings(operator, left, right);
  if (type === 'bool') return foldBooleans(operator, left, right);
  if (type === 'decimal') return foldDecimals(operator, left, right);
  if (type === 'float' || type === 'double') {
    if (typeof left !== 'number' || typeof right !== 'number') return undefined;
    return foldReals(operator, left, right, type);
  }
  if (!type || !isIntegral(type)) return undefined;
  const a = integerOf(left);
  const b = integerOf(right);
  if (a === undefined || b === undefined) return undefined;
  return foldIntegers(operator, a, b, type, isChecked);
}

function foldStrings(operator: BinaryOperator, left: ConstantValue, right: ConstantValue): Folded {
  if ((typeof left !== 'string' && left !== null) || (typeof right !== 'string' && right !== null))
    return undefined;
  if (operator === '==') return { value: left === right };
  if (operator === '!=') return { value: left !== right };
  if (operator !== '+') return undefined;
  const length = (left?.length ?? 0) + (right?.length ?? 0);
  return length > LONGEST ? undefined : { value: (left ?? '') + (right ?? '') };
}

function foldBooleans(operator: BinaryOperator, left: ConstantValue, right: ConstantValue): Folded {
  if (typeof left !== 'boolean' || typeof right !== 'boolean') return undefined;
  switch (operator) {
    case '&&':
    case '&':
      return { value: left && right };
    case '||':
    case '|':
      return { value: left || right };
    case '^':
    case '!=':
      return { value: left !== right };
    case '==':
      return { value: left === right };
    default:
      return undefined;
  }
}

function compared(operator: BinaryOperator, order: number): Folded {
  switch (operator) {
    case '==':
      return { value: order === 0 };
    case '!=':
      return { value: order !== 0 };
    case '<':
      return { value: order < 0 };
    case '>':
      return { value: order > 0 };
    case '<=':
      return { value: order <= 0 };
    case '>=':
      return { value: order >= 0 };
    default:
      return undefined;
  }
}

function foldIntegers(
  operator: BinaryOperator,
  a: bigint,
  b: bigint,
  type: PredefinedName,
  isChecked: boolean,
): Folded {
  const sized = (value: bigint): Folded => {
    if (fits(value, type)) return { value: integralConstant(value, type) };
    return isChecked ? 'overflow' : { value: integralConstant(wrapped(value, type), type) };
  };
  switch (operator) {
    case '+':
      return sized(a + b);
    case '-':
      return sized(a - b);
    case '*':
      return sized(a * b);
    case '/':
      return b === 0n ? 'zero' : sized(a / b);
    case '%':
      return b === 0n ? 'zero' : sized(a % b);
    case '&':
      return sized(a & b);
    case '|':
      return sized(a | b);
    case '^':
      return { value: integralConstant(wrapped(a ^ b, type), type) };
    case '<<':
    case '>>': {
      const bits = type === 'long' || type === 'ulong' ? 63n : 31n;
      const shifted = operator === '<<' ? a << (b & bits) : a >> (b & bits);
      return { value: integralConstant(wrapped(shifted, type), type) };
    }
    default:
      return compared(operator, a < b ? -1 : a > b ? 1 : 0);
  }
}

function foldReals(operator: BinaryOperator, a: number, b: number, type: 'float' | 'double'): Folded {
  const sized = (value: number): Folded => ({ value: type === 'float' ? Math.fround(value) : value });
  switch (operator) {
    case '+':
      return sized(a + b);
    case '-':
      return sized(a - b);
    case '*':
      return sized(a * b);
    case '/':
      return sized(a / b);
    case '%':
      return sized(a % b);
    case '!=':
      return { value: a !== b };
    default:
      if (Number.isNaN(a) || Number.isNaN(b)) return { value: false };
      return compared(operator, a < b ? -1 : a > b ? 1 : 0);
  }
}

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

function scaled(value: ConstantValue): Scaled | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(value.decimal);
  if (!match || value.decimal.length > 60) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}` || '0'), scale: fraction.length };
}

function decimalText({ digits, scale }: Scaled): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const point = text.length - scale;
  return (digits < 0n ? '-' : '') + text.slice(0, point) + (scale > 0 ? `.${text.slice(point)}` : '');
}

function foldDecimals(operator: BinaryOperator, left: ConstantValue, right: ConstantValue): Folded {
  const a = scaled(left);
  const b = scaled(right);
  if (!a || !b) return undefined;
  const scale = Math.max(a.scale, b.scale);
  const x = a.digits * 10n ** BigInt(scale - a.scale);
  const y = b.digits * 10n ** BigInt(scale - b.scale);
  const made = (digits: bigint, at: number): Folded => ({
    value: { decimal: decimalText({ digits, scale: at }) },
  });
  switch (operator) {
    case '+':
      return made(x + y, scale);
    case '-':
      return made(x - y, scale);
    case '*':
      return made(a.digits * b.digits, a.scale + b.scale);
    case '/':
    case '%':
      if (y === 0n) return 'zero';
      return operator === '%' ? made(x % y, scale) : undefined;
    default:
      return compared(operator, x < y ? -1 : x > y ? 1 : 0);
  }
}

export function foldUnary(
  operator: UnaryOperator,
  type: PredefinedName | undefined,
  value: ConstantValue,
  isChecked: boolean,
): Folded {
  if (operator === '!') return typeof value === 'boolean' ? { value: !value } : undefined;
  if (operator === '+') return { value };
  if (typeof value === 'number') return operator === '-' ? { value: -value } : undefined;
  const decimal = scaled(value);
  if (decimal)
    return operator === '-'
      ? { value: { decimal: decimalText({ ...decimal, digits: -decimal.digits }) } }
      : undefined;
  const whole = integerOf(value);
  if (whole === undefined || !type) return undefined;
  if (operator === '~') return { value: wrapped(~whole, type) };
  if (operator !== '-') return undefined;
  if (fits(-whole, type)) return { value: -whole };
  return isChecked ? 'overflow' : { value: wrapped(-whole, type) };
}
