/** Known elements have to stand where the service takes them: parent, section and scope. */
import type { PolicyFacts, Section } from '../catalogue/types';
import type { Fix } from '../features/types';
import { type Analysis, childElements, type ElementMeaning } from '../model';
import type { ElementNode } from '../syntax';
import { isWhole, moveToSections, optional, wrapIn } from './elementFixes';
import { edits, remove, withSpaceBefore } from './fixes';
import { elementList, mayBelongBefore, mayBelongOutside, scopeList, sectionList } from './names';
import type { ElementRule, Finding } from './types';

export const misplacedElement: ElementRule = {
  name: 'misplaced-element',
  concerns: ({ kind }) => kind === 'misplaced' || kind === 'section' || kind === 'base',
  checkElement({ node, meaning }, analysis, report) {
    const finding = findingFor(analysis, node, meaning);
    if (
      !finding ||
      isOneOfRun(analysis, node) ||
      mayBelongOutside(analysis, node) ||
      mayBelongBefore(analysis, node)
    )
      return;
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
  element: ElementNode,
  { policy, why, section }: Extract<ElementMeaning, { kind: 'misplaced' }>,
): Omit<Finding, 'span'> {
  const { name, parent } = element;
  switch (why) {
    case 'section':
      return {
        code: 'wrong-section',
        message: `<${name}> may not stand in <${section ?? ''}>: its place is ${sectionList(policy.sections)}.`,
        // One that runs on a condition would lose it.
        ...(parent.kind === 'element' &&
          parent.parent === analysis.root && {
            fixes: () => (isWhole(element) ? moveToSections(analysis, element.span, sectionsOf(policy)) : []),
          }),
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
        ...(!policy.resolverRoot && { fixes: () => putIntoSection(analysis, element, policy) }),
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

/** Where its documentation has it. */
function sectionsOf({ sections, documentedSections = sections }: PolicyFacts): readonly Section[] {
  return documentedSections;
}

/** Whether the element is a policy that stands where sections are meant to. */
function isBesideSections(analysis: Analysis, element: ElementNode): boolean {
  const meaning = analysis.meaningOf(element);
  return meaning.kind === 'misplaced' && meaning.why === 'root' && !meaning.policy.resolverRoot;
}

/** Of policies that follow each other where sections are meant to stand, the first one says it all. */
function isOneOfRun(analysis: Analysis, element: ElementNode): boolean {
  if (!isBesideSections(analysis, element)) return false;
  const siblings = childElements(element.parent);
  const before = siblings[siblings.indexOf(element) - 1];
  return before !== undefined && isBesideSections(analysis, before);
}

/** Puts a policy without a section around it, and those behind it, into one. */
function putIntoSection(analysis: Analysis, element: ElementNode, policy: PolicyFacts): readonly Fix[] {
  const [section] = sectionsOf(policy);
  if (element.parent.kind === 'document')
    return [
      ...putInto(analysis, ['fragment']),
      ...(section === undefined ? [] : putInto(analysis, ['policies', section]).map(optional)),
    ];
  const siblings = childElements(element.parent);
  let last = element;
  for (const next of siblings.slice(siblings.indexOf(element) + 1)) {
    if (!isBesideSections(analysis, next)) break;
    last = next;
  }
  if (!isWhole(last)) return [];
  const moved = moveToSections(
    analysis,
    { start: element.span.start, end: last.span.end },
    sectionsOf(policy),
  );
  if (moved.length > 0 || section === undefined) return moved;
  return [edits(`Put into <${section}>`, wrapIn(analysis, [section], element, last))];
}

/** Puts the document's content into the elements that it lacks around it, the outermost first. */
function putInto({ tree: { document } }: Analysis, names: readonly string[]): readonly Fix[] {
  const elements = childElements(document);
  const [first] = elements;
  const last = elements.at(-1);
  if (!first || !last) return [];
  return [
    edits(`Put into ${names.map((name) => `<${name}>`).join('')}`, [
      {
        span: { start: first.span.start, end: first.span.start },
        newText: names.map((name) => `<${name}>\n`).join(''),
      },
      {
        span: { start: last.span.end, end: last.span.end },
        newText: names
          .map((name) => `\n</${name}>`)
          .reverse()
          .join(''),
      },
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

function sectionOutsidePolicies(analysis: Analysis, section: ElementNode): Omit<Finding, 'span'> | undefined {
  const { name, parent } = section;
  if (parent.kind === 'element' && isPolicies(analysis, parent)) return undefined;
  const inFragment = analysis.kind === 'fragment';
  return {
    code: 'misplaced-element',
    message: inFragment
      ? `A fragment has no sections: put the policies of <${name}> directly into <fragment>.`
      : `The section <${name}> may stand only directly in <policies>.`,
    ...(parent.kind === 'document' && { fixes: () => putInto(analysis, ['policies']) }),
    ...(inFragment && parent === analysis.root && { fixes: () => unwrap(analysis, section) }),
  };
}

/** `base` brings in a section's policies of the next broader scope; nested policies may hold it too. */
function baseOutsideSection(analysis: Analysis, base: ElementNode): Omit<Finding, 'span'> | undefined {
  const { parent } = base;
  const fixes = (): readonly Fix[] => [remove('Remove <base />', analysis.text, base.span)];
  if (analysis.kind === 'fragment' || analysis.kind === 'resolver') {
    // The section that it stands in is what is wrong.
    if (parent.kind === 'element' && analysis.meaningOf(parent).kind === 'section') return undefined;
    return {
      code: 'misplaced-element',
      message: `<base> may not stand in a ${analysis.kind === 'fragment' ? 'fragment' : "resolver's policy"}: there is no broader scope to take policies from.`,
      fixes,
    };
  }
  if (parent.kind === 'document') return undefined;
  const outer = analysis.meaningOf(parent);
  if (outer.kind === 'section' || ('element' in outer && outer.element.policies === 'any')) return undefined;
  return {
    code: 'misplaced-element',
    message: `<base> has to stand in a section, not in <${parent.name}>.`,
    fixes,
  };
}

function isPolicies(analysis: Analysis, element: ElementNode): boolean {
  return analysis.meaningOf(element).kind === 'root' && element.name === 'policies';
}

/** Takes a section's tags away, and its `<base />`, which means nothing in a fragment. */
function unwrap({ text }: Analysis, section: ElementNode): readonly Fix[] {
  if (!isWhole(section)) return [];
  const title = `Take the policies out of <${section.name}>`;
  const bases = childElements(section).filter(({ name }) => name === 'base');
  if (childElements(section).length === bases.length)
    return [remove(`Remove <${section.name}>`, text, section.span)];
  const { closeTag, openTag } = section;
  return [
    edits(title, [
      { span: withSpaceBefore(text, openTag), newText: '' },
      ...bases.map(({ span }) => ({ span: withSpaceBefore(text, span), newText: '' })),
      ...(closeTag ? [{ span: withSpaceBefore(text, closeTag.span), newText: '' }] : []),
    ]),
  ];
}
