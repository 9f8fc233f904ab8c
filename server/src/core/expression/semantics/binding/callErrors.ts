/** Why no overload fits a call, in the order in which the compiler prefers to say it. */
import type { Span } from '../../../text';
import type { MemberSymbol, TypeSymbol } from '../../types/symbols';
import type { Candidate, Failure } from '../calls/candidates';
import { invokeOf } from '../conversions/ofExpression';
import { takesReceiver } from '../lookup/members';
import { memberText, typeText } from '../typing/display';
import { isValueType } from '../typing/facts';
import type { Binder, BoundArgument } from './binder';
import type { Bound } from './bound';
import { leave, reportNoConversion } from './convert';
import { isSilent, valueText } from './results';

export interface CallDescription {
  readonly kind: 'method' | 'constructor' | 'indexer' | 'delegate' | 'add' | 'query';
  /** What is called, as messages have it. */
  readonly name: string;
  /** Where it is said that no overload fits. */
  readonly nameSpan: Span;
  readonly receiver: Bound | undefined;
  readonly typeArguments?: readonly TypeSymbol[] | undefined;
  readonly isExtension?: boolean;
  readonly all?: readonly MemberSymbol[];
}

type Failed<Kind extends Failure['kind']> = Candidate & {
  readonly failure: Failure & { readonly kind: Kind };
};

function withFailure<Kind extends Failure['kind']>(
  candidates: readonly Candidate[],
  kind: Kind,
): readonly Failed<Kind>[] {
  return candidates.filter((it): it is Failed<Kind> => it.failure?.kind === kind);
}

/** The first of those that take lambdas with as many parameters as are written. */
function meant(
  b: Binder,
  given: readonly BoundArgument[],
  candidates: readonly Failed<'arguments'>[],
): Failed<'arguments'> | undefined {
  return (
    candidates.find((candidate) =>
      given.every(({ value: { lambda } }, i) => {
        if (!lambda || lambda.parameterCount === undefined) return true;
        const type = candidate.types[i];
        return type && invokeOf(b.known, type)?.parameters.length === lambda.parameterCount;
      }),
    ) ?? candidates[0]
  );
}

export function reportFailure(
  b: Binder,
  given: readonly BoundArgument[],
  candidates: readonly Candidate[],
  description: CallDescription,
): void {
  const reported = say(b, given, candidates, description);
  // The one that was meant, as far as anyone can tell, gives the other arguments and `out` variables their types.
  const best = meant(b, given, withFailure(candidates, 'arguments')) ?? candidates[0];
  for (const [i, it] of given.entries())
    if (!reported.has(it)) {
      const at = best?.positions[i] ?? i;
      leave(b, it.value, best?.types[i] ?? best?.callable.parameters[at]?.type);
    }
}

/** The arguments that were dealt with. */
function say(
  b: Binder,
  given: readonly BoundArgument[],
  candidates: readonly Candidate[],
  description: CallDescription,
): ReadonlySet<BoundArgument> {
  const none: ReadonlySet<BoundArgument> = new Set();
  const { nameSpan, name } = description;
  const [constrained] = withFailure(candidates, 'constraint');
  const bad = meant(b, given, withFailure(candidates, 'arguments'));
  if (bad) return badArguments(b, given, bad, description);
  if (constrained) {
    const { parameter, type } = constrained.failure;
    const code = parameter.constraints.isClass
      ? 'CS0452'
      : parameter.constraints.isStruct
        ? 'CS0453'
        : isValueType(type)
          ? 'CS0315'
          : 'CS0311';
    const { member } = constrained.callable;
    const [wanted] = parameter.constraints.types();
    b.report(code, nameSpan, [
      typeText(b.known, type),
      parameter.name,
      member ? memberText(b.known, member) : name,
      wanted ? typeText(b.known, wanted) : '',
    ]);
    return none;
  }
  const [notInferred] = withFailure(candidates, 'inference');
  if (notInferred) return inferenceFailed(b, given, notInferred, description);
  const arity = withFailure(candidates, 'arity');
  if (arity.length === candidates.length && arity[0]) {
    const { member, typeParameters } = arity[0].callable;
    if (typeParameters.length === 0)
      b.report('CS0308', nameSpan, ['method', member ? memberText(b.known, member) : name]);
    else
      b.report('CS0305', nameSpan, [
        'method',
        member ? memberText(b.known, member) : name,
        String(typeParameters.length),
      ]);
    return none;
  }
  positions(b, given, candidates, description);
  return none;
}

