/** Builds the tree from tags and leaves, and decides what an element without its closing tag holds. */
import { LineIndex, type Span } from '../text';
import { isLineBreak, isSpace } from './characters';
import type { CloseTag, ContentNode, DocumentNode, ElementNode } from './nodes';
import type { Reader } from './reader';

/** Nodes while they are being built; nobody else sees them so. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type OpenElement = Omit<Mutable<ElementNode>, 'children'> & { readonly children: ContentNode[] };
type OpenDocument = Omit<DocumentNode, 'children'> & { readonly children: ContentNode[] };
type Container = OpenElement | OpenDocument;

interface StackEntry {
  readonly element: OpenElement;
  /** A closing tag that fits nothing and was perhaps meant for this element. */
  mistaken: CloseTag | undefined;
}

/** Beyond so many UTF-16 code units from a line's start indentation says nothing. */
const LONGEST_LINE = 500;

export class TreeBuilder {
  readonly document: OpenDocument;
  private readonly stack: StackEntry[] = [];
  /** How many elements of a name are open, so that a closing tag that fits none is seen at once; once one was asked about. */
  private openNames: Map<string, number> | undefined;
  /** Elements closed by another one's closing tag: theirs may still come, and is no second mistake. */
  private overtaken: string[] = [];
  /** The elements that are being ended without a closing tag. */
  private abandoned: ReadonlySet<OpenElement> = new Set();
  /** Only broken documents ask for lines. */
  private lines: LineIndex | undefined;
  /** Where the indentation of a line ends, by where the line starts. */
  private readonly indentEnds = new Map<number, number>();

  constructor(private readonly reader: Reader) {
    this.document = { kind: 'document', span: { start: 0, end: reader.length }, children: [] };
  }

  /** The element or document that content belongs to now. */
  get parent(): Container {
    return this.stack.at(-1)?.element ?? this.document;
  }

  /** The name of the element that a closing tag most likely closes. */
  get innermostName(): string | undefined {
    return this.stack.at(-1)?.element.name;
  }

  add(node: ContentNode): void {
    this.parent.children.push(node);
  }

  /** Adds an element and, unless it is whole already, makes it the parent of what follows. */
  open(element: OpenElement, whole: boolean): void {
    this.parent.children.push(element);
    if (this.overtaken.length > 0) this.overtaken = [];
    if (whole) return;
    this.stack.push({ element, mistaken: undefined });
    this.count(element.name, 1);
  }

  close(tag: CloseTag): void {
    const top = this.stack.at(-1)?.element;
    if (top?.name === tag.name) {
      this.stack.pop();
      this.count(tag.name, -1);
      finish(top, tag, tag.span.start, tag.span.end);
      return;
    }
    if (!this.isOpen(tag.name)) {
      this.closeNothing(tag);
      return;
    }
    let index = this.stack.length - 1;
    while (index > 0 && this.stack[index]?.element.name !== tag.name) index--;
    if (this.isMisspelledEnd(tag, index)) {
      this.closeNothing(tag);
      return;
    }
    if (index < this.stack.length - 1) {
      this.overtaken = this.stack.slice(index + 1).map((entry) => entry.element.name);
      this.abandon(index + 1, tag.span.start);
    }
    const entry = this.stack.pop();
    if (entry === undefined) return;
    this.count(entry.element.name, -1);
    finish(entry.element, tag, tag.span.start, tag.span.end);
  }

  /**
   * Whether a closing tag was meant for the innermost element, whose name is nearly the same, rather than for the one
   * of its name around that: `<choose><chose>…</choose></choose>`. The indentation says so.
   */
  private isMisspelledEnd(tag: CloseTag, index: number): boolean {
    const top = this.stack.at(-1);
    const named = this.stack[index]?.element;
    if (top === undefined || named === undefined || top.element === named) return false;
    if (top.mistaken !== undefined || !isNearly(top.element.name, tag.name)) return false;
    const own = this.lineOf(tag.span.start);
    const line = this.lineOf(top.element.span.start);
    if (own === undefined || line === undefined || !own.first || own.start === line.start) return false;
    return own.indent === line.indent && own.indent !== this.lineOf(named.span.start)?.indent;
  }

  finish(): void {
    this.abandon(0, this.reader.length);
  }

  private closeNothing(tag: CloseTag): void {
    const meant = this.overtaken.indexOf(tag.name);
    if (meant !== -1) {
      this.overtaken.splice(meant, 1);
      return;
    }
    this.reader.problem('unmatched-closing-tag', tag.span.start, tag.span.end, tag.name);
    const top = this.stack.at(-1);
    if (top !== undefined) top.mistaken ??= tag;
  }

  /** Ends the open elements from `from` on, none of which has a closing tag, at `end`. */
  private abandon(from: number, end: number): void {
    // From the outside in: what leaves an element goes to its parent and is never moved a second time.
    this.abandoned = new Set(this.stack.slice(from).map((entry) => entry.element));
    for (let index = from; index < this.stack.length; index++) {
      const entry = this.stack[index];
      if (entry === undefined) break;
      const { element } = entry;
      this.count(element.name, -1);
      if (this.takeForClosingTag(index)) index++;
      const { mistaken } = entry;
      if (element.openTagEnded && mistaken === undefined)
        this.reader.problem('unclosed-element', element.nameSpan.start, element.nameSpan.end, element.name);
      const cut = this.firstForeignChild(entry);
      if (cut === -1) {
        const contentEnd = mistaken?.span.start ?? end;
        finish(element, mistaken, contentEnd, mistaken?.span.end ?? end);
        continue;
      }
      const contentEnd = mistaken?.span.start ?? element.children[cut - 1]?.span.end ?? element.openTag.end;
      finish(element, mistaken, contentEnd, mistaken?.span.end ?? contentEnd);
      this.moveUp(element, element.children.splice(cut));
    }
    this.stack.length = from;
  }

