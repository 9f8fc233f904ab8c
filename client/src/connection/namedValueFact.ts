/** What the language server is told of a named value on the instance. */
import type { NamedValueSummary } from '../../../instance';
import type { FactSource, NamedValueFact } from '../../../server/src/core/workspace/types';

/** Built field by field, so that nothing that is added to a summary crosses to the server by itself. */
export function namedValueFact(summary: NamedValueSummary, source: FactSource): NamedValueFact {
  const common = {
    displayName: summary.displayName,
    resourceName: summary.name,
    source,
    ...(summary.tags.length > 0 && { tags: summary.tags }),
  };
  switch (summary.kind) {
    case 'plain':
      return { ...common, kind: 'plain', value: summary.value };
    case 'secret':
      return { ...common, kind: 'secret' };
    case 'key-vault':
      return { ...common, kind: 'key-vault', secretIdentifier: summary.secretIdentifier };
  }
}
