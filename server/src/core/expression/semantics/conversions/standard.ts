/** Conversions that depend on nothing but the two types: C# language specification, "Standard conversions". */

import type { NamedType, TypeSymbol } from '../../types/symbols';
import type { Conversion } from '../model';
import {
  isDelegate,
  isEnum,
  isInterface,
  isNumeric,
  isReferenceType,
  isValueType,
  selfAndBases,
} from '../typing/facts';
import type { KnownTypes } from '../typing/known';
import { isWidening } from './numeric';

type SimpleConversion = Exclude<Conversion, { readonly kind: 'user-defined' }>;

/** One object each, so that they can be compared. */
export function conversion(kind: SimpleConversion['kind'], isImplicit: boolean): Conversion {
  const made = isImplicit ? implicitOnes : explicitOnes;
  let found = made.get(kind);
  if (!found) {
    found = { kind, isImplicit };
    made.set(kind, found);
  }
  return found;
}
const implicitOnes = new Map<string, Conversion>();
const explicitOnes = new Map<string, Conversion>();

/** Generic types in generic types; deeper ones are taken to be alike. */
const DEEPEST = 30;

/** The same type but for names in tuples, and `dynamic` for `object`. What isn't known is like all. */
export function isIdentity(known: KnownTypes, a: TypeSymbol, b: TypeSymbol, depth = 0): boolean {
  if (a === b || a.kind === 'unknown' || b.kind === 'unknown' || depth > DEEPEST) return true;
  if (a.kind === 'dynamic') return b === known.object || b.kind === 'dynamic';
  if (b.kind === 'dynamic') return a === known.object;
  if (a.kind === 'tuple' && b.kind === 'tuple')
    return (
      a.elements.length === b.elements.length &&
      a.elements.every((it, i) => isIdentity(known, it.type, b.elements[i]?.type ?? it.type, depth + 1))
    );
  if (a.kind === 'tuple') return b.kind === 'named' && isIdentity(known, a.underlying, b, depth + 1);
  if (b.kind === 'tuple') return a.kind === 'named' && isIdentity(known, a, b.underlying, depth + 1);
  if (a.kind === 'array' && b.kind === 'array')
    return a.rank === b.rank && isIdentity(known, a.element, b.element, depth + 1);
  if (a.kind === 'anonymous' && b.kind === 'anonymous')
    return (
      a.members.length === b.members.length &&
      a.members.every(
        (it, i) => it.name === b.members[i]?.name && isIdentity(known, it.type, b.members[i].type, depth + 1),
      )
    );
  if (a.kind !== 'named' || b.kind !== 'named') return false;
  return (
    a.definition === b.definition &&
    a.typeArguments.every((it, i) => isIdentity(known, it, b.typeArguments[i] ?? it, depth + 1))
  );
}

/** From an array of rank 1 to the interfaces of its elements' type. */
const arrayInterfaces: ReadonlySet<string> = new Set(
  ['IList', 'ICollection', 'IEnumerable', 'IReadOnlyList', 'IReadOnlyCollection'].map(
    (name) => `System.Collections.Generic.${name}`,
  ),
);

export function isImplicitReference(known: KnownTypes, from: TypeSymbol, to: TypeSymbol, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  if (!isReferenceType(from)) return false;
  if (to === known.object || to.kind === 'dynamic') return true;
  if (from.kind === 'array') {
    if (to.kind === 'array')
      return (
        from.rank === to.rank &&
        (isIdentity(known, from.element, to.element) ||
          isImplicitReference(known, from.element, to.element, depth + 1))
      );
    if (to.kind === 'named' && from.rank === 1 && arrayInterfaces.has(to.definition.fullName)) {
      const wanted = to.typeArguments[0];
      if (wanted)
        return (
          isIdentity(known, from.element, wanted) ||
          isImplicitReference(known, from.element, wanted, depth + 1)
        );
    }
  }
  if (to.kind === 'type-parameter') return false;
  if (to.kind !== 'named') return false;
  return derivesFrom(known, from, to, depth);
}

/** Whether a base class or an interface of the type is the other one, by identity or variance. */
function derivesFrom(known: KnownTypes, from: TypeSymbol, to: NamedType, depth: number): boolean {
  if (to.definition.typeKind === 'interface') {
    if (from.kind === 'named' && isVariant(known, from, to, depth)) return true;
    return supertypes(known, from).some((it) => isVariant(known, it, to, depth));
  }
  if (from.kind === 'named' && isDelegate(from) && isVariant(known, from, to, depth)) return true;
  if (from.kind === 'type-parameter')
    return from.constraints
      .types()
      .some((it) => it !== from && isImplicitReference(known, it, to, depth + 1));
  return selfAndBases(known, from).some((it) => isIdentity(known, it, to));
}

