/** Members: `a.b`, `a?.b` and what stands for them after a `?`. */
import type { Span } from '../../../text';
import type {
  ConditionalAccess,
  Expression,
  MemberAccess,
  MemberBinding,
  SimpleName,
} from '../../syntax/nodes';
import type { MemberSymbol, MethodSymbol, TypeSymbol } from '../../types/symbols';
import {
  declaringTypes,
  extensionGroups,
  type Lookup,
  lookupMembers,
  takesReceiver,
} from '../lookup/members';
import { inNamespace, nestedType } from '../lookup/types';
import { memberText, typeText } from '../typing/display';
import { isDelegate, isIncomplete, isReferenceType, isUnknown, isValueType } from '../typing/facts';
import type { Binder } from './binder';
import { type Bound, bound } from './bound';
import { methodGroup, similarName } from './groups';
import { done, hasPlaceholder, takeAsType, unknown, value, valueText } from './results';

export function bindMemberAccess(b: Binder, node: MemberAccess, isInvoked: boolean): Bound {
  const target = b.bind(node.target);
  if (node.operator === '->') {
    if (!target.failed) b.report('CS0193', node.span);
    return unknown(b, node);
  }
  return member(b, node, target, node.name, isInvoked);
}

export function bindMemberBinding(b: Binder, node: MemberBinding, isInvoked: boolean): Bound {
  return b.receiver ? member(b, node, b.receiver, node.name, isInvoked) : unknown(b, node);
}

function member(
  b: Binder,
  node: MemberAccess | MemberBinding,
  target: Bound,
  name: SimpleName,
  isInvoked: boolean,
): Bound {
  const typeArguments = name.kind === 'name' ? name.typeArguments?.map((it) => b.type(it)) : undefined;
  if (name.kind === 'name' && name.typeArguments?.some(({ kind }) => kind === 'omitted-type')) {
    b.report('CS8389', node.span);
    return unknown(b, node);
  }
  if (name.kind === 'placeholder' || name.identifier.text === '' || hasPlaceholder(b, name.span))
    return unknown(b, node);
  if (target.form === 'namespace') return ofNamespace(b, node, target, name);
  if (target.form === 'type') return ofType(b, node, target, name, typeArguments, isInvoked);
  const operator = operatorSpan(b, node, name);
  if (target.form === 'methods') {
    reportGroup(b, target);
    return unknown(b, node);
  }
  if (!target.type || target.type.kind === 'void') {
    if (!target.failed && target.form !== 'throw' && target.form !== 'out-variable')
      b.report('CS0023', target.type?.kind === 'void' ? operator : node.span, [
        '.',
        valueText(b.known, target),
      ]);
    return unknown(b, node);
  }
  if (isUnknown(target.type)) return unknown(b, node);
  if (target.type.kind === 'dynamic') {
    b.report('APIM0006', node.span);
    return value(b, node, b.world.dynamic, { place: 'variable' });
  }
  if (target.type.kind === 'pointer') return unknown(b, node);
  return ofValue(b, node, target, target.type, name, typeArguments, isInvoked);
}

/** A method's name stands where a value should. */
function reportGroup(b: Binder, target: Bound): void {
  if (!target.failed)
    b.report('CS0119', target.group?.nameSpan ?? target.span, [groupText(b, target), 'method']);
}

/** `String.Join` or `a.ToString`, as the compiler calls a method's name. */
function groupText(b: Binder, { group }: Bound): string {
  const [first] = group?.methods ?? [];
  return first ? memberText(b.known, first) : (group?.name ?? '');
}

function operatorSpan(b: Binder, node: Expression, name: SimpleName): Span {
  const at = b.code.lastIndexOf('.', name.span.start);
  return at < node.span.start ? node.span : { start: at, end: at + 1 };
}

function ofNamespace(b: Binder, node: Expression, target: Bound, name: SimpleName): Bound {
  const namespace = target.symbol?.kind === 'namespace' ? target.symbol.fullName : '';
  const found = inNamespace(b, namespace, name, node.span);
  if (found.kind === 'type')
    return done(
      b,
      bound(node, 'type', found.type, {
        symbol: found.type.kind === 'named' ? found.type.definition : undefined,
      }),
    );
  if (found.kind === 'namespace')
    return done(
      b,
      bound(node, 'namespace', undefined, { symbol: { kind: 'namespace', fullName: found.fullName } }),
    );
  return unknown(b, node);
}

