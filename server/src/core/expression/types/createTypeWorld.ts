/** The world of the types in the facts. */
import { Construction, substitutionOf } from './construction';
import type { ExpressionTypesData } from './data';
import { Definitions, type TypeReading } from './definitions';
import { DeclaredMembers, memberOf, substituteMethod } from './members';
import { type NotationScope, readType, splitList } from './notation';
import type {
  MemberSymbol,
  MethodSymbol,
  NamedType,
  SpecialType,
  TypeDefinition,
  TypeParameterSymbol,
  TypeSymbol,
} from './symbols';
import type { PredefinedName, TypeWorld } from './world';

const predefined: Readonly<Record<PredefinedName, string>> = {
  object: 'Object',
  string: 'String',
  bool: 'Boolean',
  char: 'Char',
  sbyte: 'SByte',
  byte: 'Byte',
  short: 'Int16',
  ushort: 'UInt16',
  int: 'Int32',
  uint: 'UInt32',
  long: 'Int64',
  ulong: 'UInt64',
  float: 'Single',
  double: 'Double',
  decimal: 'Decimal',
};

/** What arrays of one dimension implement, beside what `System.Array` does. */
const arrayInterfaces = ['IList', 'ICollection', 'IEnumerable', 'IReadOnlyList', 'IReadOnlyCollection'];

/** Throws where the facts lack what the language itself needs. */
export function createTypeWorld(data: ExpressionTypesData): TypeWorld {
  return new DataWorld(data);
}

/** A world that is made when it is first asked for, and its facts read no earlier. */
export function lazyTypeWorld(read: () => ExpressionTypesData): () => TypeWorld {
  let world: TypeWorld | undefined;
  return () => {
    world ??= createTypeWorld(read());
    return world;
  };
}

class DataWorld implements TypeWorld {
  readonly void: SpecialType = { kind: 'void' };
  readonly null: SpecialType = { kind: 'null' };
  readonly dynamic: SpecialType = { kind: 'dynamic' };
  readonly unknown: SpecialType = { kind: 'unknown' };

  private readonly definitions: Definitions;
  private readonly construction: Construction;
  private readonly imports: ReadonlySet<string>;
  private readonly members_ = new Map<TypeDefinition, DeclaredMembers>();
  private readonly constructedMembers = new WeakMap<NamedType, Map<string, readonly MemberSymbol[]>>();
  private readonly interfaces = new WeakMap<TypeSymbol, readonly NamedType[]>();
  private readonly unlistedNames = new Map<string, ReadonlySet<string>>();
  private extensions: ReadonlyMap<string, readonly DeclaredMembers[]> | undefined;
  private readonly bases = new WeakMap<NamedType, { readonly base: NamedType | undefined }>();
  /** By full name, those without type parameters that are asked for again and again. */
  private readonly simpleTypes = new Map<string, NamedType>();
  private importedTypes_: readonly TypeDefinition[] | undefined;

  constructor(private readonly data: ExpressionTypesData) {
    this.construction = new Construction((fullName, arity) => this.needed(fullName, arity));
    this.definitions = new Definitions(data, this.read);
    this.imports = new Set(['', ...data.dotnet.imports]);
  }

  predefined(name: PredefinedName): NamedType {
    return this.simple(`System.${predefined[name]}`);
  }

  definition(fullName: string, arity = 0): TypeDefinition | undefined {
    return this.definitions.find(fullName, arity);
  }

  imported(name: string, arity: number): readonly TypeDefinition[] {
    return this.definitions.named(name, arity).filter((definition) => this.isImported(definition));
  }

  get importedTypes(): readonly TypeDefinition[] {
    this.importedTypes_ ??= this.definitions.all.filter((definition) => this.isImported(definition));
    return this.importedTypes_;
  }

  isNamespace(fullName: string): boolean {
    return this.definitions.namespaces.has(fullName);
  }

  inNamespace(fullName: string) {
    const prefix = fullName === '' ? '' : `${fullName}.`;
    return {
      types: this.definitions.all.filter(
        (definition) => definition.namespace === fullName && definition.fullName === prefix + definition.name,
      ),
      namespaces: [...this.definitions.namespaces].filter(
        (name) => name.startsWith(prefix) && !name.slice(prefix.length).includes('.') && name !== fullName,
      ),
    };
  }

  nestedTypes(definition: TypeDefinition): readonly TypeDefinition[] {
    const prefix = `${definition.fullName}.`;
    return this.definitions.all.filter(
      ({ fullName, namespace, containingArity }) =>
        namespace === definition.namespace &&
        fullName.startsWith(prefix) &&
        !fullName.slice(prefix.length).includes('.') &&
        containingArity === definition.typeParameters.length,
    );
  }

