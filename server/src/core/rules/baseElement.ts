/**
 * `<base />` in a section: said once, and what its absence means. Leaving it out is a way to work, so that is no
 * more than information, and nothing is said where the broader scopes are known to have nothing to lose. A warning is due
 * where authentication, a rate limit or CORS of a broader scope is known to be lost.
 */
import type { Section } from '../catalogue/types';
import {
  type Analysis,
  basesIn,
  childElements,
  droppedGuards,
  guardName,
  holdsPlaceholder,
  inheritedStatements,
  isInBranch,
} from '../model';
import type { ElementNode } from '../syntax';
import { describeAddress } from '../workspace/describeAddress';
import { remove } from './fixes';
import { hasProblemIn } from './problems';
import type { DocumentRule, Finding } from './types';

export const baseElement: DocumentRule = {
  name: 'base',
  check(analysis, report) {
    const { root } = analysis;
    if (!root || analysis.kind !== 'policies') return;
    const seen = new Set<Section>();
    for (const element of childElements(root)) {
      const meaning = analysis.meaningOf(element);
      if (meaning.kind !== 'section' || seen.has(meaning.section)) continue;
      seen.add(meaning.section);
      const bases = basesIn(analysis, element);
      const finding =
        bases.length === 0
          ? missing(analysis, element, meaning.section)
          : repeated(
              analysis,
              element,
              bases.filter((base) => mayHoldBase(analysis, base.parent) && !isInBranch(analysis, base)),
            );
      if (finding !== undefined) report(finding);
    }
  },
};

function missing(analysis: Analysis, element: ElementNode, section: Section): Finding | undefined {
  const { scope, surroundings } = analysis;
  if (scope === undefined || scope === 'global') return undefined;
  if (hasProblemIn(analysis, element.span) || mayBecomeBase(analysis, element)) return undefined;
  const parents = surroundings?.parents ?? [];
  const guards = surroundings ? droppedGuards(analysis, section, parents, surroundings) : [];
  if (guards.length > 0) {
    const lost = guards.map(
      (guard) => `${guard.policy.name} (${guardName(guard)}) of ${describeAddress(guard.document.address)}`,
    );
    return {
      code: 'missing-base',
      severity: 'warning',
      span: element.nameSpan,
      message: `<${section}> has no <base />: ${lost.join(', ')} ${lost.length === 1 ? 'does' : 'do'} not run here.`,
    };
  }
  // A section of its own backend policy is written without `base` as a rule: only one request is sent.
  const ownBackend = section === 'backend' && childElements(element).length > 0;
  if (ownBackend) return undefined;
  const knowsAll = parents.some(({ analysis }) => analysis.scope === 'global');
  if (knowsAll && inheritedStatements(parents, section).length === 0) return undefined;
  const lost = analysis.catalogue.data.base.absence?.[section];
  return {
    code: 'missing-base',
    span: element.nameSpan,
    message: `<${section}> has no <base />.${lost === undefined ? '' : ` ${lost.replaceAll('`', '')}`}`,
  };
}

/** Whether something in the section may be meant for it, or be replaced by it: that is reported elsewhere. */
function mayBecomeBase(analysis: Analysis, section: ElementNode): boolean {
  return section.children.some(
    (child) =>
      (child.kind === 'element' && analysis.meaningOf(child).kind === 'unknown') ||
      (child.kind === 'text' && holdsPlaceholder(analysis.text.slice(child.span.start, child.span.end))),
  );
}

/** One that stands where none may is reported as such. */
function mayHoldBase(analysis: Analysis, parent: ElementNode['parent']): boolean {
  if (parent.kind !== 'element') return false;
  const meaning = analysis.meaningOf(parent);
  return meaning.kind === 'section' || ('element' in meaning && meaning.element.policies === 'any');
}

/** Two that both run: one beside the other, or one beside what the other stands in. Branches don't meet. */
function repeated(
  { text }: Analysis,
  section: ElementNode,
  bases: readonly ElementNode[],
): Finding | undefined {
  const always = bases.find((base) => base.parent === section);
  const firsts = new Map<ElementNode['parent'], ElementNode>();
  for (const base of bases) {
    const other = firsts.get(base.parent) ?? (base === always ? undefined : always);
    if (other !== undefined)
      return {
        code: 'repeated-base',
        span: base.nameSpan,
        message: `<${section.name}> has <base /> more than once: the broader scopes' policies run each time.`,
        related: [{ span: other.nameSpan, message: 'It is here as well.' }],
        fixes: () => [remove('Remove this <base />', text, base.span)],
      };
    firsts.set(base.parent, base);
  }
  return undefined;
}
