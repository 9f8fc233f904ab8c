/** Elements have to be ones the service knows where they stand. */
import type { Catalogue } from '../catalogue';
import { childName } from '../catalogue';
import type { ElementFacts, PolicyFacts } from '../catalogue/types';
import type { Fix } from '../features/types';
import { type Analysis, childElements } from '../model';
import type { ElementNode } from '../syntax';
import { closestName } from '../text';
import { isWhole, moveInto, wrapIn } from './elementFixes';
import { didYouMean, edits, renameElement } from './fixes';
import { elementList, isPlainName, mayBelongBefore, mayBelongOutside, namesAllowedIn } from './names';
import type { ElementRule } from './types';

export const unknownElement: ElementRule = {
  name: 'unknown-element',
  concerns: ({ kind }) => kind === 'unknown',
  checkElement({ node }, analysis, report) {
    const { name, parent } = node;
    if (parent.kind === 'document' || !isPlainName(name)) return;
    if (mayBelongOutside(analysis, node) || mayBelongBefore(analysis, node)) return;
    const holder = holderOf(analysis, node);
    if (holder !== undefined && isOneOfRun(analysis, node, holder)) return;
    const suggestion = holder === undefined ? suggestionFor(analysis, node) : undefined;
    const isSection = analysis.meaningOf(parent).kind === 'root' && parent.name === 'policies';
    report({
      code: isSection ? 'unknown-section' : 'unknown-element',
      span: node.nameSpan,
      message: `${message(analysis, name, parent, holder)}${didYouMean(suggestion)}`,
      ...(suggestion !== undefined && { fixes: () => [renameElement(node, suggestion)] }),
      ...(holder !== undefined && { fixes: () => putInto(analysis, node, holder) }),
    });
  },
};

/**
 * The element around it that is missing: the only one that may stand here and takes a child of the name.
 */
function holderOf(analysis: Analysis, node: ElementNode): string | undefined {
  const { name, parent } = node;
  if (parent.kind === 'document') return undefined;
  const meaning = analysis.meaningOf(parent);
  const children = 'element' in meaning ? meaning.element.children : [];
  const within = children.filter((child) => 'element' in child && holds(child.element, name));
  const holders =
    within.length > 0
      ? within.map(childName)
      : ownersOf(analysis.catalogue, name).filter((owner) => {
          const policy = analysis.catalogue.policy(owner);
          return policy !== undefined && holds(policy.element, name);
        });
  const [holder] = holders;
  if (holders.length !== 1 || holder === undefined || !namesAllowedIn(analysis, parent).set.has(holder))
    return undefined;
  // One that holds the same again has the wrong name.
  return childElements(node).some((child) => child.name === name) ? undefined : holder;
}

function holds({ children }: ElementFacts, name: string): boolean {
  return children.some((child) => 'element' in child && child.element.name === name);
}

/** Of those that follow each other and lack the same element around them, the first one says it all. */
function isOneOfRun(analysis: Analysis, node: ElementNode, holder: string): boolean {
  const siblings = childElements(node.parent);
  const before = siblings[siblings.indexOf(node) - 1];
  return before !== undefined && lacks(analysis, before, holder);
}

function lacks(analysis: Analysis, node: ElementNode, holder: string): boolean {
  return analysis.meaningOf(node).kind === 'unknown' && holderOf(analysis, node) === holder;
}

/** Puts it, and those behind it that lack the same, into the element; into the one that is there where it is the only one. */
function putInto(analysis: Analysis, node: ElementNode, holder: string): readonly Fix[] {
  const siblings = childElements(node.parent);
  let last = node;
  for (const next of siblings.slice(siblings.indexOf(node) + 1)) {
    if (!lacks(analysis, next, holder)) break;
    last = next;
  }
  if (!isWhole(last)) return [];
  const present = siblings.filter(({ name }) => name === holder);
  const [only] = present;
  if (analysis.catalogue.policy(holder) !== undefined || only === undefined)
    return [edits(`Put into <${holder}>`, wrapIn(analysis, [holder], node, last))];
  const span = { start: node.span.start, end: last.span.end };
  return present.length === 1 && isWhole(only)
    ? [moveInto(analysis, `Move into <${holder}>`, span, only)]
    : [];
}

/** What an element of an unknown name most likely was meant to be. */
export function suggestionFor(analysis: Analysis, { name, parent }: ElementNode): string | undefined {
  const { list, suggestions } = namesAllowedIn(analysis, parent);
  if (!suggestions.has(name)) suggestions.set(name, closestName(name, list));
  return suggestions.get(name);
}

function message(analysis: Analysis, name: string, parent: ElementNode, holder: string | undefined): string {
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
  if (holder !== undefined)
    return `<${parent.name}> has no child element <${name}>: it belongs in <${holder}>.`;
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
