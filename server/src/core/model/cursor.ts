/**
 * What the cursor stands on, worked out once for completion, hover and the like. Made for documents that are
 * being typed: a tag that has no end reaches over the white space behind it, and what is half there counts.
 */
import type { AttributeNode, DocumentNode, ElementNode, ExpressionPart, ValuePart } from '../syntax';
import { isBlank, type Span, span, touches } from '../text';
import { attributeText } from './elements';
import type { Analysis } from './types';

export type CursorContext =
  /** Behind a `<`, in or at the name of an element. */
  | {
      readonly kind: 'element-name';
      readonly parent: ElementNode | DocumentNode;
      readonly element: ElementNode;
      /** The name, also where it is empty. */
      readonly span: Span;
    }
  /** Behind a `</`. */
  | {
      readonly kind: 'closing-name';
      /** What a closing tag here would close. */
      readonly element: ElementNode | undefined;
      readonly span: Span;
      /** Whether the tag has its `>`. */
      readonly ended: boolean;
    }
  /** In or at an attribute's name, or where one may be written. */
  | {
      readonly kind: 'attribute-name';
      readonly element: ElementNode;
      readonly attribute: AttributeNode | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'attribute-value';
      readonly element: ElementNode;
      readonly attribute: AttributeNode;
      /** Between the quotes. */
      readonly span: Span;
      /** Whether quotes are there; the closing one may be missing. */
      readonly quoted: boolean;
      /** Whether the closing quote is there. */
      readonly closed: boolean;
    }
  /** In an element's text, or where an element may be written. */
  | {
      readonly kind: 'text';
      readonly parent: ElementNode | DocumentNode;
      /** The word before and behind the cursor. */
      readonly span: Span;
    }
  /** Between `{{` and `}}`, of which the latter may be missing. */
  | {
      readonly kind: 'named-value';
      readonly element: ElementNode;
      readonly where: 'attribute' | 'text' | 'expression';
      /** The name, also where it is empty. */
      readonly span: Span;
      /** What has to be written behind the name: as much of `}}` as isn't there yet. */
      readonly missingBraces: '' | '}' | '}}';
    }
  | {
      readonly kind: 'expression';
      readonly element: ElementNode;
      readonly attribute: AttributeNode | undefined;
      readonly part: ExpressionPart;
    }
  | { readonly kind: 'comment' }
  /** In a processing instruction, a CDATA section, between a tag's last two characters… */
  | { readonly kind: 'none' };

const none: CursorContext = { kind: 'none' };

/** Never throws; offsets outside of the text are clamped into it. */
export function cursorAt(analysis: Analysis, at: number): CursorContext {
  const { text, tree } = analysis;
  const offset = Math.max(0, Math.min(at, text.length));
  const around = enclosing(tree.document, offset);
  const leaf = leafAt(text, around, offset);
  if (leaf === 'comment') return { kind: 'comment' };
  if (leaf === 'opaque') return none;
  const tag = tagAt(analysis, offset);
  if (tag !== undefined) return inTag(analysis, tag, offset);
  return closingTagAt(analysis, offset) ?? inContent(analysis, around, offset);
}

/** The element whose opening tag the cursor is in. */
function tagAt({ text, elements }: Analysis, offset: number): ElementNode | undefined {
  let found: ElementNode | undefined;
  for (const { node: element } of elements) {
    const { openTag, openTagEnded } = element;
    if (openTag.start >= offset) break;
    const inside = openTagEnded
      ? offset < openTag.end
      : offset <= openTag.end || isBlank(text, { start: openTag.end, end: offset });
    if (inside) found = element;
  }
  return found;
}

function inTag(analysis: Analysis, element: ElementNode, offset: number): CursorContext {
  const { text } = analysis;
  if (touches(element.nameSpan, offset))
    return { kind: 'element-name', parent: element.parent, element, span: element.nameSpan };
  for (const attribute of element.attributes) {
    const { value } = attribute;
    if (value !== undefined && touches(value.span, offset))
      return inValue(analysis, element, attribute, value.parts, offset);
    if (touches(attribute.nameSpan, offset))
      return { kind: 'attribute-name', element, attribute, span: attribute.nameSpan };
    if (value === undefined && offset > attribute.nameSpan.end) {
      const between = text.slice(attribute.nameSpan.end, offset);
      if (/^\s*=\s*$/.test(between)) {
        const empty = span(offset, offset);
        return { kind: 'attribute-value', element, attribute, span: empty, quoted: false, closed: false };
      }
    }
  }
  if (element.openTagEnded && element.selfClosing && offset === element.openTag.end - 1) return none;
  const free = /\s/.test(text.charAt(offset - 1));
  return free ? { kind: 'attribute-name', element, attribute: undefined, span: span(offset, offset) } : none;
}

function inValue(
  analysis: Analysis,
  element: ElementNode,
  attribute: AttributeNode,
  parts: readonly ValuePart[],
  offset: number,
): CursorContext {
  const { value } = attribute;
  if (value === undefined) return none;
  const part = expressionAt(parts, offset);
  return (
    namedValueAt(analysis, element, value.span, part === undefined ? 'attribute' : 'expression', offset) ??
    (part === undefined
      ? {
          kind: 'attribute-value',
          element,
          attribute,
          span: value.span,
          quoted: value.quote !== undefined,
          closed: value.closed,
        }
      : { kind: 'expression', element, attribute, part })
  );
}

