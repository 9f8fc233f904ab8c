/** Whole patterns: what takes several elements to say. */
import type { Completion } from '../types';
import { templateInsertText } from './insertText';
import { elementPlace } from './place';
import { type CompletionRequest, sortText } from './request';

export function patterns(request: CompletionRequest): readonly Completion[] {
  const place = elementPlace(request);
  if (place === undefined || !place.fresh || place.parent.kind !== 'element') return [];
  const { analysis, data, snippets } = request;
  const meaning = analysis.meaningOf(place.parent);
  if (meaning.kind !== 'section') return [];
  return data.patterns
    .filter(({ section }) => section === meaning.section)
    .map((pattern, i) => {
      const text = templateInsertText(pattern.body, snippets);
      return {
        label: pattern.name,
        kind: 'snippet',
        detail: pattern.title,
        documentation: () => pattern.description,
        // The same span as the policies' keeps editors from ranking the patterns by a longer match; whatever a
        // pattern begins with, element or comment, begins with the `<` that is there already.
        edit: { span: place.span, newText: place.open === '' ? text.replace(/^</, '') : text },
        snippet: snippets,
        sortText: sortText(6, i),
        filterText: pattern.name,
      };
    });
}
