/** Operators in the code. */
import type { Binary, BinaryOperator, Expression, Postfix, Unary } from '../../syntax/nodes';
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import { convertConstant, type Folded, numericName } from '../constants/convert';
import { foldBinary, foldUnary } from '../constants/fold';
import { implicitOf } from '../conversions/ofExpression';
import { areTuples, type OperatorFound, resolveBinary } from '../operators/binary';
import { isComparison, isEquality } from '../operators/signatures';
import { resolveUnary } from '../operators/unary';
import { typeText } from '../typing/display';
import { isNonNullableValueType, isReferenceType } from '../typing/facts';
import { nameSpanOf } from './arguments';
import type { Binder } from './binder';
import { type Bound, bound } from './bound';
import { applyConversion, leave } from './convert';
import { constant, hasPlaceholder, isSilent, unknown, value, valueText } from './results';

/** Chains of operators are long, so that the left operands are walked in a loop. */
export function bindBinary(b: Binder, node: Binary): Bound {
  const chain: Binary[] = [];
  let first: Expression = node;
  while (first.kind === 'binary' && first.operator !== '??' && first.operator !== '..') {
    chain.push(first);
    first = first.left;
  }
  let left = operand(b, first);
  for (let at = chain.pop(); at; at = chain.pop()) {
    const right = operand(b, at.right);
    left = combine(b, at, left, right);
  }
  return left;
}

function operand(b: Binder, node: Expression): Bound {
  return b.value(node);
}

function combine(b: Binder, node: Binary, left: Bound, right: Bound): Bound {
  if (isSilent(left) || isSilent(right)) {
    leave(b, left);
    leave(b, right);
    // Whatever the operands are, what a comparison gives is most likely a bool; an operator of its own may differ.
    return unknown(b, node);
  }
  if (left.type?.kind === 'dynamic' || right.type?.kind === 'dynamic') {
    leave(b, left);
    leave(b, right);
    return value(b, node, b.world.dynamic);
  }
  if (reportDefault(b, node, left, right)) return unknown(b, node);
  if (isEquality.has(node.operator) && areTuples(left, right)) return tupleEquality(b, node, left, right);
  const found = resolveBinary(b.known, node.operator, left, right);
  if (found.kind !== 'one') {
    leave(b, left);
    leave(b, right);
    if (found.kind === 'unknown') return unknown(b, node);
    const texts = [node.operator, valueText(b.known, left), valueText(b.known, right)];
    b.report(found.kind === 'ambiguous' ? 'CS0034' : 'CS0019', node.span, texts);
    return unknown(b, node);
  }
  take(b, left, found.left);
  take(b, right, found.right);
  warnOfComparison(b, node, left, right, found);
  if (isComparison.has(node.operator) && isSameVariable(left, right)) b.report('CS1718', node.span);
  return value(b, node, found.result, {
    symbol: found.method,
    constant: found.method ? undefined : folded(b, node, node.operator, found, left, right),
  });
}

/** `default` alone is only compared: it takes the type of the other side. */
function reportDefault(b: Binder, node: Binary, left: Bound, right: Bound): boolean {
  const it = left.form === 'default' ? left : right.form === 'default' ? right : undefined;
  if (!it || isEquality.has(node.operator)) return false;
  if (node.operator === '&&' || node.operator === '||') b.report('CS8716', it.span);
  else b.report('CS8310', node.span, [node.operator, 'default']);
  leave(b, left);
  leave(b, right);
  return true;
}

export function take(b: Binder, it: Bound, to: TypeSymbol): void {
  const how = implicitOf(b.known, it, to);
  if (how) applyConversion(b, it, to, how);
}

function folded(
  b: Binder,
  node: Expression,
  operator: BinaryOperator,
  found: OperatorFound & { readonly kind: 'one' },
  left: Bound,
  right: Bound,
): ConstantValue | undefined {
  if (found.isReference) {
    if (left.form === 'null' && right.form === 'null') return operator === '==';
    return undefined;
  }
  const name = numericName(b.known, found.left);
  // Whether it is null or not, a divisor that is zero is a mistake.
  if (right.constant !== undefined && left.constant === undefined) {
    if ((operator === '/' || operator === '%') && name && name !== 'float' && name !== 'double') {
      const divisor = as(b, right, found.right);
      const result = divisor === undefined ? undefined : foldBinary('/', name, divisor, divisor, true);
      if (result === 'zero') b.report('CS0020', node.span);
    }
    return undefined;
  }
  if (left.constant === undefined || right.constant === undefined) return undefined;
  const x = as(b, left, found.left);
  const y = as(b, right, found.right);
  if (x === undefined || y === undefined) return undefined;
  return settled(b, node, foldBinary(operator, name, x, y, b.isChecked));
}

