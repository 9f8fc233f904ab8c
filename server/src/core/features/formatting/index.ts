/**
 * Formatting: every element on a line of its own, indented by what it stands in. Only white space between and in tags is
 * touched, and what begins the lines of code and comments: never what a policy says. Text and the markup of bodies stay.
 */
import { lex } from '../../expression';
import { type Analysis, compiledCode, type ExpressionRegion } from '../../model';
import type {
  ContentNode,
  DocumentNode,
  ElementNode,
  ExpressionPart,
  SyntaxProblemKind,
  ValuePart,
} from '../../syntax';
import { applyEdits, isBlank, type Span, type TextEdit } from '../../text';
import { blanksAt, countLineEnds, lineEndOf, moved } from './lines';

export interface FormattingOptions {
  readonly insertSpaces: boolean;
  /** How many spaces make one step. */
  readonly tabSize: number;
}

/** Mistakes that leave no doubt about what stands in what. */
const harmless: ReadonlySet<SyntaxProblemKind> = new Set<SyntaxProblemKind>([
  'duplicate-attribute',
  'missing-value',
  'several-roots',
  'text-outside-root',
  'unescaped-character',
  'unknown-entity',
  'unquoted-value',
]);

/**
 * What to change; `undefined` where the document is too broken to tell what stands in what. `within`: the lines that may
 * be changed.
 */
export function formatting(
  analysis: Analysis,
  options: FormattingOptions,
  within?: Span,
): readonly TextEdit[] | undefined {
  if (analysis.tree.problems.some(({ kind }) => !harmless.has(kind))) return undefined;
  const { text } = analysis;
  const layout = new Layout(analysis, options.insertSpaces ? ' '.repeat(options.tabSize) : '\t');
  const edits = layout
    .document()
    .filter(({ span, newText }) => text.slice(span.start, span.end) !== newText)
    .sort((a, b) => a.span.start - b.span.start);
  if (within === undefined) return edits;
  const { lines } = analysis;
  const first = lines.positionAt(within.start).line;
  const last = lines.positionAt(within.end).line;
  return edits.filter(({ span }) => {
    const line = lines.positionAt(span.end).line;
    return first <= line && line <= last;
  });
}

/** The text as formatting leaves it; `undefined` as for `formatting`. */
export function formatted(analysis: Analysis, options: FormattingOptions): string | undefined {
  const edits = formatting(analysis, options);
  return edits && applyEdits(analysis.text, edits);
}

/** A node that is to be put where it belongs: from the indentation of its line to another one. */
interface Move {
  readonly node: ElementNode;
  readonly from: string;
  readonly to: string;
}

type Parent = ElementNode | DocumentNode;

/** Nothing is indented much further, in UTF-16 code units: what is nested so deep isn't written by people. */
const DEEPEST = 200;

class Layout {
  private readonly text: string;
  private readonly lineEnd: string;
  private readonly edits: TextEdit[] = [];
  private readonly pending: Move[] = [];
  private readonly regions: ReadonlyMap<ExpressionPart, ExpressionRegion>;

  constructor(
    private readonly analysis: Analysis,
    private readonly step: string,
  ) {
    this.text = analysis.text;
    this.lineEnd = lineEndOf(analysis.text);
    this.regions = new Map(analysis.expressions.map((region) => [region.part, region]));
  }

