/** The facts of `schemas/policies/*.json`, typed as `schemas/policy.schema.json` describes them. */

export type Section = 'inbound' | 'backend' | 'outbound' | 'on-error';
export type Scope = 'global' | 'workspace' | 'product' | 'api' | 'operation';
export type Gateway = 'classic' | 'v2' | 'consumption' | 'self-hosted' | 'workspace';

export type Status = 'ga' | 'preview' | 'deprecated' | 'undocumented';

/** One policy, one file. */
export interface PolicyFacts {
  readonly name: string;
  readonly title: string;
  readonly category: string;
  readonly summary: string;
  /** Address of the documentation page; absent for undocumented policies. */
  readonly docs?: string;
  readonly status: Status;
  /** The policy that takes a deprecated one's place. */
  readonly replacedBy?: string;
  /** Where it may stand; empty means not known, and nothing is reported. */
  readonly sections: readonly Section[];
  readonly scopes: readonly Scope[];
  /**
   * The sections its documentation page lists, where other sources (Microsoft's toolkit, another page) accept more.
   * Only these are offered; whatever `sections` holds is accepted.
   */
  readonly documentedSections?: readonly Section[];
  /** The scopes its documentation page lists, where other sources accept more. */
  readonly documentedScopes?: readonly Scope[];
  readonly gateways: readonly Gateway[];
  /** Whether it can be the root of a GraphQL resolver's document. */
  readonly resolverRoot?: boolean;
  /** Never a statement of a section: only inside the policies that list it as a child. */
  readonly nestedOnly?: boolean;
  /** How often the documentation lets it appear: once in a section, or once in a document. Absent: any number. */
  readonly oncePer?: 'section' | 'document';
  /**
   * How what stands inside runs. `one-branch`: at most one of its child elements, the first whose condition holds, or
   * the one that takes no condition. `repeatedly`: again and again. Absent: once, in order.
   */
  readonly runs?: 'one-branch' | 'repeatedly';
  /** As a statement it gives the request or the response another body. */
  readonly replacesBody?: boolean;
  /** The request goes on to the backend as it is by then. */
  readonly forwardsRequest?: boolean;
  /** Nothing that follows it in the same list of statements runs, nor do the sections behind. */
  readonly endsSection?: boolean;
  readonly element: ElementFacts;
  readonly rules?: readonly AttributeRule[];
  /**
   * Context variables the policy sets: the attribute that names them, and the .NET type of the value, or the attribute
   * that holds it.
   */
  readonly sets?: readonly { readonly attribute: string; readonly type?: string; readonly value?: string }[];
  readonly notes?: readonly string[];
  /** `context.LastError.Reason` values. */
  readonly errorReasons?: readonly string[];
  /** Decisions where the sources disagree. */
  readonly decisions?: readonly string[];
}

export interface ElementFacts {
  readonly name: string;
  readonly summary: string;
  readonly attributes: readonly AttributeFacts[];
  /** Whether attributes beyond the listed ones may be right: what the element takes isn't known in full. */
  readonly openAttributes?: boolean;
  /** Absent: the element holds no text. */
  readonly text?: ValueFacts;
  readonly children: readonly ChildFacts[];
  /** `sequence`: children come in the listed order. */
  readonly order: 'any' | 'sequence';
  /** Whether any policy of the section may stand inside (`choose`'s branches, `retry`, `wait`…). */
  readonly policies?: 'any';
  /** Holds markup that is not policy: a body literal, a stylesheet. Nothing inside is checked. */
  readonly opaque?: boolean;
  /**
   * The attribute and value that make the content a Liquid template: braces inside are the template's, not
   * references to named values.
   */
  readonly liquidWhen?: { readonly attribute: string; readonly value: string };
}

/** A child element: its own facts, or "as the policy of that name". */
export type ChildFacts = {
  /** The fewest the service accepts. */
  readonly min: number;
  /** The fewest the documentation asks for, where the service accepts fewer. */
  readonly documentedMin?: number;
  /** `null`: no limit. */
  readonly max: number | null;
  /** Known to the service's schema, not to the documentation: accepted in any place, never offered. */
  readonly undocumented?: boolean;
} & ({ readonly element: ElementFacts } | { readonly policy: string; readonly summary?: string });

export type ValueType =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'enum'
  | 'uri'
  | 'duration'
  | 'variable-name'
  | 'http-method'
  | 'http-status'
  | 'ip-address'
  | 'regex'
  | 'list'
  | 'code';

