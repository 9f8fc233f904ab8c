/** `{name}` in a rewritten URL has to be a parameter of the operation's own URL template. */
import { operationOf } from '../model';
import { closest } from '../text';
import { didYouMean, replace } from './fixes';
import { hasProblemIn } from './problems';
import type { ElementRule } from './types';

export const unknownTemplateParameter: ElementRule = {
  name: 'unknown-template-parameter',
  concerns: (meaning) =>
    'element' in meaning && meaning.element.attributes.some(({ templateParameters }) => templateParameters),
  checkElement({ attributeFacts, values }, analysis, report) {
    for (const { attribute, isLiteral, closed, written, span } of values) {
      const facts = attributeFacts?.find(({ name }) => name === attribute);
      if (!facts?.templateParameters || !isLiteral || !closed || hasProblemIn(analysis, span)) continue;
      for (const match of written.matchAll(parameters)) {
        const name = match[1] ?? '';
        const operation = operationOf(analysis);
        if (operation === undefined) return;
        if (operation.parameters.some((one) => one.toLowerCase() === name.toLowerCase())) continue;
        const start = span.start + match.index + match[0].indexOf(name);
        const nameSpan = { start, end: start + name.length };
        const suggestion = closest(name, operation.parameters);
        report({
          code: 'unknown-template-parameter',
          span: nameSpan,
          message: `The operation's URL template ${operation.urlTemplate} has no parameter "${name}".${didYouMean(suggestion)}`,
          ...(suggestion !== undefined && {
            fixes: () => [replace(`Change to ${suggestion}`, nameSpan, suggestion)],
          }),
        });
      }
    }
  },
};

/** A name in braces behind a slash, a query's sign or a text: not a named value, a placeholder or all of the value. */
const parameters = /(?<=[^{$#%])\{\*?([A-Za-z_][\w.-]*)\}(?!\})/g;
