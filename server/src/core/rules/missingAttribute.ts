/** Attributes that a policy can't do without have to be there. */
import { attributeFactsOf, elementsOf } from '../model';
import { insert } from './fixes';
import { isPlainName } from './names';
import { hasBrokenTag, isElsewhereRoot } from './problems';
import type { Rule } from './types';
import { attributeMeant, freeAttributes, unknownAttributes } from './unknownAttribute';

export const missingAttribute: Rule = {
  name: 'missing-attribute',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const facts = attributeFactsOf(analysis, element);
      // A tag without an end is still being written; a placeholder among the attributes may bring more of them.
      if (!facts || !element.openTagEnded || hasBrokenTag(analysis, element)) continue;
      if (element.attributes.some(({ name }) => !isPlainName(name)) || isElsewhereRoot(analysis, element))
        continue;
      const free = freeAttributes(element, facts);
      const missing = facts.filter(({ name, required }) => required !== 'no' && free.includes(name));
      if (missing.length === 0) continue;
      const mistyped = unknownAttributes(analysis, element, facts).map((unknown) =>
        attributeMeant(unknown, free),
      );
      for (const { name, required } of missing) {
        if (mistyped.includes(name)) continue;
        const at = element.attributes.at(-1)?.span.end ?? element.nameSpan.end;
        report({
          code: 'missing-attribute',
          severity: required === 'yes' ? 'error' : 'warning',
          span: element.nameSpan,
          message:
            required === 'yes'
              ? `<${element.name}> needs the attribute "${name}".`
              : `<${element.name}> should have the attribute "${name}": the documentation calls it required.`,
          fixes: () => [insert(`Add ${name}`, at, ` ${name}=""`)],
        });
      }
    }
  },
};
