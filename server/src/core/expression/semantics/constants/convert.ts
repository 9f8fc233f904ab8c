/** Constants of one type as constants of another. */
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import type { PredefinedName } from '../../types/world';
import { fits, integerOf, ranges } from '../conversions/numeric';
import { isIntegral } from '../typing/facts';
import type { KnownTypes } from '../typing/known';

export type Folded = { readonly value: ConstantValue } | 'overflow' | 'zero' | undefined;

/** The type whose values the constant has: that behind an enum. */
export function numericName(known: KnownTypes, type: TypeSymbol): PredefinedName | undefined {
  if (type.kind === 'named' && type.definition.enumType) return known.nameOf(type.definition.enumType);
  return known.nameOf(type);
}

export function wrapped(value: bigint, type: PredefinedName): bigint {
  const range = ranges[type];
  if (!range) return value;
  const size = range[1] - range[0] + 1n;
  const offset = (value - range[0]) % size;
  return (offset < 0n ? offset + size : offset) + range[0];
}

export function integralConstant(value: bigint, type: PredefinedName): ConstantValue {
  return type === 'char' ? String.fromCharCode(Number(value)) : value;
}

function realOf(value: ConstantValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null) return Number(value.decimal);
  const whole = integerOf(value);
  return whole === undefined ? undefined : Number(whole);
}

/** @param isChecked whether what doesn't fit is a mistake, or is cut off */
export function convertConstant(
  known: KnownTypes,
  value: ConstantValue,
  from: TypeSymbol,
  to: TypeSymbol,
  isChecked: boolean,
): Folded {
  const source = numericName(known, from);
  const target = numericName(known, to);
  if (value === null || typeof value === 'boolean' || source === 'string')
    return from === to ? { value } : value === null && target === 'string' ? { value } : undefined;
  if (!source || !target) return undefined;
  if (source === target) return { value };
  if (isIntegral(target)) {
    let whole = integerOf(value);
    if (whole === undefined) {
      const real = realOf(value);
      if (real === undefined) return undefined;
      if (!Number.isFinite(real)) return isChecked ? 'overflow' : undefined;
      whole = BigInt(Math.trunc(real));
    }
    if (!fits(whole, target)) {
      if (isChecked) return 'overflow';
      whole = wrapped(whole, target);
    }
    return { value: integralConstant(whole, target) };
  }
  if (target === 'decimal') {
    const whole = integerOf(value);
    if (whole !== undefined) return { value: { decimal: whole.toString() } };
    const real = realOf(value);
    if (real === undefined) return undefined;
    if (Math.abs(real) >= 2 ** 96) return 'overflow';
    return /e/.test(String(real)) ? undefined : { value: { decimal: String(real) } };
  }
  const real = realOf(value);
  if (real === undefined) return undefined;
  if (target === 'double') return { value: real };
  return target === 'float' ? { value: Math.fround(real) } : undefined;
}

/** As the compiler's messages write it. */
export function constantText(value: ConstantValue): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return value.decimal;
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
