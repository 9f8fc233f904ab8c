/** The effective policy of a scope: what the gateway runs there, and from where each part comes. */
import type { Section } from '../../catalogue/types';
import {
  basesIn,
  droppedGuards,
  guardName,
  type RelatedDocument,
  type Surroundings,
  sectionElement,
} from '../../model';
import { describeAddress } from '../../workspace/describeAddress';
import { Expansion, sectionsOf } from './expand';
import { render } from './render';
import type { EffectivePolicy, InheritanceWarning } from './types';

/**
 * `chain` holds the policies from the narrowest scope to the broadest; scopes without a policy are left out.
 * Needs at least one document; a fragment's is expanded by itself.
 */
export function effectivePolicy(
  chain: readonly [RelatedDocument, ...(readonly RelatedDocument[])],
  fragments: Pick<Surroundings, 'fragment'>,
): EffectivePolicy {
  const expansion = new Expansion(chain, fragments);
  const order = chain[0].analysis.catalogue.data.sections.map(({ name }) => name);
  const sections = sectionsOf(chain, order).map((section) => ({
    section,
    parts: expansion.section(section),
  }));
  const warnings = order.flatMap((section) => warningsOf(chain, section, fragments));
  return { sections, warnings, ...render(chain, sections, warnings) };
}

function warningsOf(
  chain: readonly RelatedDocument[],
  section: Section,
  fragments: Pick<Surroundings, 'fragment'>,
): readonly InheritanceWarning[] {
  for (const [level, document] of chain.entries()) {
    const { analysis } = document;
    if (analysis.kind !== 'policies') return [];
    const element = sectionElement(analysis, section);
    if (element !== undefined && basesIn(analysis, element).length > 0) continue;
    // Whatever lies beyond is lost here already: there is nothing more to lose for the broader scopes.
    const guards = droppedGuards(analysis, section, chain.slice(level + 1), fragments);
    if (guards.length === 0) return [];
    const lost = guards.map(
      (guard) => `${guard.policy.name} (${guardName(guard)}) of ${describeAddress(guard.document.address)}`,
    );
    const has = element === undefined ? `no <${section}> section` : `no <base /> in <${section}>`;
    const message = `${capitalised(describeAddress(document.address))} has ${has}: ${lost.join(', ')} ${lost.length === 1 ? 'does' : 'do'} not run.`;
    return [
      { section, message, document, span: (element ?? analysis.root)?.nameSpan ?? { start: 0, end: 0 } },
    ];
  }
  return [];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
