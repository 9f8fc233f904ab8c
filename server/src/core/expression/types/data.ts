/**
 * The facts about types as they lie in `schemas/dotnet-types.json` (generated) and `schemas/expression-context.json`.
 *
 * Types and members are written as C# declares them, in one line and without needless space:
 * `List<TOutput> ConvertAll<TOutput>(Converter<T,TOutput> converter)`, `new(int capacity)`, `int Count{get}`,
 * `T Item[int index]{get;set}`, `const int MaxValue=2147483647`, `static bool op_Equality(string a,string b)`,
 * `event Action Changed`. Type parameters' constraints stand behind ` where `. Before all of it: `!` where the service
 * refuses the member, `["…"] ` with the message of a deprecated one; then `static` and `override`. A name without a
 * namespace is that of the one type that has it, in whatever namespace; a nested type's has the name around it and a
 * dot before it, and all type parameters at its end: `Dictionary.KeyCollection<TKey,TValue>`. Suffixes (`?`, `[]`,
 * `[,]`) apply to all that stands before them. A default value of `default` is none that can be written. `unknown` is
 * the type of which nothing is known.
 */

export interface TypeFacts {
  readonly kind: string;
  /** `object` where it is left out and the kind has a base. */
  readonly base?: string;
  /** Without spaces, separated by commas. */
  readonly interfaces?: string;
  /** Of the type parameters that have any: `T:class,new();U:struct`. */
  readonly where?: string;
  /** Refused where it is left out. */
  readonly allowance?: string;
  /** All public ones. Left out where they aren't known. */
  readonly members?: readonly string[];
  /** Those members that are known of a type whose members are not. */
  readonly extensions?: readonly string[];
  /** Of an enum; `int` where it is left out. */
  readonly underlying?: string;
  /** Of an enum: its members can be combined. */
  readonly flags?: boolean;
  /** Of an enum: `None=0,Indented=1`. */
  readonly values?: string;
}

export interface DotnetTypesData {
  /** Namespaces whose types can be named without them. */
  readonly imports: readonly string[];
  /** By namespace, and in it by name with type parameters: `IEnumerable<out T>`, `List<T>.Enumerator`. */
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, TypeFacts>>>>;
  /** By namespace: the plain names of the other public types, separated by spaces. */
  readonly unlisted: Readonly<Record<string, string>>;
}

/** What the names are that a collection of the context API is asked for. */
export type KeyKind = 'header' | 'url-parameter' | 'query-parameter' | 'claim' | 'variable';

/** What the service says of a member of the context API, beside its type. */
export interface ContextMemberFacts {
  /** Whether its value can be null. */
  readonly nullable?: boolean;
  /** Sections in which it has a value. In all where it is left out. */
  readonly sections?: readonly string[];
  /** Policies in which it has a value in any section. */
  readonly policies?: readonly string[];
  /** The kind of document in which it has a value. */
  readonly onlyIn?: string;
  /** It reads the body of a message, which is gone unless its parameter `preserveContent` is true. */
  readonly readsBody?: boolean;
  /** What its type parameter can be. */
  readonly typeArguments?: readonly string[];
  /** Of a collection that is asked by name: what the names are. */
  readonly keys?: KeyKind;
  /** Not in the documentation. */
  readonly undocumented?: boolean;
}
export interface ContextMemberData extends ContextMemberFacts {
  readonly declaration: string;
  /** One or two sentences in Markdown. */
  readonly documentation: string;
}
export interface ContextTypeData {
  readonly kind: string;
  readonly documentation: string;
  readonly interfaces?: string;
  readonly values?: string;
  readonly undocumented?: boolean;
  readonly members?: readonly ContextMemberData[];
}
export interface ContextApiData {
  readonly variable: { readonly name: string; readonly type: string };
  readonly types: Readonly<Record<string, ContextTypeData>>;
  /** Extension methods, and the name of the class that holds them here; it can't be named in an expression. */
  readonly extensions: { readonly type: string; readonly members: readonly ContextMemberData[] };
}

export interface ExpressionTypesData {
  readonly dotnet: DotnetTypesData;
  readonly context: ContextApiData;
}
