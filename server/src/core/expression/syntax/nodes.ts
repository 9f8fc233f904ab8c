/**
 * The tree of C# code, made to be typed and executed: readonly, children in the order in which they stand, and what
 * is missing is there as a node or an empty name. Spans are in the code's own offsets.
 */
import type { Span } from '../../text';
import type { NumberValue } from './tokens';

/** A name as it is declared or used. `text` is without `@` and escapes, and empty where the name is missing. */
export interface Identifier {
  readonly text: string;
  readonly span: Span;
}

interface Node<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
}

// Types

/** `List<string>`, or a name in an expression. */
export interface NameNode extends Node<'name'> {
  readonly identifier: Identifier;
  /** `undefined` without `<…>`; the types of `<,>` are of kind `omitted-type`. */
  readonly typeArguments: readonly TypeNode[] | undefined;
}

/** `{{name}}` outside a string: whatever the service puts there. */
export interface PlaceholderNode extends Node<'placeholder'> {
  readonly text: string;
}

/** A name, a type or an expression that should stand here. */
export interface MissingNode extends Node<'missing'> {}

export type SimpleName = NameNode | PlaceholderNode;

export interface PredefinedType extends Node<'predefined-type'> {
  readonly keyword: string;
}
/** `System.Text.Encoding` */
export interface QualifiedName extends Node<'qualified-name'> {
  readonly left: TypeNode;
  readonly right: SimpleName;
}
/** `global::System` */
export interface AliasQualifiedName extends Node<'alias-qualified-name'> {
  readonly alias: Identifier;
  readonly name: SimpleName;
}
export interface NullableType extends Node<'nullable-type'> {
  readonly element: TypeNode;
}
/** One pair of square brackets; `int[][,]` is an array of rank 1 of arrays of rank 2. */
export interface ArrayType extends Node<'array-type'> {
  readonly element: TypeNode;
  readonly rank: number;
}
export interface PointerType extends Node<'pointer-type'> {
  readonly element: TypeNode;
}
export interface TupleType extends Node<'tuple-type'> {
  readonly elements: readonly { readonly type: TypeNode; readonly name: Identifier | undefined }[];
}
export interface RefType extends Node<'ref-type'> {
  readonly element: TypeNode;
}
export interface OmittedType extends Node<'omitted-type'> {}

export type TypeNode =
  | SimpleName
  | PredefinedType
  | QualifiedName
  | AliasQualifiedName
  | NullableType
  | ArrayType
  | PointerType
  | TupleType
  | RefType
  | OmittedType
  | MissingNode;

// Expressions

