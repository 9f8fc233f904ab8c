import { decodeExpression, type ElementNode, type ExpressionCode, type ExpressionPart } from '../syntax';
import type { Analysis, ExpressionRegion } from './types';

/** Every expression of the document, in the order in which they stand. */
export function findExpressions(analysis: Analysis): readonly ExpressionRegion[] {
  const found: ExpressionRegion[] = [];
  for (const { node, values } of analysis.elements)
    for (const { attribute, isLiteral, parts } of values) {
      if (isLiteral) continue;
      for (const part of parts)
        if (part.kind === 'expression') found.push(new Region(analysis.text, part, node, attribute));
    }
  return found.sort((a, b) => a.part.span.start - b.part.span.start);
}

/** Its code is decoded when it is asked for. */
class Region implements ExpressionRegion {
  private decodedOnce: ExpressionCode | undefined;

  constructor(
    private readonly text: string,
    readonly part: ExpressionPart,
    readonly owner: ElementNode,
    readonly attribute: string | undefined,
  ) {}

  get form(): ExpressionRegion['form'] {
    return this.part.form;
  }

  get code(): string {
    return this.decoded.code;
  }

  toDocument(offset: number): number {
    return this.decoded.toDocument(offset);
  }

  toCode(offset: number): number {
    return this.decoded.toCode(offset);
  }

  private get decoded(): ExpressionCode {
    this.decodedOnce ??= decodeExpression(this.text, this.part);
    return this.decodedOnce;
  }
}
