/** Methods of one name, and how one of them is chosen where a delegate is wanted. */
import { closest, type Span } from '../../../text';
import type { MemberSymbol, MethodSymbol, ParameterSymbol, TypeSymbol } from '../../types/symbols';
import type { Callable } from '../calls/candidates';
import { functionCallable, methodCallable, resolve } from '../calls/resolve';
import { extensionGroups } from '../lookup/members';
import type { LocalFunctionSymbol, ProblemData } from '../model';
import type { Binder, BoundArgument } from './binder';
import { type Bound, type MethodGroup, type MethodLike, unwritten } from './bound';

interface GroupParts {
  readonly name: string;
  readonly methods: readonly MethodSymbol[];
  readonly levels?: ReadonlyMap<MemberSymbol, number>;
  readonly localFunction?: LocalFunctionSymbol;
  readonly receiver: Bound | undefined;
  readonly typeArguments: readonly TypeSymbol[] | undefined;
  readonly nameSpan: Span;
  readonly reportSpan?: Span;
}

export function methodGroup(b: Binder, parts: GroupParts): MethodGroup {
  const { name, methods, receiver, typeArguments, nameSpan } = parts;
  const group: MethodGroup = {
    name,
    methods,
    levels: parts.levels ?? new Map(),
    localFunction: parts.localFunction,
    receiver,
    typeArguments,
    nameSpan,
    reportSpan: parts.reportSpan ?? nameSpan,
    resolve: (parameters) => resolveGroup(b, group, parameters),
  };
  return group;
}

export function callables(b: Binder, group: MethodGroup): readonly Callable[] {
  if (group.localFunction) return [functionCallable(b.known, group.localFunction.method)];
  return group.methods.map((it) => methodCallable(b.known, it, group.levels.get(it) ?? 0));
}

function resolveGroup(
  b: Binder,
  group: MethodGroup,
  parameters: readonly ParameterSymbol[],
): MethodLike | 'unknown' | undefined {
  const given = parameters.map(
    ({ type, modifier }): BoundArgument => ({
      name: undefined,
      modifier: modifier === 'params' ? undefined : modifier,
      value: unwritten(group.nameSpan, type),
      span: group.nameSpan,
    }),
  );
  const found = chosen(b, callables(b, group), given, group);
  if (found) return found;
  const { receiver } = group;
  if (!receiver || receiver.form === 'type' || group.localFunction) return undefined;
  const self: BoundArgument = { name: undefined, modifier: undefined, value: receiver, span: receiver.span };
  for (const methods of extensionGroups(b.known, group.name)) {
    const extension = chosen(
      b,
      methods.map((it) => methodCallable(b.known, it)),
      [self, ...given],
      group,
    );
    if (extension) return extension;
  }
  return undefined;
}

function chosen(
  b: Binder,
  all: readonly Callable[],
  given: readonly BoundArgument[],
  group: MethodGroup,
): MethodLike | 'unknown' | undefined {
  const resolution = resolve(b.known, all, given, group.typeArguments);
  if (resolution.kind === 'vague') return 'unknown';
  if (resolution.kind !== 'one') return undefined;
  const { callable, isExpanded, usesDefaults } = resolution.candidate;
  if (isExpanded || usesDefaults) return undefined;
  if (callable.member?.kind === 'method') return callable.member;
  return { parameters: callable.parameters, returnType: callable.returnType, typeParameters: [] };
}

/** Where there are more problems than this, nobody looks for what was meant by each name. */
const mostProblems = 100;

/** What was probably meant by a name that means nothing: the fix offers it. */
export function similarName(
  b: Binder,
  text: string,
  span: Span,
  names: () => Iterable<string>,
): ProblemData | undefined {
  if (b.record.problems.length > mostProblems) return undefined;
  const name = closest(text, names());
  return name === undefined ? undefined : { kind: 'similar-name', name, span };
}
