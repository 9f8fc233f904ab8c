import { elementsOf } from './elements';
import { isFilledInLater } from './placeholders';
import type { Analysis, FragmentReference } from './types';

/** Every attribute value that names a policy fragment; values that are only known later are left out. */
export function findFragmentReferences(analysis: Analysis): readonly FragmentReference[] {
  const found: FragmentReference[] = [];
  for (const element of elementsOf(analysis.tree.document)) {
    const meaning = analysis.meaningOf(element);
    if (!('element' in meaning)) continue;
    for (const facts of meaning.element.attributes) {
      if (facts.refersTo !== 'fragment') continue;
      const value = element.attributes.find(({ name }) => name === facts.name)?.value;
      if (!value || value.parts.some((part) => part.kind === 'expression')) continue;
      const id = analysis.text.slice(value.span.start, value.span.end);
      if (id.trim() !== '' && !isFilledInLater(id)) found.push({ id, span: value.span, element });
    }
  }
  return found;
}
