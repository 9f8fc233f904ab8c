/** A policy that names a backend has to name one that there is. */
import { elementsOf, isFilledInLater } from '../model';
import { closest } from '../workspace';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { Rule } from './types';

export const unknownBackend: Rule = {
  name: 'unknown-backend',
  check(analysis, report) {
    const { facts, text } = analysis;
    if (!facts.complete.has('backends')) return;
    const ids = new Map(facts.backends.map(({ id }) => [id.toLowerCase(), id]));
    for (const element of elementsOf(analysis.tree.document)) {
      const meaning = analysis.meaningOf(element);
      if (!('element' in meaning)) continue;
      for (const { name, value } of element.attributes) {
        const known = meaning.element.attributes.find((attribute) => attribute.name === name);
        if (known?.refersTo !== 'backend' || !value?.closed) continue;
        if (value.parts.some((part) => part.kind === 'expression') || hasProblemIn(analysis, value.span))
          continue;
        const id = text.slice(value.span.start, value.span.end);
        if (id.trim() === '' || isFilledInLater(id) || ids.has(id.toLowerCase())) continue;
        if (known.values?.some((word) => word.value === id)) continue;
        const suggestion = closest(id, ids.values());
        report({
          code: 'unknown-backend',
          span: value.span,
          message: `There is no backend "${id}".${didYouMean(suggestion)}`,
          ...(suggestion !== undefined && {
            fixes: () => [replace(`Change to ${suggestion}`, value.span, suggestion)],
          }),
        });
      }
    }
  },
};