function supertypes(known: KnownTypes, type: TypeSymbol): readonly NamedType[] {
  if (type.kind !== 'type-parameter') return known.world.interfacesOf(type);
  return type.constraints
    .types()
    .flatMap((it) =>
      it.kind === 'named' ? [it, ...known.world.interfacesOf(it)] : [...known.world.interfacesOf(it)],
    );
}

/** Whether two interfaces or delegates of one definition convert, each type argument by its parameter's variance. */
function isVariant(known: KnownTypes, from: NamedType, to: NamedType, depth = 0): boolean {
  if (from === to) return true;
  if (from.definition !== to.definition) return false;
  return from.definition.typeParameters.every((parameter, index) => {
    const a = from.typeArguments[index];
    const b = to.typeArguments[index];
    if (!a || !b || isIdentity(known, a, b)) return true;
    if (parameter.variance === 'out') return isImplicitReference(known, a, b, depth + 1);
    return parameter.variance === 'in' && isImplicitReference(known, b, a, depth + 1);
  });
}

function isBoxing(known: KnownTypes, from: TypeSymbol, to: TypeSymbol): boolean {
  const type = known.stripped(from);
  if (type.kind === 'type-parameter' && !isReferenceType(type)) {
    if (to === known.object || to.kind === 'dynamic') return true;
    return to.kind === 'named' && derivesFrom(known, type, to, 0);
  }
  if (!isValueType(type)) return false;
  if (to === known.object || to.kind === 'dynamic') return true;
  if (to.kind !== 'named') return false;
  if (isInterface(to)) return known.world.interfacesOf(type).some((it) => isVariant(known, it, to));
  if (known.isNamed(to, 'System.ValueType')) return true;
  return known.isNamed(to, 'System.Enum') && isEnum(type);
}

/** Numbers, `char` and enums to one another. */
function isExplicitNumeric(known: KnownTypes, from: TypeSymbol, to: TypeSymbol): boolean {
  const isNumber = (type: TypeSymbol): boolean => isNumeric(known.nameOf(type));
  return (isNumber(from) || isEnum(from)) && (isNumber(to) || isEnum(to));
}

/** Implicit, without those that operators define, and without those of constants and the like. */
export function standardImplicit(
  known: KnownTypes,
  from: TypeSymbol,
  to: TypeSymbol,
): Conversion | undefined {
  if (from === to) return conversion('identity', true);
  if (from.kind === 'unknown' || to.kind === 'unknown') return conversion('unknown', true);
  if (from.kind === 'void' || to.kind === 'void' || to.kind === 'null') return undefined;
  if (from.kind === 'named' && to.kind === 'named')
    return known.conversionOf(from, to, () => implicitBetweenOthers(known, from, to));
  return implicitBetweenOthers(known, from, to);
}

/** Between types that are not the same. */
function implicitBetweenOthers(known: KnownTypes, from: TypeSymbol, to: TypeSymbol): Conversion | undefined {
  if (isIdentity(known, from, to)) return conversion('identity', true);
  const a = known.nameOf(from);
  const b = known.nameOf(to);
  if (a && b && isWidening(a, b)) return conversion('numeric', true);
  const wanted = known.underlying(to);
  if (wanted) {
    const inner = known.stripped(from);
    if (isValueType(inner)) {
      const under = standardImplicit(known, inner, wanted);
      return under && under.kind !== 'boxing' ? conversion('nullable', true) : undefined;
    }
  }
  if (from.kind === 'null')
    return isReferenceType(to) || wanted || to.kind === 'pointer'
      ? conversion('null-literal', true)
      : undefined;
  if (isImplicitReference(known, from, to)) return conversion('reference', true);
  if (isBoxing(known, from, to)) return conversion('boxing', true);
  if (from.kind === 'tuple' && to.kind === 'tuple' && from.elements.length === to.elements.length)
    return from.elements.every((it, i) => {
      const target = to.elements[i]?.type;
      return target !== undefined && standardImplicit(known, it.type, target) !== undefined;
    })
      ? conversion('tuple', true)
      : undefined;
  return undefined;
}

