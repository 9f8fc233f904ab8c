/** The places of a document where values stand: attributes, text and CDATA, with their parts. */
import type { ElementNode, ValuePart } from '../syntax';
import type { Span } from '../text';

export interface ValuePlace {
  readonly owner: ElementNode;
  /** The attribute's name; `undefined` for text and CDATA. */
  readonly attribute: string | undefined;
  /** Without quotes or the marks of a CDATA section. */
  readonly span: Span;
  readonly parts: readonly ValuePart[];
  /** Whether the value has its end: an attribute's closing quote. */
  readonly closed: boolean;
}

/** An element's values: those of its attributes first, then its own text, in document order. */
export function valuesOf(element: ElementNode): readonly ValuePlace[] {
  const found: ValuePlace[] = [];
  for (const { name, value } of element.attributes)
    if (value)
      found.push({
        owner: element,
        attribute: name,
        span: value.span,
        parts: value.parts,
        closed: value.closed,
      });
  for (const child of element.children) {
    if (child.kind !== 'text' && child.kind !== 'cdata') continue;
    const span = child.kind === 'text' ? child.span : child.contentSpan;
    found.push({ owner: element, attribute: undefined, span, parts: child.parts, closed: true });
  }
  return found;
}
