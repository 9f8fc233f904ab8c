/** What can be folded: elements, their attributes' long expressions, and comments over several lines. */
import { type Analysis, elementsOf } from '../model';
import type { ContentNode, DocumentNode, ElementNode } from '../syntax';

/** Lines count from zero; both are still shown in part when the range is folded. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment';
}

export function foldingRanges(analysis: Analysis): readonly FoldingRange[] {
  const { lines, tree } = analysis;
  const found: FoldingRange[] = [];
  const taken = new Set<number>();
  const add = (start: number, end: number, keepLast: boolean, kind?: 'comment') => {
    const startLine = lines.positionAt(start).line;
    const endLine = lines.positionAt(end).line - (keepLast ? 1 : 0);
    if (endLine <= startLine || taken.has(startLine)) return;
    taken.add(startLine);
    found.push(kind === undefined ? { startLine, endLine } : { startLine, endLine, kind });
  };
  const comments = (parent: DocumentNode | ElementNode) => {
    for (const child of parent.children as readonly ContentNode[])
      if (child.kind === 'comment') add(child.span.start, child.span.end, false, 'comment');
  };
  comments(tree.document);
  for (const element of elementsOf(tree.document)) {
    // The closing tag stays in sight.
    if (element.closeTag !== undefined) add(element.span.start, element.closeTag.span.start, true);
    else add(element.span.start, element.span.end, false);
    for (const { span } of element.attributes) add(span.start, span.end, true);
    comments(element);
  }
  return found.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