/** Explicit or implicit, without those that operators define. */
export function standardExplicit(
  known: KnownTypes,
  from: TypeSymbol,
  to: TypeSymbol,
): Conversion | undefined {
  const implicit = standardImplicit(known, from, to);
  if (implicit) return implicit;
  if (from.kind === 'void' || to.kind === 'void') return undefined;
  if (isExplicitNumeric(known, from, to))
    return conversion(isEnum(from) || isEnum(to) ? 'enumeration' : 'numeric', false);
  const a = known.underlying(from);
  const b = known.underlying(to);
  if (a || b) {
    const source = a ?? from;
    const target = b ?? to;
    if (isValueType(source) && isValueType(target) && standardExplicit(known, source, target))
      return conversion('nullable', false);
  }
  if (isExplicitReference(known, from, to)) return conversion('reference', false);
  if (isUnboxing(known, from, to)) return conversion('unboxing', false);
  if (from.kind === 'pointer' || to.kind === 'pointer') return conversion('unknown', false);
  if (from.kind === 'tuple' && to.kind === 'tuple' && from.elements.length === to.elements.length)
    return from.elements.every((it, i) => {
      const target = to.elements[i]?.type;
      return target !== undefined && standardExplicit(known, it.type, target) !== undefined;
    })
      ? conversion('tuple', false)
      : undefined;
  return undefined;
}

function isUnboxing(known: KnownTypes, from: TypeSymbol, to: TypeSymbol): boolean {
  const target = known.stripped(to);
  if (!isValueType(target) && target.kind !== 'type-parameter') return false;
  if (from === known.object || from.kind === 'dynamic') return true;
  if (target.kind === 'type-parameter') return isReferenceType(from);
  if (known.isNamed(from, 'System.ValueType')) return true;
  if (known.isNamed(from, 'System.Enum')) return isEnum(target);
  return isInterface(from) && isBoxing(known, target, from);
}

function isExplicitReference(known: KnownTypes, from: TypeSymbol, to: TypeSymbol, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  if (from.kind === 'type-parameter') return isInterface(to) || isImplicitReference(known, to, from);
  if (!isReferenceType(from) || !isReferenceType(to)) return false;
  if (from === known.object || from.kind === 'dynamic') return true;
  if (to.kind === 'type-parameter') return true;
  if (from.kind === 'array' && to.kind === 'array')
    return from.rank === to.rank && isExplicitOrImplicit(known, from.element, to.element, depth);
  if (to.kind === 'array') {
    if (isImplicitReference(known, to, from)) return true;
    return (
      genericElement(from) !== undefined &&
      isExplicitOrImplicit(known, genericElement(from), to.element, depth)
    );
  }
  if (from.kind === 'array')
    return (
      genericElement(to) !== undefined && isExplicitOrImplicit(known, from.element, genericElement(to), depth)
    );
  if (from.kind !== 'named' || to.kind !== 'named') return false;
  if (isImplicitReference(known, to, from)) return true;
  const source = from.definition;
  const target = to.definition;
  if (source.typeKind === 'interface')
    return target.typeKind === 'interface' || (!target.isSealed && target.typeKind === 'class');
  if (target.typeKind === 'interface') return source.typeKind === 'class' && !source.isSealed;
  if (source === target && source.typeKind === 'delegate')
    return source.typeParameters.every((parameter, index) => {
      const a = from.typeArguments[index];
      const b = to.typeArguments[index];
      if (!a || !b || isIdentity(known, a, b)) return true;
      if (parameter.variance === 'out') return isExplicitOrImplicit(known, a, b, depth);
      return parameter.variance === 'in' && isReferenceType(a) && isReferenceType(b);
    });
  // Between classes of one definition with other type arguments: a base of one may be the other.
  return selfAndBases(known, to).some((it) => isIdentity(known, it, from));
}

function genericElement(type: TypeSymbol): TypeSymbol | undefined {
  return type.kind === 'named' && arrayInterfaces.has(type.definition.fullName)
    ? type.typeArguments[0]
    : undefined;
}

function isExplicitOrImplicit(
  known: KnownTypes,
  from: TypeSymbol | undefined,
  to: TypeSymbol | undefined,
  depth: number,
): boolean {
  if (!from || !to) return true;
  return (
    isIdentity(known, from, to) ||
    isImplicitReference(known, from, to) ||
    isExplicitReference(known, from, to, depth + 1)
  );
}
