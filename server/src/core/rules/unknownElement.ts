/** Elements have to be ones the service knows where they stand. */
import type { Catalogue } from '../catalogue';
import type { ElementFacts, PolicyFacts } from '../catalogue/types';
import type { Analysis } from '../model';
import type { ElementNode } from '../syntax';
import { closestName } from '../text';
import { didYouMean, renameElement } from './fixes';
import { elementList, isPlainName, mayBelongBefore, mayBelongOutside, namesAllowedIn } from './names';
import type { ElementRule } from './types';

export const unknownElement: ElementRule = {
  name: 'unknown-element',
  concerns: ({ kind }) => kind === 'unknown',
  checkElement({ node }, analysis, report) {
    const { name, parent } = node;
    if (parent.kind === 'document' || !isPlainName(name)) return;
    if (mayBelongOutside(analysis, node) || mayBelongBefore(analysis, node)) return;
    const suggestion = suggestionFor(analysis, node);
    const isSection = analysis.meaningOf(parent).kind === 'root' && parent.name === 'policies';
    report({
      code: isSection ? 'unknown-section' : 'unknown-element',
      span: node.nameSpan,
      message: `${message(analysis, name, parent)}${didYouMean(suggestion)}`,
      ...(suggestion !== undefined && { fixes: () => [renameElement(node, suggestion)] }),
    });
  },
};

/** What an element of an unknown name most likely was meant to be. */
export function suggestionFor(analysis: Analysis, { name, parent }: ElementNode): string | undefined {
  const { list, suggestions } = namesAllowedIn(analysis, parent);
  if (!suggestions.has(name)) suggestions.set(name, closestName(name, list));
  return suggestions.get(name);
}

function message(analysis: Analysis, name: string, parent: ElementNode): string {
  const meaning = analysis.meaningOf(parent);
  const allowed = namesAllowedIn(analysis, parent).list;
  if (meaning.kind === 'root' && meaning.name === 'policies')
    return `<${name}> is not a section: <policies> holds ${elementList(allowed)}.`;
  const takesPolicies =
    meaning.kind === 'section' ||
    meaning.kind === 'root' ||
    ('element' in meaning && meaning.element.policies === 'any');
  if (takesPolicies) {
    const holders = ownersOf(analysis.catalogue, name);
    if (holders.length === 0) return `There is no policy <${name}>.`;
    const named = elementList(holders.slice(0, mostNamed));
    return `<${name}> is not a policy: it belongs in ${holders.length > mostNamed ? 'a policy such as ' : ''}${named}.`;
  }
  if (allowed.length === 0) return `<${parent.name}> takes no child elements.`;
  if (allowed.length > 8) return `<${parent.name}> has no child element <${name}>.`;
  return `<${parent.name}> has no child element <${name}>: it takes ${elementList(allowed)}.`;
}

/** How many policies a message names. */
const mostNamed = 3;

/** The policies that take an element of the name, those first of all that hold it themselves; none where there are none. */
function ownersOf(catalogue: Catalogue, child: string): readonly string[] {
  let known = owners.get(catalogue);
  if (known === undefined) {
    known = new Map();
    for (const policy of catalogue.policies)
      if (policy.status !== 'undocumented' && policy.status !== 'deprecated')
        addOwner(known, policy, policy.element, 0);
    owners.set(catalogue, known);
  }
  const found = [...(known.get(child) ?? [])];
  const least = Math.min(...found.map(([, level]) => level));
  return found.filter(([, level]) => level === least).map(([name]) => name);
}

/** By the names of their children, the policies that have such a child, and how far down. */
const owners = new WeakMap<Catalogue, Map<string, Map<string, number>>>();

function addOwner(
  known: Map<string, Map<string, number>>,
  policy: PolicyFacts,
  facts: ElementFacts,
  depth: number,
): void {
  // A resolver's policies are out of an author's sight in all other documents.
  const level = depth + (policy.resolverRoot ? 10 : 0);
  for (const inner of facts.children) {
    if (!('element' in inner)) continue;
    const { name } = inner.element;
    const holders = known.get(name) ?? new Map<string, number>();
    known.set(name, holders);
    holders.set(policy.name, Math.min(level, holders.get(policy.name) ?? level));
    addOwner(known, policy, inner.element, depth + 1);
  }
}
