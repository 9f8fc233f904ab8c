/** Expressions may stand only where the service evaluates them. */
import type { PlacedValue } from '../model';
import type { ElementRule } from './types';

export const expressionNotAllowed: ElementRule = {
  name: 'expression-not-allowed',
  concerns: (meaning) =>
    'element' in meaning &&
    (meaning.element.text?.expression === false ||
      meaning.element.attributes.some(({ expression }) => !expression)),
  checkElement({ node, facts: known, values }, _, report) {
    for (const { attribute, facts, isLiteral, parts } of values) {
      if (isLiteral || !facts || facts.expression) continue;
      if (attribute === undefined && known?.opaque) continue;
      const expression = parts.find((part) => part.kind === 'expression');
      if (!expression) continue;
      report({
        code: 'expression-not-allowed',
        ...(isFreeText(facts) && { severity: 'warning' }),
        span: expression.span,
        message: `${attribute === undefined ? `The text of <${node.name}>` : `"${attribute}"`} takes no expression: give the value itself or a named value.`,
      });
    }
  },
};

/** Whether the service takes any text there, and so also that of an expression, which it then may not evaluate. */
function isFreeText({ type, refersTo }: NonNullable<PlacedValue['facts']>): boolean {
  return refersTo === undefined && (type === 'string' || type === 'variable-name');
}
