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
export function* valuesOf(element: ElementNode): Generator<ValuePlace> {
  for (const { name, value } of element.attributes)
    if (value)
      yield { owner: element, attribute: name, span: value.span, parts: value.parts, closed: value.closed };
  for (const child of element.children) {
    if (child.kind === 'text')
      yield { owner: element, attribute: undefined, span: child.span, parts: child.parts, closed: true };
    else if (child.kind === 'cdata')
      yield {
        owner: element,
        attribute: undefined,
        span: child.contentSpan,
        parts: child.parts,
        closed: true,
      };
  }
}