  /**
   * Whether the element inside, of the same name and as little closed, was meant to be the closing tag: it lacks only
   * its slash. What follows it is not its content then.
   */
  private takeForClosingTag(index: number): boolean {
    const [before, entry, inside, behind] = [-1, 0, 1, 2].map((step) => this.stack[index + step]);
    if (entry === undefined || inside === undefined) return false;
    const { element } = entry;
    if (inside.element.name !== element.name || !element.openTagEnded) return false;
    // More of a name than two are nested on purpose.
    if (before?.element.name === element.name || behind?.element.name === element.name) return false;
    const { attributes, children, nameSpan, openTag, openTagEnded } = inside.element;
    if (attributes.length > 0 || !openTagEnded || inside.mistaken || entry.mistaken) return false;
    this.count(element.name, -1);
    this.reader.problem('missing-slash', nameSpan.start, nameSpan.end, element.name);
    entry.mistaken = { span: openTag, name: element.name, nameSpan };
    element.children.pop();
    adopt(element, children);
    return true;
  }

  /**
   * Gives each node that does not belong to an element to the first one around it that it may belong to. Elements
   * passed over end there and are not around it any more, so that this takes linear time, however many there are.
   */
  private moveUp(element: OpenElement, nodes: readonly ContentNode[]): void {
    let parent = element.parent as Container;
    nodes.forEach((node, index) => {
      // White space goes with what follows it.
      const next = nodes[index + 1];
      const judged = node.kind === 'text' && next !== undefined && node.blank ? next : node;
      while (parent.kind === 'element' && this.mayLose(judged, parent)) {
        finish(parent, undefined, node.span.start, node.span.start);
        parent = parent.parent as Container;
      }
      (node as Mutable<ContentNode>).parent = parent as ContentNode['parent'];
      parent.children.push(node);
    });
  }

  private mayLose(node: ContentNode, parent: OpenElement): boolean {
    return (
      node.kind !== 'text' &&
      this.abandoned.has(parent) &&
      parent.parent.kind !== 'document' &&
      parent.closeTag === undefined &&
      this.isForeign(node, parent)
    );
  }

  /**
   * The index of the first child that does not belong to an element without closing tag, -1 if all do: what
   * follows a mistaken closing tag or a broken opening tag, or a line that is not indented deeper.
   */
  private firstForeignChild({ element, mistaken }: StackEntry): number {
    const { children } = element;
    if (mistaken !== undefined) return children.findIndex((child) => child.span.start >= mistaken.span.end);
    if (!element.openTagEnded) return children.length === 0 ? -1 : 0;
    // Nothing belongs behind the root, whatever the indentation says.
    if (element.parent.kind === 'document') return -1;
    const foreign = children.findIndex((child) => child.kind !== 'text' && this.isForeign(child, element));
    // White space before it goes with it.
    const before = children[foreign - 1];
    return before?.kind === 'text' && before.blank ? foreign - 1 : foreign;
  }

  /** Whether a node starts a later line that is not indented deeper than the element's line. */
  private isForeign(node: ContentNode, element: OpenElement): boolean {
    const own = this.lineOf(node.span.start);
    if (own === undefined || !own.first) return false;
    const line = this.lineOf(element.span.start);
    return line !== undefined && line.start < own.start && own.indent <= line.indent;
  }

  /**
   * Where the line of an offset starts, how far it is indented, and whether the offset is the first thing on it.
   * `undefined` on long lines, which no indentation speaks for.
   */
  private lineOf(offset: number): { start: number; indent: number; first: boolean } | undefined {
    this.lines ??= new LineIndex(this.reader.text);
    const start = this.lines.lineStart(offset);
    if (offset - start > LONGEST_LINE) return undefined;
    let indentEnd = this.indentEnds.get(start);
    if (indentEnd === undefined) {
      indentEnd = start;
      while (indentEnd - start <= LONGEST_LINE && isBlankInLine(this.reader.unitAt(indentEnd))) indentEnd++;
      this.indentEnds.set(start, indentEnd);
    }
    const first = Math.min(indentEnd, offset);
    return { start, indent: first - start, first: first === offset };
  }

  private isOpen(name: string): boolean {
    if (this.openNames === undefined) {
      this.openNames = new Map();
      for (const { element } of this.stack) this.count(element.name, 1);
    }
    return (this.openNames.get(name) ?? 0) > 0;
  }

  private count(name: string, change: 1 | -1): void {
    this.openNames?.set(name, (this.openNames.get(name) ?? 0) + change);
  }
}

function isBlankInLine(unit: number): boolean {
  return isSpace(unit) && !isLineBreak(unit);
}

/** Whether two names differ in one place only, give or take a letter on either side. */
function isNearly(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 2;
}

function finish(element: OpenElement, closeTag: CloseTag | undefined, contentEnd: number, end: number): void {
  element.closeTag = closeTag;
  // Nobody else has seen it yet.
  const content: Mutable<Span> = element.contentSpan;
  content.start = element.openTag.end;
  content.end = contentEnd;
  element.span = { start: element.span.start, end };
}

function adopt(parent: OpenElement, nodes: readonly ContentNode[]): void {
  for (const node of nodes) {
    (node as Mutable<ContentNode>).parent = parent;
    parent.children.push(node);
  }
}
