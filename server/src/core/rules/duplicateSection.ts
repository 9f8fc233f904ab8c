/** A section may be given once. */
import type { Fix } from '../features/types';
import { type Analysis, childElements, hasBranches } from '../model';
import type { ElementNode } from '../syntax';
import { isBlank, type Span } from '../text';
import { appendTo, isWhole, optional } from './elementFixes';
import { edits, remove, withSpaceBefore } from './fixes';
import type { DocumentRule } from './types';

export const duplicateSection: DocumentRule = {
  name: 'duplicate-section',
  check(analysis, report) {
    const { root } = analysis;
    if (!root || analysis.kind !== 'policies') return;
    const first = new Map<string, ElementNode>();
    for (const element of childElements(root)) {
      if (analysis.meaningOf(element).kind !== 'section') continue;
      const earlier = first.get(element.name);
      if (!earlier) first.set(element.name, element);
      else if (!hasBranches(analysis, root))
        report({
          code: 'duplicate-section',
          span: element.nameSpan,
          message: `The section <${element.name}> is given twice: move its policies into the first one.`,
          related: [{ span: earlier.nameSpan, message: 'The first one is here.' }],
          fixes: () => merge(analysis, earlier, element),
        });
    }
  },
};

/** Puts what the second one holds behind what the first one does; a `<base />` that would stand there twice is left out. */
function merge(analysis: Analysis, first: ElementNode, second: ElementNode): readonly Fix[] {
  if (!isWhole(first) || !isWhole(second)) return [];
  const { text, catalogue } = analysis;
  const kept = childElements(first);
  const bases = kept.some(({ name }) => name === 'base')
    ? childElements(second).filter(({ name }) => name === 'base')
    : [];
  const content = without(text, second.contentSpan, bases).trim();
  if (isBlank(content, { start: 0, end: content.length }))
    return [optional(remove(`Remove this <${second.name}>`, text, second.span))];
  const max = catalogue.section(second.name)?.maxStatements;
  const count = kept.length + childElements(second).length - bases.length;
  if (max !== undefined && count > max) return [];
  return [
    edits(
      `Move its policies into the first <${first.name}>`,
      [appendTo(analysis, first, content), { span: withSpaceBefore(text, second.span), newText: '' }],
      false,
    ),
  ];
}

/** The text of a span without some of its elements and the white space before them. */
function without(text: string, { start, end }: Span, elements: readonly ElementNode[]): string {
  let result = '';
  let at = start;
  for (const { span } of elements) {
    result += text.slice(at, Math.max(at, withSpaceBefore(text, span).start));
    at = span.end;
  }
  return result + text.slice(at, end);
}
