/** Elements have to be ones the service knows where they stand. */
import type { Catalogue } from '../catalogue';
import type { ElementFacts, PolicyFacts } from '../catalogue/types';
import type { Analysis } from '../model';
import type { ElementNode } from '../syntax';
import { closest } from '../text';
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
  if (!suggestions.has(name)) suggestions.set(name, closest(name, list));
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
    const owner = ownerOf(analysis.catalogue, name);
    return owner
      ? `<${name}> is not a policy: it belongs in <${owner.name}>.`
      : `There is no policy <${name}>.`;
  }
  if (allowed.length === 0) return `<${parent.name}> takes no child elements.`;
  if (allowed.length > 8) return `<${parent.name}> has no child element <${name}>.`;
  return `<${parent.name}> has no child element <${name}>: it takes ${elementList(allowed)}.`;
}

/** By the names of their children at any depth, the first policies that have such a child. */
const owners = new WeakMap<Catalogue, ReadonlyMap<string, PolicyFacts>>();

function ownerOf(catalogue: Catalogue, child: string): PolicyFacts | undefined {
  let known = owners.get(catalogue);
  if (known === undefined) {
    const found = new Map<string, PolicyFacts>();
    const add = (policy: PolicyFacts, facts: ElementFacts): void => {
      for (const inner of facts.children) {
        if (!('element' in inner)) continue;
        if (!found.has(inner.element.name)) found.set(inner.element.name, policy);
        add(policy, inner.element);
      }
    };
    for (const policy of catalogue.policies) add(policy, policy.element);
    owners.set(catalogue, found);
    known = found;
  }
  return known.get(child);
}