  document(): readonly TextEdit[] {
    const { document } = this.analysis.tree;
    if (this.holdsNodesOnly(document))
      this.lines(document, '', document.children[0]?.span.start ?? 0, undefined);
    else this.keep(document, '', '');
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) this.element(next);
    return this.edits;
  }

  private element({ node, from, to }: Move): void {
    this.tag(node, from, to);
    const { closeTag, openTag } = node;
    if (closeTag === undefined) return;
    const inside = to.length < DEEPEST ? to + this.step : to;
    if (this.laysOut(node)) this.lines(node, inside, openTag.end, { start: closeTag.span.start, to });
    else this.keep(node, from, to);
  }

  private add(edits: readonly TextEdit[]): void {
    for (const edit of edits) this.edits.push(edit);
  }

  /** Leaves the content where it is, and formats the elements in it there. */
  private keep(parent: Parent, from: string, to: string): void {
    const elements = parent.children.filter((child) => child.kind === 'element');
    if (elements.length === 0)
      for (const child of parent.children) if (child.kind === 'text') this.value(child.parts, from, to);
    if (parent.kind === 'element' && this.isOpaque(parent)) return;
    for (const node of elements) {
      const own = this.indentationOf(node);
      // On a line of the parent's tag it moves with that.
      const isBeside = parent.kind === 'element' && this.lineStartOf(node) <= parent.openTag.end;
      const isMoved = isBeside && own.startsWith(from);
      this.pending.push({ node, from: own, to: isMoved ? to + own.slice(from.length) : own });
    }
  }

  /** White space in the opening tag, and the lines of code in its attributes. */
  private tag({ nameSpan, attributes, openTag, selfClosing }: ElementNode, from: string, to: string): void {
    let end = nameSpan.end;
    for (const { span, value } of attributes) {
      this.gap({ start: end, end: span.start }, ' ', from, to);
      if (value !== undefined) this.value(value.parts, from, to);
      end = span.end;
    }
    const mark = openTag.end - (selfClosing ? 2 : 1);
    this.gap({ start: end, end: mark }, selfClosing ? ' ' : '', from, to);
  }

  /** White space in a tag: line ends stay. */
  private gap(span: Span, wanted: string, from: string, to: string): void {
    const written = this.text.slice(span.start, span.end);
    if (countLineEnds(written) > 0) this.add(moved(this.text, span, from, to));
    else this.edits.push({ span, newText: wanted });
  }

  /** The lines of a value's code, and of the white space around code that is all there is of the value. */
  private value(parts: readonly ValuePart[], from: string, to: string): void {
    if (from === to) return;
    const isCode = parts.every(({ kind, span }) => kind === 'expression' || isBlank(this.text, span));
    for (const part of parts)
      if (part.kind === 'expression') this.add(moved(this.text, part.span, from, to, this.inStrings(part)));
      else if (isCode && parts.length > 1) this.add(moved(this.text, part.span, from, to));
  }

  /** Whether a place in code is one where white space counts: in a string over several lines. */
  private inStrings(part: ExpressionPart): (offset: number) => boolean {
    const region = this.regions.get(part);
    if (region === undefined) return () => true;
    const code = compiledCode(region.code);
    const strings = lex(code)
      .filter(({ start, end }) => /[\r\n]/.test(code.slice(start, end)))
      .map(({ start, end }) => ({ start: region.toDocument(start), end: region.toDocument(end) }));
    return (offset) => strings.some(({ start, end }) => start < offset && offset <= end);
  }

  /** Puts each of the nodes on a line of its own; what is at the end of a line with something else stays there. */
  private lines(
    parent: Parent,
    indentation: string,
    start: number,
    close: { readonly start: number; readonly to: string } | undefined,
  ): void {
    const nodes = parent.children.filter(({ kind }) => kind !== 'text');
    let end = start;
    // Of the line that what comes next would stand beside: at first that of the opening tag.
    let to = close?.to ?? indentation;
    for (const node of nodes) {
      const space = { start: end, end: node.span.start };
      const from = this.indentationOf(node);
      const ends = countLineEnds(this.text.slice(space.start, space.end));
      const isFirst = end === start;
      const isBeside = node.kind === 'comment' && ends === 0;
      if (parent.kind === 'document' && isFirst) this.add(moved(this.text, space, from, indentation));
      else if (isBeside) this.edits.push({ span: space, newText: space.end > space.start ? ' ' : '' });
      else {
        const empty = ends > 1 && !isFirst ? this.lineEnd : '';
        this.edits.push({ span: space, newText: `${empty}${this.lineEnd}${indentation}` });
      }
      if (!isBeside) to = indentation;
      if (node.kind === 'element') this.pending.push({ node, from, to });
      else this.add(moved(this.text, node.span, from, to));
      end = node.span.end;
    }
    if (close !== undefined)
      this.edits.push({ span: { start: end, end: close.start }, newText: `${this.lineEnd}${close.to}` });
  }

  /** Whether the element's content is laid out: nodes only, over several lines or with elements among them. */
  private laysOut(node: ElementNode): boolean {
    if (this.isOpaque(node) || !this.holdsNodesOnly(node)) return false;
    if (node.children.some(({ kind }) => kind === 'element')) return true;
    const meaning = this.analysis.meaningOf(node);
    if ('element' in meaning && meaning.element.text !== undefined) return false;
    return countLineEnds(this.text.slice(node.contentSpan.start, node.contentSpan.end)) > 0;
  }

  /** Whether white space in the element may count for all that is known. */
  private isOpaque(node: ElementNode): boolean {
    const meaning = this.analysis.meaningOf(node);
    return (
      meaning.kind === 'unknown' ||
      meaning.kind === 'ignored' ||
      ('element' in meaning && meaning.element.opaque === true) ||
      node.attributes.some(({ name }) => name === 'xml:space')
    );
  }

  private lineStartOf({ span }: ContentNode): number {
    return this.analysis.lines.lineStart(span.start);
  }

  /** Of the line that the node begins in. */
  private indentationOf(node: ContentNode): string {
    return blanksAt(this.text, this.lineStartOf(node));
  }

  private holdsNodesOnly(parent: Parent): boolean {
    return parent.children.every(
      (child: ContentNode) =>
        child.kind !== 'cdata' && (child.kind !== 'text' || child.blank || isBlank(this.text, child.span)),
    );
  }
}
