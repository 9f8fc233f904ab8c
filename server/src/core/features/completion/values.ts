/** Values to choose from: enumerations, booleans, and names of what is defined elsewhere. */
import type { ValueFacts } from '../../catalogue/types';
import type { Span } from '../../text';
import type { Completion } from '../types';
import { choicesOf } from './elementText';
import { names } from './names';
import { type CompletionRequest, sortText } from './request';
import { variableNames } from './variables';

export function values({ analysis, offset, context }: CompletionRequest): readonly Completion[] {
  if (context.kind === 'attribute-value') {
    const meaning = analysis.meaningOf(context.element);
    if (!('element' in meaning)) return [];
    const facts = meaning.element.attributes.find(({ name }) => name === context.attribute.name);
    if (facts === undefined) return [];
    // A value without its closing quote may reach far beyond what is meant to be its end.
    const place = context.closed ? context.span : { start: context.span.start, end: offset };
    const quote = context.quoted ? '' : '"';
    const { refersTo } = facts;
    const listed = choices(facts, place, quote);
    if (refersTo === undefined) return listed;
    return refersTo === 'variable'
      ? [...listed, ...variableNames(analysis, place, quote)]
      : [...listed, ...names(analysis, context.element, refersTo, place, quote)];
  }
  if (context.kind === 'text' && context.parent.kind === 'element') {
    const meaning = analysis.meaningOf(context.parent);
    if (!('element' in meaning) || meaning.element.text === undefined) return [];
    return choices(meaning.element.text, context.span, '');
  }
  return [];
}

function choices(
  facts: Pick<ValueFacts, 'type' | 'default' | 'values'>,
  place: Span,
  quote: string,
): readonly Completion[] {
  return choicesOf(facts).map((value, i) => {
    const summary = facts.values?.find((one) => one.value === value)?.summary;
    const isDefault = value === facts.default;
    return {
      label: value,
      kind: 'value',
      ...(isDefault ? { detail: 'default' } : {}),
      documentation: () => summary,
      edit: { span: place, newText: quote + value + quote },
      sortText: sortText(0, i),
      filterText: quote + value,
    };
  });
}