function ofType(
  b: Binder,
  node: Expression,
  target: Bound,
  name: SimpleName & { readonly kind: 'name' },
  typeArguments: readonly TypeSymbol[] | undefined,
  isInvoked: boolean,
): Bound {
  const { type } = target;
  const { text, span } = name.identifier;
  if (!type || isUnknown(type) || type.kind === 'type-parameter') return unknown(b, node);
  const lookup = lookupMembers(b.known, type, text);
  if (lookup.members.length === 0) {
    if (type.kind === 'named') {
      const nested = nestedType(b, type.definition, name);
      if (nested?.kind === 'type')
        return done(
          b,
          bound(node, 'type', nested.type, {
            symbol: nested.type.kind === 'named' ? nested.type.definition : undefined,
          }),
        );
      if (nested) return unknown(b, node);
    }
    if (!lookup.isComplete) refuseMember(b, type, span);
    else if (!target.failed)
      b.report(
        'CS0117',
        span,
        [typeText(b.known, type), text],
        similarName(b, text, span, () => memberNames(b, type)),
      );
    return unknown(b, node);
  }
  return ofLookup(b, node, target, name, typeArguments, lookup, isInvoked);
}

function ofValue(
  b: Binder,
  node: Expression,
  target: Bound,
  type: TypeSymbol,
  name: SimpleName & { readonly kind: 'name' },
  typeArguments: readonly TypeSymbol[] | undefined,
  isInvoked: boolean,
): Bound {
  const { text, span } = name.identifier;
  const element = elementNamed(type, text);
  if (element) {
    b.record.use(span, { kind: 'element', name: text, type: element, containingType: type }, 'read');
    return value(b, node, element, {
      symbol: { kind: 'element', name: text, type: element, containingType: type },
      place: type.kind === 'anonymous' ? 'read-only' : target.place === 'variable' ? 'variable' : 'value',
    });
  }
  let lookup = lookupMembers(b.known, type, text);
  const [first] = lookup.members;
  const extensions = extensionGroups(b.known, text);
  if (isInvoked && extensions.length > 0 && first && first.kind !== 'method' && !isInvocable(first))
    lookup = { ...lookup, members: [] };
  if (lookup.members.length > 0) return ofLookup(b, node, target, name, typeArguments, lookup, isInvoked);
  if (!lookup.isComplete) {
    if (!extensions.flat().some((it) => takesReceiver(b.known, it, type))) refuseMember(b, type, span);
    return unknown(b, node);
  }
  // Of a call, it is said which argument doesn't fit.
  const candidates = extensions.flat().filter((it) => isInvoked || takesReceiver(b.known, it, type));
  if (candidates.length > 0) {
    const group = methodGroup(b, {
      name: text,
      methods: [],
      receiver: target,
      typeArguments,
      nameSpan: span,
      reportSpan: reportSpan(node, name.span),
    });
    return done(b, bound(node, 'methods', undefined, { group, candidates, failed: target.failed }));
  }
  if (target.failed) return unknown(b, node);
  b.report(
    'CS1061',
    reportSpan(node, name.span),
    [typeText(b.known, type), text],
    similarName(b, text, span, () => memberNames(b, type)),
  );
  return unknown(b, node);
}

/** A member that isn't known, of a type that the service doesn't let expressions use: it refuses any. */
function refuseMember(b: Binder, type: TypeSymbol, span: Span): void {
  const declaring = declaringTypes(b.known, type) ?? [];
  const [first] = declaring.filter(isIncomplete);
  if (first && declaring.every((it) => !isIncomplete(it) || it.definition.allowance === 'refused'))
    b.report('APIM0001', span, [first.definition.fullName]);
}

/** What is wrong with the name behind a `?` is said from its point on. */
function reportSpan(node: Expression, nameSpan: Span): Span {
  return node.kind === 'member-binding' ? node.span : nameSpan;
}

function isInvocable(member: MemberSymbol): boolean {
  if (member.kind === 'method') return true;
  const { type } = member;
  return isUnknown(type) || type.kind === 'dynamic' || isDelegate(type);
}

function memberNames(b: Binder, type: TypeSymbol): ReadonlySet<string> {
  const names = new Set<string>();
  for (const it of declaringTypes(b.known, type) ?? [])
    for (const member of b.world.members(it)) if (!member.name.includes('.')) names.add(member.name);
  if (type.kind === 'anonymous') for (const it of type.members) names.add(it.name);
  return names;
}

