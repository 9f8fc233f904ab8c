/** Values become what their place asks for. */
import type { TypeSymbol } from '../../types/symbols';
import { constantText } from '../constants/convert';
import { integerOf, isConstantConversion } from '../conversions/numeric';
import {
  delegateOf,
  explicitBetween,
  implicitOf,
  type LambdaFit,
  lambdaFit,
} from '../conversions/ofExpression';
import type { Conversion } from '../model';
import { typeText } from '../typing/display';
import { isIntegral, isNonNullableValueType } from '../typing/facts';
import type { Binder } from './binder';
import type { Bound, UnboundLambda } from './bound';
import { isSilent, valueText } from './results';

/** Converts implicitly, or says that it can't be. */
export function convert(b: Binder, it: Bound, to: TypeSymbol): void {
  const how = implicitOf(b.known, it, to);
  if (how) applyConversion(b, it, to, how);
  else reportNoConversion(b, it, to);
}

/** Records that the value is converted, and what follows for what it is made of. */
export function applyConversion(b: Binder, it: Bound, to: TypeSymbol, how: Conversion): void {
  const meaning = it.node && b.record.meanings.get(it.node);
  if (meaning && how.kind !== 'identity') meaning.conversion = { to, how };
  if (it.settle) it.settle(to);
  if (it.lambda) {
    const fit = lambdaFit(b.known, it.lambda, to);
    if (fit.fits) useLambda(b, it.lambda, fit);
    else leave(b, it);
  } else if (it.group) recordGroup(b, it, to);
  else if (it.form === 'tuple') {
    const target = b.known.stripped(to);
    for (const [i, element] of it.elements.entries()) {
      const type = target.kind === 'tuple' ? target.elements[i]?.type : undefined;
      if (type && target.kind === 'tuple' && target.elements.length === it.elements.length) {
        const found = implicitOf(b.known, element.value, type);
        if (found) applyConversion(b, element.value, type, found);
        else leave(b, element.value);
      } else leave(b, element.value);
    }
  }
}

function useLambda(b: Binder, lambda: UnboundLambda, fit: LambdaFit & { readonly fits: true }): void {
  const { body, invoke } = fit;
  if (lambda.isUsed) return;
  lambda.isUsed = true;
  b.record.merge(body.record);
  if (lambda.isAsync || invoke.returnType.kind === 'void') return;
  for (const it of body.returns) convert(b, it, invoke.returnType);
}

function recordGroup(b: Binder, it: Bound, to: TypeSymbol): void {
  const invoke = delegateOf(to) && b.world.invokeMethod(delegateOf(to) ?? b.known.object);
  const method = invoke && it.group?.resolve(invoke.parameters);
  if (!method || method === 'unknown' || !('kind' in method) || !it.node) return;
  b.record.meaning(it.node, undefined, { symbol: method, candidates: it.candidates });
  if (it.group) b.record.use(it.group.nameSpan, method, 'read');
}

/**
 * What becomes of a value that nothing is done with: a lambda is looked into all the same, for those who ask what
 * stands there, but nothing is said of it.
 */
export function leave(b: Binder, it: Bound, hint?: TypeSymbol): void {
  if (it.settle) it.settle(hint ?? b.world.unknown);
  for (const element of it.elements) leave(b, element.value);
  const { lambda } = it;
  if (!lambda || lambda.isUsed) return;
  lambda.isUsed = true;
  const invoke = hint && delegateOf(hint) && b.world.invokeMethod(delegateOf(hint) ?? b.known.object);
  const count = lambda.parameterCount ?? 0;
  const types = Array.from({ length: count }, (_, i) => {
    const explicit = lambda.explicitParameters?.[i]?.type;
    const given = invoke?.parameters.length === count ? invoke.parameters[i]?.type : undefined;
    return explicit ?? (given && !isOpen(given) ? given : b.world.unknown);
  });
  const body = lambda.bind(types);
  const problems = b.record.problems.length;
  b.record.merge(body.record);
  b.record.problems.length = problems;
  for (const value of body.returns) leave(b, value);
}

function isOpen(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'type-parameter':
      return true;
    case 'named':
      return type.typeArguments.some(isOpen);
    case 'array':
      return isOpen(type.element);
    default:
      return false;
  }
}

