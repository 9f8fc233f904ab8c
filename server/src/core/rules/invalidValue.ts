/** Literal values have to be of the attribute's or the text's type. What is filled in later is never judged. */
import type { Fix } from '../features/types';
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
      const isUnmarked = place.facts.expression && looksLikeCode(value);
      const span = trimmed(analysis.text, place.span);
      report({
        code: 'invalid-value',
        ...(fault.severity && { severity: fault.severity }),
        span,
        message: `${subject(place)} ${fault.fault}${isUnmarked ? ', or an expression, which stands in @(…)' : ''}.${fault.severity ? '' : didYouMean(suggestion)}`,
        ...(suggestion !== undefined && {
          fixes: () => [replace(`Change to ${suggestion}`, span, suggestion)],
        }),
        ...(isUnmarked && { fixes: () => [toExpression(analysis, span)] }),
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

/** Whether somebody meant an expression and left its `@(…)` or a part of that out. */
function looksLikeCode(value: string): boolean {
  return /\bcontext\s*\.|[=!<>]=|&&|\|\||^@\s/.test(value);
}

function toExpression({ text }: Analysis, span: Span): Fix {
  const written = text.slice(span.start, span.end);
  const code = written.replace(/^@\s*/, '');
  const isBracketed = isInBrackets(code);
  return replace('Make it an expression', span, isBracketed ? `@${code}` : `@(${code})`);
}

/** Whether one pair of brackets holds all of it. */
function isInBrackets(code: string): boolean {
  if (!/^[({].*[)}]$/s.test(code)) return false;
  let depth = 0;
  for (let i = 0; i < code.length - 1; i++) {
    if (code[i] === '(' || code[i] === '{') depth++;
    if (code[i] === ')' || code[i] === '}') depth--;
    if (depth === 0) return false;
  }
  return true;
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
