/** `{{named values}}`: between braces, and as a whole where a value or text is still to be written. */
import type { Analysis } from '../../model';
import { type CursorContext, isLiquidTemplate } from '../../model/cursor';
import { type Span, textOf } from '../../text';
import { describeNamedValue } from '../../workspace/describeFacts';
import type { NamedValueFact } from '../../workspace/types';
import type { Completion } from '../types';
import { type CompletionRequest, sortText } from './request';

export function namedValues({ analysis, offset, context }: CompletionRequest): readonly Completion[] {
  const { namedValues: known } = analysis.facts;
  if (context.kind === 'named-value') {
    const after = context.missingBraces;
    return list(known, context.span, (name) => name + after, sortText(0, 0));
  }
  if (!isEmptyValue(analysis, context, offset)) return [];
  return list(known, { start: offset, end: offset }, (name) => `{{${name}}}`, sortText(5, 0));
}

/** Whether a value, or the text of an element that has some, is still to be written. */
function isEmptyValue(analysis: Analysis, context: CursorContext, offset: number): boolean {
  if (context.kind === 'attribute-value') {
    const meaning = analysis.meaningOf(context.element);
    if (!('element' in meaning) || !context.quoted || context.span.start !== offset) return false;
    const facts = meaning.element.attributes.find(({ name }) => name === context.attribute.name);
    return facts !== undefined && facts.namedValue !== false;
  }
  if (context.kind !== 'text' || context.parent.kind !== 'element') return false;
  const meaning = analysis.meaningOf(context.parent);
  const { text } = 'element' in meaning ? meaning.element : {};
  if (text === undefined || text.namedValue === false || isLiquidTemplate(analysis, context.parent))
    return false;
  return textOf(analysis.text, context.parent.contentSpan).trim() === '';
}

function list(
  known: readonly NamedValueFact[],
  place: Span,
  write: (name: string) => string,
  sort: string,
): readonly Completion[] {
  const names = [...new Set(known.map(({ displayName }) => displayName))].filter((name) =>
    /^[\w.-]+$/.test(name),
  );
  return names.sort().map((name) => {
    const facts = known.filter(({ displayName }) => displayName === name);
    return {
      label: name,
      kind: 'named-value',
      detail: facts.some(({ kind }) => kind !== 'plain') ? 'named value, secret' : 'named value',
      documentation: () => describeNamedValue(name, facts),
      edit: { span: place, newText: write(name) },
      sortText: sort + name,
      filterText: write(name),
    };
  });
}
