/** An expression's code has to be C# that the compiler can read. */
import { type ExpressionRegion, isCompiled } from '../model';
import { formFixes, quoteFixes } from './codeFormFixes';
import { isUncertain, placeInDocument, syntaxProblemsOf } from './expressionCode';
import type { DocumentRule } from './types';

export const expressionSyntax: DocumentRule = {
  name: 'expression-syntax',
  check(analysis, report) {
    for (const region of analysis.expressions) {
      if (!region.part.closed) continue;
      const problems = syntaxProblemsOf(region);
      if (problems !== 'empty' && problems.length === 0) continue;
      if (!isCompiled(analysis, region)) continue;
      if (problems === 'empty')
        report({ code: 'expression-syntax', span: region.part.span, message: emptyMessage(region.form) });
      else if (!isUncertain(analysis, region))
        for (const { code, message, span } of problems)
          report({
            code: 'expression-syntax',
            // What is missing is missing before what is underlined.
            span: placeInDocument(region, span),
            message: `${code}: ${message}`,
            fixes: () => (code === 'CS1012' ? quoteFixes(region, span) : formFixes(region)),
          });
    }
  },
};

function emptyMessage(form: ExpressionRegion['form']): string {
  return form === 'single'
    ? 'The expression is empty: write the C# expression whose value is meant, such as @(context.RequestId).'
    : 'The expression is empty: write C# statements that return a value, such as @{ return context.RequestId; }.';
}