export type LiteralValue =
  | NumberValue
  | { readonly type: 'string' | 'char'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null' };

export interface Literal extends Node<'literal'> {
  readonly value: LiteralValue;
}

export interface InterpolatedString extends Node<'interpolated-string'> {
  readonly parts: readonly InterpolatedPart[];
}
export type InterpolatedPart =
  | (Node<'text'> & { readonly value: string })
  | (Node<'interpolation'> & {
      readonly expression: Expression;
      readonly alignment: Expression | undefined;
      readonly format: { readonly value: string; readonly span: Span } | undefined;
    });

export interface Parenthesized extends Node<'parenthesized'> {
  readonly expression: Expression;
}
export interface Argument extends Node<'argument'> {
  readonly name: Identifier | undefined;
  readonly modifier: 'ref' | 'out' | 'in' | undefined;
  readonly value: Expression;
}
export interface Tuple extends Node<'tuple'> {
  readonly elements: readonly Argument[];
}
export interface MemberAccess extends Node<'member-access'> {
  readonly target: Expression;
  readonly operator: '.' | '->';
  readonly name: SimpleName;
}
export interface ElementAccess extends Node<'element-access'> {
  readonly target: Expression;
  readonly arguments: readonly Argument[];
}
/** `a?.b.c`: `access` is what happens where `target` isn't null; it begins with a binding. */
export interface ConditionalAccess extends Node<'conditional-access'> {
  readonly target: Expression;
  readonly access: Expression;
}
/** The `.b` of `a?.b` */
export interface MemberBinding extends Node<'member-binding'> {
  readonly name: SimpleName;
}
/** The `[1]` of `a?[1]` */
export interface ElementBinding extends Node<'element-binding'> {
  readonly arguments: readonly Argument[];
}
export interface Invocation extends Node<'invocation'> {
  readonly target: Expression;
  readonly arguments: readonly Argument[];
  /** From `(` to behind `)`. */
  readonly argumentsSpan: Span;
}

export type UnaryOperator = '+' | '-' | '!' | '~' | '++' | '--' | '&' | '*' | '^';
export interface Unary extends Node<'unary'> {
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}
export interface Postfix extends Node<'postfix'> {
  readonly operator: '++' | '--' | '!';
  readonly operand: Expression;
}
export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '||'
  | '??'
  | '..';
export interface Binary extends Node<'binary'> {
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}
export type AssignmentOperator =
  | '='
  | '+='
  | '-='
  | '*='
  | '/='
  | '%='
  | '&='
  | '|='
  | '^='
  | '<<='
  | '>>='
  | '>>>='
  | '??=';
export interface Assignment extends Node<'assignment'> {
  readonly operator: AssignmentOperator;
  readonly operatorSpan: Span;
  readonly target: Expression;
  readonly value: Expression;
}
export interface Conditional extends Node<'conditional'> {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}
export interface Cast extends Node<'cast'> {
  readonly type: TypeNode;
  readonly operand: Expression;
}
export interface As extends Node<'as'> {
  readonly value: Expression;
  readonly type: TypeNode;
}
/** `value is …`: a plain type is a `type-pattern`. */
export interface Is extends Node<'is'> {
  readonly value: Expression;
  readonly pattern: Pattern;
}
export interface Await extends Node<'await'> {
  readonly operand: Expression;
}
export interface Throw extends Node<'throw'> {
  readonly value: Expression;
}
export interface RefExpression extends Node<'ref'> {
  readonly value: Expression;
}
/** `typeof`, `sizeof` and `default` with a type. */
export interface TypeExpression extends Node<'typeof' | 'sizeof' | 'default'> {
  readonly type: TypeNode;
}
/** `default` alone */
export interface DefaultLiteral extends Node<'default-literal'> {}
export interface Checked extends Node<'checked' | 'unchecked'> {
  readonly value: Expression;
}
export interface InstanceReference extends Node<'this' | 'base'> {}

/** `out var x`, and `var (a, b)` on the left of a deconstruction. */
export interface DeclarationExpression extends Node<'declaration-expression'> {
  readonly type: TypeNode;
  readonly designation: Designation;
}

export interface ObjectCreation extends Node<'object-creation'> {
  /** `undefined`: `new(…)`, of a later version of C#. */
  readonly type: TypeNode | undefined;
  readonly arguments: readonly Argument[] | undefined;
  readonly initializer: Initializer | undefined;
}
export interface ArrayCreation extends Node<'array-creation'> {
  /** Of the elements: `int[]` for `new int[2][]`. `undefined`: `new[] { … }`. */
  readonly type: TypeNode | undefined;
  /** What stands in the first brackets; empty without sizes. */
  readonly sizes: readonly Expression[];
  readonly rank: number;
  readonly initializer: Initializer | undefined;
}
export interface StackAllocation extends Node<'stackalloc'> {
  readonly type: TypeNode | undefined;
  readonly size: Expression | undefined;
  readonly initializer: Initializer | undefined;
}
/** `{ … }` behind `new`: members to set, items to add or the elements of an array. */
export interface Initializer extends Node<'initializer'> {
  readonly items: readonly InitializerItem[];
}
export type InitializerItem =
  /** `Name = value` */
  | (Node<'member-initializer'> & { readonly name: SimpleName; readonly value: Expression | Initializer })
  /** `["key"] = value` */
  | (Node<'index-initializer'> & {
      readonly arguments: readonly Argument[];
      readonly value: Expression | Initializer;
    })
  | (Node<'element-initializer'> & { readonly value: Expression })
  /** `{ key, value }` and the inner braces of an array. */
  | Initializer;

export interface AnonymousObject extends Node<'anonymous-object'> {
  readonly members: readonly (Node<'anonymous-member'> & {
    /** `undefined`: the name of what the value reads. */
    readonly name: Identifier | undefined;
    readonly value: Expression;
  })[];
}

export interface Parameter extends Node<'parameter'> {
  readonly modifier: 'ref' | 'out' | 'in' | 'params' | undefined;
  /** `undefined`: from the type that the lambda has to have. */
  readonly type: TypeNode | undefined;
  readonly name: Identifier;
  readonly defaultValue: Expression | undefined;
}
export interface Lambda extends Node<'lambda'> {
  readonly async: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Expression | Block;
}
export interface AnonymousMethod extends Node<'anonymous-method'> {
  readonly async: boolean;
  readonly parameters: readonly Parameter[] | undefined;
  readonly body: Block;
}

export interface Query extends Node<'query'> {
  readonly from: FromClause;
  readonly body: QueryBody;
}
export interface QueryBody extends Node<'query-body'> {
  readonly clauses: readonly QueryClause[];
  readonly end: SelectClause | GroupClause | MissingNode;
  readonly continuation: { readonly name: Identifier; readonly body: QueryBody } | undefined;
}
export interface FromClause extends Node<'from'> {
  readonly type: TypeNode | undefined;
  readonly name: Identifier;
  readonly source: Expression;
}
export type QueryClause =
  | FromClause
  | (Node<'let'> & { readonly name: Identifier; readonly value: Expression })
  | (Node<'where'> & { readonly condition: Expression })
  | (Node<'join'> & {
      readonly type: TypeNode | undefined;
      readonly name: Identifier;
      readonly source: Expression;
      readonly outerKey: Expression;
      readonly innerKey: Expression;
      readonly into: Identifier | undefined;
    })
  | (Node<'orderby'> & {
      readonly orderings: readonly { readonly key: Expression; readonly descending: boolean }[];
    });
export interface SelectClause extends Node<'select'> {
  readonly value: Expression;
}
export interface GroupClause extends Node<'group'> {
  readonly value: Expression;
  readonly key: Expression;
}

/** `x switch { … }`, of a later version of C#. */
export interface SwitchExpression extends Node<'switch-expression'> {
  readonly value: Expression;
  readonly arms: readonly {
    readonly pattern: Pattern;
    readonly when: Expression | undefined;
    readonly value: Expression;
  }[];
}
/** `[1, 2]`, of a later version of C#. */
export interface CollectionExpression extends Node<'collection'> {
  readonly elements: readonly Expression[];
}

export type Expression =
  | NameNode
  | PlaceholderNode
  | MissingNode
  | PredefinedType
  | AliasQualifiedName
  | Literal
  | InterpolatedString
  | Parenthesized
  | Tuple
  | MemberAccess
  | ElementAccess
  | ConditionalAccess
  | MemberBinding
  | ElementBinding
  | Invocation
  | Unary
  | Postfix
  | Binary
  | Assignment
  | Conditional
  | Cast
  | As
  | Is
  | Await
  | Throw
  | RefExpression
  | TypeExpression
  | DefaultLiteral
  | Checked
  | InstanceReference
  | DeclarationExpression
  | ObjectCreation
  | ArrayCreation
  | StackAllocation
  | AnonymousObject
  | Lambda
  | AnonymousMethod
  | Query
  | SwitchExpression
  | CollectionExpression;

// Patterns

export type Designation =
  | (Node<'single'> & { readonly name: Identifier })
  | Node<'discard'>
  | (Node<'several'> & { readonly designations: readonly Designation[] });

export type Pattern =
  /** A type alone, or a name of which only its meaning says whether it is a type or a constant. */
  | (Node<'type-pattern'> & { readonly type: TypeNode })
  | (Node<'constant-pattern'> & { readonly value: Expression })
  | (Node<'declaration-pattern'> & { readonly type: TypeNode; readonly designation: Designation })
  | (Node<'var-pattern'> & { readonly designation: Designation })
  // Those of later versions of C#:
  | Node<'discard-pattern'>
  | (Node<'relational-pattern'> & { readonly operator: string; readonly value: Expression })
  | (Node<'not-pattern'> & { readonly pattern: Pattern })
  | (Node<'combined-pattern'> & {
      readonly operator: 'and' | 'or';
      readonly left: Pattern;
      readonly right: Pattern;
    })
  | (Node<'recursive-pattern'> & {
      readonly type: TypeNode | undefined;
      readonly positions: readonly Pattern[] | undefined;
      readonly members: readonly { readonly member: Expression; readonly pattern: Pattern }[] | undefined;
      readonly designation: Designation | undefined;
    })
  | (Node<'list-pattern'> & {
      readonly patterns: readonly Pattern[];
      readonly designation: Designation | undefined;
    });

// Statements

export interface Block extends Node<'block'> {
  readonly statements: readonly Statement[];
}
export interface VariableDeclarator extends Node<'variable'> {
  readonly name: Identifier;
  readonly value: Expression | Initializer | undefined;
}
export interface LocalDeclaration extends Node<'local-declaration'> {
  readonly modifiers: readonly string[];
  readonly type: TypeNode;
  readonly variables: readonly VariableDeclarator[];
}
export interface LocalFunction extends Node<'local-function'> {
  readonly modifiers: readonly string[];
  readonly returnType: TypeNode;
  readonly name: Identifier;
  readonly typeParameters: readonly Identifier[];
  readonly constraints: readonly TypeConstraint[];
  readonly parameters: readonly Parameter[];
  readonly body: Block | Expression;
}
/** `where T : class, IComparable<T>, new()` */
export interface TypeConstraint extends Node<'type-constraint'> {
  readonly name: Identifier;
  readonly words: readonly ('class' | 'struct' | 'new')[];
  readonly types: readonly TypeNode[];
}
export interface SwitchSection extends Node<'switch-section'> {
  readonly labels: readonly SwitchLabel[];
  readonly statements: readonly Statement[];
}
export type SwitchLabel =
  | Node<'default-label'>
  | (Node<'case-label'> & { readonly pattern: Pattern; readonly when: Expression | undefined });
export interface CatchClause extends Node<'catch'> {
  readonly type: TypeNode | undefined;
  readonly name: Identifier | undefined;
  readonly when: Expression | undefined;
  readonly block: Block;
}

export type Statement =
  | Block
  | LocalDeclaration
  | LocalFunction
  | MissingNode
  | (Node<'expression-statement'> & { readonly expression: Expression })
  | Node<'empty'>
  | (Node<'if'> & {
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    })
  | (Node<'while'> & { readonly condition: Expression; readonly body: Statement })
  | (Node<'do'> & { readonly body: Statement; readonly condition: Expression })
  | (Node<'for'> & {
      readonly declaration: LocalDeclaration | undefined;
      readonly initializers: readonly Expression[];
      readonly condition: Expression | undefined;
      readonly incrementors: readonly Expression[];
      readonly body: Statement;
    })
  | (Node<'foreach'> & {
      readonly type: TypeNode;
      readonly name: Identifier;
      readonly source: Expression;
      readonly body: Statement;
    })
  /** `foreach (var (a, b) in c)` */
  | (Node<'foreach-deconstruction'> & {
      readonly target: Expression;
      readonly source: Expression;
      readonly body: Statement;
    })
  | (Node<'switch'> & { readonly value: Expression; readonly sections: readonly SwitchSection[] })
  | (Node<'try'> & {
      readonly block: Block;
      readonly catches: readonly CatchClause[];
      readonly finally: Block | undefined;
    })
  | (Node<'throw-statement'> & { readonly value: Expression | undefined })
  | (Node<'return'> & { readonly value: Expression | undefined })
  | Node<'break'>
  | Node<'continue'>
  | (Node<'goto'> & {
      readonly target: 'label' | 'case' | 'default';
      readonly label: Identifier | undefined;
      readonly value: Expression | undefined;
    })
  | (Node<'labeled'> & { readonly label: Identifier; readonly statement: Statement })
  | (Node<'lock'> & { readonly value: Expression; readonly body: Statement })
  | (Node<'using'> & { readonly resource: LocalDeclaration | Expression; readonly body: Statement })
  | (Node<'fixed'> & { readonly declaration: LocalDeclaration; readonly body: Statement })
  | (Node<'checked-block' | 'unchecked-block' | 'unsafe'> & { readonly block: Block })
  | (Node<'yield'> & { readonly value: Expression | undefined });