function badArguments(
  b: Binder,
  given: readonly BoundArgument[],
  candidate: Failed<'arguments'>,
  description: CallDescription,
): ReadonlySet<BoundArgument> {
  const reported = new Set<BoundArgument>();
  const { member } = candidate.callable;
  const isLambda = candidate.failure.bad.some((index) => given[index]?.value.lambda);
  if (description.kind === 'add' && !isLambda) {
    b.report('CS1950', description.nameSpan, [member ? memberText(b.known, member) : description.name]);
    return reported;
  }
  for (const index of candidate.failure.bad) {
    const it = given[index];
    const type = candidate.types[index];
    const parameter = candidate.callable.parameters[candidate.positions[index] ?? 0];
    if (!it || !type || !parameter) continue;
    if (it.isReceiver) {
      if (description.kind === 'query') {
        b.report('CS1936', description.nameSpan, [valueText(b.known, it.value), description.name]);
        return reported;
      }
      b.report('CS1929', it.span, [
        valueText(b.known, it.value),
        description.name,
        member ? memberText(b.known, member) : '',
        typeText(b.known, type),
      ]);
      return reported;
    }
    reported.add(it);
    if (isSilent(it.value)) continue;
    badArgument(b, it, index + 1, type, parameter, description);
  }
  return reported;
}

function badArgument(
  b: Binder,
  { value, modifier }: BoundArgument,
  number: number,
  type: TypeSymbol,
  parameter: { readonly type: TypeSymbol; readonly modifier: string | undefined },
  description: CallDescription,
): void {
  const wanted = parameter.modifier === 'params' ? undefined : parameter.modifier;
  if (value.lambda && modifier === undefined && wanted === undefined) {
    reportNoConversion(b, value, type);
    return;
  }
  leave(b, value);
  if (wanted !== modifier) {
    if (modifier !== undefined && (wanted === undefined || wanted === 'in'))
      b.report('CS1615', value.span, [String(number), modifier]);
    else b.report('CS1620', value.span, [String(number), wanted ?? '']);
    return;
  }
  if (description.kind === 'query') {
    b.report('CS1942', description.nameSpan, [description.name.toLowerCase(), description.name]);
    return;
  }
  const from = valueText(b.known, value, true);
  b.report('CS1503', value.span, [
    String(number),
    modifier ? `${modifier} ${from}` : from,
    modifier ? `${modifier} ${typeText(b.known, type, true)}` : typeText(b.known, type, true),
  ]);
}

function inferenceFailed(
  b: Binder,
  given: readonly BoundArgument[],
  candidate: Failed<'inference'>,
  description: CallDescription,
): ReadonlySet<BoundArgument> {
  const { member } = candidate.callable;
  const { name, nameSpan, kind } = description;
  const [self] = given;
  if (
    self?.isReceiver &&
    description.isExtension &&
    member?.kind === 'method' &&
    self.value.type &&
    !takesReceiver(b.known, member, self.value.type)
  ) {
    if (kind === 'query') b.report('CS1936', self.value.span, [valueText(b.known, self.value), name]);
    else b.report('CS1061', nameSpan, [valueText(b.known, self.value), name]);
    return new Set();
  }
  if (kind === 'query')
    b.report(/Join$/.test(name) ? 'CS1941' : 'CS1942', nameSpan, [
      name === 'GroupJoin' ? 'join' : name.toLowerCase(),
      name,
    ]);
  else b.report('CS0411', nameSpan, [member ? memberText(b.known, member) : name]);
  return new Set();
}

/** The number and the names of the arguments are wrong for every overload. */
function positions(
  b: Binder,
  given: readonly BoundArgument[],
  candidates: readonly Candidate[],
  description: CallDescription,
): void {
  const { name, nameSpan, kind } = description;
  const self = given[0]?.isReceiver ? 1 : 0;
  const count = String(given.length - self);
  const [twice] = withFailure(candidates, 'named-twice');
  const [taken] = withFailure(candidates, 'name-taken');
  const [noName] = withFailure(candidates, 'no-such-name');
  const [outOfPosition] = withFailure(candidates, 'out-of-position');
  const [missing] = withFailure(candidates, 'missing');
  const nameAt = (index: number): NonNullable<BoundArgument['name']> | undefined => given[index]?.name;
  if (twice) {
    const argument = nameAt(twice.failure.argument);
    if (argument) b.report('CS1740', argument.span, [argument.text]);
    return;
  }
  if (missing && (candidates.length === 1 || kind === 'delegate')) {
    const { member } = missing.callable;
    b.report('CS7036', nameSpan, [
      missing.failure.parameter.name,
      member ? memberText(b.known, member) : name,
    ]);
    return;
  }
  if (taken) {
    const argument = nameAt(taken.failure.argument);
    if (argument) b.report('CS1744', argument.span, [argument.text]);
    return;
  }
  if (outOfPosition) {
    const argument = nameAt(outOfPosition.failure.argument);
    if (argument) b.report('CS8323', argument.span, [argument.text]);
    return;
  }
  if (noName) {
    const argument = nameAt(noName.failure.argument);
    if (argument) b.report(kind === 'delegate' ? 'CS1746' : 'CS1739', argument.span, [name, argument.text]);
    return;
  }
  if (kind === 'constructor') b.report('CS1729', nameSpan, [name, count]);
  else if (kind === 'delegate') b.report('CS1593', nameSpan, [name, count]);
  else if (kind === 'query') b.report('CS1936', nameSpan, ['', name]);
  else b.report('CS1501', nameSpan, [name, count]);
}
