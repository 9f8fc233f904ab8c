/** Elements that a deployment tool chooses between, so that those beside each other need not be there together. */
import type { DocumentNode, ElementNode } from '../syntax';
import { holdsDirective } from './placeholders';
import type { Analysis } from './types';

/** Whether directives of a deployment tool stand between the parent's elements, such as `%{ if … }`. */
export function hasBranches(analysis: Analysis, parent: DocumentNode | ElementNode): boolean {
  const known = analysis.once(branches);
  let found = known.get(parent);
  if (found === undefined) {
    found = parent.children.some(
      ({ kind, span }) => kind === 'text' && holdsDirective(analysis.text.slice(span.start, span.end)),
    );
    known.set(parent, found);
  }
  return found;
}

/** What is known already: of a parent of many it is asked for each of them. */
function branches(): Map<DocumentNode | ElementNode, boolean> {
  return new Map();
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
