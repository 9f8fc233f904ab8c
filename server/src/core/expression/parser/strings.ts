/** Interpolated strings: code stands in their holes. */
import type { Expression, InterpolatedPart } from '../syntax/nodes';
import type { Token } from '../syntax/tokens';
import { QueryParser } from './queries';

export abstract class StringParser extends QueryParser {
  protected interpolatedString(): Expression {
    const token = this.next();
    const parts: InterpolatedPart[] = [];
    for (const part of token.parts ?? []) {
      const span = { start: part.start, end: part.end };
      if (part.kind === 'text') parts.push({ kind: 'text', value: part.value, span });
      else {
        const { expression, alignment } = this.inTokens(part.tokens, part.start + 1, () => this.hole(part));
        const format = part.format && {
          value: part.format.value,
          span: { start: part.format.start, end: part.format.end },
        };
        parts.push({ kind: 'interpolation', expression, alignment, format, span });
      }
    }
    return { kind: 'interpolated-string', parts, span: { start: token.start, end: token.end } };
  }

  private hole({ format }: { readonly format: unknown }): {
    readonly expression: Expression;
    readonly alignment: Expression | undefined;
  } {
    const expression = this.expression();
    const alignment = this.tryEat(',') ? this.expression() : undefined;
    if (!this.is('end')) this.report('CS1073', this.code.slice(this.current.start, this.current.end));
    else if (
      expression.kind === 'conditional' &&
      expression.whenFalse.kind === 'missing' &&
      format !== undefined
    )
      this.reportAt(expression.span, 'CS8361');
    return { expression, alignment };
  }

  /** Reads other tokens than those at hand, and comes back to these. */
  private inTokens<T>(tokens: readonly Token[], origin: number, read: () => T): T {
    const outer = { tokens: this.tokens, at: this.at, origin: this.origin };
    this.tokens = tokens;
    this.at = 0;
    this.origin = origin;
    const result = read();
    this.tokens = outer.tokens;
    this.at = outer.at;
    this.origin = outer.origin;
    return result;
  }
}
