/** The root element, while there is none. */
import { describeRoot } from '../../catalogue';
import type { Completion } from '../types';
import { InsertText } from './insertText';
import { elementPlace } from './place';
import { type CompletionRequest, sortText } from './request';

export function roots(request: CompletionRequest): readonly Completion[] {
  const place = elementPlace(request);
  if (place === undefined || place.parent.kind !== 'document') return [];
  const { analysis, snippets } = request;
  const { catalogue } = analysis;
  const isRoot = (name: string) =>
    catalogue.root(name) !== undefined || catalogue.policy(name)?.resolverRoot === true;
  if (place.siblings.some(({ name }) => isRoot(name))) return [];
  // Where the content is there already, only the tag around it is missing.
  const whole = place.fresh && place.siblings.length === 0;
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
      edit: { span: place.span, newText: place.open + (whole ? out.text : root.name) },
      snippet: snippets && whole,
      sortText: sortText(0, i),
      filterText: root.name,
    };
  });
}