/** The constant as one of another type. */
function as(b: Binder, it: Bound, to: TypeSymbol): ConstantValue | undefined {
  if (it.constant === undefined) return undefined;
  if (it.form === 'null') return isReferenceType(to) ? null : undefined;
  if (!it.type) return undefined;
  const converted = convertConstant(b.known, it.constant, it.type, to, true);
  return typeof converted === 'object' ? converted.value : undefined;
}

function settled(b: Binder, node: Expression, result: Folded): ConstantValue | undefined {
  if (result === 'overflow') b.report('CS0220', node.span);
  else if (result === 'zero') b.report('CS0020', node.span);
  else return result?.value;
  return undefined;
}

function warnOfComparison(
  b: Binder,
  node: Binary,
  left: Bound,
  right: Bound,
  found: OperatorFound & { readonly kind: 'one' },
): void {
  if (!isEquality.has(node.operator)) return;
  if (found.isReference && left.type && right.type) {
    const isPlain = (type: TypeSymbol): boolean => type === b.known.object;
    const hasEquality = (type: TypeSymbol): boolean => type === b.known.string;
    if (isPlain(left.type) && hasEquality(right.type))
      b.report('CS0252', node.span, [typeText(b.known, right.type)]);
    else if (isPlain(right.type) && hasEquality(left.type))
      b.report('CS0253', node.span, [typeText(b.known, left.type)]);
    return;
  }
  const other = left.form === 'null' ? right : right.form === 'null' ? left : undefined;
  if (!other?.type || !isNonNullableValueType(b.known, other.type)) return;
  if (found.method) return;
  const text = typeText(b.known, other.type);
  b.report('CS0472', node.span, [node.operator === '==' ? 'false' : 'true', text, `${text}?`]);
}

function isSameVariable(left: Bound, right: Bound): boolean {
  const { symbol } = left;
  if (!symbol || symbol !== right.symbol || left.constant !== undefined) return false;
  if (symbol.kind === 'field') return symbol.isStatic;
  return left.form === 'value' && (symbol.kind === 'local' || symbol.kind === 'parameter');
}

function tupleEquality(b: Binder, node: Binary, left: Bound, right: Bound): Bound {
  const parts = (it: Bound): readonly Bound[] =>
    it.form === 'tuple'
      ? it.elements.map((element) => element.value)
      : it.type?.kind === 'tuple'
        ? it.type.elements.map(({ type }) => bound(it.node ?? node, 'value', type))
        : [];
  const a = parts(left);
  const c = parts(right);
  if (a.length !== c.length) {
    b.report('CS8384', node.span, [String(a.length), String(c.length)]);
    return value(b, node, b.known.bool, { failed: true });
  }
  for (const [i, it] of a.entries()) {
    const other = c[i];
    if (!other || isSilent(it) || isSilent(other) || areTuples(it, other)) continue;
    const found = resolveBinary(b.known, node.operator, it, other);
    if (found.kind === 'none')
      b.report('CS0019', node.span, [node.operator, valueText(b.known, it), valueText(b.known, other)]);
  }
  return value(b, node, b.known.bool);
}

export function bindUnary(b: Binder, node: Unary): Bound {
  const { operator } = node;
  if (operator === '&' || operator === '*' || operator === '^') {
    const it = b.value(node.operand);
    leave(b, it);
    if (operator !== '^' && !isSilent(it)) {
      if (operator === '&') b.report('CS0211', node.operand.span);
      else b.report('CS0193', node.span);
    }
    return unknown(b, node);
  }
  if (operator === '++' || operator === '--') return bindStep(b, node, operator, node.operand);
  const least = operator === '-' ? leastInteger(b, node) : undefined;
  if (least) return least;
  const it = b.value(node.operand);
  if (isSilent(it)) {
    leave(b, it);
    return unknown(b, node);
  }
  if (it.type?.kind === 'dynamic') return value(b, node, it.type);
  if (it.form === 'default') {
    b.report('CS8716', it.span);
    return unknown(b, node);
  }
  const found = resolveUnary(b.known, operator, it);
  if (found.kind !== 'one') {
    leave(b, it);
    if (found.kind === 'unknown') return unknown(b, node);
    b.report(found.kind === 'none' ? 'CS0023' : 'CS0035', node.span, [operator, valueText(b.known, it)]);
    return unknown(b, node);
  }
  take(b, it, found.operand);
  const folding = found.method ? undefined : as(b, it, found.operand);
  return value(b, node, found.result, {
    symbol: found.method,
    constant:
      folding === undefined
        ? undefined
        : settled(b, node, foldUnary(operator, numericName(b.known, found.operand), folding, b.isChecked)),
  });
}

