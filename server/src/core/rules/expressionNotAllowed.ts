/** Expressions may stand only where the service evaluates them. */
import type { ElementRule } from './types';

export const expressionNotAllowed: ElementRule = {
  name: 'expression-not-allowed',
  checkElement({ node, facts: known, values }, _, report) {
    for (const { attribute, facts, isLiteral, parts } of values) {
      if (isLiteral || !facts || facts.expression) continue;
      if (attribute === undefined && known?.opaque) continue;
      const expression = parts.find((part) => part.kind === 'expression');
      if (!expression) continue;
      report({
        code: 'expression-not-allowed',
        span: expression.span,
        message: `${attribute === undefined ? `The text of <${node.name}>` : `"${attribute}"`} takes no expression: give the value itself or a named value.`,
      });
    }
  },
};
