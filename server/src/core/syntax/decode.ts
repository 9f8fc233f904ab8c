/** The text behind the tree: values with their references decoded, expressions as C# with a way back. */
import { type Span, textOf } from '../text';
import { decodeEntities, plainText } from './entities';
import type { AttributeNode, ExpressionPart } from './nodes';

/** An expression's C# and where each of its characters stands. Offsets are UTF-16 code units. */
export interface ExpressionCode {
  readonly code: string;
  /** Offset in `code` to offset in the document; clamped. */
  toDocument(codeOffset: number): number;
  /** Offset in the document to offset in `code`; clamped. */
  toCode(documentOffset: number): number;
}

/** The C# of an expression: as it stands, or with its references decoded where it is in the escaped form. */
export function decodeExpression(text: string, part: ExpressionPart): ExpressionCode {
  const decoded = part.escaped ? decodeEntities(text, part.codeSpan) : plainText(text, part.codeSpan);
  return { code: decoded.text, toDocument: decoded.toDocument, toCode: decoded.toDecoded };
}

/** Literal text with its references decoded; what is no reference stays as it is. */
export function decodeLiteral(text: string, place: Span): string {
  const literal = textOf(text, place);
  return literal.includes('&') ? decodeEntities(text, place).text : literal;
}

/** An attribute's value as its policy gets it, `undefined` without one. Expressions keep `@(…)` around them. */
export function attributeText(text: string, attribute: AttributeNode): string | undefined {
  return attribute.value?.parts
    .map((part) =>
      part.kind === 'expression' && !part.escaped ? textOf(text, part.span) : decodeLiteral(text, part.span),
    )
    .join('');
}
