/** A policy that includes a fragment has to name one that there is. */
import { closest } from '../text';
import { resolveFragment } from '../workspace';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { DocumentRule } from './types';

export const unknownFragment: DocumentRule = {
  name: 'unknown-fragment',
  check(analysis, report) {
    const { facts } = analysis;
    if (!facts.complete.has('fragments')) return;
    const ids = new Set(facts.fragments.map(({ id }) => id));
    for (const { id, span } of analysis.fragmentReferences) {
      if (ids.has(id) || hasProblemIn(analysis, span) || resolveFragment(facts, id).length > 0) continue;
      const suggestion = closest(id, ids);
      report({
        code: 'unknown-fragment',
        span,
        message: `There is no policy fragment "${id}".${didYouMean(suggestion)}`,
        ...(suggestion !== undefined && {
          fixes: () => [replace(`Change to ${suggestion}`, span, suggestion)],
        }),
      });
    }
  },
};
