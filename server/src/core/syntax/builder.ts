/** Builds the tree from tags and leaves, and decides what an element without its closing tag holds. */
import type { Span } from '../text';
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

export class TreeBuilder {
  readonly document: OpenDocument;
  private readonly stack: StackEntry[] = [];
  /** How many elements of a name are open, so that a closing tag that fits none is seen at once. */
  private readonly openNames = new Map<string, number>();
  /** Elements closed by another one's closing tag: theirs may still come, and is no second mistake. */
  private overtaken: string[] = [];

  constructor(private readonly reader: Reader) {
    this.document = { kind: 'document', span: { start: 0, end: reader.length }, children: [] };
  }

  /** The element or document that content belongs to now. */
  get parent(): Container {
    return this.stack.at(-1)?.element ?? this.document;
  }

  get depth(): number {
    return this.stack.length;
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
    this.openNames.set(element.name, (this.openNames.get(element.name) ?? 0) + 1);
  }

  close(tag: CloseTag): void {
    if ((this.openNames.get(tag.name) ?? 0) === 0) {
      this.closeNothing(tag);
      return;
    }
    let index = this.stack.length - 1;
    while (index > 0 && this.stack[index]?.element.name !== tag.name) index--;
    if (index < this.stack.length - 1) {
      this.overtaken = this.stack.slice(index + 1).map((entry) => entry.element.name);
      this.abandon(index + 1, tag.span.start);
    }
    const entry = this.stack.pop();
    if (entry === undefined) return;
    this.forget(entry.element.name);
    finish(entry.element, tag, tag.span.start, tag.span.end);
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
    for (let index = from; index < this.stack.length; index++) {
      const entry = this.stack[index];
      if (entry === undefined) break;
      const { element, mistaken } = entry;
      this.forget(element.name);
      if (element.openTagEnded && mistaken === undefined)
        this.reader.problem('unclosed-element', element.nameSpan.start, element.nameSpan.end, element.name);
      const cut = this.firstForeignChild(entry);
      if (cut === -1) {
        const contentEnd = mistaken?.span.start ?? end;
        finish(element, mistaken, contentEnd, mistaken?.span.end ?? end);
        continue;
      }
      const contentEnd = mistaken?.span.start ?? element.children[cut - 1]?.span.end ?? element.openTag.end;
      const moved = element.children.splice(cut);
      adopt(element.parent as Container, moved);
      finish(element, mistaken, contentEnd, mistaken?.span.end ?? contentEnd);
    }
    this.stack.length = from;
  }

  /**
   * The index of the first child that does not belong to an element without closing tag, -1 if all do: what
   * follows a broken opening tag or a mistaken closing tag, or a line that is not indented deeper.
   */
  private firstForeignChild({ element, mistaken }: StackEntry): number {
    const { children } = element;
    if (!element.openTagEnded) return children.length === 0 ? -1 : 0;
    if (mistaken !== undefined) return children.findIndex((child) => child.span.start >= mistaken.span.end);
    const indent = this.indentAt(element.span.start);
    if (indent === -1) return -1;
    const foreign = children.findIndex((child) => {
      if (child.kind === 'text') return false;
      const childIndent = this.indentAt(child.span.start);
      return childIndent !== -1 && childIndent <= indent;
    });
    // White space before it goes with it.
    const before = children[foreign - 1];
    return before?.kind === 'text' && this.isBlank(before.span) ? foreign - 1 : foreign;
  }

  /** How many characters of white space stand before an offset on its line; -1 if there is anything else. */
  private indentAt(offset: number): number {
    let start = offset;
    while (start > 0 && !isLineBreak(this.reader.unitAt(start - 1))) {
      start--;
      if (!isSpace(this.reader.unitAt(start))) return -1;
    }
    return offset - start;
  }

  private isBlank(place: Span): boolean {
    for (let at = place.start; at < place.end; at++) if (!isSpace(this.reader.unitAt(at))) return false;
    return true;
  }

  private forget(name: string): void {
    this.openNames.set(name, (this.openNames.get(name) ?? 1) - 1);
  }
}

function finish(element: OpenElement, closeTag: CloseTag | undefined, contentEnd: number, end: number): void {
  element.closeTag = closeTag;
  element.contentSpan = { start: element.openTag.end, end: contentEnd };
  element.span = { start: element.span.start, end };
}

function adopt(parent: Container, nodes: readonly ContentNode[]): void {
  for (const node of nodes) {
    (node as Mutable<ContentNode>).parent = parent;
    parent.children.push(node);
  }
}
