/** The document's first element, while there is none. */
import { describeRoot } from '../../catalogue';
import type { Completion } from '../types';
import { InsertText } from './insertText';
import { elementPlace } from './place';
import { type CompletionRequest, sortText } from './request';

export function roots(request: CompletionRequest): readonly Completion[] {
  const place = elementPlace(request);
  if (place === undefined || place.parent.kind !== 'document' || place.siblings.length > 0) return [];
  const { analysis, snippets } = request;
  const { catalogue } = analysis;
  return catalogue.data.roots.map((root, i) => {
    const out = new InsertText(snippets).literal(`${root.name}>`);
    if (root.name === 'policies')
      for (const { name } of catalogue.data.sections)
        out.literal(`\n\t<${name}>\n\t\t<base />\n\t\t`).place().literal(`\n\t</${name}>`);
    else out.literal('\n\t').place();
    out.literal(`\n</${root.name}>`);
    return {
      label: root.name,
      kind: 'section',
      detail: root.summary,
      documentation: () => describeRoot(root),
      edit: { span: place.span, newText: place.open + (place.fresh ? out.text : root.name) },
      snippet: snippets && place.fresh,
      sortText: sortText(0, i),
      filterText: root.name,
    };
  });
}
