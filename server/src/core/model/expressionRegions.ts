import {
  decodeExpression,
  decodeLiteral,
  type ElementNode,
  type ExpressionCode,
  type ExpressionPart,
} from '../syntax';
import { RecentTexts, textOf } from '../text';
import { Once } from './once';
import type { Analysis, ExpressionRegion, PlacedValue } from './types';

/** Every expression of the document, in the order in which they stand. */
export function findExpressions(analysis: Analysis): readonly ExpressionRegion[] {
  const found: ExpressionRegion[] = [];
  for (const { node, values } of analysis.elements)
    for (const value of values) {
      if (value.isLiteral) continue;
      for (const part of value.parts)
        if (part.kind === 'expression') found.push(new Region(analysis.text, part, node, value));
    }
  return found.sort((a, b) => a.part.span.start - b.part.span.start);
}

/** What is known of code whatever document it stands in. */
interface KnownCode {
  readonly code: string;
  readonly once: Once<string>;
}

/** By the code as it is written. */
const knownCode = new RecentTexts((written) => known(written));
const knownEscapedCode = new RecentTexts((written) =>
  known(decodeLiteral(written, { start: 0, end: written.length })),
);

function known(code: string): KnownCode {
  return { code, once: new Once(code) };
}

/** Its code is read when it is asked for, and the way back to the document found when a place is. */
class Region implements ExpressionRegion {
  private knownOnce: KnownCode | undefined;
  private decodedOnce: ExpressionCode | undefined;

  constructor(
    private readonly text: string,
    readonly part: ExpressionPart,
    readonly owner: ElementNode,
    readonly value: PlacedValue,
  ) {}

  get attribute(): string | undefined {
    return this.value.attribute;
  }

  get form(): ExpressionRegion['form'] {
    return this.part.form;
  }

  get code(): string {
    return this.known.code;
  }

  once<T>(work: (code: string) => T): T {
    return this.known.once.of(work);
  }

  toDocument(offset: number): number {
    return this.decoded.toDocument(offset);
  }

  toCode(offset: number): number {
    return this.decoded.toCode(offset);
  }

  private get known(): KnownCode {
    const { codeSpan, escaped } = this.part;
    this.knownOnce ??= (escaped ? knownEscapedCode : knownCode).of(textOf(this.text, codeSpan));
    return this.knownOnce;
  }

  private get decoded(): ExpressionCode {
    this.decodedOnce ??= decodeExpression(this.text, this.part);
    return this.decodedOnce;
  }
}
