/** Assignments, and taking values apart. */
import type { Span } from '../../../text';
import type {
  Assignment,
  AssignmentOperator,
  BinaryOperator,
  Designation,
  Expression,
} from '../../syntax/nodes';
import type { MethodSymbol } from '../../types/symbols';
import { explicitBetween, implicitOf } from '../conversions/ofExpression';
import { extensionGroups, lookupMembers, takesReceiver } from '../lookup/members';
import { isVar } from '../lookup/types';
import { resolveBinary } from '../operators/binary';
import { isUnknown } from '../typing/facts';
import { isDiscard, nameSpanOf } from './arguments';
import type { Binder } from './binder';
import { type Bound, bound, unwritten } from './bound';
import { convert, leave, reportNoConversion } from './convert';
import { declare } from './locals';
import { checkWritable, take } from './operators';
import { done, isSilent, unknown, value, valueText } from './results';

const plainOf: Readonly<Partial<Record<AssignmentOperator, BinaryOperator>>> = {
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
  '%=': '%',
  '&=': '&',
  '|=': '|',
  '^=': '^',
  '<<=': '<<',
  '>>=': '>>',
};

export function bindAssignment(b: Binder, node: Assignment): Bound {
  const { target } = node;
  if (node.operator === '=') {
    if (
      target.kind === 'tuple' ||
      (target.kind === 'declaration-expression' && target.designation.kind === 'several')
    )
      return deconstruction(b, node);
    return simple(b, node);
  }
  return compound(b, node);
}

function bindTarget(b: Binder, node: Expression, access: 'write' | 'read-write'): Bound {
  const it = b.value(node);
  b.record.markAccess(nameSpanOf(node), access);
  return it;
}

function simple(b: Binder, node: Assignment): Bound {
  if (isDiscard(b, node.target)) {
    done(b, bound(node.target, 'discard', undefined));
    const it = b.value(node.value);
    leave(b, it);
    if (!it.type && !it.failed) b.report('CS8183', node.target.span);
    return it.type ? value(b, node, it.type, { failed: it.failed }) : unknown(b, node);
  }
  const target = bindTarget(b, node.target, 'write');
  const isWritable = isSilent(target) || checkWritable(b, target, 'CS0131');
  const it = node.value.kind === 'ref' ? b.value(node.value.value) : b.value(node.value);
  const { type } = target;
  if (!type || !isWritable || isSilent(target)) {
    leave(b, it, type);
    return type ? value(b, node, type, { failed: true }) : unknown(b, node);
  }
  convert(b, it, type);
  const { symbol } = target;
  if (
    symbol &&
    symbol === it.symbol &&
    (symbol.kind === 'local' || symbol.kind === 'parameter') &&
    !it.lambda
  )
    if (it.node?.kind === 'name') b.report('CS1717', node.span);
  return value(b, node, type);
}

function compound(b: Binder, node: Assignment): Bound {
  const target = bindTarget(b, node.target, 'read-write');
  const operator = plainOf[node.operator];
  const isWritable = isSilent(target) || operator === undefined || checkWritable(b, target, 'CS0131');
  const it = b.value(node.value);
  const { type } = target;
  if (!operator || !isWritable || isSilent(target) || isSilent(it) || !type) {
    leave(b, it, type);
    return type ? value(b, node, type, { failed: true }) : unknown(b, node);
  }
  if (type.kind === 'dynamic' || it.type?.kind === 'dynamic') {
    leave(b, it);
    return value(b, node, type);
  }
  const found = resolveBinary(b.known, operator, { ...target, constant: undefined }, it);
  if (found.kind !== 'one') {
    leave(b, it);
    if (found.kind === 'unknown') return unknown(b, node);
    b.report(found.kind === 'none' ? 'CS0019' : 'CS0034', node.span, [
      node.operator,
      valueText(b.known, target),
      valueText(b.known, it),
    ]);
    return unknown(b, node);
  }
  take(b, it, found.right);
  const result = unwritten(node.span, found.result);
  if (!implicitOf(b.known, result, type)) {
    const isNarrowing =
      found.method === undefined &&
      explicitBetween(b.known, found.result, type) !== undefined &&
      (implicitOf(b.known, it, type) !== undefined || operator === '<<' || operator === '>>');
    if (!isNarrowing) {
      // A constant that is too large is told of as such.
      const isConstant = it.constant !== undefined && found.method === undefined;
      reportNoConversion(b, isConstant ? { ...result, type: it.type, constant: it.constant } : result, type);
    }
  }
  return value(b, node, type, { symbol: found.method });
}

