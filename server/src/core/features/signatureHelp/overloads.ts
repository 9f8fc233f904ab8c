/** What a call may mean: the overloads of a method or constructor, indexers, a function of the code, a delegate. */
import {
  type CodeSymbol,
  type Expression,
  type LocalFunctionSymbol,
  type MethodSymbol,
  membersOfType,
  membersOfValue,
  type ParameterSymbol,
  type PropertySymbol,
  type SemanticModel,
  type SimpleName,
  type TypeSymbol,
} from '../../expression';
import type { ActiveArgument, Call } from './call';

export interface Overload {
  /** `undefined` for a function of the code. */
  readonly member: MethodSymbol | PropertySymbol | undefined;
  readonly localFunction: LocalFunctionSymbol | undefined;
  /** Those that stand in the brackets: without what an extension method is called on. */
  readonly parameters: readonly ParameterSymbol[];
}

export function overloadsOf(model: SemanticModel, call: Call): readonly Overload[] {
  const { node } = call;
  const meaning = model.meaningOf(node);
  switch (node.kind) {
    case 'element-access':
    case 'element-binding':
      return (meaning?.candidates ?? []).filter((one) => one.kind === 'property').map((one) => plain(one));
    case 'object-creation': {
      const type = node.type && model.meaningOf(node.type)?.type;
      if (type?.kind !== 'named') return [];
      return model.world
        .membersNamed(type, '.ctor')
        .filter((one): one is MethodSymbol => one.kind === 'method' && !one.isStatic)
        .filter(({ allowance }) => allowance !== 'refused')
        .map((one) => plain(one));
    }
    case 'invocation':
      return ofInvocation(model, node.target, call.receiver);
  }
}

function ofInvocation(
  model: SemanticModel,
  target: Expression,
  conditional: Expression | undefined,
): readonly Overload[] {
  switch (target.kind) {
    case 'member-access':
      return ofMember(model, target, target.target, target.name);
    case 'member-binding':
      return conditional ? ofMember(model, target, conditional, target.name) : [];
    default: {
      const meaning = model.meaningOf(target);
      const called = localFunction(meaning?.symbol) ?? localFunctionNamed(model, target);
      if (called) return [{ member: undefined, localFunction: called, parameters: called.method.parameters }];
      return ofDelegate(model, meaning?.type);
    }
  }
}

function ofMember(
  model: SemanticModel,
  target: Expression,
  receiver: Expression,
  name: SimpleName,
): readonly Overload[] {
  if (name.kind !== 'name') return [];
  const owner = model.meaningOf(receiver);
  const groups =
    owner?.type === undefined
      ? []
      : owner.isType
        ? membersOfType(model.world, owner.type)
        : membersOfValue(model.world, owner.type);
  const methods = groups
    .filter((group) => group.name === name.identifier.text)
    .flatMap(({ members }) => members)
    .filter((one) => one.kind === 'method');
  if (methods.length === 0) return ofDelegate(model, model.meaningOf(target)?.type);
  const given = name.typeArguments;
  const generic = given ? methods.filter((one) => one.typeParameters.length === given.length) : [];
  if (given === undefined || generic.length === 0) return methods.map((one) => called(one, owner?.isType));
  const types = given.map((node) => model.meaningOf(node)?.type ?? model.world.unknown);
  const isKnown = types.every(({ kind }) => kind !== 'unknown');
  return generic.map((one) => called(isKnown ? model.world.constructMethod(one, types) : one, owner?.isType));
}

function ofDelegate({ world }: SemanticModel, type: TypeSymbol | undefined): readonly Overload[] {
  const invoked =
    type?.kind === 'named' && type.definition.typeKind === 'delegate' && world.invokeMethod(type);
  return invoked ? [plain(invoked)] : [];
}

function localFunction(symbol: CodeSymbol | undefined): LocalFunctionSymbol | undefined {
  return symbol?.kind === 'local-function' ? symbol : undefined;
}

/** One whose call can't be bound yet. */
function localFunctionNamed(model: SemanticModel, target: Expression): LocalFunctionSymbol | undefined {
  if (target.kind !== 'name') return undefined;
  const found = model.visibleAt(target.span.start).find(({ name }) => name === target.identifier.text);
  return found?.kind === 'local-function' ? found : undefined;
}

function plain(member: MethodSymbol | PropertySymbol): Overload {
  return { member, localFunction: undefined, parameters: member.parameters };
}

function called(method: MethodSymbol, onType: boolean | undefined): Overload {
  if (!method.isExtension || onType) return plain(method);
  return { ...plain(method), parameters: method.parameters.slice(1) };
}

/** The index of the parameter that the argument is for; `undefined` where there is none for it. */
export function takesArgument({ parameters }: Overload, { name, index }: ActiveArgument): number | undefined {
  if (name !== undefined) {
    const named = parameters.findIndex((parameter) => parameter.name === name);
    return named === -1 ? undefined : named;
  }
  if (index < parameters.length) return index;
  return parameters.at(-1)?.modifier === 'params' ? parameters.length - 1 : undefined;
}

/** Whether it may be meant although there is one more argument to write. */
export function hasRoom(overload: Overload, argument: ActiveArgument): boolean {
  return (
    takesArgument(overload, argument) !== undefined || (argument.isFirst && overload.parameters.length === 0)
  );
}
