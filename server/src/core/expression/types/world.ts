/** All types that code can name, and the questions that the binder asks of them. */
import type {
  ArrayTypeSymbol,
  MemberSymbol,
  MethodSymbol,
  NamedType,
  PointerTypeSymbol,
  SpecialType,
  TupleTypeSymbol,
  TypeDefinition,
  TypeParameterSymbol,
  TypeSymbol,
} from './symbols';

/** The types that the language itself knows. */
export type PredefinedName =
  | 'object'
  | 'string'
  | 'bool'
  | 'char'
  | 'sbyte'
  | 'byte'
  | 'short'
  | 'ushort'
  | 'int'
  | 'uint'
  | 'long'
  | 'ulong'
  | 'float'
  | 'double'
  | 'decimal';

export type Substitution = ReadonlyMap<TypeParameterSymbol, TypeSymbol>;

/**
 * One world for each set of facts; it lives as long as they do, and makes its types and members when they are first
 * asked for. No answer depends on what was asked before.
 */
export interface TypeWorld {
  readonly void: SpecialType;
  readonly null: SpecialType;
  readonly dynamic: SpecialType;
  readonly unknown: SpecialType;

  predefined(name: PredefinedName): NamedType;
  /** By `fullName`, such as `System.Nullable`, and number of type parameters. */
  definition(fullName: string, arity?: number): TypeDefinition | undefined;
  /** Those that a name alone can mean: in the namespaces that are imported, the context API's among them. */
  imported(name: string, arity: number): readonly TypeDefinition[];
  /** Every type that a name alone can mean, for completion. */
  readonly importedTypes: readonly TypeDefinition[];
  /** Whether there is such a namespace: `System`, `System.Text`. */
  isNamespace(fullName: string): boolean;
  /** The types and namespaces that stand in a namespace, for completion; `''` is the global one. */
  inNamespace(fullName: string): {
    readonly types: readonly TypeDefinition[];
    readonly namespaces: readonly string[];
  };
  nestedTypes(definition: TypeDefinition): readonly TypeDefinition[];
  /** Whether .NET or Newtonsoft.Json has a public type of that full name, of which nothing else is known here. */
  isUnlisted(fullName: string): boolean;
  /** The same for a name alone in the imported namespaces: the full names it could mean. */
  unlistedNamed(name: string): readonly string[];

  /** `typeArguments` has as many as the definition has parameters. */
  construct(definition: TypeDefinition, typeArguments: readonly TypeSymbol[]): NamedType;
  arrayOf(element: TypeSymbol, rank?: number): ArrayTypeSymbol;
  nullableOf(type: TypeSymbol): NamedType;
  tupleOf(elements: TupleTypeSymbol['elements']): TupleTypeSymbol;
  pointerTo(element: TypeSymbol): PointerTypeSymbol;
  substitute<T extends TypeSymbol>(type: T, substitution: Substitution): TypeSymbol;
  /** The method with type arguments of its own put in. */
  constructMethod(method: MethodSymbol, typeArguments: readonly TypeSymbol[]): MethodSymbol;

  /** `undefined` for `object`, interfaces and special types; `System.Array` for arrays. */
  baseOf(type: TypeSymbol): NamedType | undefined;
  /** All that it implements, its bases' and its interfaces' own included, each once. */
  interfacesOf(type: TypeSymbol): readonly NamedType[];
  /** Those that the type declares itself: not what it inherits. In the order of their names, overloads together. */
  members(type: NamedType): readonly MemberSymbol[];
  membersNamed(type: NamedType, name: string): readonly MemberSymbol[];
  /** Of a delegate type. */
  invokeMethod(type: NamedType): MethodSymbol | undefined;
  /** Extension methods of the imported namespaces, as declared. */
  extensionMethods(name: string): readonly MethodSymbol[];
  readonly extensionMethodNames: readonly string[];
}
