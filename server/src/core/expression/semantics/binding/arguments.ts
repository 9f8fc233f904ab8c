/** The arguments of calls. */
import type { Argument, DeclarationExpression, Expression } from '../../syntax/nodes';
import { isVar } from '../lookup/types';
import type { Binder, BoundArgument } from './binder';
import { type Bound, bound } from './bound';
import { declare } from './locals';
import { done, isSilent, unknown } from './results';

export function bindArguments(b: Binder, nodes: readonly Argument[]): readonly BoundArgument[] {
  return nodes.map((node) => ({
    name: node.name,
    modifier: node.modifier,
    value: argumentValue(b, node),
    span: node.span,
  }));
}

function argumentValue(b: Binder, node: Argument): Bound {
  const { value, modifier } = node;
  if (modifier === undefined || modifier === 'in') {
    if (value.kind === 'declaration-expression') return outVariable(b, value);
    return b.value(value);
  }
  if (modifier === 'out') {
    if (value.kind === 'declaration-expression') return outVariable(b, value);
    if (isDiscard(b, value)) return done(b, bound(value, 'discard', undefined));
  }
  const target = b.value(value);
  const access = modifier === 'out' ? 'write' : 'read-write';
  b.record.markAccess(nameSpanOf(value), access);
  if (isSilent(target)) return target;
  if (target.place === 'property') {
    b.report('CS0206', target.span);
    return { ...target, failed: true };
  }
  if (target.place !== 'variable') {
    const symbol = target.symbol;
    if (symbol && 'kind' in symbol && symbol.kind === 'range-variable')
      b.report('CS1939', target.span, [symbol.name]);
    else b.report('CS1510', target.span);
    return { ...target, failed: true };
  }
  return target;
}

export function isDiscard(b: Binder, node: Expression): boolean {
  return node.kind === 'name' && node.identifier.text === '_' && !node.typeArguments && !b.scope.find('_');
}

/** Where the name of what is written stands. */
export function nameSpanOf(node: Expression): Expression['span'] {
  switch (node.kind) {
    case 'name':
      return node.identifier.span;
    case 'member-access':
    case 'member-binding':
      return node.name.kind === 'name' ? node.name.identifier.span : node.name.span;
    case 'parenthesized':
      return nameSpanOf(node.expression);
    default:
      return node.span;
  }
}

/** `out int x`, `out var x`, `out var _` */
export function outVariable(b: Binder, node: DeclarationExpression): Bound {
  const { designation, type: typeNode } = node;
  const isInferred = isVar(typeNode);
  const type = isInferred ? undefined : b.type(typeNode);
  if (designation.kind === 'discard')
    return type
      ? done(b, bound(node, 'value', type, { place: 'variable' }))
      : done(b, bound(node, 'discard', undefined));
  if (designation.kind === 'several') return unknown(b, node);
  const { name } = designation;
  if (type) {
    const symbol = declare(b, name, type);
    return done(
      b,
      bound(node, 'value', symbol.type, {
        place: 'variable',
        symbol,
        failed: isSilent(bound(node, 'value', type)),
      }),
    );
  }
  const expected = b.scope.expectedAt(name.span);
  if (expected) expected.isInferred = true;
  const symbol = expected;
  return done(
    b,
    bound(node, 'out-variable', undefined, {
      ...(symbol ? { symbol } : {}),
      settle: (settled) => {
        const variable = declare(b, name, settled);
        b.record.meaning(typeNode, settled, { isType: true });
        b.record.meaning(node, settled, { symbol: variable });
      },
    }),
  );
}
