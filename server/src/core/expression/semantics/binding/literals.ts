/** What stands for its own value: literals, strings with code in them, tuples, types as values. */
import type {
  AnonymousObject,
  Expression,
  InterpolatedString,
  Literal,
  Tuple,
  TypeExpression,
} from '../../syntax/nodes';
import type { AnonymousTypeSymbol, ConstantValue, TypeSymbol } from '../../types/symbols';
import { bindType } from '../lookup/types';
import { typeText } from '../typing/display';
import { isEnum, isNumeric, isReferenceType, isUnknown } from '../typing/facts';
import type { Binder } from './binder';
import { type Bound, bound } from './bound';
import { convert, leave } from './convert';
import { constant, done, hasPlaceholder, isSilent, unknown, value, valueText } from './results';

export function bindLiteral(b: Binder, node: Literal): Bound {
  const { value: it } = node;
  switch (it.type) {
    case 'null':
      return done(b, bound(node, 'null', undefined, { constant: null }));
    case 'string':
      // A named value in a string: the string isn't known here.
      return constant(b, node, b.known.string, hasPlaceholder(b, node.span) ? undefined : it.value);
    case 'char':
      return constant(b, node, b.known.char, it.value.length === 1 ? it.value : undefined);
    case 'bool':
      return constant(b, node, b.known.bool, it.value);
    case 'decimal':
      return constant(b, node, b.world.predefined('decimal'), { decimal: it.value });
    default:
      return constant(
        b,
        node,
        b.world.predefined(it.type),
        hasPlaceholder(b, node.span) ? undefined : it.value,
      );
  }
}

export function bindInterpolated(b: Binder, node: InterpolatedString): Bound {
  if (b.code.startsWith('@$', node.span.start)) b.report('CS8401', node.span);
  for (const part of node.parts) {
    if (part.kind === 'text') continue;
    const hole = b.value(part.expression);
    if (hole.form === 'methods' && !hole.failed)
      b.report('CS1503', hole.span, ['1', 'method group', 'object']);
    else if (hole.form === 'null' || hole.form === 'default') convert(b, hole, b.known.object);
    else if (!isSilent(hole)) convert(b, hole, b.known.object);
    else leave(b, hole);
    if (!part.alignment) continue;
    const alignment = b.value(part.alignment);
    convert(b, alignment, b.known.int);
    if (alignment.constant === undefined && !isSilent(alignment) && !hasPlaceholder(b, part.alignment.span))
      b.report('CS0150', part.alignment.span);
  }
  return done(b, bound(node, 'interpolated', b.known.string));
}

const reserved = /^(Item[1-9]\d*|Rest|CompareTo|Deconstruct|Equals|GetHashCode|ToString)$/;

export function bindTuple(b: Binder, node: Tuple): Bound {
  const elements = node.elements.map((it) => ({
    name: it.name?.text ?? inferredName(it.value),
    isWritten: it.name !== undefined,
    value: b.value(it.value),
  }));
  const counts = new Map<string | undefined, number>();
  for (const { name } of elements) counts.set(name, (counts.get(name) ?? 0) + 1);
  const named = elements.map((it) => ({
    value: it.value,
    name:
      it.name !== undefined && (it.isWritten || ((counts.get(it.name) ?? 0) === 1 && !reserved.test(it.name)))
        ? it.name
        : undefined,
  }));
  checkNames(b, node);
  const types: { readonly type: TypeSymbol; readonly name: string | undefined }[] = [];
  let failed = false;
  for (const { name, value: it } of named) {
    if (it.type?.kind === 'void') {
      b.report('CS8210', it.span);
      failed = true;
    } else if (it.type) types.push({ type: it.type, name });
    failed ||= it.failed;
  }
  const isWhole = types.length === elements.length && types.every(({ type }) => !isUnknown(type));
  const type = isWhole && types.length > 1 ? b.world.tupleOf(types) : failed ? b.world.unknown : undefined;
  return done(b, bound(node, 'tuple', type, { elements: named, failed }));
}

