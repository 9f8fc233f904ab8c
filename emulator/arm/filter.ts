/**
 * The part of OData's `$filter` that list requests use: comparisons, `contains`, `startswith`, `endswith`,
 * `substringof`, `and`, `or`, `not` and brackets. Texts are compared without regard to case.
 */
import type { JsonObject } from '../json';

export type Filter = (row: JsonObject) => boolean;

type Token = { readonly kind: 'word' | 'string' | 'punctuation'; readonly text: string };

/** The filter as a predicate over a row's fields, or a sentence on what is wrong with it. */
export function parseFilter(text: string, fields: readonly string[]): Filter | string {
  const tokens = tokenize(text);
  if (tokens === undefined) return `Invalid filter clause specified: '${text}'.`;
  const parser = new FilterParser(tokens, fields);
  const filter = parser.parseOr();
  if (parser.problem !== undefined) return parser.problem;
  return filter === undefined || !parser.atEnd ? `Invalid filter clause specified: '${text}'.` : filter;
}

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w./]*|-?\d+(?:\.\d+)?)|([(),]))/y;
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    const [, string, word, punctuation] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'") });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'punctuation', text: punctuation ?? '' });
  }
  return tokens;
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

const textFunctions: Readonly<Record<string, (value: string, argument: string) => boolean>> = {
  contains: (value, argument) => value.includes(argument),
  startswith: (value, argument) => value.startsWith(argument),
  endswith: (value, argument) => value.endsWith(argument),
};

class FilterParser {
  problem: string | undefined;
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly fields: readonly string[],
  ) {}

  get atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  parseOr(): Filter | undefined {
    let left = this.parseAnd();
    while (left !== undefined && this.takeWord('or')) {
      const [a, b] = [left, this.parseAnd()];
      left = b && ((row) => a(row) || b(row));
    }
    return left;
  }

  private parseAnd(): Filter | undefined {
    let left = this.parseUnary();
    while (left !== undefined && this.takeWord('and')) {
      const [a, b] = [left, this.parseUnary()];
      left = b && ((row) => a(row) && b(row));
    }
    return left;
  }

  private parseUnary(): Filter | undefined {
    if (this.takeWord('not')) {
      const inner = this.parseUnary();
      return inner && ((row) => !inner(row));
    }
    if (this.takePunctuation('(')) {
      const inner = this.parseOr();
      return this.takePunctuation(')') ? inner : undefined;
    }
    const word = this.take('word');
    if (word === undefined) return undefined;
    return this.takePunctuation('(') ? this.parseCall(word.toLowerCase()) : this.parseComparison(word);
  }

  private parseCall(name: string): Filter | undefined {
    const swapped = name === 'substringof';
    const test = textFunctions[swapped ? 'contains' : name];
    const first = this.take(swapped ? 'string' : 'word');
    if (!this.takePunctuation(',')) return undefined;
    const second = this.take(swapped ? 'word' : 'string');
    if (test === undefined || first === undefined || second === undefined || !this.takePunctuation(')')) {
      return undefined;
    }
    const [field, argument] = swapped ? [second, first] : [first, second];
    const read = this.reader(field);
    return read && ((row) => test(read(row), argument.toLowerCase()));
  }

  private parseComparison(field: string): Filter | undefined {
    const operator = this.take('word');
    const compare = operator === undefined ? undefined : comparisons[operator.toLowerCase()];
    const literal = this.take('string') ?? this.take('word');
    if (compare === undefined || literal === undefined) return undefined;
    const read = this.reader(field);
    const wanted = literal.toLowerCase();
    return (
      read &&
      ((row) => {
        const value = read(row);
        return compare(value === wanted ? 0 : value < wanted ? -1 : 1);
      })
    );
  }

  private reader(field: string): ((row: JsonObject) => string) | undefined {
    const name = this.fields.find((known) => known.toLowerCase() === field.toLowerCase());
    if (name === undefined) {
      this.problem = `Filtering by '${field}' is not supported.`;
      return undefined;
    }
    return (row) => {
      const value = row[name];
      return value === undefined || value === null ? '' : String(value).toLowerCase();
    };
  }

  private take(kind: Token['kind']): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return undefined;
    this.at++;
    return token.text;
  }

  private takeWord(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== text) return false;
    this.at++;
    return true;
  }

  private takePunctuation(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'punctuation' || token.text !== text) return false;
    this.at++;
    return true;
  }
}
