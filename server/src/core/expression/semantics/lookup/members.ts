/** What a name means in a type: its own members, those it inherits, and which of them hide others. */
import type { MemberSymbol, MethodSymbol, NamedType, TypeSymbol } from '../../types/symbols';
import { isIdentity, standardImplicit } from '../conversions/standard';
import { isIncomplete, mentionsUnknown, selfAndBases } from '../typing/facts';
import type { KnownTypes } from '../typing/known';

export interface Lookup {
  /** Methods of one name, or one property, field or event. */
  readonly members: readonly MemberSymbol[];
  /** For methods: how far up they are first declared; an override counts as what it overrides. */
  readonly levels: ReadonlyMap<MemberSymbol, number>;
  /** Whether there are no members but those: `false` where not all members of a type are known. */
  readonly isComplete: boolean;
}

const nothing: Lookup = { members: [], levels: new Map(), isComplete: true };
const anything: Lookup = { ...nothing, isComplete: false };

/** Found once for each type, which lives as long as its world. */
const found = new WeakMap<TypeSymbol, Map<string, Lookup>>();

export function lookupMembers(known: KnownTypes, type: TypeSymbol, name: string): Lookup {
  let byName = found.get(type);
  if (!byName) {
    byName = new Map();
    found.set(type, byName);
  }
  let lookup = byName.get(name);
  if (!lookup) {
    lookup = lookUp(known, declaringTypes(known, type), name);
    byName.set(name, lookup);
  }
  return lookup;
}

/** The types whose members a type has, in the order in which they hide each other. */
export function declaringTypes(known: KnownTypes, type: TypeSymbol): readonly NamedType[] | undefined {
  switch (type.kind) {
    case 'unknown':
    case 'dynamic':
      return undefined;
    case 'null':
    case 'void':
    case 'pointer':
      return [];
    case 'anonymous':
      return [known.object];
    case 'array':
      return selfAndBases(known, type);
    case 'tuple':
      return selfAndBases(known, type.underlying);
    case 'type-parameter':
      return [
        ...type.constraints
          .types()
          .filter((it): it is NamedType => it.kind === 'named')
          .flatMap((it) => declaringTypes(known, it) ?? []),
        known.object,
      ];
    default:
      if (type.definition.typeKind === 'interface')
        return [type, ...derivedFirst(known, known.world.interfacesOf(type)), known.object];
      return selfAndBases(known, type);
  }
}

/** An interface has more interfaces than those that it derives from. */
function derivedFirst(known: KnownTypes, interfaces: readonly NamedType[]): readonly NamedType[] {
  const count = new Map(interfaces.map((it) => [it, known.world.interfacesOf(it).length]));
  return [...interfaces].sort((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0));
}

function lookUp(known: KnownTypes, types: readonly NamedType[] | undefined, name: string): Lookup {
  if (!types) return anything;
  const members: MemberSymbol[] = [];
  const levels = new Map<MemberSymbol, number>();
  const isComplete = !types.some(isIncomplete);
  for (const [level, type] of types.entries()) {
    for (const member of known.world.membersNamed(type, name)) {
      if (member.kind === 'method' && member.methodKind !== 'ordinary') continue;
      const hiding = members.filter((it) => hides(known, it, member));
      for (const it of hiding) levels.set(it, level);
      if (hiding.length > 0) continue;
      members.push(member);
      levels.set(member, level);
    }
  }
  return members.length === 0 ? { ...nothing, isComplete } : { members, levels, isComplete };
}

/** Whether the nearer member keeps the other one from being seen. */
function hides(known: KnownTypes, nearer: MemberSymbol, other: MemberSymbol): boolean {
  if (nearer.containingType === other.containingType) return false;
  const a = 'parameters' in nearer ? nearer.parameters : [];
  const b = 'parameters' in other ? other.parameters : [];
  if (nearer.kind === 'method' && other.kind === 'method') {
    if (nearer.typeParameters.length !== other.typeParameters.length) return false;
  } else if (!(nearer.kind === 'property' && other.kind === 'property' && a.length > 0)) return true;
  return (
    a.length === b.length &&
    a.every((it, i) => {
      const type = b[i]?.type;
      return (
        type !== undefined &&
        (isIdentity(known, it.type, type) ||
          (it.type.kind === 'type-parameter' && type.kind === 'type-parameter'))
      );
    })
  );
}

/** The indexers of a type, whatever their name. */
export function lookupIndexers(known: KnownTypes, type: TypeSymbol): Lookup {
  const key = '[]';
  let byName = found.get(type);
  if (!byName) {
    byName = new Map();
    found.set(type, byName);
  }
  let lookup = byName.get(key);
  if (!lookup) {
    lookup = indexers(known, declaringTypes(known, type));
    byName.set(key, lookup);
  }
  return lookup;
}

function indexers(known: KnownTypes, types: readonly NamedType[] | undefined): Lookup {
  if (!types) return anything;
  const members: MemberSymbol[] = [];
  const levels = new Map<MemberSymbol, number>();
  for (const [level, type] of types.entries())
    for (const member of known.world.members(type)) {
      if (member.kind !== 'property' || member.parameters.length === 0) continue;
      const hiding = members.filter((it) => hides(known, it, member));
      for (const it of hiding) levels.set(it, level);
      if (hiding.length > 0) continue;
      members.push(member);
      levels.set(member, level);
    }
  return { members, levels, isComplete: !types.some(isIncomplete) };
}

/** Whether an extension method can be called on a value of that type, as far as its first parameter goes. */
export function takesReceiver(known: KnownTypes, method: MethodSymbol, type: TypeSymbol): boolean {
  const wanted = method.parameters[0]?.type;
  if (!wanted || mentionsUnknown(type) || wanted.kind === 'type-parameter') return true;
  if (isConcrete(wanted)) {
    const how = standardImplicit(known, type, wanted);
    return how?.kind === 'identity' || how?.kind === 'reference' || how?.kind === 'boxing';
  }
  if (wanted.kind !== 'named') return wanted.kind === type.kind;
  const all = [...selfAndBases(known, type), ...known.world.interfacesOf(type)];
  return all.some(({ definition }) => definition === wanted.definition);
}

/** Whether it mentions no type parameter. */
function isConcrete(type: TypeSymbol): boolean {
  switch (type.kind) {
    case 'type-parameter':
      return false;
    case 'array':
      return isConcrete(type.element);
    case 'named':
      return type.typeArguments.every(isConcrete);
    default:
      return true;
  }
}

/** Extension methods of a name, in the groups in which they are looked for: the context API's own come first. */
export function extensionGroups(known: KnownTypes, name: string): readonly (readonly MethodSymbol[])[] {
  const all = known.world.extensionMethods(name);
  const near = all.filter((it) => it.containingType.definition.namespace === '');
  const far = all.filter((it) => it.containingType.definition.namespace !== '');
  return [near, far].filter((group) => group.length > 0);
}
