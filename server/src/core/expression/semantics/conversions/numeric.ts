/** Conversions between numbers, and which constants fit where. */
import type { ConstantValue } from '../../types/symbols';
import type { PredefinedName } from '../../types/world';

const wider: Readonly<Partial<Record<PredefinedName, readonly PredefinedName[]>>> = {
  sbyte: ['short', 'int', 'long', 'float', 'double', 'decimal'],
  byte: ['short', 'ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  short: ['int', 'long', 'float', 'double', 'decimal'],
  ushort: ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  int: ['long', 'float', 'double', 'decimal'],
  uint: ['long', 'ulong', 'float', 'double', 'decimal'],
  long: ['float', 'double', 'decimal'],
  ulong: ['float', 'double', 'decimal'],
  char: ['ushort', 'int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'],
  float: ['double'],
};

export function isWidening(from: PredefinedName, to: PredefinedName): boolean {
  return wider[from]?.includes(to) ?? false;
}

export const ranges: Readonly<Partial<Record<PredefinedName, readonly [least: bigint, most: bigint]>>> = {
  sbyte: [-128n, 127n],
  byte: [0n, 255n],
  short: [-32768n, 32767n],
  ushort: [0n, 65535n],
  char: [0n, 65535n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  uint: [0n, 2n ** 32n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  ulong: [0n, 2n ** 64n - 1n],
};

export function fits(value: bigint, type: PredefinedName): boolean {
  const range = ranges[type];
  return range !== undefined && value >= range[0] && value <= range[1];
}

/** The whole number that a constant of an integral type or `char` is. */
export function integerOf(value: ConstantValue | undefined): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && value.length === 1) return BigInt(value.charCodeAt(0));
  return undefined;
}

const fromInt: ReadonlySet<PredefinedName> = new Set(['sbyte', 'byte', 'short', 'ushort', 'uint', 'ulong']);

/** Whether a constant of type `int` or `long` is implicitly of another integral type, because it fits. */
export function isConstantConversion(from: PredefinedName, value: bigint, to: PredefinedName): boolean {
  if (from === 'int') return fromInt.has(to) && fits(value, to);
  return from === 'long' && to === 'ulong' && value >= 0n;
}