  isUnlisted(fullName: string): boolean {
    const dot = fullName.lastIndexOf('.');
    return dot > 0 && this.unlistedIn(fullName.slice(0, dot)).has(fullName.slice(dot + 1));
  }

  unlistedNamed(name: string): readonly string[] {
    return this.data.dotnet.imports
      .filter((namespace) => this.unlistedIn(namespace).has(name))
      .map((namespace) => `${namespace}.${name}`);
  }

  construct(definition: TypeDefinition, typeArguments: readonly TypeSymbol[]): NamedType {
    return this.construction.construct(definition, typeArguments);
  }

  arrayOf(element: TypeSymbol, rank?: number) {
    return this.construction.arrayOf(element, rank);
  }

  nullableOf(type: TypeSymbol): NamedType {
    return this.construction.nullableOf(type);
  }

  tupleOf(elements: Parameters<TypeWorld['tupleOf']>[0]) {
    return this.construction.tupleOf(elements);
  }

  pointerTo(element: TypeSymbol) {
    return this.construction.pointerTo(element);
  }

  substitute(type: TypeSymbol, substitution: ReadonlyMap<TypeParameterSymbol, TypeSymbol>): TypeSymbol {
    return this.construction.substitute(type, substitution);
  }

  constructMethod(method: MethodSymbol, typeArguments: readonly TypeSymbol[]): MethodSymbol {
    const substitution = substitutionOf(method.typeParameters, typeArguments);
    return { ...substituteMethod(method, substitution, this.construction), typeArguments };
  }

  baseOf(type: TypeSymbol): NamedType | undefined {
    switch (type.kind) {
      case 'named':
        return this.baseOfNamed(type);
      case 'array':
        return this.simple('System.Array');
      case 'tuple':
        return this.baseOfNamed(type.underlying);
      case 'anonymous':
        return this.predefined('object');
      case 'type-parameter':
        return this.baseOfTypeParameter(type);
      default:
        return undefined;
    }
  }

  private baseOfNamed(type: NamedType): NamedType | undefined {
    let known = this.bases.get(type);
    if (known === undefined) {
      known = { base: this.findBase(type) };
      this.bases.set(type, known);
    }
    return known.base;
  }

  private findBase(type: NamedType): NamedType | undefined {
    const { definition } = type;
    const written = this.definitions.sourceOf(definition)?.facts.base;
    if (written !== undefined) {
      const base = this.read(written, definition.typeParameters);
      const put = this.substitute(base, substitutionOf(definition.typeParameters, type.typeArguments));
      return put.kind === 'named' ? put : undefined;
    }
    switch (definition.typeKind) {
      case 'interface':
        return undefined;
      case 'struct':
        return this.simple('System.ValueType');
      case 'enum':
        return this.simple('System.Enum');
      case 'delegate':
        return this.simple('System.MulticastDelegate');
      case 'class':
        return definition.fullName === 'System.Object' ? undefined : this.predefined('object');
    }
  }

  private baseOfTypeParameter({ constraints }: TypeParameterSymbol): NamedType {
    const parent = constraints.types().find((type) => type.kind !== 'named' || !isInterface(type));
    if (parent?.kind === 'named') return parent;
    if (parent !== undefined) return this.baseOf(parent) ?? this.predefined('object');
    return constraints.isStruct ? this.simple('System.ValueType') : this.predefined('object');
  }

  interfacesOf(type: TypeSymbol): readonly NamedType[] {
    const known = this.interfaces.get(type);
    if (known !== undefined) return known;
    const all = new Set<NamedType>();
    for (const own of this.ownInterfaces(type)) {
      all.add(own);
      for (const inherited of this.interfacesOf(own)) all.add(inherited);
    }
    const base = this.baseOf(type);
    if (base !== undefined) for (const inherited of this.interfacesOf(base)) all.add(inherited);
    const found = [...all];
    this.interfaces.set(type, found);
    return found;
  }

  private ownInterfaces(type: TypeSymbol): readonly NamedType[] {
    switch (type.kind) {
      case 'named': {
        const { typeParameters } = type.definition;
        const written = this.definitions.sourceOf(type.definition)?.facts.interfaces ?? '';
        const substitution = substitutionOf(typeParameters, type.typeArguments);
        return splitList(written)
          .map((text) => this.substitute(this.read(text, typeParameters), substitution))
          .filter((found) => found.kind === 'named');
      }
      case 'array':
        if (type.rank > 1) return [];
        return arrayInterfaces.map((name) =>
          this.construct(this.needed(`System.Collections.Generic.${name}`, 1), [type.element]),
        );
      case 'tuple':
        return this.ownInterfaces(type.underlying);
      case 'type-parameter':
        return type.constraints
          .types()
          .filter((constraint) => constraint.kind === 'named' && isInterface(constraint)) as NamedType[];
      default:
        return [];
    }
  }

