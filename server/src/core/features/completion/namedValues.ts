/** `{{named values}}`: between braces, and as a whole where a value or text is still to be written. */
import type { Span } from '../../text';
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
  if (context.kind !== 'attribute-value') return [];
  const meaning = analysis.meaningOf(context.element);
  const facts =
    'element' in meaning
      ? meaning.element.attributes.find(({ name }) => name === context.attribute.name)
      : undefined;
  const isEmpty = context.span.start === offset;
  if (facts === undefined || facts.namedValue === false || !isEmpty || !context.quoted) return [];
  return list(known, { start: offset, end: offset }, (name) => `{{${name}}}`, sortText(5, 0));
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
