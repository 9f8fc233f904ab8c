/** `(T)a`, `a as T` and `a is …` */
import type { As, Cast, Is } from '../../syntax/nodes';
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import { constantText, convertConstant } from '../constants/convert';
import { delegateOf, explicitOf } from '../conversions/ofExpression';
import { standardExplicit, standardImplicit } from '../conversions/standard';
import { typeText } from '../typing/display';
import { isNonNullableValueType, isReferenceType, isUnknown } from '../typing/facts';
import type { Binder } from './binder';
import type { Bound } from './bound';
import { applyConversion, leave, reportNoConversion } from './convert';
import { bindPattern } from './patterns';
import { isSilent, unknown, value, valueText } from './results';

export function bindCast(b: Binder, node: Cast): Bound {
  const type = b.type(node.type);
  const it = b.value(node.operand);
  if (isUnknown(type)) {
    leave(b, it);
    return unknown(b, node);
  }
  if (type.kind === 'void') {
    leave(b, it);
    b.report('CS1547', node.type.span);
    return unknown(b, node);
  }
  if (type.kind === 'named' && type.definition.isStatic) {
    leave(b, it);
    b.report('CS0716', node.span, [typeText(b.known, type)]);
    return unknown(b, node);
  }
  if (isSilent(it)) {
    leave(b, it, type);
    return value(b, node, type, { failed: true });
  }
  const how = explicitOf(b.known, it, type);
  if (how && how !== 'ambiguous') {
    applyConversion(b, it, type, how);
    const symbol = how.kind === 'user-defined' ? how.method : undefined;
    return value(b, node, type, { symbol, constant: symbol ? undefined : castConstant(b, node, it, type) });
  }
  if (it.form === 'methods' && !delegateOf(type)) {
    leave(b, it);
    b.report('CS0030', node.span, ['method', typeText(b.known, type, true)]);
  } else if (it.lambda || it.form === 'methods' || (it.form === 'tuple' && type.kind === 'tuple'))
    reportNoConversion(b, it, type);
  else {
    leave(b, it);
    if (it.form === 'null') b.report('CS0037', node.span, [typeText(b.known, type)]);
    else b.report('CS0030', node.span, [valueText(b.known, it, true), typeText(b.known, type, true)]);
  }
  return value(b, node, type, { failed: true });
}

function castConstant(b: Binder, node: Cast, it: Bound, type: TypeSymbol): ConstantValue | undefined {
  if (it.constant === undefined) return undefined;
  if (it.form === 'null') return isReferenceType(type) ? null : undefined;
  if (!it.type) return undefined;
  const converted = convertConstant(b.known, it.constant, it.type, type, b.isChecked);
  if (converted === 'overflow') {
    b.report('CS0221', node.span, [constantText(it.constant), typeText(b.known, type)]);
    return undefined;
  }
  return typeof converted === 'object' ? converted.value : undefined;
}

export function bindAs(b: Binder, node: As): Bound {
  const it = b.value(node.value);
  const type = b.type(node.type);
  if (isUnknown(type)) {
    leave(b, it);
    return unknown(b, node);
  }
  if (it.lambda || it.form === 'methods') {
    leave(b, it);
    b.report('CS0837', node.span);
    return value(b, node, type, { failed: true });
  }
  if (isNonNullableValueType(b.known, type)) {
    leave(b, it);
    b.report('CS0077', node.span, [typeText(b.known, type)]);
    return value(b, node, type, { failed: true });
  }
  if (type.kind === 'named' && type.definition.isStatic) {
    leave(b, it);
    b.report('CS7023', node.span, [typeText(b.known, type)]);
    return unknown(b, node);
  }
  leave(b, it);
  if (!isSilent(it) && it.type && !canBe(b, it.type, type))
    b.report('CS0039', node.span, [valueText(b.known, it, true), typeText(b.known, type, true)]);
  return value(b, node, type);
}

/** Whether a value of the one type may be one of the other without a conversion that an operator defines. */
function canBe(b: Binder, from: TypeSymbol, to: TypeSymbol): boolean {
  if (isUnknown(from) || isUnknown(to) || from.kind === 'dynamic') return true;
  const how = standardExplicit(b.known, from, to);
  return how !== undefined && how.kind !== 'numeric' && how.kind !== 'enumeration';
}

export function bindIs(b: Binder, node: Is): Bound {
  const it = b.value(node.value);
  if (it.lambda || it.form === 'methods') {
    leave(b, it);
    if (!it.failed) b.report('CS0837', node.span);
  } else if (!isSilent(it) && it.type?.kind === 'void' && node.pattern.kind !== 'type-pattern') {
    b.report('CS8117', it.span, ['void']);
  }
  leave(b, it);
  const input = isSilent(it) || it.type?.kind === 'void' ? b.world.unknown : (it.type ?? b.world.unknown);
  if (
    it.form === 'null' &&
    (node.pattern.kind === 'declaration-pattern' || node.pattern.kind === 'constant-pattern')
  )
    b.report('CS8117', it.span, ['<null>']);
  bindPattern(b, node.pattern, input);
  if (node.pattern.kind === 'type-pattern') warnOfTest(b, node, input, it);
  return value(b, node, b.known.bool);
}

/** A test whose result is known without it. */
function warnOfTest(b: Binder, node: Is, input: TypeSymbol, it: Bound): void {
  const meaning = node.pattern.kind === 'type-pattern' ? b.record.meanings.get(node.pattern.type) : undefined;
  const type = meaning?.isType ? meaning.type : undefined;
  if (!type || isUnknown(type)) return;
  if (it.form === 'null') b.report('CS0184', node.span, [typeText(b.known, type)]);
  if (isUnknown(input) || input.kind === 'dynamic') return;
  const isThere = it.constant !== undefined && it.constant !== null;
  if (!canBe(b, input, type)) b.report('CS0184', node.span, [typeText(b.known, type)]);
  else if ((isNonNullableValueType(b.known, input) || isThere) && standardImplicit(b.known, input, type))
    b.report('CS0183', node.span, [typeText(b.known, type)]);
}
