/** What features answer, in an editor's words but without its protocol. Spans are in the document's offsets. */

import type { Section } from '../catalogue/types';
import type { KeyKind } from '../expression';
import type { RelatedDocument } from '../model';
import type { Span, TextEdit } from '../text';
import type { FactSource } from '../workspace/types';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  /** Worked out only when a code action is asked for. */
  readonly fixes?: () => readonly Fix[];
}

/** A change a user can choose. Exactly what it does is in `action`. */
export interface Fix {
  readonly title: string;
  readonly preferred?: boolean;
  readonly action: FixAction;
}

export type FixAction =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  /** Create a named value; the editor asks for value and secret. `target` says where. */
  | {
      readonly kind: 'create-named-value';
      readonly displayName: string;
      readonly target: 'workspace' | 'instance';
      /** It is to be a secret: the editor needn't ask. */
      readonly secret?: true;
      /** Changes of the document that go before, such as the reference in place of what becomes the value. */
      readonly edits?: readonly TextEdit[];
    };

export type CompletionKind =
  | 'policy'
  | 'element'
  | 'section'
  | 'attribute'
  | 'value'
  | 'named-value'
  | 'fragment'
  | 'backend'
  | 'reference'
  | 'variable'
  | 'snippet'
  | 'closing-tag'
  // In code:
  | 'method'
  | 'property'
  | 'constant'
  | 'type'
  | 'enum'
  | 'namespace'
  | 'local'
  | 'argument'
  | 'keyword';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** One line beside the label. */
  readonly detail?: string;
  /** Markdown; worked out when the item is shown. */
  readonly documentation?: () => string | undefined;
  readonly edit: TextEdit;
  /** Changes elsewhere that go with it: plain text, apart from `edit`. */
  readonly additionalEdits?: readonly TextEdit[];
  /** `newText` holds LSP snippet syntax. */
  readonly snippet?: boolean;
  readonly sortText?: string;
  readonly filterText?: string;
  readonly deprecated?: boolean;
  /** Ask for completions again when this one has been inserted (attribute values). */
  readonly retrigger?: boolean;
  /** The cursor is left between the brackets of a call: show what its arguments are. */
  readonly asksForArguments?: boolean;
}

export interface Hover {
  readonly span: Span;
  /** Markdown. Text from files or the network in it is escaped. */
  readonly markdown: string;
}

export interface Definition {
  /** What was asked about. */
  readonly origin: Span;
  readonly target: FactSource | { readonly kind: 'document'; readonly span: Span } | PlaceAround;
}

/** A place in one of the documents that run together with the one that was asked about. */
export interface PlaceAround {
  readonly kind: 'around';
  readonly document: RelatedDocument;
  readonly span: Span;
}

/** A place that means what the place that was asked about means. */
/** A document in which something is mentioned: one that runs together with another, or any of the workspace. */
export type ReferringDocument = Pick<RelatedDocument, 'uri' | 'isFile' | 'analysis'>;

export interface Reference {
  /** `undefined` for the document that was asked about. */
  readonly document: ReferringDocument | undefined;
  readonly span: Span;
  readonly isDeclaration: boolean;
}

export interface Highlight {
  readonly span: Span;
  /** `text` where nothing is read or written. */
  readonly kind: 'read' | 'write' | 'text';
}

/** What would be renamed, or in a sentence why it can't be. */
export type RenameTarget =
  | { readonly kind: 'target'; readonly span: Span; readonly name: string }
  | { readonly kind: 'refused'; readonly why: string };

export type Renaming =
  | { readonly kind: 'edits'; readonly documents: readonly DocumentEdits[] }
  | { readonly kind: 'refused'; readonly why: string };

export interface DocumentEdits {
  /** `undefined` for the document that was asked about. */
  readonly document: RelatedDocument | undefined;
  readonly edits: readonly TextEdit[];
}

export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor';
  readonly preferred?: boolean;
  /** The diagnostic it fixes. */
  readonly diagnostic?: Diagnostic;
  readonly action: CodeActionEffect;
}

export type CodeActionEffect =
  | FixAction
  /**
   * `edits` are plain text. `placeholders` are places in the text *after* the edits, in the order in which they
   * are to be filled in; places of one group hold the same text.
   */
  | {
      readonly kind: 'template';
      readonly edits: readonly TextEdit[];
      readonly placeholders: readonly (readonly Span[])[];
    };

/** Policy text with places to fill in, in the order in which it stands; indented by one tab a level. */
export type TemplateText = readonly TemplatePart[];

export type TemplatePart = string | TemplatePlaceholder;

/** Placeholders of one index hold the same text and are filled in together; the lowest index comes first. */
export interface TemplatePlaceholder {
  readonly index: number;
  /** What stands there until it is filled in. */
  readonly text: string;
}

/** A whole pattern of `snippets/`, for one section. */
export interface PatternSnippet {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly section: Section;
  readonly body: TemplateText;
}

/** One way to authenticate to a backend with OAuth2, of `snippets/oauth2/`. */
export interface OAuth2Template {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What goes into which section, `inbound` first. */
  readonly sections: readonly { readonly section: Section; readonly body: TemplateText }[];
}

/** What `snippets/` and `schemas/usage.json` hold, handed in by whoever reads files. */
export interface SnippetData {
  readonly patterns: readonly PatternSnippet[];
  readonly oauth2: readonly OAuth2Template[];
  readonly usage: UsageData;
}

/** How authors use the policies. */
export interface UsageData {
  /** Policy names, most used first. */
  readonly ranking: readonly string[];
  /** By policy, the optional attributes that most uses have. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** By policy, the optional child elements that most uses have. */
  readonly children: Readonly<Record<string, readonly string[]>>;
  /** By element, the attributes whose value is nearly always an expression. */
  readonly expressions: Readonly<Record<string, readonly string[]>>;
  readonly code: CodeUsage;
}

/** How authors use the C# of expressions; what is used most comes first. */
export interface CodeUsage {
  /** Names of members, whatever they are members of. */
  readonly members: readonly string[];
  /** Names of types, and keywords. */
  readonly names: readonly string[];
  /** What is looked up by name in a collection of the kind. */
  readonly keys: Readonly<Partial<Record<KeyKind, readonly string[]>>>;
}

export const noSnippets: SnippetData = {
  patterns: [],
  oauth2: [],
  usage: {
    ranking: [],
    attributes: {},
    children: {},
    expressions: {},
    code: { members: [], names: [], keys: {} },
  },
};
