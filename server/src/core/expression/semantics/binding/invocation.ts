/** Calls of methods, delegates and functions of the code. */
import type { Span } from '../../../text';
import type { Expression, Invocation } from '../../syntax/nodes';
import type { MemberSymbol, TypeSymbol } from '../../types/symbols';
import type { Callable, Candidate } from '../calls/candidates';
import { isVague } from '../calls/candidates';
import { commonResult, membersOf, methodCallable, type Resolution, resolve } from '../calls/resolve';
import { extensionGroups } from '../lookup/members';
import type { CodeSymbol } from '../model';
import { memberText, typeText } from '../typing/display';
import { isDelegate, isUnknown } from '../typing/facts';
import type { Binder, BoundArgument } from './binder';
import { type Bound, bound, type MethodGroup } from './bound';
import { type CallDescription, reportFailure } from './callErrors';
import { convert, leave } from './convert';
import { callables } from './groups';
import { bindNameOf } from './nameOf';
import { done, isSilent, takeAsType, unknown, valueText } from './results';

/** What a call turned out to be. */
export interface Called {
  readonly type: TypeSymbol;
  readonly symbol: CodeSymbol | undefined;
  readonly candidates: readonly MemberSymbol[];
  readonly failed: boolean;
}

export function bindInvocation(b: Binder, node: Invocation): Bound {
  const named = bindNameOf(b, node);
  if (named) return named;
  const target = b.bindInvoked(node.target);
  const given = b.arguments(node.arguments);
  if (target.form === 'methods' && target.group) {
    const called = callGroup(b, target.group, given, node.span);
    return recordCall(b, node, target, called);
  }
  if (target.form === 'type' || target.form === 'namespace') {
    for (const it of given) leave(b, it.value);
    const place = node.target.kind === 'member-access' ? node.target.name.span : target.span;
    if (!target.failed)
      b.report('CS1955', place, [target.type ? typeText(b.known, target.type) : valueText(b.known, target)]);
    return unknown(b, node);
  }
  const { type } = target;
  if (type && isDelegate(type)) return callDelegate(b, node, type, given);
  for (const it of given) leave(b, it.value);
  if (!type || isUnknown(type) || target.failed) {
    if (!target.failed && !type) b.report('CS0149', node.target.span);
    return unknown(b, node);
  }
  if (type.kind === 'dynamic') {
    b.report('APIM0006', node.span);
    return done(b, bound(node, 'value', type));
  }
  b.report('CS0149', node.target.span);
  return unknown(b, node);
}

function recordCall(b: Binder, node: Expression, target: Bound, called: Called): Bound {
  if (target.node)
    b.record.meaning(target.node, undefined, { symbol: called.symbol, candidates: called.candidates });
  return done(
    b,
    bound(node, 'value', called.type, {
      symbol: called.symbol,
      candidates: called.candidates,
      failed: called.failed || isUnknown(called.type),
    }),
  );
}

function callDelegate(
  b: Binder,
  node: Invocation,
  type: TypeSymbol & { readonly kind: 'named' },
  given: readonly BoundArgument[],
): Bound {
  const invoke = b.world.invokeMethod(type);
  if (!invoke) {
    for (const it of given) leave(b, it.value);
    return unknown(b, node);
  }
  const found = resolve(b.known, [methodCallable(b.known, invoke)], given, undefined);
  const called = finish(b, found, given, {
    kind: 'delegate',
    name: typeText(b.known, type),
    nameSpan: node.target.span,
    receiver: undefined,
  });
  return done(
    b,
    bound(node, 'value', called.type, { symbol: invoke, failed: called.failed || isUnknown(called.type) }),
  );
}

/** Chooses among methods, those of extensions where none of the type's own fits, and converts the arguments. */
export function callGroup(
  b: Binder,
  group: MethodGroup,
  given: readonly BoundArgument[],
  whole: Span,
  describe: Partial<CallDescription> = {},
): Called {
  const description: CallDescription = {
    kind: 'method',
    name: group.name,
    nameSpan: group.reportSpan,
    receiver: group.receiver,
    typeArguments: group.typeArguments,
    all: group.methods,
    ...describe,
  };
  const own = callables(b, group);
  const fitting = resolve(b.known, preferred(group, own), given, group.typeArguments);
  // What is called the wrong way says more than that nothing fits.
  const found = fitting.kind === 'none' ? resolve(b.known, own, given, group.typeArguments) : fitting;
  const isQuery = description.kind === 'query';
  if (fitting.kind !== 'none' || !mayExtend(group)) {
    const called = finish(b, found, given, description);
    if (found.kind === 'one') checkInstance(b, group, found.candidate, whole);
    return nameUsed(b, group, called, isQuery);
  }
  const { receiver } = group;
  const groups = receiver ? extensionGroups(b.known, group.name) : [];
  const self: BoundArgument | undefined = receiver && {
    name: undefined,
    modifier: undefined,
    value: receiver,
    span: receiver.span,
    isReceiver: true,
  };
  const withSelf = self ? [self, ...given] : given;
  let first: Resolution | undefined;
  for (const methods of groups) {
    const extension = resolve(
      b.known,
      methods.map((it) => methodCallable(b.known, it)),
      withSelf,
      group.typeArguments,
    );
    if (extension.kind !== 'none')
      return nameUsed(b, group, finish(b, extension, withSelf, { ...description, all: methods }), isQuery);
    first ??= extension;
  }
  if (own.length > 0 || !first) {
    const called = finish(b, found, given, description);
    if (found.kind === 'one') checkInstance(b, group, found.candidate, whole);
    return nameUsed(b, group, called, isQuery);
  }
  return nameUsed(b, group, finish(b, first, withSelf, { ...description, isExtension: true }), isQuery);
}

