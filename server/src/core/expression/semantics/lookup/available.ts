/** What may be written behind a dot: all members of a value or type that policies can use, overloads together. */
import type {
  FieldSymbol,
  MemberSymbol,
  MethodSymbol,
  PropertySymbol,
  TypeSymbol,
} from '../../types/symbols';
import type { TypeWorld } from '../../types/world';
import { type KnownTypes, knownTypes } from '../typing/known';
import { declaringTypes, extensionGroups, lookupMembers, takesReceiver } from './members';

export type AvailableMember = MethodSymbol | PropertySymbol | FieldSymbol;

/** Members of one name: the overloads of a method, or one property or field. */
export interface MemberGroup {
  readonly name: string;
  /** At least one. */
  readonly members: readonly [AvailableMember, ...AvailableMember[]];
}

/** Found once for each type, which lives as long as its world. */
const ofValues = new WeakMap<TypeSymbol, readonly MemberGroup[]>();
const ofTypes = new WeakMap<TypeSymbol, readonly MemberGroup[]>();

/** The members of a value of that type, extension methods behind its own. */
export function membersOfValue(world: TypeWorld, type: TypeSymbol): readonly MemberGroup[] {
  let groups = ofValues.get(type);
  if (!groups) {
    const known = knownTypes(world);
    groups = [...ownMembers(known, type, false), ...extensions(known, type)];
    ofValues.set(type, groups);
  }
  return groups;
}

/** The static members of a type, an enum's values among them. */
export function membersOfType(world: TypeWorld, type: TypeSymbol): readonly MemberGroup[] {
  let groups = ofTypes.get(type);
  if (!groups) {
    groups = ownMembers(knownTypes(world), type, true);
    ofTypes.set(type, groups);
  }
  return groups;
}

function ownMembers(known: KnownTypes, type: TypeSymbol, isStatic: boolean): readonly MemberGroup[] {
  if (type.kind === 'anonymous') return ownMembers(known, known.object, isStatic);
  const names = new Set(
    (declaringTypes(known, type) ?? []).flatMap((it) => known.world.members(it)).map(({ name }) => name),
  );
  return [...names].flatMap((name) =>
    group(
      name,
      lookupMembers(known, type, name).members.filter((it) => it.isStatic === isStatic),
    ),
  );
}

function extensions(known: KnownTypes, type: TypeSymbol): readonly MemberGroup[] {
  if (type.kind === 'void' || type.kind === 'null' || type.kind === 'unknown' || type.kind === 'dynamic')
    return [];
  return known.world.extensionMethodNames.flatMap((name) =>
    group(
      name,
      extensionGroups(known, name)
        .flat()
        .filter((method) => takesReceiver(known, method, type)),
    ),
  );
}

function group(name: string, found: readonly MemberSymbol[]): readonly MemberGroup[] {
  const [first, ...others] = found.filter(isAvailable);
  return first ? [{ name, members: [first, ...others] }] : [];
}

/** Whether it can be written behind a dot, and the service takes it. */
function isAvailable(member: MemberSymbol): member is AvailableMember {
  if (member.kind === 'event' || member.allowance === 'refused') return false;
  if (member.containingType.definition.allowance === 'refused') return false;
  return member.kind !== 'property' || member.parameters.length === 0;
}
