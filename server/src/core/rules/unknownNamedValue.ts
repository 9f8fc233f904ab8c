/** A reference has to name a named value that there is, by its display name. */
import type { Fix } from '../features/types';
import type { Analysis, NamedValueReference } from '../model';
import { closest } from '../text';
import { resolveNamedValue } from '../workspace';
import { didYouMean, replace } from './fixes';
import type { DocumentRule } from './types';

export const unknownNamedValue: DocumentRule = {
  name: 'unknown-named-value',
  check(analysis, report) {
    const { facts } = analysis;
    if (!facts.complete.has('namedValues')) return;
    const displayNames = new Set(facts.namedValues.map(({ displayName }) => displayName));
    for (const reference of analysis.namedValueReferences) {
      const { name, span } = reference;
      // A leading dot is a value of a Helm chart or Go template far more often than a named value.
      if (displayNames.has(name) || name.startsWith('.')) continue;
      const found = resolveNamedValue(facts, name);
      if (found.some((value) => value.displayName.toLowerCase() === name.toLowerCase())) continue;
      const [byResource] = found;
      const suggestion = byResource?.displayName ?? closest(name, displayNames);
      report({
        code: 'unknown-named-value',
        span,
        message: byResource
          ? `"${name}" is a named value's resource name; its display name "${byResource.displayName}" has to stand here.`
          : `There is no named value with the display name "${name}".${didYouMean(suggestion)}`,
        fixes: () => fixes(analysis, reference, suggestion, byResource === undefined),
      });
    }
  },
};

function fixes(
  { facts }: Analysis,
  { name, nameSpan }: NamedValueReference,
  suggestion: string | undefined,
  mayCreate: boolean,
): readonly Fix[] {
  const offered: Fix[] = [];
  if (suggestion !== undefined) offered.push(replace(`Change to {{${suggestion}}}`, nameSpan, suggestion));
  if (!mayCreate) return offered;
  offered.push({
    title: `Create named value "${name}" in the workspace`,
    action: { kind: 'create-named-value', displayName: name, target: 'workspace' },
  });
  const instance = facts.namedValues.find(({ source }) => source.kind === 'instance')?.source;
  if (instance?.kind === 'instance')
    offered.push({
      title: `Create named value "${name}" in ${instance.label}`,
      action: { kind: 'create-named-value', displayName: name, target: 'instance' },
    });
  return offered;
}