  members(type: NamedType): readonly MemberSymbol[] {
    return this.declaredIn(type.definition).names.flatMap((name) => this.membersNamed(type, name));
  }

  membersNamed(type: NamedType, name: string): readonly MemberSymbol[] {
    const declared = this.declaredIn(type.definition).named(name);
    if (declared.length === 0 || type === declared[0]?.containingType) return declared;
    let known = this.constructedMembers.get(type);
    if (known === undefined) {
      known = new Map();
      this.constructedMembers.set(type, known);
    }
    const members = known.get(name) ?? declared.map((member) => memberOf(type, member, this.construction));
    known.set(name, members);
    return members;
  }

  invokeMethod(type: NamedType): MethodSymbol | undefined {
    if (type.definition.typeKind !== 'delegate') return undefined;
    const [invoke] = this.membersNamed(type, 'Invoke');
    return invoke?.kind === 'method' ? invoke : undefined;
  }

  extensionMethods(name: string): readonly MethodSymbol[] {
    return (this.extensionClasses.get(name) ?? [])
      .flatMap((members) => members.named(name))
      .filter((member) => member.kind === 'method' && member.isExtension) as MethodSymbol[];
  }

  get extensionMethodNames(): readonly string[] {
    return [...this.extensionClasses.keys()];
  }

  private get extensionClasses(): ReadonlyMap<string, readonly DeclaredMembers[]> {
    if (this.extensions === undefined) {
      const found = new Map<string, DeclaredMembers[]>();
      const classes = this.importedTypes.filter(({ isStatic }) => isStatic);
      for (const definition of [this.definitions.unnamed, ...classes]) {
        const members = this.declaredIn(definition);
        for (const name of members.extensionNames) found.set(name, [...(found.get(name) ?? []), members]);
      }
      this.extensions = found;
    }
    return this.extensions;
  }

  private declaredIn(definition: TypeDefinition): DeclaredMembers {
    const known = this.members_.get(definition);
    if (known !== undefined) return known;
    const source = this.definitions.sourceOf(definition) ?? { facts: { kind: 'class' }, members: [] };
    const type = this.construct(definition, definition.typeParameters);
    const members = new DeclaredMembers(type, source, this.scopeOf, this.read);
    this.members_.set(definition, members);
    return members;
  }

  private readonly read: TypeReading = (text, typeParameters) => readType(text, this.scopeOf(typeParameters));

  private readonly scopeOf = (typeParameters: readonly TypeParameterSymbol[]): NotationScope => ({
    typeNamed: (name, typeArguments) => this.written(name, typeArguments, typeParameters),
    arrayOf: (element, rank) => this.arrayOf(element, rank),
    nullableOf: (type) => this.nullableOf(type),
    pointerTo: (type) => this.pointerTo(type),
    tupleOf: (elements) => this.tupleOf(elements),
    unknown: this.unknown,
  });

  private written(
    name: string,
    typeArguments: readonly TypeSymbol[],
    typeParameters: readonly TypeParameterSymbol[],
  ): TypeSymbol | undefined {
    const parameter = typeParameters.find((candidate) => candidate.name === name);
    if (parameter !== undefined) return parameter;
    if (Object.hasOwn(predefined, name)) return this.predefined(name as PredefinedName);
    if (name === 'void' || name === 'dynamic' || name === 'unknown') return this[name];
    const definition = this.definitions.written(name, typeArguments.length);
    return definition === undefined ? undefined : this.construct(definition, typeArguments);
  }

  private isImported({ namespace, fullName, name }: TypeDefinition): boolean {
    return this.imports.has(namespace) && fullName === (namespace === '' ? name : `${namespace}.${name}`);
  }

  private simple(fullName: string): NamedType {
    let type = this.simpleTypes.get(fullName);
    if (type === undefined) {
      type = this.construct(this.needed(fullName, 0), []);
      this.simpleTypes.set(fullName, type);
    }
    return type;
  }

  private unlistedIn(namespace: string): ReadonlySet<string> {
    const known = this.unlistedNames.get(namespace);
    if (known !== undefined) return known;
    const names = new Set(
      (this.data.dotnet.unlisted[namespace] ?? '').split(' ').filter((name) => name !== ''),
    );
    this.unlistedNames.set(namespace, names);
    return names;
  }

  private needed(fullName: string, arity: number): TypeDefinition {
    const definition = this.definitions.find(fullName, arity);
    if (definition === undefined)
      throw new Error(`The facts have no type ${fullName} with ${arity} type parameters.`);
    return definition;
  }
}

function isInterface(type: NamedType): boolean {
  return type.definition.typeKind === 'interface';
}