function mayExtend({ receiver, localFunction }: MethodGroup): boolean {
  return receiver !== undefined && receiver.form !== 'type' && localFunction === undefined;
}

/** Those that are called the way they are written, with a type before them or a value, if there are any. */
function preferred(group: MethodGroup, all: readonly Callable[]): readonly Callable[] {
  const { receiver } = group;
  if (!receiver || receiver.alsoType || group.localFunction) return all;
  const isStatic = receiver.form === 'type';
  const fitting = all.filter((it) => it.member?.isStatic === isStatic);
  return fitting.length > 0 ? fitting : all;
}

function checkInstance(
  b: Binder,
  group: MethodGroup,
  { callable: { member } }: Candidate,
  whole: Span,
): void {
  const { receiver } = group;
  if (!member) return;
  const place = receiver ? { start: receiver.span.start, end: group.nameSpan.end } : group.nameSpan;
  if (receiver?.alsoType) {
    if (member.isStatic) takeAsType(b, receiver);
    return;
  }
  if (member.isStatic && receiver && receiver.form !== 'type') {
    b.report('CS0176', place, [memberText(b.known, member)]);
  } else if (!member.isStatic && (!receiver || receiver.form === 'type'))
    b.report('CS0120', whole.end < place.start ? whole : place, [memberText(b.known, member)]);
}

function nameUsed(b: Binder, group: MethodGroup, called: Called, isQuery: boolean): Called {
  const symbol = called.symbol ?? group.localFunction ?? called.candidates[0];
  if (symbol && !group.localFunction && !isQuery) b.record.use(group.nameSpan, symbol, 'read');
  return { ...called, symbol: called.symbol ?? group.localFunction };
}

/** Converts the arguments to what the chosen overload wants, or says why there is none. */
export function finish(
  b: Binder,
  found: Resolution,
  given: readonly BoundArgument[],
  description: CallDescription,
): Called {
  switch (found.kind) {
    case 'one': {
      const { candidate } = found;
      const { member } = candidate.callable;
      for (const [i, it] of given.entries()) {
        const type = candidate.types[i] ?? b.world.unknown;
        if (it.isReceiver && description.receiver) continue;
        convert(b, it.value, type);
      }
      const type = candidate.callable.returnType;
      return { type, symbol: member, candidates: allOf(found, description), failed: false };
    }
    case 'vague': {
      for (const [i, it] of given.entries()) leave(b, it.value, found.candidates[0]?.types[i]);
      return {
        type: commonResult(b.known, found.candidates),
        symbol: undefined,
        candidates: membersOf(found.candidates),
        failed: true,
      };
    }
    case 'ambiguous': {
      const [first, second] = found.candidates;
      for (const [i, it] of given.entries()) leave(b, it.value, first.types[i]);
      const texts = [first, second].map(({ callable: { member } }) =>
        member ? memberText(b.known, member) : '',
      );
      if (description.kind === 'query') b.report('CS1940', description.nameSpan, [description.name]);
      else b.report('CS0121', description.nameSpan, texts);
      return {
        type: commonResult(b.known, found.candidates),
        symbol: undefined,
        candidates: membersOf(found.candidates),
        failed: true,
      };
    }
    default: {
      const { candidates } = found;
      if (isVague(given) || isSilentReceiver(description)) leaveAll(b, given, candidates);
      else reportFailure(b, given, candidates, description);
      return {
        type: commonResult(b.known, candidates),
        symbol: undefined,
        candidates: membersOf(candidates),
        failed: true,
      };
    }
  }
}

function allOf(
  found: Resolution & { readonly kind: 'one' },
  description: CallDescription,
): readonly MemberSymbol[] {
  if (description.all) return description.all;
  const { member } = found.candidate.callable;
  return member ? [member] : [];
}

function isSilentReceiver({ receiver }: CallDescription): boolean {
  return receiver !== undefined && isSilent(receiver);
}

function leaveAll(b: Binder, given: readonly BoundArgument[], candidates: readonly Candidate[]): void {
  const [best] = candidates;
  for (const [i, it] of given.entries()) {
    const at = best?.positions[i] ?? i;
    leave(b, it.value, best?.types[i] ?? best?.callable.parameters[at]?.type);
  }
}
