/** Known elements have to stand where the service takes them: parent, section and scope. */
import type { PolicyFacts } from '../catalogue/types';
import type { Fix } from '../features/types';
import { type Analysis, childElements, type ElementMeaning } from '../model';
import type { ElementNode } from '../syntax';
import { edits } from './fixes';
import { elementList, mayBelongBefore, mayBelongOutside, scopeList, sectionList } from './names';
import type { ElementRule, Finding } from './types';

export const misplacedElement: ElementRule = {
  name: 'misplaced-element',
  concerns: ({ kind }) => kind === 'misplaced' || kind === 'section' || kind === 'base',
  checkElement({ node, meaning }, analysis, report) {
    const finding = findingFor(analysis, node, meaning);
    if (!finding || mayBelongOutside(analysis, node) || mayBelongBefore(analysis, node)) return;
    report({ ...finding, span: node.nameSpan });
  },
};

function findingFor(
  analysis: Analysis,
  element: ElementNode,
  meaning: ElementMeaning,
): Omit<Finding, 'span'> | undefined {
  switch (meaning.kind) {
    case 'misplaced':
      return misplacedPolicy(analysis, element, meaning);
    case 'section':
      return sectionOutsidePolicies(analysis, element);
    case 'base':
      return baseOutsideSection(analysis, element);
    default:
      return undefined;
  }
}

function misplacedPolicy(
  analysis: Analysis,
  { name, parent }: ElementNode,
  { policy, why, section }: Extract<ElementMeaning, { kind: 'misplaced' }>,
): Omit<Finding, 'span'> {
  switch (why) {
    case 'section':
      return {
        code: 'wrong-section',
        message: `<${name}> may not stand in <${section ?? ''}>: its place is ${sectionList(policy.sections)}.`,
      };
    case 'scope':
      return {
        code: 'wrong-scope',
        message: `<${name}> may not be used at ${scopeList(analysis.scope ? [analysis.scope] : [])} scope, only at ${scopeList(policy.scopes)} scope.`,
      };
    case 'root':
      return {
        code: 'misplaced-element',
        message:
          policy.resolverRoot && policy.sections.length === 0
            ? `<${name}> can only be the root element of a GraphQL resolver's policy.`
            : `<${name}> has to stand in a section of <policies>, ${placesOf(policy)}.`,
        ...(!policy.resolverRoot && { fixes: () => putInto(analysis, 'fragment') }),
      };
    case 'parent':
      return {
        code: 'misplaced-element',
        message: policy.nestedOnly
          ? `<${name}> is not a policy by itself: it may stand only ${holdersOf(analysis, name)}.`
          : `<${name}> may not stand in <${'name' in parent ? parent.name : ''}>.`,
      };
  }
}

/** Puts the document's content into the root element that it lacks. */
function putInto({ tree: { document } }: Analysis, root: string): readonly Fix[] {
  const elements = childElements(document);
  const [first] = elements;
  const last = elements.at(-1);
  if (!first || !last) return [];
  return [
    edits(`Put into <${root}>`, [
      { span: { start: first.span.start, end: first.span.start }, newText: `<${root}>\n` },
      { span: { start: last.span.end, end: last.span.end }, newText: `\n</${root}>` },
    ]),
  ];
}

function placesOf(policy: PolicyFacts): string {
  return policy.sections.length === 0
    ? 'or in a <fragment>'
    : `such as <${policy.sections[0] ?? ''}>, or in a <fragment>`;
}

/** The policies that list it as a child. */
function holdersOf(analysis: Analysis, name: string): string {
  const holders = analysis.catalogue.policies.filter(({ element }) =>
    element.children.some((child) => 'policy' in child && child.policy === name),
  );
  return holders.length === 0
    ? 'inside of other policies'
    : `in ${elementList(holders.map((holder) => holder.name))}`;
}

function sectionOutsidePolicies(
  analysis: Analysis,
  { name, parent }: ElementNode,
): Omit<Finding, 'span'> | undefined {
  if (parent.kind === 'element' && isPolicies(analysis, parent)) return undefined;
  const inFragment = analysis.kind === 'fragment';
  return {
    code: 'misplaced-element',
    message: inFragment
      ? `A fragment has no sections: put the policies of <${name}> directly into <fragment>.`
      : `The section <${name}> may stand only directly in <policies>.`,
    ...(parent.kind === 'document' && { fixes: () => putInto(analysis, 'policies') }),
  };
}

/** `base` brings in a section's policies of the next broader scope; nested policies may hold it too. */
function baseOutsideSection(analysis: Analysis, { parent }: ElementNode): Omit<Finding, 'span'> | undefined {
  if (analysis.kind === 'fragment' || analysis.kind === 'resolver')
    return {
      code: 'misplaced-element',
      message: `<base> may not stand in a ${analysis.kind === 'fragment' ? 'fragment' : "resolver's policy"}: there is no broader scope to take policies from.`,
    };
  if (parent.kind === 'document') return undefined;
  const outer = analysis.meaningOf(parent);
  if (outer.kind === 'section' || ('element' in outer && outer.element.policies === 'any')) return undefined;
  return { code: 'misplaced-element', message: `<base> has to stand in a section, not in <${parent.name}>.` };
}

function isPolicies(analysis: Analysis, element: ElementNode): boolean {
  return analysis.meaningOf(element).kind === 'root' && element.name === 'policies';
}
