/** Policies in the strict XML form that other tools read: expressions escaped, comments left out. */
import { encodeAttribute, encodeText } from '../../emulator/document/encode';
import {
  type ContentNode,
  type ElementNode,
  parsePolicy,
  type ValuePart,
} from '../../server/src/core/syntax';

/** `undefined` where the document isn't well-formed. */
export function strictForm(text: string): string | undefined {
  const { problems, root } = parsePolicy(text);
  const slice = ({ span }: { readonly span: { readonly start: number; readonly end: number } }): string =>
    text.slice(span.start, span.end);
  const part = (piece: ValuePart, encode: (text: string) => string): string => {
    if (piece.kind === 'expression') return piece.escaped ? slice(piece) : encode(slice(piece));
    // Literal text is escaped already, but for what a lenient reader forgives.
    return slice(piece)
      .replace(/&(?!(?:amp|lt|gt|quot|apos|#\w+);)/g, '&amp;')
      .replaceAll('<', '&lt;');
  };
  const attributeValue = (element: ElementNode): string =>
    element.attributes
      .map(({ name, value }) => {
        const parts = value?.parts.map((piece) => part(piece, encodeAttribute)) ?? [];
        return ` ${name}="${parts.join('').replaceAll('"', '&quot;')}"`;
      })
      .join('');
  const content = (node: ContentNode): string => {
    switch (node.kind) {
      case 'element':
        return `<${node.name}${attributeValue(node)}>${node.children.map(content).join('')}</${node.name}>`;
      case 'text':
        return node.parts.map((piece) => part(piece, encodeText)).join('');
      case 'cdata':
        return slice(node);
      default:
        return '';
    }
  };
  return problems.length === 0 && root ? content(root) : undefined;
}