function inContent(analysis: Analysis, parent: ElementNode | DocumentNode, offset: number): CursorContext {
  const { text } = analysis;
  const node = parent.children.find((child) => child.kind === 'text' && touches(child.span, offset));
  if (node?.kind === 'text' && parent.kind === 'element') {
    const part = expressionAt(node.parts, offset);
    const where = part === undefined ? 'text' : 'expression';
    const name = isLiquidTemplate(analysis, parent)
      ? undefined
      : namedValueAt(analysis, parent, node.span, where, offset);
    if (name !== undefined) return name;
    if (part !== undefined) return { kind: 'expression', element: parent, attribute: undefined, part };
  }
  const before = /[A-Za-z][\w.-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
  const behind = before === '' ? '' : (/^[\w.-]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '');
  return { kind: 'text', parent, span: span(offset - before.length, offset + behind.length) };
}

/** Whether the element's text is a Liquid template: double braces in it are the template's own. */
export function isLiquidTemplate(analysis: Analysis, element: ElementNode): boolean {
  const meaning = analysis.meaningOf(element);
  const liquid = 'element' in meaning ? meaning.element.liquidWhen : undefined;
  return (
    liquid !== undefined && attributeText(analysis.text, element, liquid.attribute)?.trim() === liquid.value
  );
}

function namedValueAt(
  { text }: Analysis,
  element: ElementNode,
  region: Span,
  where: 'attribute' | 'text' | 'expression',
  offset: number,
): CursorContext | undefined {
  const before = /(?<![${])\{\{\s*([\w.-]*)$/.exec(text.slice(region.start, offset));
  if (before === null) return undefined;
  const rest = text.slice(offset, region.end);
  const behind = /^[\w.-]*/.exec(rest)?.[0] ?? '';
  const braces = /^\s*(\}{0,2})/.exec(rest.slice(behind.length))?.[1] ?? '';
  const name = span(offset - (before[1] ?? '').length, offset + behind.length);
  const missingBraces = braces === '}}' ? '' : braces === '}' ? '}' : '}}';
  // Without closing braces the text behind the cursor is not part of the name.
  const replaced = missingBraces === '}}' ? span(name.start, offset) : name;
  return { kind: 'named-value', element, where, span: replaced, missingBraces };
}

function closingTagAt(analysis: Analysis, offset: number): CursorContext | undefined {
  const { text } = analysis;
  const typed = /<\/([\w.:-]*)$/.exec(text.slice(Math.max(0, offset - 200), offset));
  if (typed === null) return undefined;
  const nameStart = offset - (typed[1] ?? '').length;
  const behind = /^[\w.:-]*/.exec(text.slice(offset))?.[0] ?? '';
  const end = offset + behind.length;
  const element = toBeClosed(analysis, nameStart - 2);
  return { kind: 'closing-name', element, span: span(nameStart, end), ended: /^\s*>/.test(text.slice(end)) };
}

/** The innermost element that is open where the closing tag starts, one without an end before others. */
function toBeClosed({ elements }: Analysis, tagStart: number): ElementNode | undefined {
  const open = new Set<ElementNode>();
  for (const { node: element } of elements) {
    if (element.openTag.end > tagStart) break;
    const { closeTag, openTagEnded, parent, selfClosing } = element;
    if (selfClosing || !openTagEnded || (closeTag && closeTag.span.start < tagStart)) continue;
    if (parent.kind === 'document' || open.has(parent)) open.add(element);
  }
  const innermost = [...open].reverse();
  return innermost.find(({ closeTag }) => !closeTag || closeTag.span.start === tagStart) ?? innermost[0];
}

/** The innermost element whose content or closing tag the cursor is in, or the document. */
function enclosing(document: DocumentNode, offset: number): ElementNode | DocumentNode {
  let node: ElementNode | DocumentNode = document;
  for (;;) {
    const inner: ElementNode | undefined = node.children.findLast(
      (child): child is ElementNode => child.kind === 'element' && holds(child, offset),
    );
    if (inner === undefined) return node;
    node = inner;
  }
}

function holds(element: ElementNode, offset: number): boolean {
  if (element.selfClosing || offset < element.openTag.end) return false;
  if (element.closeTag === undefined) return element.openTagEnded && offset <= element.span.end;
  return offset < element.closeTag.span.end;
}

/** An unclosed comment goes on behind its end, as far as it is known. */
function leafAt(
  text: string,
  parent: ElementNode | DocumentNode,
  offset: number,
): 'comment' | 'opaque' | undefined {
  for (const { kind, span } of parent.children) {
    if (span.start >= offset) break;
    if (kind === 'element' || kind === 'text') continue;
    const isOpen = kind === 'comment' && !text.slice(span.start + 4, span.end).endsWith('-->');
    if (offset < span.end || (isOpen && offset === span.end))
      return kind === 'comment' ? 'comment' : 'opaque';
  }
  return undefined;
}

function expressionAt(parts: readonly ValuePart[], offset: number): ExpressionPart | undefined {
  for (const part of parts)
    if (part.kind === 'expression' && part.span.start < offset)
      if (part.closed ? offset < part.span.end : offset <= part.span.end) return part;
  return undefined;
}
