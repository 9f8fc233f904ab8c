/** Where reading code begins. */
import { Parser } from './parser/parser';
import { lex } from './syntax/lexer';
import type { Expression, Statement } from './syntax/nodes';
import type { ExpressionProblem } from './syntax/problems';
import { markToken, type Token, type TokenKind } from './syntax/tokens';

export { lex } from './syntax/lexer';
export interface ParsedExpression extends ParsedCode {
  readonly root: Expression;
}

export interface ParsedBlock extends ParsedCode {
  readonly statements: readonly Statement[];
}

export interface ParsedCode {
  /** In the order of their places. */
  readonly problems: readonly ExpressionProblem[];
  /** Where variables may be declared within expressions, as in `out var x`: the offsets of their names, in order. */
  readonly designations: readonly number[];
}

/** The code of `@(…)`, without the brackets. Never throws. */
export function parseExpression(code: string): ParsedExpression {
  const { tokens, appended } = lexed(code, ')', ';', '}');
  const parser = new Parser(code, [markToken('(', 0, '('), ...tokens, ...appended]);
  const expression = parser.bracketedExpression();
  const whole = expression.span.start === 0 && expression.span.end === code.length;
  const root = whole && expression.kind === 'parenthesized' ? expression.expression : expression;
  return { root, ...found(parser) };
}

/** The code of `@{…}`, without the brackets. Never throws. */
export function parseBlock(code: string): ParsedBlock {
  const { tokens, appended } = lexed(code, '}');
  const parser = new Parser(code, [...tokens, ...appended]);
  const statements = parser.blockBody();
  return { statements, ...found(parser) };
}

/**
 * The code's tokens and what follows the code in the place the compiler sees it in, as if on a line of its own. It is
 * all of no length, at the end of the code.
 */
function lexed(
  code: string,
  ...following: readonly TokenKind[]
): { tokens: readonly Token[]; appended: readonly Token[] } {
  const tokens = lex(code);
  const last = tokens.at(-1);
  const appended = [...following, 'end' as const].map((kind, index) => {
    const mark = markToken(kind, code.length, kind, index === 0);
    return index === 0 ? { ...mark, problem: last?.problem } : mark;
  });
  return { tokens: tokens.slice(0, -1), appended };
}

function found({ problems, designations }: Parser): ParsedCode {
  return {
    problems: [...problems].sort((a, b) => a.span.start - b.span.start),
    // What was read twice is there twice.
    designations: [...new Set(designations)].sort((a, b) => a - b),
  };
}
