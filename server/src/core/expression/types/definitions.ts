/** The types that the facts declare, by name. */
import type { ContextMemberData, ExpressionTypesData, TypeFacts } from './data';
import { readConstraints, readTypeKey } from './notation';
import type { Allowance, NamedType, TypeDefinition, TypeParameterSymbol, TypeSymbol } from './symbols';

/** A member's declaration with what is said of it. */
export interface MemberSource {
  readonly declaration: string;
  readonly described: ContextMemberData | undefined;
}

/** Where the facts about a type are. */
export interface TypeSource {
  readonly facts: TypeFacts;
  readonly members: readonly MemberSource[];
}

/** Reads a type's notation where the given type parameters can be named. */
export type TypeReading = (text: string, typeParameters: readonly TypeParameterSymbol[]) => TypeSymbol;

const typeKinds = new Map<string, TypeDefinition['typeKind']>([
  ['struct', 'struct'],
  ['ref struct', 'struct'],
  ['interface', 'interface'],
  ['enum', 'enum'],
  ['delegate', 'delegate'],
]);

const none: readonly TypeParameterSymbol[] = [];

/** Type parameters with their constraints, which are read when they are asked for. */
export function makeTypeParameters(
  names: readonly string[],
  where: string | undefined,
  around: readonly TypeParameterSymbol[],
  read: TypeReading,
): readonly TypeParameterSymbol[] {
  if (names.length === 0) return none;
  const constraints = where === undefined ? undefined : readConstraints(where);
  const made: TypeParameterSymbol[] = names.map((written) => {
    const [name = written, variance] = written.split(' ').reverse();
    const own = constraints?.get(name) ?? [];
    const bounds = own.filter((text) => text !== 'class' && text !== 'struct' && text !== 'new()');
    let types: readonly TypeSymbol[] | undefined;
    return {
      kind: 'type-parameter',
      name,
      variance: variance === 'in' || variance === 'out' ? variance : undefined,
      constraints: {
        isClass: own.includes('class'),
        isStruct: own.includes('struct'),
        hasConstructor: own.includes('new()'),
        types: () => {
          types ??= bounds.map((text) => read(text, [...made, ...around]));
          return types;
        },
      },
    };
  });
  return made;
}

function undescribed(declaration: string): MemberSource {
  return { declaration, described: undefined };
}

function described(member: ContextMemberData): MemberSource {
  return { declaration: member.declaration, described: member };
}

export class Definitions {
  readonly all: TypeDefinition[] = [];
  /** What can't be named: the class of the context API's extension methods. */
  readonly unnamed: TypeDefinition;
  readonly namespaces = new Set<string>();
  private readonly sources = new Map<TypeDefinition, TypeSource>();
  private readonly byFullName = new Map<string, TypeDefinition>();
  /** By name without namespace: those of the context API first, then the one or several of .NET. */
  private readonly byName = new Map<string, TypeDefinition[]>();

  constructor(
    data: ExpressionTypesData,
    private readonly read: TypeReading,
  ) {
    for (const [namespace, types] of Object.entries(data.dotnet.namespaces))
      for (const [key, facts] of Object.entries(types)) {
        const members = () => (facts.members ?? facts.extensions ?? []).map(undescribed);
        this.list(this.make(namespace, key, facts, undefined, members));
      }
    for (const [name, type] of Object.entries(data.context.types)) {
      const { documentation, undocumented: _, members = [], ...rest } = type;
      const facts = { ...rest, allowance: 'allowed', members: [] };
      this.list(this.make('', name, facts, documentation, () => members.map(described)));
    }
    const { type, members } = data.context.extensions;
    const facts = { kind: 'static class', allowance: 'allowed', members: [] };
    this.unnamed = this.make('', type, facts, undefined, () => members.map(described));
    for (const namespace of [
      ...Object.keys(data.dotnet.namespaces),
      ...Object.keys(data.dotnet.unlisted),
      ...data.dotnet.imports,
    ])
      for (let name = namespace; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.'))))
        this.namespaces.add(name);
  }

  sourceOf(definition: TypeDefinition): TypeSource | undefined {
    return this.sources.get(definition);
  }

  find(fullName: string, arity: number): TypeDefinition | undefined {
    return this.byFullName.get(`${fullName}/${arity}`);
  }

  /** What the name stands for in the facts' notation. */
  written(name: string, arity: number): TypeDefinition | undefined {
    return this.byName.get(`${name}/${arity}`)?.[0] ?? this.find(name, arity);
  }

  /** All of that name in any namespace. */
  named(name: string, arity: number): readonly TypeDefinition[] {
    return this.byName.get(`${name}/${arity}`) ?? [];
  }

  private make(
    namespace: string,
    key: string,
    facts: TypeFacts,
    documentation: string | undefined,
    members: () => readonly MemberSource[],
  ): TypeDefinition {
    const { name: nested, parameters, containingArity } = readTypeKey(key);
    const typeParameters = makeTypeParameters(parameters, facts.where, [], this.read);
    const fullName = namespace === '' ? nested : `${namespace}.${nested}`;
    const dot = nested.lastIndexOf('.');
    const { kind, underlying = 'int' } = facts;
    const typeKind = typeKinds.get(kind) ?? 'class';
    const read = this.read;
    let enumType: NamedType | undefined;
    const definition: TypeDefinition = {
      kind: 'definition',
      name: nested.slice(dot + 1),
      namespace,
      fullName,
      typeParameters,
      containingArity,
      typeKind,
      isStatic: kind === 'static class',
      isAbstract: kind === 'abstract class' || kind === 'interface',
      isSealed:
        kind === 'sealed class' || typeKind === 'struct' || typeKind === 'enum' || typeKind === 'delegate',
      allowance: (facts.allowance ?? 'refused') as Allowance,
      isComplete: facts.members !== undefined || facts.values !== undefined,
      get enumType() {
        if (typeKind !== 'enum') return undefined;
        const type = enumType ?? read(underlying, []);
        if (type.kind === 'named') enumType = type;
        return enumType;
      },
      isFlags: facts.flags === true,
      documentation,
    };
    let made: readonly MemberSource[] | undefined;
    this.sources.set(definition, {
      facts,
      get members() {
        made ??= members();
        return made;
      },
    });
    return definition;
  }

  private list(definition: TypeDefinition): void {
    const { namespace, fullName, typeParameters } = definition;
    const arity = typeParameters.length;
    const name = namespace === '' ? fullName : fullName.slice(namespace.length + 1);
    this.all.push(definition);
    this.byFullName.set(`${fullName}/${arity}`, definition);
    const same = this.byName.get(`${name}/${arity}`);
    if (same === undefined) this.byName.set(`${name}/${arity}`, [definition]);
    else if (namespace === '') same.unshift(definition);
    else same.push(definition);
  }
}
