/** The parses of the last texts: while someone types, one expression of a document changes and all others stay. */
import { type ParsedBlock, type ParsedExpression, parseBlock, parseExpression } from './parse';

/** How many characters of code are kept at most, and in how many texts. */
const MOST_CHARACTERS = 1_000_000;
const MOST_TEXTS = 2000;

class Recent<T> {
  private readonly byCode = new Map<string, T>();
  private characters = 0;

  constructor(private readonly parse: (code: string) => T) {}

  of(code: string): T {
    const known = this.byCode.get(code);
    if (known) {
      // The latest asked for is the last to go.
      this.byCode.delete(code);
      this.byCode.set(code, known);
      return known;
    }
    const parsed = this.parse(code);
    this.byCode.set(code, parsed);
    this.characters += code.length;
    for (const oldest of this.byCode.keys()) {
      if (this.characters <= MOST_CHARACTERS && this.byCode.size <= MOST_TEXTS) break;
      this.byCode.delete(oldest);
      this.characters -= oldest.length;
    }
    return parsed;
  }
}

const expressions = new Recent(parseExpression);
const blocks = new Recent(parseBlock);

/** `parseExpression`, once for each text as long as it is remembered. */
export function expressionOf(code: string): ParsedExpression {
  return expressions.of(code);
}

/** `parseBlock`, once for each text as long as it is remembered. */
export function blockOf(code: string): ParsedBlock {
  return blocks.of(code);
}
