/** The brackets of an expression have to match. Where they do, what the code means is not asked here. */
import type { DocumentRule } from './types';
import { unmatchedBrackets } from './unmatchedBrackets';

export const expressionBrackets: DocumentRule = {
  name: 'expression-brackets',
  check(analysis, report) {
    for (const span of unmatchedBrackets(analysis).values())
      report({
        code: 'unbalanced-expression',
        span,
        message: `The brackets of the expression do not match: "${analysis.text.slice(span.start, span.end)}" has no counterpart.`,
      });
  },
};
