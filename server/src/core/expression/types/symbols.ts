/**
 * Types and their members as the C# compiler sees them. All of it is data, made by a `TypeWorld`, which makes each type
 * once: two types are the same type if, and only if, they are the same object.
 */

import type { ContextMemberFacts } from './data';

/**
 * A value known when code is compiled. A `char` is a string of one UTF-16 code unit, a `long` or `ulong` a bigint, a
 * `decimal` its digits, an enum member its number (as those of the type behind it).
 */
export type ConstantValue = string | number | bigint | boolean | null | { readonly decimal: string };

/** Whether the service takes a use of a type or member (list of allowed types in the documentation of expressions). */
export type Allowance =
  /** All of the type's own members, or this member. */
  | 'allowed'
  /** A type of which only some members are allowed. */
  | 'some-members'
  | 'refused';

/** A type as it is declared: `List<T>`. */
export interface TypeDefinition {
  readonly kind: 'definition';
  /** Without namespace and type parameters; that of a nested type without the type around it. */
  readonly name: string;
  /** Empty for those of the context API, which are written without one. */
  readonly namespace: string;
  /** `System.Collections.Generic.Dictionary.KeyCollection`: no type parameters, a dot before a nested type. */
  readonly fullName: string;
  /** Those of the types around it first: `containingArity` of them. */
  readonly typeParameters: readonly TypeParameterSymbol[];
  readonly containingArity: number;
  readonly typeKind: 'class' | 'struct' | 'interface' | 'enum' | 'delegate';
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isSealed: boolean;
  readonly allowance: Allowance;
  /**
   * Whether all its public members are known. Of others only name, kind, base, interfaces and operators are: nothing
   * may be said of another member that isn't found in them.
   */
  readonly isComplete: boolean;
  /** Of an enum: the integral type behind it. */
  readonly enumType: NamedType | undefined;
  /** Of an enum: its members can be combined. */
  readonly isFlags: boolean;
  /** Plain text, one or two sentences; of the context API and its helpers only. */
  readonly documentation: string | undefined;
}

/** `List<string>`; for a type without type parameters the one type of its definition. */
export interface NamedType {
  readonly kind: 'named';
  readonly definition: TypeDefinition;
  /** As many as the definition has parameters. */
  readonly typeArguments: readonly TypeSymbol[];
}
export interface ArrayTypeSymbol {
  readonly kind: 'array';
  readonly element: TypeSymbol;
  /** Dimensions. */
  readonly rank: number;
}
export interface TypeParameterSymbol {
  readonly kind: 'type-parameter';
  readonly name: string;
  readonly variance: 'in' | 'out' | undefined;
  readonly constraints: {
    readonly isClass: boolean;
    readonly isStruct: boolean;
    readonly hasConstructor: boolean;
    /** They may mention the parameter itself. */
    readonly types: () => readonly TypeSymbol[];
  };
}
/** `(int, string name)`; two tuples with other names are two types with an identity conversion between them. */
export interface TupleTypeSymbol {
  readonly kind: 'tuple';
  readonly elements: readonly { readonly type: TypeSymbol; readonly name: string | undefined }[];
  /** `System.ValueTuple<…>`; nested for eight elements and more. */
  readonly underlying: NamedType;
}
/** One for each list of names and types in an expression. */
export interface AnonymousTypeSymbol {
  readonly kind: 'anonymous';
  readonly members: readonly { readonly name: string; readonly type: TypeSymbol }[];
}
export interface PointerTypeSymbol {
  readonly kind: 'pointer';
  readonly element: TypeSymbol;
}
/**
 * - `unknown`: the type of what could not be understood, or is not known here. It converts to and from all, has every
 *   member, and nothing is reported of it.
 * - `null`: of the literal, and of nothing else.
 */
export interface SpecialType {
  readonly kind: 'void' | 'null' | 'dynamic' | 'unknown';
}

export type TypeSymbol =
  | NamedType
  | ArrayTypeSymbol
  | TypeParameterSymbol
  | TupleTypeSymbol
  | AnonymousTypeSymbol
  | PointerTypeSymbol
  | SpecialType;

export interface ParameterSymbol {
  readonly name: string;
  readonly type: TypeSymbol;
  readonly modifier: 'ref' | 'out' | 'in' | 'params' | undefined;
  readonly isOptional: boolean;
  /** Of optional parameters; `undefined` for `default(T)` of a struct or type parameter. */
  readonly defaultValue: ConstantValue | undefined;
}

interface Member {
  /** Metadata's name: `.ctor`, `op_Addition`, `Item`, `Chars` (the indexer of a string). */
  readonly name: string;
  /** With the type arguments of the type it was asked of. */
  readonly containingType: NamedType;
  readonly isStatic: boolean;
  readonly allowance: 'allowed' | 'refused';
  readonly documentation: string | undefined;
  /** Of the deprecated ones: what the compiler's warning says. */
  readonly obsolete: string | undefined;
  /** Of the context API: what the service says of it. */
  readonly context: ContextMemberFacts | undefined;
}
export interface MethodSymbol extends Member {
  readonly kind: 'method';
  readonly methodKind: 'ordinary' | 'constructor' | 'operator' | 'conversion';
  /** Its first parameter is what it is called on. */
  readonly isExtension: boolean;
  /** It stands in for one of a base type. */
  readonly isOverride: boolean;
  /** Its own, not those of its type. */
  readonly typeParameters: readonly TypeParameterSymbol[];
  /** What was put in for them; empty as long as nothing was. */
  readonly typeArguments: readonly TypeSymbol[];
  readonly parameters: readonly ParameterSymbol[];
  readonly returnType: TypeSymbol;
  /** As declared, without type arguments put in: the same object for all uses of one method. */
  readonly definition: MethodSymbol;
}
export interface PropertySymbol extends Member {
  readonly kind: 'property';
  /** Empty but for indexers. */
  readonly parameters: readonly ParameterSymbol[];
  readonly type: TypeSymbol;
  readonly canRead: boolean;
  readonly canWrite: boolean;
  /** It stands in for one of a base type. */
  readonly isOverride: boolean;
  readonly definition: PropertySymbol;
}
export interface FieldSymbol extends Member {
  readonly kind: 'field';
  readonly type: TypeSymbol;
  readonly isReadOnly: boolean;
  /** Of constants and enum members. */
  readonly constant: ConstantValue | undefined;
  readonly definition: FieldSymbol;
}
/** Exists so that its name is known: events can't be used in policies. */
export interface EventSymbol extends Member {
  readonly kind: 'event';
  readonly type: TypeSymbol;
}
export type MemberSymbol = MethodSymbol | PropertySymbol | FieldSymbol | EventSymbol;
