/** Conversions of expressions: those of their types, and those that only an expression has (constants, lambdas, `null`). */
import type { MethodSymbol, NamedType, ParameterSymbol, TypeSymbol } from '../../types/symbols';
import type { Bound, LambdaBody, UnboundLambda } from '../binding/bound';
import type { Conversion } from '../model';
import { isDelegate, isEnum, isIntegral } from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { integerOf, isConstantConversion } from './numeric';
import { conversion, isIdentity, isImplicitReference, standardExplicit, standardImplicit } from './standard';
import { userDefinedExplicit, userDefinedImplicit } from './userDefined';

/** The delegate that a lambda becomes: the type itself, or that of an expression tree. */
export function delegateOf(type: TypeSymbol): NamedType | undefined {
  if (type.kind !== 'named') return undefined;
  if (type.definition.typeKind === 'delegate') return type;
  if (type.definition.fullName !== 'System.Linq.Expressions.Expression') return undefined;
  const [inner] = type.typeArguments;
  return inner && isDelegate(inner) ? inner : undefined;
}

export function invokeOf(known: KnownTypes, type: TypeSymbol): MethodSymbol | undefined {
  const delegate = delegateOf(type);
  return delegate && known.world.invokeMethod(delegate);
}

/** Mistakes in a lambda's body that don't keep it from being converted. */
const harmless: ReadonlySet<string> = new Set([
  'CS0100',
  'CS0128',
  'CS0136',
  'CS1931',
  'CS0162',
  'CS0612',
  'CS0618',
]);

export type LambdaFit =
  | { readonly fits: true; readonly body: LambdaBody; readonly invoke: MethodSymbol }
  | {
      readonly fits: false;
      readonly why:
        | 'no-delegate'
        | 'count'
        | 'parameters'
        | 'body'
        | 'result'
        | 'nothing-returned'
        | 'end'
        | 'value-returned'
        | 'statement';
      readonly body: LambdaBody | undefined;
      readonly invoke: MethodSymbol | undefined;
    };

export function lambdaFit(known: KnownTypes, lambda: UnboundLambda, to: TypeSymbol): LambdaFit {
  const invoke = invokeOf(known, to);
  if (!invoke) return { fits: false, why: 'no-delegate', body: undefined, invoke };
  const { parameters, returnType } = invoke;
  if (lambda.parameterCount !== undefined) {
    if (lambda.parameterCount !== parameters.length)
      return { fits: false, why: 'count', body: undefined, invoke };
    const matches = lambda.explicitParameters
      ? lambda.explicitParameters.every(
          (it, i) =>
            it.modifier === parameters[i]?.modifier &&
            isIdentity(known, it.type, parameters[i]?.type ?? it.type),
        )
      : parameters.every((it) => it.modifier === undefined || it.modifier === 'params');
    if (!matches) return { fits: false, why: 'parameters', body: undefined, invoke };
  }
  const body = lambda.bind(lambda.parameterCount === undefined ? [] : parameters.map((it) => it.type));
  const fail = (why: (LambdaFit & { fits: false })['why']): LambdaFit => ({ fits: false, why, body, invoke });
  if (body.record.problems.some((it) => it.severity === 'error' && !harmless.has(it.code)))
    return fail('body');
  if (lambda.isAsync || returnType.kind === 'unknown') return { fits: true, body, invoke };
  if (returnType.kind === 'void') {
    if (body.isExpression) return body.isStatement ? { fits: true, body, invoke } : fail('statement');
    return body.returns.length > 0 ? fail('value-returned') : { fits: true, body, invoke };
  }
  if (body.returnsNothing) return fail('nothing-returned');
  if (body.endsReachable && !body.isExpression) return fail('end');
  if (!body.returns.every((value) => implicitOf(known, value, returnType))) return fail('result');
  return { fits: true, body, invoke };
}

/** Whether the method's parameters take what the delegate is given, and its result is one of the delegate's. */
function groupFits(known: KnownTypes, bound: Bound, to: TypeSymbol): Conversion | undefined {
  const invoke = delegateOf(to) === to ? invokeOf(known, to) : undefined;
  if (!invoke || !bound.group) return undefined;
  const method = bound.group.resolve(invoke.parameters);
  if (method === 'unknown') return conversion('unknown', true);
  if (!method) return undefined;
  const same = (from: TypeSymbol, target: TypeSymbol): boolean =>
    isIdentity(known, from, target) || isImplicitReference(known, from, target);
  const offset = method.parameters.length - invoke.parameters.length;
  if (offset !== 0 && offset !== 1) return undefined;
  const parametersFit = invoke.parameters.every((it, i) => {
    const own: ParameterSymbol | undefined = method.parameters[i + offset];
    return own !== undefined && same(it.type, own.type);
  });
  if (!parametersFit) return undefined;
  const { returnType } = method;
  if (invoke.returnType.kind === 'void' ? returnType.kind !== 'void' : !same(returnType, invoke.returnType))
    return undefined;
  return conversion('method-group', true);
}

