/** What begins with `new`. */
import type { Span } from '../../../text';
import type { ArrayCreation, Initializer, ObjectCreation } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../types/symbols';
import { bestCommonType } from '../calls/bestCommonType';
import { methodCallable, resolve } from '../calls/resolve';
import { typeText } from '../typing/display';
import { isDelegate, isInterface, isUnknown } from '../typing/facts';
import type { Binder, BoundArgument } from './binder';
import { type Bound, bound } from './bound';
import { convert, leave } from './convert';
import { convertIndex } from './elements';
import { bindInitializer } from './initializers';
import { finish } from './invocation';
import { done, hasPlaceholder, unknown, value } from './results';

export function bindObjectCreation(b: Binder, node: ObjectCreation): Bound {
  const type = node.type ? b.type(node.type) : b.world.unknown;
  const given = node.arguments ? b.arguments(node.arguments) : [];
  const it = created(b, node, type, given, node.type?.span ?? node.span);
  if (node.initializer) bindInitializer(b, node.initializer, isUnknown(it.type) ? b.world.unknown : type);
  return it;
}

function created(
  b: Binder,
  node: ObjectCreation,
  type: TypeSymbol,
  given: readonly BoundArgument[],
  nameSpan: Span,
): Bound {
  const leaveThem = (): void => {
    for (const it of given) leave(b, it.value);
  };
  if (type.kind !== 'named') {
    leaveThem();
    if (type.kind === 'dynamic') b.report('CS8386', nameSpan);
    return type.kind === 'tuple' ? value(b, node, type) : unknown(b, node);
  }
  const { definition } = type;
  const text = typeText(b.known, type);
  if (definition.isStatic) {
    leaveThem();
    b.report('CS0712', node.span, [text]);
    return value(b, node, type, { failed: true });
  }
  if (isDelegate(type)) {
    const [only] = given;
    if (only && given.length === 1 && !only.name && !only.modifier) {
      const { form, type: own, failed } = only.value;
      if (form === 'value' && own && !failed && !isDelegate(own)) {
        leave(b, only.value);
        b.report('CS0149', only.value.span);
      } else convert(b, only.value, type);
    } else {
      leaveThem();
      b.report('CS1729', node.span, [text, String(given.length)]);
    }
    return value(b, node, type);
  }
  if (isInterface(type) || (definition.isAbstract && definition.typeKind === 'class')) {
    leaveThem();
    b.report('CS0144', node.span, [text]);
    return value(b, node, type, { failed: true });
  }
  const constructors = b.world
    .membersNamed(type, '.ctor')
    .filter(
      (it): it is MethodSymbol => it.kind === 'method' && it.methodKind === 'constructor' && !it.isStatic,
    );
  const isValue = definition.typeKind === 'struct' || definition.typeKind === 'enum';
  if (given.length === 0 && (isValue || constructors.some((it) => it.parameters.length === 0))) {
    const symbol = constructors.find((it) => it.parameters.length === 0);
    return value(b, node, type, { symbol, candidates: constructors });
  }
  if (!definition.isComplete) {
    leaveThem();
    return value(b, node, type);
  }
  if (constructors.length === 0) {
    leaveThem();
    if (isValue) b.report('CS1729', nameSpan, [text, String(given.length)]);
    else b.report('CS0122', nameSpan, [`${text}.${definition.name}()`]);
    return value(b, node, type, { failed: true });
  }
  const found = resolve(
    b.known,
    constructors.map((it) => methodCallable(b.known, it)),
    given,
    undefined,
  );
  const called = finish(b, found, given, {
    kind: 'constructor',
    name: text,
    nameSpan,
    receiver: undefined,
    all: constructors,
  });
  return done(
    b,
    bound(node, 'value', type, {
      symbol: called.symbol,
      candidates: called.candidates,
      failed: called.failed,
    }),
  );
}

export function bindArrayCreation(b: Binder, node: ArrayCreation): Bound {
  if (!node.type) return implicitArray(b, node);
  const element = b.type(node.type);
  const sizes = node.sizes.map((size) => {
    const it = b.value(size);
    convertIndex(b, it);
    if (typeof it.constant === 'bigint' && it.constant < 0n) b.report('CS0248', it.span);
    return it;
  });
  if (element.kind === 'void') b.report('CS1547', node.type.span);
  if (element.kind === 'named' && element.definition.isStatic)
    b.report('CS0719', node.type.span, [typeText(b.known, element)]);
  if (node.initializer) {
    bindArrayInitializer(b, node.initializer, element.kind === 'void' ? b.world.unknown : element, node.rank);
    const [size] = sizes;
    const count = node.initializer.items.length;
    if (size && node.rank === 1 && !hasPlaceholder(b, node.span)) {
      if (size.constant === undefined) {
        if (!size.failed) b.report('CS0150', size.span);
      } else if (typeof size.constant === 'bigint' && size.constant !== BigInt(count))
        b.report('CS0847', node.initializer.span, [String(size.constant)]);
    }
  } else if (sizes.length === 0 && !hasPlaceholder(b, node.span))
    b.report('CS1586', { start: b.code.indexOf('[', node.type.span.end), end: node.span.end });
  if (isUnknown(element) || element.kind === 'void') return unknown(b, node);
  return value(b, node, b.world.arrayOf(element, node.rank));
}

/** `{ 1, 2 }` where an array is made. */
export function bindArrayInitializer(b: Binder, node: Initializer, element: TypeSymbol, rank: number): void {
  const first = node.items.find((it) => it.kind === 'initializer');
  for (const item of node.items) {
    if (item.kind === 'initializer') {
      if (rank > 1 && first && first.items.length !== item.items.length)
        b.report('CS0847', item.span, [String(first.items.length)]);
      if (rank > 1) bindArrayInitializer(b, item, element, rank - 1);
      else {
        bindArrayInitializer(b, item, b.world.unknown, 1);
        b.report('CS0623', item.span);
      }
    } else if (item.kind === 'element-initializer') {
      const it = b.value(item.value);
      if (rank > 1) {
        leave(b, it);
        if (!it.failed) b.report('CS0846', it.span);
      } else convert(b, it, element);
    } else if (item.kind === 'member-initializer') {
      if (item.value.kind !== 'initializer') leave(b, b.value(item.value));
      b.report('CS0747', item.span);
    } else b.report('CS0747', item.span);
  }
}

function implicitArray(b: Binder, node: ArrayCreation): Bound {
  const values: Bound[] = [];
  const collect = (initializer: Initializer): void => {
    for (const item of initializer.items) {
      if (item.kind === 'initializer') collect(item);
      else if (item.kind === 'element-initializer') values.push(b.value(item.value));
      else if (item.kind === 'member-initializer' && item.value.kind !== 'initializer')
        values.push(b.value(item.value));
    }
  };
  if (node.initializer) collect(node.initializer);
  const isVague = values.some((it) => it.failed || isUnknown(it.type));
  const type = bestCommonType(b.known, values);
  if (!type || isUnknown(type)) {
    for (const it of values) leave(b, it);
    if (!isVague && !hasPlaceholder(b, node.span)) b.report('CS0826', node.span);
    return unknown(b, node);
  }
  for (const it of values) {
    if (isVague) leave(b, it, type);
    else convert(b, it, type);
  }
  return value(b, node, b.world.arrayOf(type, node.rank));
}
