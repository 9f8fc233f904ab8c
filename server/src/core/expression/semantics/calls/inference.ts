/** Type arguments from the arguments of a call: C# language specification, "Type inference". */
import type { NamedType, TypeParameterSymbol, TypeSymbol } from '../../types/symbols';
import type { BoundArgument } from '../binding/binder';
import type { Bound } from '../binding/bound';
import { delegateOf, implicitBetween, invokeOf } from '../conversions/ofExpression';
import { isIdentity } from '../conversions/standard';
import { isReferenceType, mentionsUnknown, selfAndBases } from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { bestCommonType } from './bestCommonType';

interface Bounds {
  readonly exact: TypeSymbol[];
  readonly lower: TypeSymbol[];
  readonly upper: TypeSymbol[];
  fixed: TypeSymbol | undefined;
}

export interface InferenceArgument {
  readonly argument: Pick<BoundArgument, 'value' | 'modifier'>;
  readonly parameterType: TypeSymbol;
}

/** `undefined` where they can't be inferred. What depends on something unknown is unknown. */
export function inferTypeArguments(
  known: KnownTypes,
  typeParameters: readonly TypeParameterSymbol[],
  inputs: readonly InferenceArgument[],
): readonly TypeSymbol[] | undefined {
  return new Inference(known, typeParameters, inputs).result();
}

class Inference {
  private readonly bounds = new Map<TypeParameterSymbol, Bounds>();
  private readonly isVague: boolean;

  constructor(
    private readonly known: KnownTypes,
    private readonly typeParameters: readonly TypeParameterSymbol[],
    private readonly inputs: readonly InferenceArgument[],
  ) {
    for (const it of typeParameters)
      this.bounds.set(it, { exact: [], lower: [], upper: [], fixed: undefined });
    this.isVague = inputs.some(
      ({ argument: { value } }) => value.failed || (value.type && mentionsUnknown(value.type)),
    );
  }

  result(): readonly TypeSymbol[] | undefined {
    for (const { argument, parameterType } of this.inputs)
      this.fromArgument(
        argument.value,
        parameterType,
        argument.modifier !== undefined && argument.modifier !== 'in',
      );
    const done = new Set<InferenceArgument>();
    for (let round = 0; round <= this.typeParameters.length + 1; round++) {
      if (this.unfixed().length === 0) break;
      this.outputs(done);
      if (!this.fixSome()) break;
    }
    const inferred: TypeSymbol[] = [];
    for (const it of this.typeParameters) {
      const type = this.bounds.get(it)?.fixed ?? (this.isVague ? this.known.world.unknown : undefined);
      if (!type) return undefined;
      inferred.push(type);
    }
    return inferred;
  }

  private unfixed(): readonly TypeParameterSymbol[] {
    return this.typeParameters.filter((it) => this.bounds.get(it)?.fixed === undefined);
  }

  private fromArgument(value: Bound, target: TypeSymbol, isExact: boolean): void {
    if (value.form === 'lambda') {
      const explicit = value.lambda?.explicitParameters;
      const invoke = explicit && invokeOf(this.known, target);
      if (explicit && invoke?.parameters.length === explicit.length)
        for (const [i, it] of explicit.entries()) this.exact(it.type, invoke.parameters[i]?.type);
      return;
    }
    if (
      value.form === 'tuple' &&
      target.kind === 'tuple' &&
      target.elements.length === value.elements.length
    ) {
      for (const [i, it] of value.elements.entries()) {
        const type = target.elements[i]?.type;
        if (type) this.fromArgument(it.value, type, isExact);
      }
      return;
    }
    if (!value.type || value.type.kind === 'null' || value.type.kind === 'void') return;
    if (isExact) this.exact(value.type, target);
    else this.lower(value.type, target);
  }

  /** Infers from what lambdas and methods return, once all that they are given is known. */
  private outputs(done: Set<InferenceArgument>): void {
    for (const input of this.inputs) {
      if (done.has(input)) continue;
      const { value } = input.argument;
      if (value.form !== 'lambda' && value.form !== 'methods') continue;
      const invoke = invokeOf(this.known, input.parameterType);
      if (!invoke || !this.mentionsUnfixed(invoke.returnType)) continue;
      const given = invoke.parameters.map((it) => this.put(it.type));
      if (value.lambda?.explicitParameters === undefined && given.includes(undefined)) continue;
      done.add(input);
      const result = this.resultOf(value, given);
      if (result) this.lower(result, invoke.returnType);
    }
  }

