/** Some policies work once in a section or document, and some sections hold one statement: more are rarely meant. */
import { type Analysis, hasBranches, isInBranch } from '../model';
import type { DocumentNode, ElementNode } from '../syntax';
import type { DocumentRule, Report } from './types';

export const repeatedPolicy: DocumentRule = {
  name: 'repeated-policy',
  check(analysis, report) {
    const seen = new Map<string, Earlier>();
    for (const { node: element, meaning, children } of analysis.elements) {
      if (meaning.kind === 'section') {
        reportSurplus(analysis, element, children, report);
        continue;
      }
      if (meaning.kind !== 'policy' || meaning.policy.oncePer === undefined) continue;
      const { name, oncePer } = meaning.policy;
      const group = oncePer === 'section' ? `${meaning.section ?? ''} ${name}` : name;
      const earlier = seen.get(group);
      if (!earlier) {
        seen.set(group, new Earlier(element));
        continue;
      }
      if (earlier.runsBefore(element) && !isInBranch(analysis, element))
        report({
          code: 'repeated-policy',
          span: element.nameSpan,
          message: `<${name}> may be used once in a ${oncePer === 'section' ? 'section' : 'policy document'}: remove one of them or put their settings together.`,
          related: [{ span: earlier.first.nameSpan, message: 'The first one is here.' }],
        });
      earlier.add(element);
    }
  },
};

/** How far up the elements around one are looked at; policies aren't nested deeper. */
const mostLevels = 50;

/** The uses so far of one policy. Uses in different branches don't meet: only one of the branches runs. */
class Earlier {
  private readonly lists = new Set<ElementNode | DocumentNode>();
  private readonly around = new Set<ElementNode | DocumentNode>();

  constructor(readonly first: ElementNode) {
    this.add(first);
  }

  add(element: ElementNode): void {
    this.lists.add(element.parent);
    for (const outer of outwards(element)) this.around.add(outer);
  }

  /** Whether one of them stands in the same list, in one around it, or deeper within it. */
  runsBefore(element: ElementNode): boolean {
    return this.around.has(element.parent) || outwards(element).some((outer) => this.lists.has(outer));
  }
}

/** The lists of statements around an element, its own one first. */
function outwards({ parent }: ElementNode): readonly (ElementNode | DocumentNode)[] {
  const found: (ElementNode | DocumentNode)[] = [];
  let node = parent;
  while (node.kind === 'element' && found.length < mostLevels) {
    found.push(node);
    node = node.parent;
  }
  return found;
}

function reportSurplus(
  analysis: Analysis,
  section: ElementNode,
  children: readonly ElementNode[],
  report: Report,
): void {
  const max = analysis.catalogue.section(section.name)?.maxStatements;
  if (max === undefined) return;
  const statements = children.filter((child) => {
    const { kind } = analysis.meaningOf(child);
    return kind === 'policy' || kind === 'base';
  });
  const surplus = statements[max];
  const [first] = statements;
  if (!surplus || !first || hasBranches(analysis, section)) return;
  report({
    code: 'too-many-statements',
    span: surplus.nameSpan,
    message: `<${section.name}> should hold ${max === 1 ? 'a single policy' : `at most ${max} policies`}: remove <${surplus.name}>, or put all of them into one that holds others, such as <choose> or <retry>.`,
    related: [{ span: first.nameSpan, message: 'The first one is here.' }],
  });
}
