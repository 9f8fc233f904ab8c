/** Literal values have to be of the attribute's or the text's type. What is filled in later is never judged. */
import type { ValueFacts } from '../catalogue/types';
import {
  type Analysis,
  attributeFactsOf,
  elementsOf,
  isFilledInLater,
  type ValuePlace,
  valuesOf,
} from '../model';
import { decodeLiteral } from '../syntax';
import type { Span } from '../text';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { Rule } from './types';
import { faultIn } from './valueChecks';

export const invalidValue: Rule = {
  name: 'invalid-value',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const attributes = attributeFactsOf(analysis, element);
      if (!attributes) continue;
      for (const place of placesOf(analysis, element)) {
        const facts = factsFor(analysis, place, attributes);
        const value = literal(analysis, place);
        if (!facts || value === undefined) continue;
        const fault = faultIn(value, facts);
        if (!fault) continue;
        const { suggestion } = fault;
        const span = trimmed(analysis.text, place.span);
        report({
          code: 'invalid-value',
          ...(fault.severity && { severity: fault.severity }),
          span,
          message: `${subject(place)} ${fault.fault}.${fault.severity ? '' : didYouMean(suggestion)}`,
          ...(suggestion !== undefined && {
            fixes: () => [replace(`Change to ${suggestion}`, span, suggestion)],
          }),
        });
      }
    }
  },
};

/** The element's attribute values, and its text where that is all the element holds. */
function* placesOf(analysis: Analysis, element: ValuePlace['owner']): Generator<ValuePlace> {
  const texts: ValuePlace[] = [];
  for (const place of valuesOf(element)) {
    if (place.attribute !== undefined) yield place;
    else if (analysis.text.slice(place.span.start, place.span.end).trim() !== '') texts.push(place);
  }
  const [only] = texts;
  const isWhole =
    element.closeTag !== undefined && element.children.every((child) => child.kind !== 'element');
  if (only && texts.length === 1 && isWhole) yield only;
}

function factsFor(
  analysis: Analysis,
  { owner, attribute }: ValuePlace,
  attributes: readonly (Omit<ValueFacts, 'required'> & { readonly name: string })[],
): Omit<ValueFacts, 'required'> | undefined {
  if (attribute !== undefined) return attributes.find(({ name }) => name === attribute);
  const meaning = analysis.meaningOf(owner);
  return 'element' in meaning && !meaning.element.opaque ? meaning.element.text : undefined;
}

/** The value as the service gets it, `undefined` where that isn't known before it runs or is broken off. */
function literal(analysis: Analysis, { span, parts, closed }: ValuePlace): string | undefined {
  if (parts.some((part) => part.kind === 'expression')) return undefined;
  if (!closed || hasProblemIn(analysis, span)) return undefined;
  const value = decodeLiteral(analysis.text, span);
  return isFilledInLater(value) ? undefined : value;
}

function subject({ owner, attribute }: ValuePlace): string {
  return attribute === undefined ? `The text of <${owner.name}>` : `The value of "${attribute}"`;
}

function trimmed(text: string, { start, end }: Span): Span {
  const written = text.slice(start, end);
  if (written.trim() === '') return { start, end };
  return {
    start: start + written.length - written.trimStart().length,
    end: start + written.trimEnd().length,
  };
}
