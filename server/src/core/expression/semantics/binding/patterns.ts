/** Patterns behind `is` and `case`. */
import type { Designation, Expression, Pattern, TypeNode } from '../../syntax/nodes';
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import { convertConstant } from '../constants/convert';
import { implicitOf } from '../conversions/ofExpression';
import { standardExplicit } from '../conversions/standard';
import { typeText } from '../typing/display';
import { isUnknown } from '../typing/facts';
import type { Binder } from './binder';
import type { Bound } from './bound';
import { leave, reportNoConversion } from './convert';
import { declare } from './locals';
import { Recorder } from './recorder';
import { hasPlaceholder, isSilent } from './results';

/** @returns the constant that the value is compared with, as one of the value's type, if it is compared with one */
export function bindPattern(
  b: Binder,
  node: Pattern,
  input: TypeSymbol,
  place: 'is' | 'case' = 'is',
): ConstantValue | undefined {
  switch (node.kind) {
    case 'constant-pattern':
      return constantIn(b, node.value, input);
    case 'type-pattern': {
      const expression = isConstantName(b, node.type, place) ? asExpression(node.type) : undefined;
      if (expression) return constantIn(b, expression, input);
      const type = b.type(node.type);
      if (type.kind === 'named' && type.definition.isStatic)
        b.report('CS7023', node.span, [typeText(b.known, type)]);
      else if (place === 'case' && !isUnknown(type)) b.report('CS8370', node.span, ['type pattern', '9.0']);
      return undefined;
    }
    case 'declaration-pattern': {
      const type = b.type(node.type);
      checkType(b, node.type, type, input);
      designate(b, node.designation, type);
      return undefined;
    }
    case 'var-pattern':
      designate(b, node.designation, input);
      return undefined;
    case 'relational-pattern':
      leave(b, b.value(node.value));
      return undefined;
    case 'not-pattern':
      bindPattern(b, node.pattern, b.world.unknown);
      return undefined;
    case 'combined-pattern':
      bindPattern(b, node.left, b.world.unknown);
      bindPattern(b, node.right, b.world.unknown);
      return undefined;
    case 'recursive-pattern':
      if (node.type) b.type(node.type);
      for (const it of node.positions ?? []) bindPattern(b, it, b.world.unknown);
      for (const it of node.members ?? []) bindPattern(b, it.pattern, b.world.unknown);
      if (node.designation) designate(b, node.designation, b.world.unknown);
      return undefined;
    case 'list-pattern':
      for (const it of node.patterns) bindPattern(b, it, b.world.unknown);
      if (node.designation) designate(b, node.designation, b.world.unknown);
      return undefined;
    default:
      return undefined;
  }
}

export function designate(b: Binder, node: Designation, type: TypeSymbol): void {
  if (node.kind === 'single') declare(b, node.name, type);
  else if (node.kind === 'several') for (const it of node.designations) designate(b, it, b.world.unknown);
}

/** A name that isn't one of a type: a constant of the code, or of an enum or class. */
function isConstantName(b: Binder, node: TypeNode, place: 'is' | 'case'): boolean {
  if (node.kind !== 'name' && node.kind !== 'qualified-name') return false;
  let first: TypeNode = node;
  while (first.kind === 'qualified-name') first = first.left;
  if (first.kind === 'name' && b.scope.find(first.identifier.text)) return true;
  const { record } = b;
  b.record = new Recorder();
  b.type(node);
  const isType = !b.record.hasErrors;
  b.record = record;
  return !isType && (node.kind === 'qualified-name' || place === 'case');
}

function asExpression(node: TypeNode): Expression | undefined {
  if (node.kind === 'name' || node.kind === 'placeholder' || node.kind === 'predefined-type') return node;
  if (node.kind !== 'qualified-name') return undefined;
  const target = asExpression(node.left);
  return target && { kind: 'member-access', target, operator: '.', name: node.right, span: node.span };
}

/** The constant that the value is compared with: as one of the value's type. */
export function constantIn(b: Binder, node: Expression, input: TypeSymbol): ConstantValue | undefined {
  const it = b.value(node);
  if (isSilent(it) || hasPlaceholder(b, node.span)) {
    leave(b, it);
    return undefined;
  }
  if (it.form !== 'value' && it.form !== 'null' && it.form !== 'default') {
    leave(b, it);
    b.report('CS0150', it.span);
    return undefined;
  }
  if (it.form === 'value' && it.constant === undefined) {
    b.report('CS0150', it.span);
    return undefined;
  }
  if (isUnknown(input)) return undefined;
  return converted(b, it, input);
}

function converted(b: Binder, it: Bound, input: TypeSymbol): ConstantValue | undefined {
  const { known } = b;
  const how = implicitOf(known, it, input);
  const isFit = how && how.kind !== 'user-defined';
  // A value of a wider type is compared with one of a narrower.
  const opposite = !isFit && it.type ? standardExplicit(known, it.type, input) : undefined;
  if (!isFit && !(opposite && opposite.kind === 'unboxing')) {
    reportNoConversion(b, it, input);
    return undefined;
  }
  if (it.constant === undefined || it.constant === null) return it.constant;
  const target = known.stripped(input);
  if (!it.type || target === known.object) return it.constant;
  const result = convertConstant(known, it.constant, it.type, target, true);
  return typeof result === 'object' ? result.value : it.constant;
}

/** Whether a value of that type can be one of the pattern's. */
function checkType(b: Binder, node: TypeNode, type: TypeSymbol, input: TypeSymbol): void {
  if (isUnknown(type)) return;
  const underlying = b.known.underlying(type);
  if (underlying) {
    b.report('CS8116', node.span, [typeText(b.known, underlying)]);
    return;
  }
  if (type.kind === 'named' && type.definition.isStatic) {
    b.report('CS7023', node.span, [typeText(b.known, type)]);
    return;
  }
  if (isUnknown(input) || input.kind === 'dynamic' || input.kind === 'type-parameter') return;
  const how = standardExplicit(b.known, input, type);
  const isReal = how && how.kind !== 'numeric' && how.kind !== 'enumeration';
  const isNullable = how?.kind === 'nullable' && b.known.underlying(input) !== type;
  if (!isReal || isNullable)
    b.report('CS8121', node.span, [typeText(b.known, input), typeText(b.known, type)]);
}