function deconstruction(b: Binder, node: Assignment): Bound {
  const it = b.value(node.value);
  takeApart(b, node.target, it, node.span);
  return it.type && !isUnknown(it.type) ? value(b, node, it.type, { failed: it.failed }) : unknown(b, node);
}

/** What each of several targets is given. */
type Parts = readonly Bound[] | 'unknown' | 'none';

export function takeApart(b: Binder, target: Expression, it: Bound, whole: Span): void {
  const targets = targetsOf(target);
  const parts = partsOf(b, it, targets.length);
  if (parts === 'none') {
    leave(b, it);
    b.report('CS8129', it.span, [valueText(b.known, it), String(targets.length)]);
  } else if (parts !== 'unknown' && parts.length !== targets.length) {
    leave(b, it);
    b.report('CS8132', whole, [String(parts.length), String(targets.length)]);
  } else if (parts !== 'unknown') {
    for (const [i, part] of targets.entries()) {
      const given = parts[i];
      if (given) give(b, part, given);
    }
    return;
  } else leave(b, it);
  for (const part of targets) give(b, part, unwritten(target.span, b.world.unknown));
}

type Target =
  | { readonly kind: 'expression'; readonly node: Expression }
  | { readonly kind: 'designation'; readonly node: Designation };

function targetsOf(node: Expression): readonly Target[] {
  if (node.kind === 'tuple') return node.elements.map((it) => ({ kind: 'expression', node: it.value }));
  if (node.kind === 'declaration-expression' && node.designation.kind === 'several')
    return node.designation.designations.map((it) => ({ kind: 'designation', node: it }));
  return [];
}

function partsOf(b: Binder, it: Bound, count: number): Parts {
  if (it.form === 'tuple') return it.elements.map((element) => element.value);
  const { type } = it;
  if (isSilent(it) || type?.kind === 'dynamic') return 'unknown';
  if (!type) return 'none';
  if (type.kind === 'tuple') return type.elements.map((element) => unwritten(it.span, element.type));
  const lookup = lookupMembers(b.known, type, 'Deconstruct');
  const method = lookup.members.find(
    (member): member is MethodSymbol =>
      member.kind === 'method' &&
      member.parameters.length === count &&
      member.parameters.every(({ modifier }) => modifier === 'out'),
  );
  if (method) return method.parameters.map((parameter) => unwritten(it.span, parameter.type));
  const mayExtend = extensionGroups(b.known, 'Deconstruct')
    .flat()
    .some(
      (extension) => extension.parameters.length === count + 1 && takesReceiver(b.known, extension, type),
    );
  return lookup.isComplete && !mayExtend ? 'none' : 'unknown';
}

function give(b: Binder, target: Target, given: Bound): void {
  if (target.kind === 'designation') {
    designate(b, target.node, given);
    return;
  }
  const { node } = target;
  if (node.kind === 'tuple') {
    takeApart(b, node, given, node.span);
    return;
  }
  if (node.kind === 'declaration-expression') {
    if (isVar(node.type)) {
      designate(b, node.designation, given);
      done(b, bound(node, 'value', given.type ?? b.world.unknown));
      return;
    }
    const type = b.type(node.type);
    convert(b, given, type);
    if (node.designation.kind === 'single') declare(b, node.designation.name, type);
    done(b, bound(node, 'value', type));
    return;
  }
  if (isDiscard(b, node)) {
    leave(b, given);
    done(b, bound(node, 'discard', undefined));
    return;
  }
  const it = bindTarget(b, node, 'write');
  if (isSilent(it) || !it.type || !checkWritable(b, it, 'CS0131')) leave(b, given);
  else convert(b, given, it.type);
}

function designate(b: Binder, node: Designation, given: Bound): void {
  if (node.kind === 'several') {
    const parts = partsOf(b, given, node.designations.length);
    for (const [i, it] of node.designations.entries())
      designate(
        b,
        it,
        (typeof parts === 'string' ? undefined : parts[i]) ?? unwritten(node.span, b.world.unknown),
      );
    return;
  }
  leave(b, given);
  if (node.kind !== 'single') return;
  const type = given.type;
  if (!type && !given.failed) b.report('CS8130', node.name.span, [node.name.text]);
  declare(b, node.name, type ?? b.world.unknown);
}
