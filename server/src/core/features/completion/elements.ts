/** Policies, and the child elements of policies, that may stand here. */

import {
  type ChildFacts,
  childName,
  describeElement,
  describePolicy,
  type PolicyFacts,
} from '../../catalogue';
import type { ElementNode } from '../../syntax';
import type { Completion } from '../types';
import { elementText } from './elementText';
import { type ElementPlace, elementPlace } from './place';
import { type CompletionRequest, sortText } from './request';

export function elements(request: CompletionRequest): readonly Completion[] {
  const place = elementPlace(request);
  if (place === undefined) return [];
  return [...children(request, place), ...policies(request, place)];
}

function policies(request: CompletionRequest, place: ElementPlace): readonly Completion[] {
  const { analysis, data, snippets } = request;
  const { catalogue } = analysis;
  const own = new Set(place.allowed.children.map(childName));
  return place.allowed.policies
    .filter(({ name, status }) => status !== 'undocumented' && status !== 'deprecated' && !own.has(name))
    .filter((policy) => isDocumentedHere(request, place, policy) && !isUsedUp(request, place, policy))
    .map((policy) => {
      const index = data.usage.ranking.indexOf(policy.name);
      const rank = index < 0 ? data.usage.ranking.length : index;
      const text = place.fresh
        ? elementText(catalogue, data.usage, policy.element, policy, snippets)
        : policy.name;
      return {
        label: policy.name,
        kind: 'policy',
        detail: policy.title,
        documentation: () => describePolicy(policy),
        edit: { span: place.span, newText: place.open + text },
        snippet: snippets && place.fresh,
        sortText: sortText(2, rank),
        filterText: policy.name,
        deprecated: false,
      };
    });
}

/** Some sections and scopes are accepted by the service only, and nobody is led there. */
function isDocumentedHere(
  { analysis: { scope } }: CompletionRequest,
  { section }: ElementPlace,
  { documentedScopes, documentedSections }: PolicyFacts,
): boolean {
  return (
    (section === undefined || (documentedSections?.includes(section) ?? true)) &&
    (scope === undefined || (documentedScopes?.includes(scope) ?? true))
  );
}

function isUsedUp({ analysis }: CompletionRequest, place: ElementPlace, policy: PolicyFacts): boolean {
  if (policy.oncePer === undefined) return false;
  const isOther = ({ name, nameSpan }: ElementNode): boolean =>
    name === policy.name && nameSpan.start !== place.span.start;
  return policy.oncePer === 'section'
    ? place.siblings.some(isOther)
    : analysis.elements.some(({ node }) => isOther(node));
}

function children(request: CompletionRequest, place: ElementPlace): readonly Completion[] {
  const { analysis, data, snippets } = request;
  const { catalogue } = analysis;
  const { parent, siblings, allowed } = place;
  if (parent.kind !== 'element') return [];
  const parentMeaning = analysis.meaningOf(parent);
  if (!('element' in parentMeaning)) return [];
  const offered = allowed.children.filter(
    (child) =>
      !child.undocumented &&
      (child.max === null || siblings.filter(({ name }) => name === childName(child)).length < child.max),
  );
  return offered.map((child, i) => {
    const policy = 'policy' in child ? catalogue.policy(child.policy) : undefined;
    const facts = 'element' in child ? child.element : policy?.element;
    const name = childName(child);
    const whole = place.fresh && facts ? elementText(catalogue, data.usage, facts, policy, snippets) : name;
    return {
      label: name,
      kind: 'element',
      detail: summaryOf(child, policy),
      documentation: () =>
        policy ? describePolicy(policy) : facts && describeElement(parentMeaning.policy, facts),
      edit: { span: place.span, newText: place.open + whole },
      snippet: snippets && place.fresh,
      sortText: sortText(isInOrder(request, place, child) ? 0 : 1, i),
      filterText: name,
      deprecated: false,
    };
  });
}

function summaryOf(child: ChildFacts, policy: PolicyFacts | undefined): string {
  if ('element' in child) return child.element.summary;
  return child.summary ?? policy?.title ?? '';
}

/** Whether the child may stand here as to the elements before and behind it, where their order counts. */
function isInOrder({ analysis, offset }: CompletionRequest, place: ElementPlace, child: ChildFacts): boolean {
  const meaning = place.parent.kind === 'element' ? analysis.meaningOf(place.parent) : undefined;
  if (meaning === undefined || !('element' in meaning) || meaning.element.order !== 'sequence') return true;
  const order = meaning.element.children.map(childName);
  const own = order.indexOf(childName(child));
  return place.siblings.every((sibling) => {
    const index = order.indexOf(sibling.name);
    if (index < 0) return true;
    return sibling.span.start < offset ? index <= own : index >= own;
  });
}
