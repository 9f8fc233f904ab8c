/** The brackets of an expression have to match. Where they do, what the code means is not asked here. */
import { edits } from './fixes';
import type { DocumentRule } from './types';
import { unmatchedBrackets } from './unmatchedBrackets';

export const expressionBrackets: DocumentRule = {
  name: 'expression-brackets',
  check(analysis, report) {
    for (const span of unmatchedBrackets(analysis).values()) {
      const bracket = analysis.text.slice(span.start, span.end);
      report({
        code: 'unbalanced-expression',
        span,
        message: `The brackets of the expression do not match: "${bracket}" has no counterpart.`,
        ...(isClosing(bracket) && {
          fixes: () => [edits(`Remove "${bracket}"`, [{ span, newText: '' }], false)],
        }),
      });
    }
  },
};

/** One that opens may lack its counterpart anywhere behind it; one that closes is one too many, or lacks it before. */
function isClosing(bracket: string): boolean {
  return bracket === ')' || bracket === ']' || bracket === '}';
}
