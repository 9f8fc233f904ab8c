/** What the effective policy of a scope is, in parts and as a document to read. */
import type { Section } from '../../catalogue/types';
import type { RelatedDocument } from '../../model';
import type { Span } from '../../text';

export interface EffectivePolicy {
  /** The sections that any scope has, in the order in which they run. */
  readonly sections: readonly EffectiveSection[];
  readonly warnings: readonly InheritanceWarning[];
  /** The whole as a policy document, with a comment where the source changes. */
  readonly text: string;
  /** The paths in the comments of `text`, and what they lead to. */
  readonly links: readonly SourceLink[];
  /** Everything in `text` that is copied from a document. */
  readonly copies: readonly SourceLink[];
}

export interface EffectiveSection {
  readonly section: Section;
  readonly parts: readonly EffectivePart[];
}

/** A piece of a document as it stands there: a statement or a comment. */
export interface EffectivePart {
  readonly document: RelatedDocument;
  readonly span: Span;
  /** What is replaced inside it, in the order in which it stands. */
  readonly replaced: readonly Replacement[];
  /** Why an include stands here rather than the fragment's content. */
  readonly note?: string;
}

/** A `<base />` or an include inside a statement, and what runs in its place. */
export interface Replacement {
  readonly span: Span;
  readonly parts: readonly EffectivePart[];
}

/** A missing `<base />` that drops a broader scope's guards. */
export interface InheritanceWarning {
  readonly section: Section;
  readonly message: string;
  readonly document: RelatedDocument;
  /** The name of the section in the document, or of its root where it has no such section. */
  readonly span: Span;
}

/** A place in the written text, and the place in a document that it stands for. */
export interface SourceLink {
  /** In the written text. */
  readonly span: Span;
  readonly document: RelatedDocument;
  /** In the document. */
  readonly target: Span;
}
