/** Attributes that aren't there yet, the required ones first. */
import { describeAttribute } from '../../catalogue';
import type { AttributeFacts } from '../../catalogue/types';
import type { Completion } from '../types';
import { choicesOf } from './elementText';
import { InsertText } from './insertText';
import { type CompletionRequest, sortText } from './request';

export function attributes({ analysis, context, data, snippets }: CompletionRequest): readonly Completion[] {
  if (context.kind !== 'attribute-name') return [];
  const { element, attribute } = context;
  const meaning = analysis.meaningOf(element);
  if (!('element' in meaning)) return [];
  const present = new Set(element.attributes.filter((one) => one !== attribute).map(({ name }) => name));
  const common = meaning.element === meaning.policy.element ? data.usage.attributes[meaning.policy.name] : [];
  const rank = (facts: AttributeFacts) => {
    if (facts.deprecated) return 8;
    if (facts.required !== 'no') return 0;
    return common?.includes(facts.name) ? 1 : 2;
  };
  // Only the name is written where a value follows already.
  const hasValue = /^\s*=/.test(analysis.text.slice(context.span.end));
  return meaning.element.attributes
    .filter(({ name, undocumented }) => !undocumented && !present.has(name))
    .map((facts, i) => {
      const whole = new InsertText(snippets).literal(`${facts.name}="`).place().literal('"');
      return {
        label: facts.name,
        kind: 'attribute',
        detail: facts.required === 'no' ? detailOf(facts) : `required, ${detailOf(facts)}`,
        documentation: () => describeAttribute(meaning.policy, meaning.element, facts),
        edit: { span: context.span, newText: hasValue ? facts.name : whole.text },
        snippet: snippets && !hasValue,
        sortText: sortText(rank(facts), i),
        filterText: facts.name,
        deprecated: facts.deprecated ?? false,
        retrigger: snippets && !hasValue && (choicesOf(facts).length > 0 || facts.refersTo !== undefined),
      };
    });
}

function detailOf({ type, default: usual }: AttributeFacts): string {
  return usual === undefined ? type : `${type}, default ${usual === '' ? 'empty' : usual}`;
}
