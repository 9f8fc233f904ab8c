import { decodeExpression } from '../syntax';
import { elementsOf } from './elements';
import type { Analysis, ExpressionRegion } from './types';
import { valuesOf } from './values';

/** Every expression of the document, in the order in which they stand. */
export function findExpressions(analysis: Analysis): readonly ExpressionRegion[] {
  const found: ExpressionRegion[] = [];
  for (const element of elementsOf(analysis.tree.document)) {
    for (const { attribute, parts } of valuesOf(element)) {
      for (const part of parts) {
        if (part.kind !== 'expression') continue;
        const decoded = decodeExpression(analysis.text, part);
        found.push({
          part,
          form: part.form,
          code: decoded.code,
          owner: element,
          attribute,
          toDocument: (offset) => decoded.toDocument(offset),
          toCode: (offset) => decoded.toCode(offset),
        });
      }
    }
  }
  return found.sort((a, b) => a.part.span.start - b.part.span.start);
}