export function reportNoConversion(b: Binder, it: Bound, to: TypeSymbol): void {
  const { known } = b;
  if (it.lambda) {
    reportLambda(b, it.lambda, to);
    return;
  }
  leave(b, it);
  if (isSilent(it) || to.kind === 'unknown') return;
  if (it.form === 'methods') {
    const name = it.group?.name ?? '';
    if (delegateOf(to)) b.report('CS0123', it.group?.nameSpan ?? it.span, [name, typeText(known, to)]);
    else b.report('CS0428', it.group?.nameSpan ?? it.span, [name, typeText(known, to)]);
    return;
  }
  if (it.form === 'null' && isNonNullableValueType(known, to)) {
    b.report('CS0037', it.span, [typeText(known, to)]);
    return;
  }
  if (it.form === 'tuple' && to.kind === 'tuple' && to.elements.length === it.elements.length) {
    for (const [i, element] of it.elements.entries()) {
      const type = to.elements[i]?.type;
      if (type && !implicitOf(known, element.value, type)) reportNoConversion(b, element.value, type);
    }
    return;
  }
  if (it.form === 'tuple' && to.kind === 'tuple' && !it.type) {
    b.report('CS8135', it.span, [String(it.elements.length), typeText(known, to)]);
    return;
  }
  if (reportConstant(b, it, to)) return;
  if (it.node?.kind === 'literal' && it.type && known.nameOf(it.type) === 'double') {
    const name = known.nameOf(known.stripped(to));
    if (name === 'float' || name === 'decimal') {
      b.report('CS0664', it.span, ['double', name, name === 'float' ? 'F' : 'M']);
      return;
    }
  }
  const from = it.type;
  const texts = [valueText(known, it, true), typeText(known, to, true)];
  const cast = from ? explicitBetween(known, from, to) : undefined;
  if (cast && cast !== 'ambiguous')
    b.report('CS0266', it.span, texts, {
      kind: 'missing-cast',
      type: typeText(known, to),
      expression: it.span,
    });
  else b.report('CS0029', it.span, texts);
}

/** A constant of which only the value keeps it from being of the type. */
function reportConstant(b: Binder, it: Bound, to: TypeSymbol): boolean {
  const { known } = b;
  const whole = it.constant === undefined ? undefined : integerOf(it.constant);
  const from = it.type && known.nameOf(it.type);
  const target = known.nameOf(known.stripped(to));
  if (whole === undefined || !from || !target || !isIntegral(from) || !isIntegral(target)) return false;
  const wouldFit = isConstantConversion(from, 0n, target);
  if (!wouldFit || isConstantConversion(from, whole, target)) return false;
  b.report('CS0031', it.span, [constantText(it.constant ?? null), typeText(known, known.stripped(to))]);
  return true;
}

/** Why a lambda isn't the delegate that is asked for. */
function reportLambda(b: Binder, lambda: UnboundLambda, to: TypeSymbol): void {
  const { known } = b;
  const what = lambda.isAnonymousMethod ? 'anonymous method' : 'lambda expression';
  const it = asBound(lambda);
  if (to.kind === 'unknown') {
    leave(b, it);
    return;
  }
  const fit = lambdaFit(known, lambda, to);
  if (fit.fits) return;
  const { body, invoke } = fit;
  if (!body || !invoke) {
    leave(b, it, to);
    const type = typeText(known, to);
    if (fit.why === 'no-delegate') b.report('CS1660', lambda.headSpan, [what, type]);
    else if (fit.why === 'count')
      b.report('CS1593', lambda.headSpan, [type, String(lambda.parameterCount ?? 0)]);
    else b.report('CS1661', lambda.headSpan, [what, type]);
    return;
  }
  if (lambda.isUsed) return;
  lambda.isUsed = true;
  b.record.merge(body.record);
  switch (fit.why) {
    case 'body':
      for (const value of body.returns) leave(b, value);
      return;
    case 'statement': {
      const [value] = body.returns;
      if (value && !isSilent(value)) b.report('CS0201', value.span);
      if (value) leave(b, value);
      return;
    }
    case 'value-returned': {
      const [place] = body.returnPlaces;
      if (place) b.report('CS8030', place);
      for (const one of body.returns) leave(b, one);
      return;
    }
    case 'nothing-returned':
      for (const value of body.returns) convert(b, value, invoke.returnType);
      if (body.returnsNothing) b.report('CS0126', body.returnsNothing, [typeText(known, invoke.returnType)]);
      return;
    case 'end':
      for (const value of body.returns) convert(b, value, invoke.returnType);
      b.report('CS1643', lambda.headSpan, [what, typeText(known, delegateOf(to) ?? to)]);
      return;
    default: {
      for (const value of body.returns) {
        const problems = b.record.problems.length;
        convert(b, value, invoke.returnType);
        if (b.record.problems.length > problems && !lambda.isQuery) b.report('CS1662', value.span, [what]);
      }
    }
  }
}

function asBound(lambda: UnboundLambda): Bound {
  return {
    form: 'lambda',
    node: undefined,
    span: lambda.span,
    type: undefined,
    constant: undefined,
    symbol: undefined,
    candidates: [],
    place: 'value',
    failed: false,
    group: undefined,
    lambda,
    elements: [],
    alsoType: undefined,
    settle: undefined,
  };
}
