/** Attributes that a policy can't do without have to be there. */
import type { AttributeFacts } from '../catalogue/types';
import { attributeOf } from '../model';
import type { ElementNode } from '../syntax';
import { insert } from './fixes';
import { isPlainName } from './names';
import { hasBrokenTag, isElsewhereRoot } from './problems';
import type { ElementRule } from './types';
import { attributesMeant } from './unknownAttribute';

export const missingAttribute: ElementRule = {
  name: 'missing-attribute',
  checkElement(element, analysis, report) {
    const { node, attributeFacts } = element;
    // A tag without an end is still being written.
    if (!attributeFacts || !node.openTagEnded || hasAllRequired(node, attributeFacts)) return;
    // A placeholder among the attributes may bring more of them.
    if (hasBrokenTag(analysis, node) || node.attributes.some(({ name }) => !isPlainName(name))) return;
    if (isElsewhereRoot(element)) return;
    const mistyped = attributesMeant(element);
    for (const { name, required } of attributeFacts) {
      if (required === 'no' || attributeOf(node, name) || mistyped.includes(name)) continue;
      const at = node.attributes.at(-1)?.span.end ?? node.nameSpan.end;
      report({
        code: 'missing-attribute',
        severity: required === 'yes' ? 'error' : 'warning',
        span: node.nameSpan,
        message:
          required === 'yes'
            ? `<${node.name}> needs the attribute "${name}".`
            : `<${node.name}> should have the attribute "${name}": the documentation calls it required.`,
        fixes: () => [insert(`Add ${name}`, at, ` ${name}=""`)],
      });
    }
  },
};

function hasAllRequired(node: ElementNode, facts: readonly AttributeFacts[]): boolean {
  return facts.every(({ name, required }) => required === 'no' || attributeOf(node, name) !== undefined);
}
