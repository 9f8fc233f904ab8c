/** What is selected step by step as a selection grows: a name, a value, code as it is nested, tags, elements. */
import { blockOf, type CodeNode, expressionOf, nodesAt } from '../expression';
import { type Analysis, codePlaceAt } from '../model';
import { nodeAt, type SyntaxNode, type ValuePart } from '../syntax';
import { type Span, touches } from '../text';

/** From the inside out, each within the next one; the last one is the whole document. */
export function selectionRanges(analysis: Analysis, offset: number): readonly Span[] {
  const { tree, text } = analysis;
  const found: Span[] = [...inCode(analysis, offset)];
  for (let node: SyntaxNode | undefined = nodeAt(tree, offset); node !== undefined; node = parentOf(node))
    found.push(...inNode(node, offset, text));
  const ranges: Span[] = [];
  for (const span of found.filter((one) => touches(one, offset)).sort((a, b) => length(a) - length(b))) {
    const last = ranges.at(-1);
    if (
      last === undefined ||
      (span.start <= last.start && last.end <= span.end && length(span) > length(last))
    )
      ranges.push(span);
  }
  return ranges;
}

function length({ start, end }: Span): number {
  return end - start;
}

function parentOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.kind === 'document' ? undefined : node.parent;
}

function inNode(node: SyntaxNode, offset: number, text: string): readonly Span[] {
  switch (node.kind) {
    case 'element': {
      const { span, nameSpan, openTag, contentSpan, closeTag } = node;
      if (closeTag === undefined) return [nameSpan, openTag, span];
      return [
        nameSpan,
        openTag,
        trimmed(text, contentSpan),
        contentSpan,
        closeTag.nameSpan,
        closeTag.span,
        span,
      ];
    }
    case 'attribute': {
      const { span, nameSpan, value } = node;
      if (value === undefined) return [nameSpan, span];
      const quotes = value.quote === undefined ? 0 : 1;
      const quoted = { start: value.span.start - quotes, end: value.span.end + (value.closed ? quotes : 0) };
      return [nameSpan, ...partsAt(value.parts, offset), value.span, quoted, span];
    }
    case 'text':
      return [...partsAt(node.parts, offset), trimmed(text, node.span), node.span];
    case 'cdata':
      return [...partsAt(node.parts, offset), node.contentSpan, node.span];
    default:
      return [node.span];
  }
}

/** Expressions; literal parts are no more than what is between them. */
function partsAt(parts: readonly ValuePart[], offset: number): readonly Span[] {
  return parts.flatMap((part) =>
    part.kind === 'expression' && touches(part.span, offset) ? [part.codeSpan, part.span] : [],
  );
}

function inCode(analysis: Analysis, offset: number): readonly Span[] {
  const place = codePlaceAt(analysis, offset);
  if (place === undefined) return [];
  const { region, at } = place;
  const roots: readonly CodeNode[] =
    region.form === 'single' ? [expressionOf(region.code).root] : blockOf(region.code).statements;
  return nodesAt(roots, at).map(({ span }) => ({
    start: region.toDocument(span.start),
    end: region.toDocument(span.end),
  }));
}

function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  const from = start + written.length - written.trimStart().length;
  return { start: from, end: Math.max(from, start + written.trimEnd().length) };
}
