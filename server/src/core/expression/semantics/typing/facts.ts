/** What kind of type a type is. */
import type { NamedType, TypeSymbol } from '../../types/symbols';
import type { PredefinedName } from '../../types/world';
import type { KnownTypes } from './known';

export function isUnknown(type: TypeSymbol | undefined): boolean {
  return type?.kind === 'unknown';
}

/** Whether something in the type isn't known, as in `List<?>`. */
export function mentionsUnknown(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'named':
      return type.typeArguments.some(mentionsUnknown);
    case 'array':
    case 'pointer':
      return mentionsUnknown(type.element);
    case 'tuple':
      return type.elements.some((element) => mentionsUnknown(element.type));
    case 'anonymous':
      return type.members.some((member) => mentionsUnknown(member.type));
    default:
      return false;
  }
}

export function isEnum(type: TypeSymbol): type is NamedType {
  return type.kind === 'named' && type.definition.typeKind === 'enum';
}

export function isDelegate(type: TypeSymbol): type is NamedType {
  return type.kind === 'named' && type.definition.typeKind === 'delegate';
}

export function isInterface(type: TypeSymbol): type is NamedType {
  return type.kind === 'named' && type.definition.typeKind === 'interface';
}

export function isReferenceType(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'named':
      return type.definition.typeKind !== 'struct' && type.definition.typeKind !== 'enum';
    case 'array':
    case 'anonymous':
    case 'dynamic':
    case 'null':
      return true;
    case 'type-parameter':
      return (
        type.constraints.isClass ||
        (!type.constraints.isStruct &&
          type.constraints.types().some((it) => it.kind !== 'type-parameter' && isClassType(it)))
      );
    default:
      return false;
  }
}

function isClassType(type: TypeSymbol): boolean {
  return type.kind === 'array' || (type.kind === 'named' && type.definition.typeKind === 'class');
}

/** Structs, enums and tuples, nullable or not. */
export function isValueType(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'named':
      return type.definition.typeKind === 'struct' || type.definition.typeKind === 'enum';
    case 'tuple':
      return true;
    case 'type-parameter':
      return type.constraints.isStruct;
    default:
      return false;
  }
}

export function isNonNullableValueType(known: KnownTypes, type: TypeSymbol): boolean {
  return isValueType(type) && known.underlying(type) === undefined;
}

export function canBeNull(known: KnownTypes, type: TypeSymbol): boolean {
  return isReferenceType(type) || known.underlying(type) !== undefined || type.kind === 'pointer';
}

/** A class or struct of which not all members are known: an operator or conversion that isn't found may exist. */
export function isIncomplete(type: TypeSymbol): boolean {
  return (
    type.kind === 'named' &&
    !type.definition.isComplete &&
    (type.definition.typeKind === 'class' ||
      type.definition.typeKind === 'struct' ||
      type.definition.typeKind === 'interface')
  );
}

const integral: ReadonlySet<PredefinedName | undefined> = new Set<PredefinedName>([
  'sbyte',
  'byte',
  'short',
  'ushort',
  'int',
  'uint',
  'long',
  'ulong',
  'char',
]);
const real: ReadonlySet<PredefinedName | undefined> = new Set<PredefinedName>(['float', 'double', 'decimal']);

export function isIntegral(name: PredefinedName | undefined): boolean {
  return integral.has(name);
}

/** Numbers and `char`. */
export function isNumeric(name: PredefinedName | undefined): boolean {
  return integral.has(name) || real.has(name);
}

/** The type and all it derives from, the nearest first. */
export function selfAndBases(known: KnownTypes, type: TypeSymbol): readonly NamedType[] {
  if (type.kind === 'named') return known.selfAndBases(type);
  const first = type.kind === 'tuple' ? type.underlying : known.world.baseOf(type);
  return first ? known.selfAndBases(first) : [];
}
