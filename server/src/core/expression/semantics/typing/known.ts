/** The types that C# itself gives a meaning to, of one world, and questions that only they can answer. */
import type { ConstantValue, MethodSymbol, NamedType, TypeDefinition, TypeSymbol } from '../../types/symbols';
import type { PredefinedName, TypeWorld } from '../../types/world';
import type { Conversion } from '../model';

const predefinedNames: readonly PredefinedName[] = [
  'object',
  'string',
  'bool',
  'char',
  'sbyte',
  'byte',
  'short',
  'ushort',
  'int',
  'uint',
  'long',
  'ulong',
  'float',
  'double',
  'decimal',
];

export class KnownTypes {
  readonly object: NamedType;
  readonly string: NamedType;
  readonly bool: NamedType;
  readonly char: NamedType;
  readonly int: NamedType;
  readonly nullable: TypeDefinition | undefined;
  private readonly names = new Map<TypeSymbol, PredefinedName>();
  private readonly found = new Map<string, NamedType | undefined>();
  private readonly implicit = new WeakMap<NamedType, WeakMap<NamedType, Conversion | 'none'>>();
  private readonly chains = new WeakMap<NamedType, readonly NamedType[]>();
  private readonly conversions = new Map<string, ReadonlyMap<TypeSymbol, readonly MethodSymbol[]>>();

  constructor(readonly world: TypeWorld) {
    for (const name of predefinedNames) this.names.set(world.predefined(name), name);
    this.object = world.predefined('object');
    this.string = world.predefined('string');
    this.bool = world.predefined('bool');
    this.char = world.predefined('char');
    this.int = world.predefined('int');
    this.nullable = world.definition('System.Nullable', 1);
  }

  /** The keyword of a type that has one. */
  nameOf(type: TypeSymbol): PredefinedName | undefined {
    return this.names.get(type);
  }

  /** A type of .NET without type parameters. */
  type(fullName: string): NamedType | undefined {
    if (this.found.has(fullName)) return this.found.get(fullName);
    const definition = this.world.definition(fullName, 0);
    const type = definition && this.world.construct(definition, []);
    this.found.set(fullName, type);
    return type;
  }

  /** Such as `System.Collections.Generic.IEnumerable` of something; `undefined` where the world has no such type. */
  generic(fullName: string, ...typeArguments: readonly TypeSymbol[]): NamedType | undefined {
    const definition = this.world.definition(fullName, typeArguments.length);
    return definition && this.world.construct(definition, typeArguments);
  }

  typeOrUnknown(fullName: string): TypeSymbol {
    return this.type(fullName) ?? this.world.unknown;
  }

  isNamed(type: TypeSymbol, fullName: string): boolean {
    return type.kind === 'named' && type.definition.fullName === fullName;
  }

  /** The `T` of `T?`. */
  underlying(type: TypeSymbol): TypeSymbol | undefined {
    return type.kind === 'named' && type.definition === this.nullable ? type.typeArguments[0] : undefined;
  }

  /** The type without `?`. */
  stripped(type: TypeSymbol): TypeSymbol {
    return this.underlying(type) ?? type;
  }

  /** The operators of that name that a type itself declares; kept, since conversions are asked for often. */
  operators(type: NamedType, name: string): readonly MethodSymbol[] {
    let byType = this.conversions.get(name) as Map<TypeSymbol, readonly MethodSymbol[]> | undefined;
    if (!byType) {
      byType = new Map();
      this.conversions.set(name, byType);
    }
    let found = byType.get(type);
    if (!found) {
      found = this.world
        .membersNamed(type, name)
        .filter((member): member is MethodSymbol => member.kind === 'method');
      byType.set(type, found);
    }
    return found;
  }

  /** What is found out about two types, once: conversions between the same ones are asked for all the time. */
  conversionOf(from: NamedType, to: NamedType, find: () => Conversion | undefined): Conversion | undefined {
    let known = this.implicit.get(from);
    if (!known) {
      known = new WeakMap();
      this.implicit.set(from, known);
    }
    let conversion = known.get(to);
    if (conversion === undefined) {
      conversion = find() ?? 'none';
      known.set(to, conversion);
    }
    return conversion === 'none' ? undefined : conversion;
  }

  /** The type and all it derives from, the nearest first. */
  selfAndBases(type: NamedType): readonly NamedType[] {
    let chain = this.chains.get(type);
    if (!chain) {
      const found: NamedType[] = [];
      for (let it: NamedType | undefined = type; it && found.length < 100; it = this.world.baseOf(it))
        found.push(it);
      chain = found;
      this.chains.set(type, chain);
    }
    return chain;
  }

  /** A constant in the form that this package works with: whole numbers as `bigint`, real ones as `number`. */
  normalized(type: TypeSymbol, value: ConstantValue | undefined): ConstantValue | undefined {
    if (typeof value !== 'number' && typeof value !== 'bigint') return value;
    const name =
      type.kind === 'named' && type.definition.enumType
        ? this.nameOf(type.definition.enumType)
        : this.nameOf(type);
    if (name === 'float' || name === 'double') return Number(value);
    if (name === 'decimal') return { decimal: String(value) };
    if (name === 'char') return String.fromCharCode(Number(value));
    return Number.isInteger(Number(value)) ? BigInt(value) : value;
  }
}

const known = new WeakMap<TypeWorld, KnownTypes>();

export function knownTypes(world: TypeWorld): KnownTypes {
  let types = known.get(world);
  if (!types) {
    types = new KnownTypes(world);
    known.set(world, types);
  }
  return types;
}