/** What a name refers to, for existence checks, completion and go to definition. */
export type ReferenceKind =
  | 'fragment'
  | 'backend'
  | 'certificate'
  | 'logger'
  | 'cache'
  | 'schema'
  | 'authorization-provider'
  | 'authorization'
  | 'variable';

export interface ValueFacts {
  readonly type: ValueType;
  readonly summary?: string;
  readonly required?: boolean;
  readonly default?: string;
  /** The values to choose from; beside `refersTo`, words of the policy itself, which aren't names of anything. */
  readonly values?: readonly EnumValue[];
  /** Whether values outside `values` may be right too (an open set). */
  readonly openValues?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** `true` where the documentation or practice allows an expression, or where the sources are silent. */
  readonly expression: boolean;
  /** `false` only where a named value is known not to be resolved. */
  readonly namedValue?: boolean;
  readonly refersTo?: ReferenceKind;
  /** Whether the value belongs into a secret named value, not into the document. */
  readonly secret?: boolean;
}

export interface EnumValue {
  readonly value: string;
  readonly summary?: string;
  /** Known to the service's schema, not to the documentation: accepted, never offered. */
  readonly undocumented?: boolean;
}

export interface AttributeFacts extends Omit<ValueFacts, 'required'> {
  readonly name: string;
  readonly summary: string;
  /**
   * `yes`: the service refuses its absence. `documented`: required by the documentation, optional to the
   * service. `no`: optional, or required only under a rule.
   */
  readonly required: 'yes' | 'documented' | 'no';
  readonly undocumented?: boolean;
  readonly deprecated?: boolean;
  /** Whether its expression is evaluated at the end of the outbound section, when there is a response. */
  readonly evaluatedAtEnd?: boolean;
  /** Whether `{name}` in the value stands for a parameter of the operation's URL template. */
  readonly templateParameters?: boolean;
}

/** A rule between attributes or children of an element; `element` is its path below the policy, '' for its root. */
export type AttributeRule = {
  readonly element: string;
  readonly message: string;
  /** `warning`: known from the documentation only; the service may accept a breach on save. Absent: `error`. */
  readonly severity?: 'error' | 'warning';
} & (
  | {
      readonly kind: 'exactly-one' | 'at-least-one' | 'at-most-one' | 'together';
      readonly names: readonly string[];
    }
  | {
      readonly kind: 'required-when' | 'required-unless' | 'only-when';
      readonly names: readonly string[];
      readonly when: {
        readonly attribute: string;
        readonly values: readonly string[];
        readonly orAbsent?: boolean;
      };
    }
);

/** All facts, as handed to the core. */
export interface CatalogueData {
  readonly policies: readonly PolicyFacts[];
  readonly sections: readonly SectionFacts[];
  /** In the order from the broadest to the narrowest. */
  readonly scopes: readonly ScopeFacts[];
  readonly roots: readonly RootFacts[];
  readonly base: BaseFacts;
  /** The largest documents that the service takes, in bytes of UTF-8. */
  readonly sizes: { readonly policy: number; readonly fragment: number };
  readonly tiers: readonly TierFacts[];
  /**
   * The widest C# type that the value of an expression has to convert to, by kind of value; any type will do for the
   * others, since they are text.
   */
  readonly resultTypes: Readonly<Partial<Record<ValueType, 'bool' | 'int' | 'long'>>>;
  /** Attributes that every policy's own element takes. */
  readonly commonAttributes: readonly AttributeFacts[];
}

/** A root element of a policy document: `policies`, `fragment`; resolvers' roots are policies with `resolverRoot`. */
export interface RootFacts {
  readonly name: string;
  readonly summary: string;
  readonly docs: string;
}

/** The element that stands for the policies of the next broader scope. */
export interface BaseFacts {
  readonly summary: string;
  readonly docs: string;
  /** What is lost without it, section by section. */
  readonly absence?: Readonly<Partial<Record<Section, string>>>;
}

export interface ScopeFacts {
  readonly name: Scope;
  readonly summary: string;
  /** What `base` brings in at this scope. */
  readonly base: string;
}

export interface SectionFacts {
  readonly name: Section;
  readonly summary: string;
  readonly docs: string;
  /** How many statements the documentation lets it hold. Absent: any number. */
  readonly maxStatements?: number;
}

/** A pricing tier; `name` is that of its SKU. */
export interface TierFacts {
  readonly name: string;
  /** The gateways that an instance of the tier can have. */
  readonly gateways: readonly Gateway[];
  /** Those of them that can run the APIs of a workspace, where the tier has workspaces. */
  readonly workspaceGateways?: readonly Gateway[];
  /** The largest policy document in bytes of UTF-8, where it differs from the other tiers'. */
  readonly policySize?: number;
}