/** The type of a member of an anonymous type or of a named element of a tuple. */
function elementNamed(type: TypeSymbol, name: string): TypeSymbol | undefined {
  if (type.kind === 'anonymous') return type.members.find((it) => it.name === name)?.type;
  if (type.kind !== 'tuple') return undefined;
  const item = /^Item([1-9]\d*)$/.exec(name);
  const named = type.elements.find((it) => it.name === name)?.type;
  return named ?? (item ? type.elements[Number(item[1]) - 1]?.type : undefined);
}

function ofLookup(
  b: Binder,
  node: Expression,
  target: Bound,
  name: SimpleName & { readonly kind: 'name' },
  typeArguments: readonly TypeSymbol[] | undefined,
  lookup: Lookup,
  isInvoked: boolean,
): Bound {
  const { span, text } = name.identifier;
  const methods = lookup.members.filter((it): it is MethodSymbol => it.kind === 'method');
  const [first] = lookup.members;
  if (methods.length > 0 && first?.kind === 'method') {
    const group = methodGroup(b, {
      name: text,
      methods,
      levels: lookup.levels,
      receiver: target,
      typeArguments,
      nameSpan: span,
      reportSpan: reportSpan(node, name.span),
    });
    return done(b, bound(node, 'methods', undefined, { group, candidates: methods, failed: target.failed }));
  }
  if (!first || first.kind === 'method') return unknown(b, node);
  b.record.use(span, first, 'read');
  if (typeArguments) {
    b.report('CS0307', name.span, [first.kind, memberText(b.known, first)]);
    return unknown(b, node, { symbol: first });
  }
  if (isInvoked && !isInvocable(first)) {
    b.report('CS1955', span, [memberText(b.known, first)]);
    return unknown(b, node, { symbol: first });
  }
  const isStaticTarget = target.form === 'type';
  if (first.isStatic !== isStaticTarget && !(target.alsoType && first.isStatic)) {
    b.report(isStaticTarget ? 'CS0120' : 'CS0176', node.span, [memberText(b.known, first)]);
    return value(b, node, first.type, { symbol: first, failed: true });
  }
  if (first.isStatic && target.alsoType) takeAsType(b, target);
  if (first.kind === 'event') {
    b.report('CS0070', span, [memberText(b.known, first), typeText(b.known, first.containingType)]);
    return unknown(b, node, { symbol: first });
  }
  if (first.kind === 'property') return value(b, node, first.type, { symbol: first, place: 'property' });
  const fromVariable = !isValueType(first.containingType) || target.place === 'variable';
  return value(b, node, first.type, {
    symbol: first,
    constant: b.known.normalized(first.type, first.constant),
    place:
      first.isReadOnly || first.constant !== undefined ? 'read-only' : fromVariable ? 'variable' : 'value',
  });
}

/** `a?.b`: what `a` is without null, and a result that may be null. */
export function bindConditionalAccess(b: Binder, node: ConditionalAccess): Bound {
  const target = b.value(node.target);
  if (target.form === 'methods') {
    reportGroup(b, target);
    return unknown(b, node);
  }
  const type = conditionalReceiver(b, node, target);
  const outer = b.receiver;
  b.receiver = bound(node.target, 'value', type, {
    failed: target.failed || isUnknown(type),
    symbol: target.symbol,
  });
  const access = b.bind(node.access);
  b.receiver = outer;
  if (access.form === 'methods') {
    if (!access.failed) b.report('CS8977', access.span, ['method group']);
    return unknown(b, node);
  }
  const result = access.type;
  if (!result || isUnknown(result)) return unknown(b, node);
  if (result.kind === 'void') return done(b, bound(node, 'value', result));
  const lifted = isValueType(result) && !b.known.underlying(result) ? b.world.nullableOf(result) : result;
  return value(b, node, lifted, { failed: access.failed });
}

function conditionalReceiver(b: Binder, node: ConditionalAccess, target: Bound): TypeSymbol {
  const { type } = target;
  if (!type) {
    if (!target.failed) b.report('CS0023', questionMark(b, node), ['?', valueText(b.known, target)]);
    return b.world.unknown;
  }
  if (isUnknown(type)) return type;
  const underlying = b.known.underlying(type);
  if (underlying) return underlying;
  if (isReferenceType(type) || type.kind === 'type-parameter') return type;
  if (!target.failed) b.report('CS0023', questionMark(b, node), ['?', typeText(b.known, type)]);
  return b.world.unknown;
}

function questionMark(b: Binder, node: ConditionalAccess): Span {
  const at = b.code.indexOf('?', node.target.span.end);
  return { start: at, end: at + 1 };
}
