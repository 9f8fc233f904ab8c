/** Values to choose from: enumerations, booleans, and names of fragments and backends. */
import type { AttributeFacts, ReferenceKind, ValueFacts } from '../../catalogue/types';
import type { Analysis } from '../../model';
import type { Span } from '../../text';
import { describeBackend, describeFragment } from '../../workspace/describeFacts';
import type { Completion } from '../types';
import { choicesOf } from './elementText';
import { type CompletionRequest, sortText } from './request';

export function values({ analysis, offset, context }: CompletionRequest): readonly Completion[] {
  if (context.kind === 'attribute-value') {
    const meaning = analysis.meaningOf(context.element);
    if (!('element' in meaning)) return [];
    const facts = meaning.element.attributes.find(({ name }) => name === context.attribute.name);
    if (facts === undefined) return [];
    // A value without its closing quote may reach far beyond what is meant to be its end.
    const place = context.closed ? context.span : { start: context.span.start, end: offset };
    const quote = context.quoted ? '' : '"';
    return [...choices(facts, place, quote), ...names(analysis, facts, place, quote)];
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

function names(
  { facts: known }: Analysis,
  facts: Pick<AttributeFacts, 'refersTo'>,
  place: Span,
  quote: string,
): readonly Completion[] {
  const lists: Partial<Record<ReferenceKind, () => readonly Completion[]>> = {
    fragment: () =>
      unique(known.fragments.map(({ id }) => id)).map((id) => ({
        label: id,
        kind: 'fragment',
        documentation: () =>
          describeFragment(
            id,
            known.fragments.filter((fragment) => fragment.id === id),
          ),
        edit: { span: place, newText: quote + id + quote },
        sortText: sortText(1, 0) + id,
        filterText: quote + id,
      })),
    backend: () =>
      unique(known.backends.map(({ id }) => id)).map((id) => ({
        label: id,
        kind: 'backend',
        documentation: () =>
          describeBackend(
            id,
            known.backends.filter((backend) => backend.id === id),
          ),
        edit: { span: place, newText: quote + id + quote },
        sortText: sortText(1, 0) + id,
        filterText: quote + id,
      })),
  };
  return facts.refersTo === undefined ? [] : (lists[facts.refersTo]?.() ?? []);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter(isWritable).sort();
}

/** A name that would end the value it is written into is no name of the service's. */
function isWritable(name: string): boolean {
  return !/["'<>&\p{Cc}]/u.test(name);
}
