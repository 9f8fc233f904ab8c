/** Literal values have to be of the attribute's or the text's type. What is filled in later is never judged. */
import { type Analysis, isFilledInLater, type PlacedElement, type PlacedValue } from '../model';
import { decodeLiteral } from '../syntax';
import { isBlank, type Span } from '../text';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { ElementRule } from './types';
import { faultIn } from './valueChecks';

export const invalidValue: ElementRule = {
  name: 'invalid-value',
  concerns: (meaning) => 'element' in meaning,
  checkElement(element, analysis, report) {
    for (const place of element.values) {
      // What isn't known before the service runs, or is broken off, has no value yet.
      if (!place.facts || !place.isLiteral || !place.closed) continue;
      if (place.attribute === undefined && !isOnlyText(analysis, element, place)) continue;
      const value = place.written.includes('&') ? decodeLiteral(analysis.text, place.span) : place.written;
      const fault = faultIn(value, place.facts);
      if (!fault || isFilledInLater(value) || hasProblemIn(analysis, place.span)) continue;
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
  },
};

/** Whether the text is all that its element holds. */
function isOnlyText({ text }: Analysis, element: PlacedElement, only: PlacedValue): boolean {
  const { node, facts, children, values } = element;
  if (facts?.opaque || node.closeTag === undefined || children.length > 0) return false;
  return values.every(
    (other) => other.attribute !== undefined || (other === only) !== isBlank(text, other.span),
  );
}

function subject({ owner, attribute }: PlacedValue): string {
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