/** Implicit, without operators that types define. */
function implicitBuiltIn(known: KnownTypes, bound: Bound, to: TypeSymbol): Conversion | undefined {
  if (to.kind === 'unknown') return conversion('unknown', true);
  switch (bound.form) {
    case 'null':
      return standardImplicit(known, known.world.null, to);
    case 'default':
      return to.kind === 'void' ? undefined : conversion('default-literal', true);
    case 'throw':
      return conversion('throw', true);
    case 'lambda':
      return bound.lambda && lambdaFit(known, bound.lambda, to).fits ? conversion('lambda', true) : undefined;
    case 'methods':
      return groupFits(known, bound, to);
    case 'discard':
    case 'out-variable':
      return conversion('unknown', true);
    case 'type':
    case 'namespace':
      return undefined;
    case 'tuple': {
      const target = known.stripped(to);
      if (target.kind === 'tuple' && target.elements.length === bound.elements.length) {
        const all = bound.elements.every((it, i) => {
          const type = target.elements[i]?.type;
          return type !== undefined && implicitOf(known, it.value, type) !== undefined;
        });
        return all ? conversion('tuple', true) : undefined;
      }
      break;
    }
    case 'interpolated':
      if (known.isNamed(to, 'System.FormattableString') || known.isNamed(to, 'System.IFormattable'))
        return conversion('interpolated-string', true);
      break;
    default:
  }
  const { type } = bound;
  if (!type) return undefined;
  if (type.kind === 'dynamic' && to.kind !== 'void')
    return to.kind === 'dynamic' ? conversion('identity', true) : conversion('dynamic', true);
  const standard = standardImplicit(known, type, to);
  if (standard) return standard;
  const value = bound.constant === undefined ? undefined : integerOf(bound.constant);
  if (value === undefined) return undefined;
  const name = known.nameOf(type);
  const target = known.stripped(to);
  const wanted = known.nameOf(target);
  if (name && wanted && isConstantConversion(name, value, wanted)) return conversion('constant', true);
  if (value === 0n && isEnum(target) && isIntegral(name)) return conversion('enumeration', true);
  return undefined;
}

export function implicitOf(known: KnownTypes, bound: Bound, to: TypeSymbol): Conversion | undefined {
  const builtIn = implicitBuiltIn(known, bound, to);
  if (builtIn) return builtIn;
  const { type } = bound;
  if (!type || type.kind === 'void' || to.kind === 'void') return undefined;
  if (bound.form === 'type' || bound.form === 'namespace') return undefined;
  const method = userDefinedImplicit(known, type, to, (parameter) => {
    const found = implicitBuiltIn(known, bound, parameter);
    return found !== undefined && found.kind !== 'dynamic' && found.kind !== 'enumeration';
  });
  if (method === 'ambiguous') return undefined;
  if (method) return { kind: 'user-defined', isImplicit: true, method };
  return undefined;
}

/** Implicit, between types: of a value that is no constant. */
export function implicitBetween(known: KnownTypes, from: TypeSymbol, to: TypeSymbol): Conversion | undefined {
  const standard = standardImplicit(known, from, to);
  if (standard || from.kind === 'void' || to.kind === 'void') return standard;
  if (from.kind === 'dynamic') return conversion('dynamic', true);
  const method = userDefinedImplicit(
    known,
    from,
    to,
    (it) => standardImplicit(known, from, it) !== undefined,
  );
  if (method === 'ambiguous') return undefined;
  if (method) return { kind: 'user-defined', isImplicit: true, method };
  return undefined;
}

/** What a cast does, implicit or not. */
export function explicitOf(
  known: KnownTypes,
  bound: Bound,
  to: TypeSymbol,
): Conversion | 'ambiguous' | undefined {
  const implicit = implicitOf(known, bound, to);
  if (implicit) return implicit;
  if (bound.form === 'tuple') {
    const target = known.stripped(to);
    if (target.kind === 'tuple' && target.elements.length === bound.elements.length) {
      const all = bound.elements.every((it, i) => {
        const type = target.elements[i]?.type;
        const found = type && explicitOf(known, it.value, type);
        return found !== undefined && found !== 'ambiguous';
      });
      return all ? conversion('tuple', false) : undefined;
    }
  }
  const { type } = bound;
  if (!type || bound.form === 'type' || bound.form === 'namespace') return undefined;
  return explicitBetween(known, type, to, (parameter) => {
    const found = implicitBuiltIn(known, bound, parameter);
    return found !== undefined && found.kind !== 'dynamic' && found.kind !== 'enumeration';
  });
}

export function explicitBetween(
  known: KnownTypes,
  from: TypeSymbol,
  to: TypeSymbol,
  fromSource: (parameter: TypeSymbol) => boolean = (it) => standardImplicit(known, from, it) !== undefined,
): Conversion | 'ambiguous' | undefined {
  if (from.kind === 'void' || to.kind === 'void') return undefined;
  if (from.kind === 'dynamic') return conversion('dynamic', false);
  const standard = standardExplicit(known, from, to);
  if (standard) return standard;
  const method = userDefinedExplicit(known, from, to, fromSource);
  if (method === 'ambiguous') return method;
  if (method) return { kind: 'user-defined', isImplicit: false, method };
  return undefined;
}
