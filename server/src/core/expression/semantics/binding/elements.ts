/** `a[0]` and `a?[0]` */
import type { Argument, ElementAccess, ElementBinding, Expression } from '../../syntax/nodes';
import type { PropertySymbol, TypeSymbol } from '../../types/symbols';
import { indexerCallable, resolve } from '../calls/resolve';
import { implicitOf } from '../conversions/ofExpression';
import { lookupIndexers } from '../lookup/members';
import { typeText } from '../typing/display';
import type { Binder, BoundArgument } from './binder';
import { type Bound, bound } from './bound';
import { convert, leave } from './convert';
import { finish } from './invocation';
import { done, isSilent, unknown, value, valueText } from './results';

export function bindElementAccess(b: Binder, node: ElementAccess): Bound {
  const target = b.value(node.target);
  return element(b, node, target, node.arguments);
}

export function bindElementBinding(b: Binder, node: ElementBinding): Bound {
  if (b.receiver) return element(b, node, b.receiver, node.arguments);
  for (const it of b.arguments(node.arguments)) leave(b, it.value);
  return unknown(b, node);
}

function element(b: Binder, node: Expression, target: Bound, nodes: readonly Argument[]): Bound {
  const given = b.arguments(nodes);
  const { type } = target;
  const leaveThem = (): void => {
    for (const it of given) leave(b, it.value);
  };
  if (isSilent(target)) {
    leaveThem();
    return unknown(b, node);
  }
  if (!type || type.kind === 'void') {
    leaveThem();
    b.report('CS0021', node.span, [valueText(b.known, target)]);
    return unknown(b, node);
  }
  if (type.kind === 'dynamic') {
    leaveThem();
    b.report('APIM0006', node.span);
    return value(b, node, type, { place: 'variable' });
  }
  if (type.kind === 'array') return arrayElement(b, node, type, given);
  if (type.kind === 'pointer') {
    leaveThem();
    return unknown(b, node);
  }
  return indexed(b, node, target, type, given);
}

function arrayElement(
  b: Binder,
  node: Expression,
  type: TypeSymbol & { readonly kind: 'array' },
  given: readonly BoundArgument[],
): Bound {
  if (given.length !== type.rank && given.length > 0) {
    for (const it of given) leave(b, it.value);
    if (!given.some((it) => it.value.failed)) b.report('CS0022', node.span, [String(type.rank)]);
    return value(b, node, type.element, { failed: true, place: 'variable' });
  }
  if (given.some(({ name }) => name)) {
    for (const it of given) leave(b, it.value);
    b.report('CS1742', node.span);
    return value(b, node, type.element, { failed: true, place: 'variable' });
  }
  const failed = given.map((it) => convertIndex(b, it.value)).includes(false);
  return value(b, node, type.element, { failed, place: 'variable' });
}

/**
 * Sizes and places in arrays are whole numbers of the types from `int` to `ulong`.
 * @returns whether the value is one
 */
export function convertIndex(b: Binder, it: Bound): boolean {
  for (const name of ['int', 'uint', 'long', 'ulong'] as const) {
    const type = b.world.predefined(name);
    if (implicitOf(b.known, it, type)) {
      convert(b, it, type);
      return true;
    }
  }
  convert(b, it, b.known.int);
  return false;
}

/** The indexer that the arguments choose. */
export function indexed(
  b: Binder,
  node: Expression,
  target: Bound,
  type: TypeSymbol,
  given: readonly BoundArgument[],
): Bound {
  const lookup = lookupIndexers(b.known, type);
  const indexers = lookup.members.filter((it): it is PropertySymbol => it.kind === 'property');
  if (indexers.length === 0) {
    for (const it of given) leave(b, it.value);
    if (lookup.isComplete) b.report('CS0021', node.span, [typeText(b.known, type)]);
    return unknown(b, node);
  }
  const found = resolve(
    b.known,
    indexers.map((it) => indexerCallable(it, lookup.levels.get(it) ?? 0)),
    given,
    undefined,
  );
  const called = finish(b, found, given, {
    kind: 'indexer',
    name: 'this',
    nameSpan: node.span,
    receiver: target,
    all: indexers,
  });
  return done(
    b,
    bound(node, 'value', called.type, {
      symbol: called.symbol,
      candidates: indexers,
      place: 'property',
      failed: called.failed,
    }),
  );
}
