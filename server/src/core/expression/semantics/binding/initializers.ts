/** `{ Name = value }`, `{ ["key"] = value }` and `{ a, b }` behind the creation of an object. */
import type { Expression, Initializer, InitializerItem } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../types/symbols';
import { extensionGroups, lookupMembers } from '../lookup/members';
import { memberText, typeText } from '../typing/display';
import { isUnknown, isValueType } from '../typing/facts';
import type { Binder, BoundArgument } from './binder';
import { unwritten } from './bound';
import { convert, leave } from './convert';
import { indexed } from './elements';
import { methodGroup, similarName } from './groups';
import { callGroup } from './invocation';
import { hasPlaceholder } from './results';

export function bindInitializer(b: Binder, node: Initializer, type: TypeSymbol): void {
  const [first] = node.items;
  const isCollection =
    first !== undefined && (first.kind === 'element-initializer' || first.kind === 'initializer');
  if (isCollection) bindCollection(b, node, type);
  else {
    const seen = new Set<string>();
    for (const item of node.items) bindMember(b, item, type, seen);
  }
}

function bindLoosely(b: Binder, it: Expression | Initializer): void {
  if (it.kind === 'initializer') bindInitializer(b, it, b.world.unknown);
  else leave(b, b.value(it));
}

function bindMember(b: Binder, item: InitializerItem, type: TypeSymbol, seen: Set<string>): void {
  if (item.kind === 'index-initializer') {
    const given = b.arguments(item.arguments);
    if (isUnknown(type) || type.kind === 'array') {
      for (const it of given) leave(b, it.value);
      const element = type.kind === 'array' ? type.element : b.world.unknown;
      assign(b, item.value, element);
      return;
    }
    const place = { kind: 'missing', span: item.span } as const;
    const it = indexed(b, place, unwritten(item.span, type), type, given);
    assign(b, item.value, it.failed || !it.type ? b.world.unknown : it.type);
    return;
  }
  if (item.kind !== 'member-initializer') {
    if (item.kind === 'element-initializer') {
      leave(b, b.value(item.value));
      if (!hasPlaceholder(b, item.span) && item.value.kind !== 'missing') b.report('CS0747', item.span);
    } else b.report('CS0747', item.span);
    return;
  }
  const { name } = item;
  if (name.kind === 'placeholder' || name.identifier.text === '' || isUnknown(type)) {
    bindLoosely(b, item.value);
    return;
  }
  const { text, span } = name.identifier;
  const lookup = lookupMembers(b.known, type, text);
  const [member] = lookup.members;
  if (!member) {
    bindLoosely(b, item.value);
    if (lookup.isComplete)
      b.report(
        'CS0117',
        span,
        [typeText(b.known, type), text],
        similarName(b, text, span, () => settable(b, type)),
      );
    return;
  }
  b.record.use(span, member, 'write');
  if (member.kind === 'method' || member.kind === 'event') {
    bindLoosely(b, item.value);
    b.report('CS1913', span, [text]);
    return;
  }
  if (member.isStatic) {
    bindLoosely(b, item.value);
    b.report('CS1914', span, [memberText(b.known, member)]);
    return;
  }
  if (seen.has(text)) b.report('CS1912', span, [text]);
  seen.add(text);
  if (item.value.kind === 'initializer') {
    if (member.kind === 'property' && isValueType(member.type))
      b.report('CS1918', span, [memberText(b.known, member), typeText(b.known, member.type)]);
    bindInitializer(b, item.value, member.type);
    return;
  }
  if (member.kind === 'property' ? !member.canWrite : member.isReadOnly) {
    b.report(member.kind === 'property' ? 'CS0200' : 'CS0191', span, [memberText(b.known, member)]);
    bindLoosely(b, item.value);
    return;
  }
  assign(b, item.value, member.type);
}

function settable(b: Binder, type: TypeSymbol): readonly string[] {
  return type.kind === 'named'
    ? b.world.members(type).flatMap((it) => (it.kind === 'property' && it.canWrite ? [it.name] : []))
    : [];
}

function assign(b: Binder, it: Expression | Initializer, type: TypeSymbol): void {
  if (it.kind === 'initializer') bindInitializer(b, it, type);
  else convert(b, b.value(it), type);
}

function bindCollection(b: Binder, node: Initializer, type: TypeSymbol): void {
  const isOpen = isUnknown(type) || type.kind !== 'named';
  const isEnumerable =
    isOpen ||
    b.world.interfacesOf(type).some((it) => it.definition.fullName === 'System.Collections.IEnumerable');
  if (!isEnumerable) b.report('CS1922', node.span, [typeText(b.known, type)]);
  for (const item of node.items) {
    const elements =
      item.kind === 'initializer'
        ? item.items.flatMap((it) => (it.kind === 'element-initializer' ? [it.value] : []))
        : item.kind === 'element-initializer'
          ? [item.value]
          : undefined;
    if (!elements) {
      bindMember(b, item, b.world.unknown, new Set());
      b.report('CS0747', item.span);
      continue;
    }
    if (elements.length === 1 && elements[0]?.kind === 'assignment' && item.kind === 'element-initializer') {
      leave(b, b.value(elements[0]));
      b.report('CS0747', item.span);
      continue;
    }
    const given = elements.map((it): BoundArgument => {
      const value = b.value(it);
      return { name: undefined, modifier: undefined, value, span: it.span };
    });
    if (isOpen || !isEnumerable) for (const it of given) leave(b, it.value);
    else addElement(b, item, type, given);
  }
}

function addElement(
  b: Binder,
  item: InitializerItem,
  type: TypeSymbol,
  given: readonly BoundArgument[],
): void {
  const lookup = lookupMembers(b.known, type, 'Add');
  const methods = lookup.members.filter((it): it is MethodSymbol => it.kind === 'method');
  if (methods.length === 0 && (!lookup.isComplete || extensionGroups(b.known, 'Add').length > 0)) {
    for (const it of given) leave(b, it.value);
    return;
  }
  if (methods.length === 0) {
    for (const it of given) leave(b, it.value);
    b.report('CS1061', item.span, [typeText(b.known, type), 'Add']);
    return;
  }
  const place = { start: item.span.start, end: item.span.start };
  const group = methodGroup(b, {
    name: 'Add',
    methods,
    levels: lookup.levels,
    receiver: unwritten(place, type),
    typeArguments: undefined,
    nameSpan: place,
  });
  callGroup(b, group, given, item.span, { kind: 'add', nameSpan: item.span });
}
