/** One document's meaning. Everything here is derived from the text and the facts; nothing is stored twice. */
import type { Catalogue } from '../catalogue';
import type {
  AttributeFacts,
  ChildFacts,
  ElementFacts,
  PolicyFacts,
  Scope,
  Section,
  ValueFacts,
} from '../catalogue/types';
import type { TypeWorld } from '../expression';
import type { ElementNode, ExpressionPart, PolicyTree } from '../syntax';
import type { LineIndex, Span } from '../text';
import type { OperationFact, PolicyAddress, WorkspaceFacts } from '../workspace/types';
import type { ValuePlace } from './values';

/** What kind of document the root element makes it. */
export type DocumentKind = 'policies' | 'fragment' | 'resolver' | 'unknown';

/** What is known about a document beside its text. */
export interface AnalysisOptions {
  readonly catalogue: Catalogue;
  readonly facts: WorkspaceFacts;
  readonly scope?: Scope | undefined;
  /** What the document's place says it must be; its root element may disagree. */
  readonly kindHint?: DocumentKind | undefined;
  /** What the document belongs to; `undefined` where its place says nothing. */
  readonly address?: PolicyAddress | undefined;
  /** The documents that run together with this one; `undefined` where they aren't known. */
  readonly surroundings?: Surroundings | undefined;
  /** The types that expressions can use, made when they are first asked for; without them code is only parsed. */
  readonly types?: (() => TypeWorld) | undefined;
}

/** The other documents of a workspace that run together with one. */
export interface Surroundings {
  /** The policies of the broader scopes, the next one first. Scopes without a policy are left out. */
  readonly parents: readonly RelatedDocument[];
  /** `undefined` where the fragment isn't known. */
  fragment(id: string): RelatedDocument | undefined;
  /** The operation that an operation's policy belongs to; answers `undefined` where nothing is known of it. */
  readonly operation?: () => OperationFact | undefined;
}

/** A document that runs together with another: a broader scope's policy or a fragment. */
export interface RelatedDocument {
  readonly address: PolicyAddress;
  readonly uri: string;
  /** How people find the file: its path from the folder with the artifacts. */
  readonly path: string;
  /** Whether places in the text are places in the file; a policy may stand inside a JSON file. */
  readonly isFile: boolean;
  readonly analysis: Analysis;
}

export interface Analysis {
  readonly text: string;
  readonly lines: LineIndex;
  readonly tree: PolicyTree;
  readonly kind: DocumentKind;
  /** What the document's place says it must be, where that is known. */
  readonly kindHint: DocumentKind | undefined;
  readonly root: ElementNode | undefined;
  /** From the document's place in a workspace or instance; `undefined` when not known. */
  readonly scope: Scope | undefined;
  readonly catalogue: Catalogue;
  readonly facts: WorkspaceFacts;
  /** What the document belongs to, where its place says so. */
  readonly address: PolicyAddress | undefined;
  readonly surroundings: Surroundings | undefined;
  readonly types: (() => TypeWorld) | undefined;
  readonly namedValueReferences: readonly NamedValueReference[];
  readonly fragmentReferences: readonly FragmentReference[];
  readonly expressions: readonly ExpressionRegion[];
  /** Every element in document order, with what is known of it: worked out once for all rules. */
  readonly elements: readonly PlacedElement[];
  /** What the work makes of the analysis: each function is asked once. */
  once<T>(work: (analysis: Analysis) => T): T;
  /** What an element is; stable for one analysis. */
  meaningOf(element: ElementNode): ElementMeaning;
}

/** An element with what is known of it where it stands. */
export interface PlacedElement {
  readonly node: ElementNode;
  readonly meaning: ElementMeaning;
  /** Those of its meaning; `undefined` for what is neither a policy nor a child of one. */
  readonly facts: ElementFacts | undefined;
  /** The attributes it takes; `undefined` where nothing is known of it. */
  readonly attributeFacts: readonly AttributeFacts[] | undefined;
  /** Its child elements. */
  readonly children: readonly ElementNode[];
  /** The values of its attributes, then its own texts that aren't white space only, in document order. */
  readonly values: readonly PlacedValue[];
}

/** A value with what is known of it. */
export interface PlacedValue extends ValuePlace {
  /** Of the attribute, or of the text that the element takes. */
  readonly facts: Omit<ValueFacts, 'required'> | undefined;
  /** Whether there is no expression in it. */
  readonly isLiteral: boolean;
  /** As it stands in the document. */
  readonly written: string;
  /** Whether a placeholder or a named value in it makes it something else before the service sees it. */
  readonly isFilledInLater: boolean;
}

/** What a `{{name}}` in the document refers to: the **display name** of a named value. */
export interface NamedValueReference {
  readonly name: string;
  /** Braces included. */
  readonly span: Span;
  /** Between the braces, without the white space around the name. */
  readonly nameSpan: Span;
  readonly where: 'attribute' | 'text' | 'expression';
}

export interface FragmentReference {
  readonly id: string;
  readonly span: Span;
  readonly element: ElementNode;
}

/** An expression with its C# text, in its own coordinates, and the way back to the document's. */
export interface ExpressionRegion {
  readonly part: ExpressionPart;
  readonly form: 'single' | 'block';
  /** The C# between the brackets, entities decoded where the document is in the escaped form. */
  readonly code: string;
  readonly owner: ElementNode;
  readonly attribute: string | undefined;
  /** The value that it is in or all of. */
  readonly value: PlacedValue;
  /** What the work makes of the code: each function is asked once for equal code, whatever document it stands in. */
  once<T>(work: (code: string) => T): T;
  /** Offset in `code` to offset in the document. */
  toDocument(codeOffset: number): number;
  /** Offset in the document to offset in `code`, clamped into the code. */
  toCode(documentOffset: number): number;
}

/**
 * What an element means where it stands.
 *
 * - The root of a resolver's document is a `policy` without a section.
 * - A section element that isn't a child of `policies` is still a `section`, and a `base` that stands where none
 *   may is still a `base`: rules report the place, and the content keeps its meaning.
 * - `misplaced` by `root`: the policy needs an enclosing section or fragment, or is a resolver's root and stands
 *   elsewhere; by `parent`: the enclosing element doesn't take it.
 */
export type ElementMeaning =
  | { readonly kind: 'root'; readonly name: string }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'base'; readonly section: Section | undefined }
  | {
      readonly kind: 'policy';
      readonly policy: PolicyFacts;
      readonly element: ElementFacts;
      readonly section: Section | undefined;
    }
  | {
      readonly kind: 'child';
      readonly policy: PolicyFacts;
      readonly element: ElementFacts;
      readonly section: Section | undefined;
    }
  /** A policy that exists but may not stand here: `misplaced` says why. Its own facts still apply inside. */
  | {
      readonly kind: 'misplaced';
      readonly policy: PolicyFacts;
      readonly element: ElementFacts;
      readonly section: Section | undefined;
      readonly why: 'section' | 'scope' | 'parent' | 'root';
    }
  | { readonly kind: 'unknown'; readonly section: Section | undefined }
  /** Inside unknown or opaque content: nothing is said about it. */
  | { readonly kind: 'ignored' };

/** What may stand as a child of an element, for completion and "did you mean". */
export interface AllowedChildren {
  readonly policies: readonly PolicyFacts[];
  readonly children: readonly ChildFacts[];
  readonly sections: readonly Section[];
  readonly base: boolean;
}
