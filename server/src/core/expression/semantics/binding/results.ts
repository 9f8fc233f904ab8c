/** Small things that all parts of the binder do with what they found. */
import type { Span } from '../../../text';
import type { Expression } from '../../syntax/nodes';
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import { typeText } from '../typing/display';
import type { KnownTypes } from '../typing/known';
import type { Binder } from './binder';
import { type Bound, bound } from './bound';

/** Records what an expression is. */
export function done(b: Binder, value: Bound): Bound {
  if (value.node)
    b.record.meaning(value.node, value.type?.kind === 'null' ? undefined : value.type, {
      symbol: value.symbol,
      candidates: value.candidates,
      constant: value.constant,
      isType: value.form === 'type' || value.form === 'namespace',
    });
  return value;
}

/** A value of which nothing is known, and of which nothing is said. */
export function unknown(
  b: Binder,
  node: Expression,
  more: Partial<Omit<Bound, 'node' | 'form' | 'type'>> = {},
): Bound {
  return done(b, bound(node, 'value', b.world.unknown, { failed: true, place: 'variable', ...more }));
}

export function value(
  b: Binder,
  node: Expression,
  type: TypeSymbol,
  more: Partial<Omit<Bound, 'node' | 'form' | 'type'>> = {},
): Bound {
  return done(b, bound(node, 'value', type, more));
}

export function constant(
  b: Binder,
  node: Expression,
  type: TypeSymbol,
  it: ConstantValue | undefined,
): Bound {
  return done(b, bound(node, 'value', type, { constant: it }));
}

/** How the compiler's messages call a value: by its type, or by what it is instead of having one. */
export function valueText(known: KnownTypes, it: Bound, full = false): string {
  switch (it.form) {
    case 'null':
      return '<null>';
    case 'default':
      return 'default';
    case 'throw':
      return '<throw expression>';
    case 'lambda':
      return it.lambda?.isAnonymousMethod ? 'anonymous method' : 'lambda expression';
    case 'methods':
      return 'method group';
    default:
      return it.type ? typeText(known, it.type, full) : tupleText(known, it, full);
  }
}

function tupleText(known: KnownTypes, it: Bound, full: boolean): string {
  return `(${it.elements.map((element) => valueText(known, element.value, full)).join(', ')})`;
}

/** Whether a placeholder stands in the code there, so that it isn't known what the code is. */
export function hasPlaceholder(b: Binder, span: Span): boolean {
  const at = b.code.indexOf('{{', span.start);
  return at !== -1 && at < span.end;
}

/** A name that is a variable and its type at once is the type here. */
export function takeAsType(b: Binder, { node, alsoType }: Bound): void {
  if (node?.kind !== 'name' || alsoType?.kind !== 'named') return;
  b.record.meaning(node, alsoType, { symbol: alsoType.definition, isType: true });
  b.record.replaceUse(node.identifier.span, alsoType.definition);
}

/** Whether nothing should be said of a value, because something about it was said or isn't known. */
export function isSilent(it: Bound): boolean {
  return it.failed || it.type?.kind === 'unknown';
}
