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
        // A pattern may begin with a comment, so that the `<` is a part of it.
        edit: {
          span: { start: place.span.start - (place.open === '' ? 1 : 0), end: place.span.end },
          newText: text,
        },
        snippet: snippets,
        sortText: sortText(6, i),
        filterText: (place.open === '' ? '<' : '') + pattern.name,
      };
    });
}