function checkNames(b: Binder, node: Tuple): void {
  const seen = new Set<string>();
  for (const [i, { name }] of node.elements.entries()) {
    if (!name || name.text === '') continue;
    const item = /^Item([1-9]\d*)$/.exec(name.text);
    if (item) {
      if (Number(item[1]) !== i + 1) b.report('CS8125', name.span, [name.text, item[1] ?? '']);
    } else if (reserved.test(name.text)) b.report('CS8126', name.span, [name.text]);
    else if (seen.has(name.text)) b.report('CS8127', name.span);
    seen.add(name.text);
  }
}

/** The name that an element or member has without one of its own. */
function inferredName(node: Expression): string | undefined {
  switch (node.kind) {
    case 'name':
      return node.identifier.text === '' ? undefined : node.identifier.text;
    case 'member-access':
    case 'member-binding':
      return node.name.kind === 'name' && node.name.identifier.text !== ''
        ? node.name.identifier.text
        : undefined;
    case 'conditional-access':
      return inferredName(node.access);
    default:
      return undefined;
  }
}

export function bindAnonymousObject(b: Binder, node: AnonymousObject): Bound {
  const members: { readonly name: string; readonly type: TypeSymbol }[] = [];
  let failed = false;
  for (const { name: written, value: expression, span } of node.members) {
    const it = b.value(expression);
    const name = written?.text ?? inferredName(expression);
    let type = it.type;
    if (name === undefined) {
      if (expression.kind !== 'missing' && expression.kind !== 'placeholder') {
        b.report('CS0746', expression.span);
        failed = true;
      }
    } else if (members.some((other) => other.name === name)) {
      b.report('CS0833', span);
      failed = true;
    }
    if (!type || type.kind === 'void') {
      if (!it.failed) b.report('CS0828', span, [type ? 'void' : valueText(b.known, it)]);
      type = b.world.unknown;
      failed = true;
    }
    leave(b, it);
    if (written)
      b.record.use(
        written.span,
        { kind: 'element', name: written.text, type, containingType: b.world.unknown },
        undefined,
        true,
      );
    if (name !== undefined) members.push({ name, type });
  }
  return value(b, node, anonymousType(b, members), { failed: failed && members.length === 0 });
}

export function anonymousType(b: Binder, members: AnonymousTypeSymbol['members']): AnonymousTypeSymbol {
  const same = b.anonymousTypes.find(
    (it) =>
      it.members.length === members.length &&
      it.members.every((member, i) => member.name === members[i]?.name && member.type === members[i].type),
  );
  if (same) return same;
  const made: AnonymousTypeSymbol = { kind: 'anonymous', members };
  b.anonymousTypes.push(made);
  return made;
}

export function bindTypeExpression(b: Binder, node: TypeExpression): Bound {
  const type = bindType(b, node.type, node.kind === 'typeof');
  if (node.kind === 'typeof') {
    if (type.kind === 'dynamic') b.report('CS1962', node.span);
    return value(b, node, b.known.typeOrUnknown('System.Type'));
  }
  if (node.kind === 'sizeof') {
    const size = sizes[b.known.nameOf(type) ?? ''];
    if (size === undefined && !isUnknown(type) && !isEnum(type))
      b.report('CS0233', node.span, [typeText(b.known, type)]);
    return constant(b, node, b.known.int, size === undefined ? undefined : BigInt(size));
  }
  if (type.kind === 'void') {
    b.report('CS1547', node.type.span);
    return unknown(b, node);
  }
  if (isUnknown(type)) return unknown(b, node);
  return constant(b, node, type, defaultOf(b, type));
}

const sizes: Readonly<Record<string, number>> = {
  sbyte: 1,
  byte: 1,
  short: 2,
  ushort: 2,
  int: 4,
  uint: 4,
  long: 8,
  ulong: 8,
  char: 2,
  float: 4,
  double: 8,
  decimal: 16,
  bool: 1,
};

/** The default of a type, where it is a constant. */
function defaultOf(b: Binder, type: TypeSymbol): ConstantValue | undefined {
  if (isReferenceType(type)) return null;
  const name = b.known.nameOf(isEnum(type) ? (type.definition.enumType ?? type) : type);
  if (name === 'bool') return false;
  if (name === 'char') return '\0';
  if (name === 'float' || name === 'double') return 0;
  if (name === 'decimal') return { decimal: '0' };
  return isNumeric(name) ? 0n : undefined;
}
