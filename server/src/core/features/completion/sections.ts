/** Sections and `<base />`. */
import { describeBase, describeSection } from '../../catalogue';
import type { Completion } from '../types';
import { InsertText } from './insertText';
import { elementPlace } from './place';
import { type CompletionRequest, sortText } from './request';

export function sections(request: CompletionRequest): readonly Completion[] {
  const place = elementPlace(request);
  if (place === undefined) return [];
  const { analysis, snippets } = request;
  const { catalogue } = analysis;
  const found: Completion[] = [];
  const isThere = (name: string) => place.siblings.some((sibling) => sibling.name === name);
  catalogue.data.sections.forEach((section, i) => {
    const { name } = section;
    if (!place.allowed.sections.includes(name) || isThere(name)) return;
    const whole = new InsertText(snippets).literal(`${name}>\n\t<base />\n\t`).end().literal(`\n</${name}>`);
    found.push({
      label: name,
      kind: 'section',
      detail: section.summary,
      documentation: () => describeSection(section),
      edit: { span: place.span, newText: place.open + (place.fresh ? whole.text : name) },
      snippet: snippets && place.fresh,
      sortText: sortText(0, i),
      filterText: name,
    });
  });
  if (place.allowed.base && !isThere('base'))
    found.push({
      label: 'base',
      kind: 'policy',
      detail: 'The policies of the broader scopes',
      documentation: () => describeBase(catalogue, place.section),
      edit: { span: place.span, newText: place.open + (place.fresh ? 'base />' : 'base') },
      sortText: sortText(0, 0),
      filterText: 'base',
    });
  return found;
}
