/** Attributes that a policy can't do without have to be there. */
import type { AttributeFacts } from '../catalogue/types';
import { attributeOf, type PlacedElement } from '../model';
import { insert } from './fixes';
import { isPlainName } from './names';
import { hasBrokenTag, isElsewhereRoot } from './problems';
import type { ElementRule } from './types';
import { attributeInText } from './unexpectedText';
import { attributesMeant } from './unknownAttribute';

export const missingAttribute: ElementRule = {
  name: 'missing-attribute',
  concerns: (meaning) => 'element' in meaning && requiredOf(meaning.element.attributes).length > 0,
  checkElement(element, analysis, report) {
    const { node, attributeFacts } = element;
    // A tag without an end is still being written.
    if (!attributeFacts || !node.openTagEnded) return;
    const required = requiredOf(attributeFacts);
    if (required.every((facts) => hasValue(element, facts))) return;
    // A placeholder among the attributes may bring more of them.
    if (hasBrokenTag(analysis, node) || node.attributes.some(({ name }) => !isPlainName(name))) return;
    if (isElsewhereRoot(element)) return;
    const mistyped = [...attributesMeant(element), attributeInText(analysis, element)];
    for (const facts of required) {
      const { name } = facts;
      if (attributeOf(node, name) || mistyped.includes(name)) continue;
      const at = node.attributes.at(-1)?.span.end ?? node.nameSpan.end;
      report({
        code: 'missing-attribute',
        severity: facts.required === 'yes' ? 'error' : 'warning',
        span: node.nameSpan,
        message:
          facts.required === 'yes'
            ? `<${node.name}> needs the attribute "${name}".`
            : `<${node.name}> should have the attribute "${name}": the documentation calls it required.`,
        fixes: () => [insert(`Add ${name}`, at, ` ${name}=""`)],
      });
    }
  },
};

/** An attribute's facts are the same object wherever they are. */
function hasValue({ values }: PlacedElement, wanted: AttributeFacts): boolean {
  for (const { facts } of values) if (facts === wanted) return true;
  return false;
}

const knownRequired = new WeakMap<readonly AttributeFacts[], readonly AttributeFacts[]>();

function requiredOf(facts: readonly AttributeFacts[]): readonly AttributeFacts[] {
  let found = knownRequired.get(facts);
  if (found === undefined) {
    found = facts.filter((attribute) => attribute.required !== 'no');
    knownRequired.set(facts, found);
  }
  return found;
}
