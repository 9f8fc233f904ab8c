/** Ways through the tree. */
import { countBefore } from '../text';
import type { AttributeNode, ContentNode, DocumentNode, ElementNode, PolicyTree, SyntaxNode } from './nodes';

/**
 * The innermost node that holds the offset or touches it: an attribute in an opening tag, else the content that
 * starts or goes on there, else the element. At a seam the node that starts there wins over the one that ends.
 */
export function nodeAt(tree: PolicyTree, offset: number): SyntaxNode {
  let node: ContentNode | DocumentNode = tree.document;
  for (;;) {
    if (node.kind === 'element' && offset <= node.openTag.end) {
      const inTag: AttributeNode | undefined = node.attributes.find(
        (a) => a.span.start <= offset && offset <= a.span.end,
      );
      if (inTag !== undefined) return inTag;
      if (offset < node.openTag.end) return node;
    }
    if (node.kind !== 'element' && node.kind !== 'document') return node;
    const child: ContentNode | undefined = childAt(node.children, offset);
    if (child === undefined) return node;
    node = child;
  }
}

/** The child that holds the offset, else the last one that ends there; `children` are in document order. */
function childAt(children: readonly ContentNode[], offset: number): ContentNode | undefined {
  const child = children[countBefore(children.length, (i) => (children[i]?.span.start ?? 0) <= offset) - 1];
  return child !== undefined && offset <= child.span.end && (offset < child.span.end || !isWhole(child))
    ? child
    : undefined;
}

/** Whether a cursor directly behind the node is outside it. */
function isWhole(node: ContentNode): boolean {
  if (node.kind !== 'element') return node.kind !== 'text';
  return node.openTagEnded && (node.selfClosing || node.closeTag !== undefined);
}

export function elementsOf(node: ElementNode | DocumentNode): readonly ElementNode[] {
  return node.children.filter((child) => child.kind === 'element');
}

/** The first attribute of that name. */
export function attribute(element: ElementNode, name: string): AttributeNode | undefined {
  return element.attributes.find((candidate) => candidate.name === name);
}

/** The elements around an element, from the inside out, without itself. */
export function ancestors(element: ElementNode): readonly ElementNode[] {
  const found: ElementNode[] = [];
  for (let node = element.parent; node.kind === 'element'; node = node.parent) found.push(node);
  return found;
}

/** Every element, in document order. Needs no call stack, however deep the document is. */
export function* walkElements(tree: PolicyTree): Generator<ElementNode> {
  const pending: ElementNode[] = [...elementsOf(tree.document)].reverse();
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    yield element;
    const { children } = element;
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child?.kind === 'element') pending.push(child);
    }
  }
}
