import { attributeOf } from './elements';
import { isFilledInLater } from './placeholders';
import type { Analysis, FragmentReference } from './types';

/** Every attribute value that names a policy fragment; values that are only known later are left out. */
export function findFragmentReferences(analysis: Analysis): readonly FragmentReference[] {
  const found: FragmentReference[] = [];
  for (const { node, facts } of analysis.elements) {
    if (facts === undefined) continue;
    for (const { name, refersTo } of facts.attributes) {
      if (refersTo !== 'fragment') continue;
      const value = attributeOf(node, name)?.value;
      if (!value || value.parts.some((part) => part.kind === 'expression')) continue;
      const id = analysis.text.slice(value.span.start, value.span.end);
      if (id.trim() !== '' && !isFilledInLater(id)) found.push({ id, span: value.span, element: node });
    }
  }
  return found;
}
