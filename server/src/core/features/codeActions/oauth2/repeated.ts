/** Leaves out of a template what the section does already. */
import { type Analysis, attributeText, childElements } from '../../../model';
import type { ElementNode } from '../../../syntax';
import type { TemplateText } from '../../types';

/** A statement of a template that deletes a header or query parameter, on a line of its own. */
const deletion = /\n<([a-z-]+) name="([^"]+)" exists-action="delete" \/>/g;
/** A comment that is about nothing any more. */
const lastComment = /\n<!--[^\n]*-->$/;

/** The body without deletions that statements of the section make, whatever happens, too. */
export function withoutRepeated(analysis: Analysis, section: ElementNode, body: TemplateText): TemplateText {
  const made = new Set(
    childElements(section)
      .filter((child) => attributeText(analysis.text, child, 'exists-action')?.trim() === 'delete')
      .map((child) => deletionKey(child.name, attributeText(analysis.text, child, 'name') ?? '')),
  );
  if (made.size === 0) return body;
  return body.map((part) => {
    if (typeof part !== 'string') return part;
    const kept = part.replace(deletion, (line, element: string, name: string) =>
      made.has(deletionKey(element, name)) ? '' : line,
    );
    return kept === part ? part : kept.replace(lastComment, '');
  });
}

/** Names of headers and query parameters don't care about letter case. */
function deletionKey(element: string, name: string): string {
  return `${element} ${name.trim().toLowerCase()}`;
}