/** `-2147483648` is an `int` though `2147483648` is none. */
function leastInteger(b: Binder, node: Unary): Bound | undefined {
  const { operand: it } = node;
  if (it.kind !== 'literal' || (it.value.type !== 'uint' && it.value.type !== 'ulong')) return undefined;
  const text = b.code.slice(it.span.start, it.span.end);
  if (/u$/i.test(text)) return undefined;
  const name =
    it.value.value === 2n ** 31n && it.value.type === 'uint' && !/l$/i.test(text)
      ? 'int'
      : it.value.value === 2n ** 63n
        ? 'long'
        : undefined;
  if (!name) return undefined;
  b.bind(it);
  return constant(b, node, b.world.predefined(name), -it.value.value);
}

export function bindPostfix(b: Binder, node: Postfix): Bound {
  if (node.operator === '!') {
    const it = b.value(node.operand);
    leave(b, it);
    return unknown(b, node);
  }
  return bindStep(b, node, node.operator, node.operand);
}

function bindStep(b: Binder, node: Expression, operator: '++' | '--', operandNode: Expression): Bound {
  const it = b.value(operandNode);
  b.record.markAccess(nameSpanOf(operandNode), 'read-write');
  if (isSilent(it)) {
    leave(b, it);
    return unknown(b, node);
  }
  if (!checkWritable(b, it, 'CS1059')) {
    leave(b, it);
    return unknown(b, node);
  }
  if (it.type?.kind === 'dynamic') return value(b, node, it.type);
  const found = resolveUnary(b.known, operator, it);
  if (found.kind !== 'one') {
    if (found.kind !== 'unknown') b.report('CS0023', node.span, [operator, valueText(b.known, it)]);
    return unknown(b, node);
  }
  return value(b, node, it.type ?? found.result, { symbol: found.method });
}

/** Whether what stands there can be written; says why not. */
export function checkWritable(b: Binder, it: Bound, otherwise: 'CS0131' | 'CS1059' | 'CS1510'): boolean {
  const { symbol } = it;
  if (it.place === 'variable') return true;
  if (it.place === 'property') {
    if (symbol?.kind === 'property' && !symbol.canWrite) {
      b.report('CS0200', it.span, [`${typeText(b.known, symbol.containingType)}.${symbol.name}`]);
      return false;
    }
    return true;
  }
  if (it.place === 'read-only' && it.constant === undefined) {
    if (symbol?.kind === 'range-variable') {
      b.report('CS1947', it.span, [symbol.name]);
      return false;
    }
    if (symbol?.kind === 'local' && 'readOnly' in symbol) {
      const what = symbol.readOnly === 'using' ? 'using variable' : 'foreach iteration variable';
      b.report('CS1656', it.span, [symbol.name, what]);
      return false;
    }
    if (symbol?.kind === 'field') {
      b.report(symbol.isStatic ? 'CS0198' : 'CS0191', it.span);
      return false;
    }
    if (symbol?.kind === 'element') {
      b.report('CS0200', it.span, [`${typeText(b.known, symbol.containingType)}.${symbol.name}`]);
      return false;
    }
  }
  if (it.symbol?.kind === 'field' && it.place === 'value' && otherwise !== 'CS1510') {
    b.report('CS1612', it.span, [b.code.slice(it.span.start, it.span.end)]);
    return false;
  }
  if (it.form === 'methods') {
    b.report('CS1656', it.span, [it.group?.name ?? '', 'method group']);
    return false;
  }
  b.report(otherwise, it.span);
  return false;
}

/** A condition: a bool, or what has an operator that tells whether it is true. */
export function condition(b: Binder, node: Expression): Bound {
  const it = b.value(node);
  const assigned = node.kind === 'parenthesized' ? node.expression : node;
  if (assigned.kind === 'assignment' && assigned.operator === '=' && it.type === b.known.bool && !it.failed) {
    const right = b.record.meanings.get(assigned.value);
    if (right?.constant !== undefined) b.report('CS0665', assigned.span);
  }
  const { type } = it;
  if (type && !isSilent(it) && !implicitOf(b.known, it, b.known.bool)) {
    if (type.kind === 'named' && b.known.operators(type, 'op_True').length > 0) return it;
  }
  b.convert(it, b.known.bool);
  return hasPlaceholder(b, node.span) ? { ...it, constant: undefined } : it;
}