  private resultOf(value: Bound, given: readonly (TypeSymbol | undefined)[]): TypeSymbol | undefined {
    const { unknown } = this.known.world;
    if (value.lambda) {
      const { explicitParameters, parameterCount, isAsync } = value.lambda;
      if (parameterCount !== undefined && parameterCount !== given.length) return undefined;
      const types = explicitParameters?.map((it) => it.type) ?? given.map((it) => it ?? unknown);
      const body = value.lambda.bind(parameterCount === undefined ? [] : types);
      if (isAsync) return unknown;
      if (body.record.hasErrors && body.returns.length === 0) return unknown;
      if (body.isExpression) return usable(body.returns[0]?.type);
      return bestCommonType(this.known, body.returns);
    }
    const method = value.group?.resolve(
      given.map((type, i) => ({
        name: `p${i}`,
        type: type ?? unknown,
        modifier: undefined,
        isOptional: false,
        defaultValue: undefined,
      })),
    );
    return method === 'unknown' ? unknown : usable(method?.returnType);
  }

  /** The type with what is known put in; `undefined` where something in it isn't known yet. */
  private put(type: TypeSymbol): TypeSymbol | undefined {
    if (this.mentionsUnfixed(type)) return undefined;
    const fixed = new Map<TypeParameterSymbol, TypeSymbol>();
    for (const [parameter, bounds] of this.bounds) if (bounds.fixed) fixed.set(parameter, bounds.fixed);
    return this.known.world.substitute(type, fixed);
  }

  private mentionsUnfixed(type: TypeSymbol): boolean {
    return mentions(type, (it) => this.bounds.has(it) && this.bounds.get(it)?.fixed === undefined);
  }

  private fixSome(): boolean {
    const open = this.unfixed();
    const free = open.filter((it) => !open.some((other) => this.dependsOn(it, other)));
    const chosen =
      free.length > 0 ? free : open.filter((it) => open.some((other) => this.dependsOn(other, it)));
    let progress = false;
    for (const it of chosen) if (this.fix(it)) progress = true;
    return progress;
  }

  /** Whether a lambda gives the one from what it is given of the other. */
  private dependsOn(type: TypeParameterSymbol, on: TypeParameterSymbol): boolean {
    return this.inputs.some(({ argument: { value }, parameterType }) => {
      if (value.form !== 'methods' && !(value.form === 'lambda' && !value.lambda?.explicitParameters))
        return false;
      const invoke = invokeOf(this.known, parameterType);
      return (
        invoke !== undefined &&
        mentions(invoke.returnType, (it) => it === type) &&
        invoke.parameters.some((it) => mentions(it.type, (inner) => inner === on))
      );
    });
  }

  private fix(parameter: TypeParameterSymbol): boolean {
    const bounds = this.bounds.get(parameter);
    if (!bounds) return false;
    const { known } = this;
    const all = bounds.exact.length > 0 ? bounds.exact : [...bounds.lower, ...bounds.upper];
    const unknown = all.find((it) => it.kind === 'unknown');
    if (unknown) {
      bounds.fixed = unknown;
      return true;
    }
    const distinct: TypeSymbol[] = [];
    for (const it of all) {
      const same = distinct.findIndex((other) => isIdentity(known, it, other));
      if (same === -1) distinct.push(it);
      else if (it.kind === 'dynamic') distinct[same] = it;
    }
    const converts = (from: TypeSymbol, to: TypeSymbol): boolean =>
      isIdentity(known, from, to) ||
      (from.kind !== 'dynamic' && implicitBetween(known, from, to) !== undefined);
    const candidates = distinct.filter(
      (it) =>
        bounds.exact.every((other) => isIdentity(known, it, other)) &&
        bounds.lower.every((other) => converts(other, it)) &&
        bounds.upper.every((other) => converts(it, other)),
    );
    const best = candidates.filter((it) => candidates.every((other) => converts(other, it)));
    const [only] = best;
    if (!only || best.length > 1) return false;
    bounds.fixed = only;
    return true;
  }

  private add(type: TypeSymbol, target: TypeSymbol | undefined, kind: 'exact' | 'lower' | 'upper'): boolean {
    if (target?.kind !== 'type-parameter') return false;
    const bounds = this.bounds.get(target);
    if (!bounds || bounds.fixed) return false;
    bounds[kind].push(type);
    return true;
  }

  private exact(type: TypeSymbol, target: TypeSymbol | undefined): void {
    this.structure(type, target, 'exact');
  }

