/**
 * The policy document's tree: readonly, tolerant and lossless. Names and spans are what the text holds, also
 * where it is broken; what is missing is `undefined`. Nodes know their parents.
 */
import type { Span } from '../text';

export interface DocumentNode {
  readonly kind: 'document';
  readonly span: Span;
  readonly children: readonly ContentNode[];
}

export type ContentNode =
  | ElementNode
  | TextNode
  | CommentNode
  | CDataNode
  | ProcessingInstructionNode
  | DoctypeNode;

export interface ElementNode {
  readonly kind: 'element';
  /** Of its own among the tree's elements: less than the tree's `elementCount`. */
  readonly index: number;
  readonly span: Span;
  readonly parent: ElementNode | DocumentNode;
  /** Empty for a lone `<`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly attributes: readonly AttributeNode[];
  readonly children: readonly ContentNode[];
  /** From `<` to the `>` or `/>`, or to where the tag broke off. */
  readonly openTag: Span;
  /** Whether the opening tag has its `>` or `/>`. */
  readonly openTagEnded: boolean;
  readonly selfClosing: boolean;
  /** `undefined` when self-closed or when the closing tag is missing. */
  readonly closeTag: CloseTag | undefined;
  /** Between the opening and the closing tag; empty at the opening tag's end where self-closed. */
  readonly contentSpan: Span;
}

export interface CloseTag {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface AttributeNode {
  readonly kind: 'attribute';
  /** Name to the end of the value, quotes included. */
  readonly span: Span;
  readonly parent: ElementNode;
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: AttributeValue | undefined;
}

export interface AttributeValue {
  /** Without the quotes. */
  readonly span: Span;
  readonly quote: '"' | "'" | undefined;
  readonly closed: boolean;
  readonly parts: readonly ValuePart[];
}

export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  /** Whether it is nothing but XML's white space. */
  readonly blank: boolean;
  readonly parent: ElementNode | DocumentNode;
  readonly parts: readonly ValuePart[];
}

/** Literal text and expressions in the order in which they stand; the spans join without gaps. */
export type ValuePart = LiteralPart | ExpressionPart;

export interface LiteralPart {
  readonly kind: 'literal';
  readonly span: Span;
}

/** `@(…)` or `@{…}`. */
export interface ExpressionPart {
  readonly kind: 'expression';
  /** From the `@` to the closing bracket, or to where the expression breaks off. */
  readonly span: Span;
  readonly form: 'single' | 'block';
  /** What is between the brackets, as it stands in the document. */
  readonly codeSpan: Span;
  readonly closed: boolean;
  /** Whether the code is in the XML-escaped form: entities stand for `<`, `>`, `&` and quotes. */
  readonly escaped: boolean;
}

export interface CommentNode {
  readonly kind: 'comment';
  readonly span: Span;
  readonly parent: ElementNode | DocumentNode;
}

export interface CDataNode {
  readonly kind: 'cdata';
  readonly span: Span;
  readonly parent: ElementNode | DocumentNode;
  /** Between `<![CDATA[` and `]]>`. */
  readonly contentSpan: Span;
  readonly parts: readonly ValuePart[];
}

export interface ProcessingInstructionNode {
  readonly kind: 'processing-instruction';
  readonly span: Span;
  readonly parent: ElementNode | DocumentNode;
}

/** A document type, or a `<!` that starts nothing yet. */
export interface DoctypeNode {
  readonly kind: 'doctype';
  readonly span: Span;
  readonly parent: ElementNode | DocumentNode;
}

export type SyntaxNode = DocumentNode | ContentNode | AttributeNode;

/** What a well-formedness problem is; the words for people are in `rules`. */
export type SyntaxProblemKind =
  | 'unclosed-tag' // `<a b="c"` with no `>`
  | 'unopened-tag' // `a b="c">` with no `<`; on the name
  | 'unclosed-element' // no closing tag; on the opening tag's name
  | 'missing-slash' // `<a>` where `</a>` was meant
  | 'unmatched-closing-tag' // a closing tag that closes nothing
  | 'unclosed-value' // no closing quote
  | 'unclosed-expression' // `@(` or `@{` with no end
  | 'unclosed-comment'
  | 'unclosed-cdata'
  | 'missing-value' // attribute without `=` or without a value
  | 'unquoted-value'
  | 'missing-space' // no space between attributes
  | 'invalid-name' // `<` that starts no tag, or a name XML does not allow
  | 'invalid-character' // what may not stand where it stands, e.g. text in a tag
  | 'duplicate-attribute'
  | 'unescaped-character' // `<` in a literal attribute value, lone `&`
  | 'unknown-entity'
  | 'text-outside-root'
  | 'several-roots'
  | 'no-root';

export interface SyntaxProblem {
  readonly kind: SyntaxProblemKind;
  readonly span: Span;
  /** The name or character the problem is about, for its message. */
  readonly subject: string;
}

export type TokenKind =
  | 'bom'
  | 'text'
  | 'expression'
  | 'comment'
  | 'cdata'
  | 'processing-instruction'
  | 'doctype'
  | 'open-tag-start' // `<`
  | 'close-tag-start' // `</`
  | 'tag-end' // `>`
  | 'empty-tag-end' // `/>`
  | 'name'
  | 'equals'
  | 'quote'
  | 'value' // literal text in an attribute value
  | 'whitespace' // in tags
  | 'error';

export interface Token {
  readonly kind: TokenKind;
  readonly span: Span;
}

export interface PolicyTree {
  readonly text: string;
  readonly document: DocumentNode;
  /** The document's first element, whatever its name. */
  readonly root: ElementNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** More than any element's `index`. */
  readonly elementCount: number;
}
