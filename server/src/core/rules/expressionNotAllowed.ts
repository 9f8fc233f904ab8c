/** Expressions may stand only where the service evaluates them. */
import { attributeFactsOf, elementsOf, valuesOf } from '../model';
import type { Rule } from './types';

export const expressionNotAllowed: Rule = {
  name: 'expression-not-allowed',
  check(analysis, report) {
    for (const element of elementsOf(analysis.tree.document)) {
      const attributes = attributeFactsOf(analysis, element);
      if (!attributes) continue;
      const meaning = analysis.meaningOf(element);
      const text = 'element' in meaning && !meaning.element.opaque ? meaning.element.text : undefined;
      for (const { attribute, parts } of valuesOf(element)) {
        const facts = attribute === undefined ? text : attributes.find(({ name }) => name === attribute);
        if (!facts || facts.expression) continue;
        const expression = parts.find((part) => part.kind === 'expression');
        if (!expression) continue;
        report({
          code: 'expression-not-allowed',
          span: expression.span,
          message: `${attribute === undefined ? `The text of <${element.name}>` : `"${attribute}"`} takes no expression: give the value itself or a named value.`,
        });
      }
    }
  },
};