  private lower(type: TypeSymbol, target: TypeSymbol | undefined): void {
    this.structure(type, target, 'lower');
  }

  private structure(
    type: TypeSymbol,
    target: TypeSymbol | undefined,
    kind: 'exact' | 'lower' | 'upper',
    depth = 0,
  ): void {
    if (!target || depth > 30 || this.add(type, target, kind) || !this.mentionsUnfixed(target)) return;
    const { known } = this;
    if (type.kind === 'unknown') {
      // All that is in it is as unknown as the whole.
      for (const it of this.unfixed())
        if (mentions(target, (inner) => inner === it)) this.bounds.get(it)?.[kind].push(type);
      return;
    }
    const a = known.underlying(type);
    const b = known.underlying(target);
    if (b) {
      if (a) this.structure(a, b, kind, depth + 1);
      return;
    }
    if (type.kind === 'array' && target.kind === 'array') {
      if (type.rank === target.rank)
        this.structure(
          type.element,
          target.element,
          isReferenceType(type.element) ? kind : 'exact',
          depth + 1,
        );
      return;
    }
    if (target.kind === 'tuple') {
      const elements = type.kind === 'tuple' ? type.elements.map((it) => it.type) : undefined;
      if (elements?.length === target.elements.length)
        for (const [i, it] of elements.entries())
          this.structure(it, target.elements[i]?.type, kind === 'exact' ? 'exact' : kind, depth + 1);
      return;
    }
    if (target.kind !== 'named') return;
    if (type.kind === 'array' && kind === 'lower') {
      const element = target.typeArguments[0];
      if (element && target.definition.typeKind === 'interface' && type.rank === 1)
        this.structure(type.element, element, isReferenceType(type.element) ? 'lower' : 'exact', depth + 1);
      return;
    }
    if (kind === 'upper') {
      const same = type.kind === 'named' && type.definition === target.definition ? type : undefined;
      if (same) this.arguments(same, target, kind, depth);
      return;
    }
    const base = kind === 'exact' ? exactly(type, target) : uniqueBase(known, type, target);
    if (base) this.arguments(base, target, kind, depth);
  }

  private arguments(
    type: NamedType,
    target: NamedType,
    kind: 'exact' | 'lower' | 'upper',
    depth: number,
  ): void {
    for (const [i, parameter] of target.definition.typeParameters.entries()) {
      const from = type.typeArguments[i];
      const to = target.typeArguments[i];
      if (!from || !to) continue;
      const varies =
        kind !== 'exact' &&
        parameter.variance !== undefined &&
        (isReferenceType(from) || from.kind === 'unknown');
      const inner = !varies
        ? 'exact'
        : parameter.variance === 'out'
          ? kind
          : kind === 'lower'
            ? 'upper'
            : 'lower';
      this.structure(from, to, inner, depth + 1);
    }
  }
}

function usable(type: TypeSymbol | undefined): TypeSymbol | undefined {
  return type === undefined || type.kind === 'null' || type.kind === 'void' ? undefined : type;
}

function exactly(type: TypeSymbol, target: NamedType): NamedType | undefined {
  if (type.kind === 'tuple') return exactly(type.underlying, target);
  return type.kind === 'named' && type.definition === target.definition ? type : undefined;
}

/** The one base class or interface of the type that is made of the target's definition. */
function uniqueBase(known: KnownTypes, type: TypeSymbol, target: NamedType): NamedType | undefined {
  const own = exactly(type, target);
  if (own) return own;
  if (target.definition.typeKind === 'delegate' && !delegateOf(target)) return undefined;
  const pool =
    target.definition.typeKind === 'interface' ? known.world.interfacesOf(type) : selfAndBases(known, type);
  const fitting = pool.filter((it) => it.definition === target.definition);
  const [first] = fitting;
  return first && fitting.every((it) => it === first) ? first : undefined;
}

export function mentions(type: TypeSymbol, matches: (parameter: TypeParameterSymbol) => boolean): boolean {
  switch (type.kind) {
    case 'type-parameter':
      return matches(type);
    case 'named':
      return type.typeArguments.some((it) => mentions(it, matches));
    case 'array':
    case 'pointer':
      return mentions(type.element, matches);
    case 'tuple':
      return type.elements.some((it) => mentions(it.type, matches));
    case 'anonymous':
      return type.members.some((it) => mentions(it.type, matches));
    default:
      return false;
  }
}
