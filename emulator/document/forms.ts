/**
 * The two forms of a policy document. `rawxml` holds C# as it is typed; `xml` is real XML, with the C# escaped.
 * Instances keep the raw form and show the other one re-indented: two spaces, CRLF.
 */
import {
  type AttributeNode,
  type ContentNode,
  decodeLiteral,
  type ElementNode,
  type ExpressionPart,
  type PolicyTree,
  parsePolicy,
  type ValuePart,
} from '../../server/src/core/syntax';
import { applyEdits, type Span, type TextEdit } from '../../server/src/core/text';
import { encodeAttribute, encodeText } from './encode';

/** The encoded, re-indented form of a raw document that parsed without problems. */
export function toXmlForm(raw: string): string {
  const tree = parsePolicy(raw);
  return new Writer(tree).write();
}

/** The raw form of a well-formed XML document: the escapes of expressions resolved, all else as it stands. */
export function toRawForm(xml: string): string {
  const tree = parsePolicy(xml);
  const edits: TextEdit[] = [];
  for (const part of expressionsOf(tree.document.children)) {
    edits.push({ span: part.span, newText: decodeLiteral(xml, part.span) });
  }
  return applyEdits(xml, edits);
}

function* expressionsOf(nodes: readonly ContentNode[]): Generator<ExpressionPart> {
  for (const node of nodes) {
    if (node.kind === 'element') {
      for (const { value } of node.attributes) yield* expressionParts(value?.parts ?? []);
      yield* expressionsOf(node.children);
    } else if (node.kind === 'text') yield* expressionParts(node.parts);
  }
}

function expressionParts(parts: readonly ValuePart[]): ExpressionPart[] {
  return parts.filter((part) => part.kind === 'expression');
}

const newLine = '\r\n';

class Writer {
  constructor(private readonly tree: PolicyTree) {}

  write(): string {
    return this.tree.document.children
      .filter((node) => !this.isBlank(node))
      .map((node) => this.node(node, 0))
      .join(newLine);
  }

  private node(node: ContentNode, depth: number): string {
    switch (node.kind) {
      case 'element':
        return this.element(node, depth);
      case 'text':
        return this.parts(node.parts, encodeText);
      case 'comment':
      case 'cdata':
      case 'processing-instruction':
      case 'doctype':
        return this.source(node.span);
    }
  }

  private element(element: ElementNode, depth: number): string {
    const open = `<${element.name}${element.attributes.map((a) => ` ${this.attribute(a)}`).join('')}`;
    if (element.selfClosing) return `${open} />`;
    const close = `</${element.name}>`;
    if (element.children.some((child) => isText(child) && !this.isBlank(child))) {
      // Text belongs to the value: white space around it is significant and stays.
      return `${open}>${element.children.map((child) => this.node(child, depth)).join('')}${close}`;
    }
    const children = element.children.filter((child) => !this.isBlank(child));
    if (children.length === 0) return `${open}>${close}`;
    const indent = newLine + '  '.repeat(depth + 1);
    const inner = children.map((child) => indent + this.node(child, depth + 1)).join('');
    return `${open}>${inner}${newLine}${'  '.repeat(depth)}${close}`;
  }

  private attribute({ name, value }: AttributeNode): string {
    return `${name}="${this.parts(value?.parts ?? [], encodeAttribute)}"`;
  }

  private parts(parts: readonly ValuePart[], encode: (text: string) => string): string {
    return parts
      .map((part) => {
        // Literal text and escaped code already carry entities: resolved first, so that none is escaped twice.
        const carriesEntities = part.kind === 'literal' || part.escaped;
        return encode(carriesEntities ? decodeLiteral(this.tree.text, part.span) : this.source(part.span));
      })
      .join('');
  }

  private source(span: Span): string {
    return this.tree.text.slice(span.start, span.end);
  }

  private isBlank(node: ContentNode): boolean {
    return node.kind === 'text' && this.source(node.span).trim() === '';
  }
}

function isText(node: ContentNode): boolean {
  return node.kind === 'text' || node.kind === 'cdata';
}
