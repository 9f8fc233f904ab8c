/** Elements that a deployment tool chooses between, so that those beside each other need not be there together. */
import type { DocumentNode, ElementNode } from '../syntax';
import { holdsDirective } from './placeholders';
import type { Analysis } from './types';

/** Whether directives of a deployment tool stand between the parent's elements, such as `%{ if … }`. */
export function hasBranches(analysis: Analysis, parent: DocumentNode | ElementNode): boolean {
  return analysis.once(parentsOfDirectives).has(parent);
}

type Parents = ReadonlySet<DocumentNode | ElementNode>;

const none: Parents = new Set();

function parentsOfDirectives({ text, tree, elements }: Analysis): Parents {
  // Most documents have none.
  if (!(text.includes('%') || text.includes('{{')) || !holdsDirective(text)) return none;
  const isParent = ({ children }: DocumentNode | ElementNode): boolean =>
    children.some(({ kind, span }) => kind === 'text' && holdsDirective(text.slice(span.start, span.end)));
  return new Set([tree.document, ...elements.map(({ node }) => node)].filter(isParent));
}

/** How far up it is looked; policies aren't nested deeper. */
const mostLevels = 50;

/** Whether the element itself, or one around it, is what such a tool chooses. */
export function isInBranch(analysis: Analysis, { parent }: ElementNode): boolean {
  let node: DocumentNode | ElementNode = parent;
  for (let level = 0; level < mostLevels; level++) {
    if (hasBranches(analysis, node)) return true;
    if (node.kind === 'document') return false;
    node = node.parent;
  }
  return false;
}
