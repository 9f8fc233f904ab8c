/** The type that several values have together: of an array's elements, and of what a lambda returns. */
import type { TypeSymbol } from '../../types/symbols';
import type { Bound } from '../binding/bound';
import { implicitBetween } from '../conversions/ofExpression';
import { isIdentity } from '../conversions/standard';
import type { KnownTypes } from '../typing/known';

/** `undefined` where none of their types is one that all convert to, or where two are. */
export function bestCommonType(known: KnownTypes, values: readonly Bound[]): TypeSymbol | undefined {
  const types: TypeSymbol[] = [];
  for (const { type } of values) {
    if (!type || type.kind === 'null' || type.kind === 'void') continue;
    if (type.kind === 'unknown') return type;
    if (!types.some((it) => isIdentity(known, it, type))) types.push(type);
  }
  if (types.length === 0) return undefined;
  const best = types.filter((type) =>
    types.every((other) => other === type || implicitBetween(known, other, type) !== undefined),
  );
  return best.length === 1 ? best[0] : undefined;
}
