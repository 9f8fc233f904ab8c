/** Loops, and what `foreach` can walk. */
import type { Expression, Statement } from '../../syntax/nodes';
import { isStatementExpression } from '../../syntax/statements';
import type { TypeSymbol } from '../../types/symbols';
import { explicitBetween } from '../conversions/ofExpression';
import { lookupMembers } from '../lookup/members';
import { isVar } from '../lookup/types';
import { typeText } from '../typing/display';
import { isUnknown } from '../typing/facts';
import { takeApart } from './assignment';
import type { Binder } from './binder';
import { type Bound, unwritten } from './bound';
import { leave } from './convert';
import { bindDeclaration, expectedIn } from './declarations';

import { declare, expectVariables, expressionVariables } from './locals';
import { condition } from './operators';
import { isSilent, valueText } from './results';
import { Scope } from './scopes';

export function loop(b: Binder, run: () => void): void {
  b.frame.loops++;
  b.frame.breakable++;
  run();
  b.frame.loops--;
  b.frame.breakable--;
}

export function bindFor(b: Binder, node: Statement & { readonly kind: 'for' }): void {
  const scope = new Scope(b.scope, node.span);
  b.inScope(scope, () => {
    if (node.declaration) {
      expectedIn(b, scope, node.declaration);
      bindDeclaration(b, node.declaration);
    }
    for (const it of [...node.initializers, node.condition, ...node.incrementors])
      expectVariables(b, scope, expressionVariables(b, it));
    for (const it of node.initializers) step(b, it);
    if (node.condition) condition(b, node.condition);
    for (const it of node.incrementors) step(b, it);
    loop(b, () => b.embedded(node.body));
  });
}

function step(b: Binder, node: Expression): void {
  leave(b, b.value(node));
  if (!isStatementExpression(node)) b.report('CS0201', node.span);
}

export function bindForEach(b: Binder, node: Statement & { readonly kind: 'foreach' }): void {
  const scope = new Scope(b.scope, node.span);
  b.inScope(scope, () => {
    const own = new Scope(scope, node.span);
    expectVariables(b, scope, expressionVariables(b, node.source));
    const source = b.value(node.source);
    leave(b, source);
    const element = elementType(b, source);
    b.inScope(own, () => {
      expectVariables(b, own, [node.name]);
      const isInferred = isVar(node.type);
      const type = isInferred ? element : b.type(node.type);
      if (isInferred) b.record.meaning(node.type, element, { isType: true });
      else if (!isUnknown(type) && !isUnknown(element) && !explicitBetween(b.known, element, type))
        b.report('CS0030', { start: node.span.start, end: node.span.start + 'foreach'.length }, [
          typeText(b.known, element, true),
          typeText(b.known, type, true),
        ]);
      const variable = declare(b, node.name, type);
      variable.readOnly = 'foreach';
      loop(b, () => b.embedded(node.body));
    });
  });
}

export function bindForEachDeconstruction(
  b: Binder,
  node: Statement & { readonly kind: 'foreach-deconstruction' },
): void {
  const scope = new Scope(b.scope, node.span);
  b.inScope(scope, () => {
    expectVariables(b, scope, expressionVariables(b, node.source));
    const source = b.value(node.source);
    leave(b, source);
    const element = elementType(b, source);
    expectVariables(b, scope, expressionVariables(b, node.target));
    takeApart(b, node.target, unwritten(node.source.span, element), node.target.span);
    loop(b, () => b.embedded(node.body));
  });
}

/** What `foreach` gives of each turn; reports what it can't walk. */
function elementType(b: Binder, source: Bound): TypeSymbol {
  const { type } = source;
  const { unknown } = b.world;
  if (isSilent(source)) return unknown;
  if (!type || type.kind === 'void') {
    if (source.form === 'null') b.report('CS0186', source.span);
    else if (source.form === 'methods' || source.form === 'lambda')
      b.report('CS0446', source.span, [valueText(b.known, source)]);
    else b.report('CS1579', source.span, [valueText(b.known, source), 'GetEnumerator']);
    return unknown;
  }
  const found = enumerated(b, type);
  if (found) return found;
  b.report('CS1579', source.span, [typeText(b.known, type), 'GetEnumerator']);
  return unknown;
}

/** `undefined` where a type can't be walked. */
function enumerated(b: Binder, type: TypeSymbol): TypeSymbol | undefined {
  const { known, world } = b;
  if (type.kind === 'array') return type.element;
  if (type === known.string) return known.char;
  if (type.kind === 'dynamic') return type;
  const pattern = byPattern(b, type);
  if (pattern) return pattern;
  const all = type.kind === 'named' ? [type, ...world.interfacesOf(type)] : world.interfacesOf(type);
  const generic = all.filter((it) => it.definition.fullName === 'System.Collections.Generic.IEnumerable');
  const [first] = generic;
  if (first && generic.every((it) => it === first)) return first.typeArguments[0] ?? world.unknown;
  if (generic.length > 1) return undefined;
  if (all.some((it) => it.definition.fullName === 'System.Collections.IEnumerable')) return known.object;
  return lookupMembers(known, type, 'GetEnumerator').isComplete ? undefined : world.unknown;
}

/** A public `GetEnumerator` whose result has `MoveNext` and `Current`. */
function byPattern(b: Binder, type: TypeSymbol): TypeSymbol | undefined {
  const { known } = b;
  const lookup = lookupMembers(known, type, 'GetEnumerator');
  const method = lookup.members.find(
    (it) => it.kind === 'method' && it.parameters.length === 0 && !it.isStatic,
  );
  if (method?.kind !== 'method') return undefined;
  const current = lookupMembers(known, method.returnType, 'Current').members[0];
  const moveNext = lookupMembers(known, method.returnType, 'MoveNext').members[0];
  return current?.kind === 'property' && moveNext ? current.type : undefined;
}
