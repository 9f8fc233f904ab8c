/** What the C# compiler says of code it can't read: its codes, its words, its places. */
import type { Span } from '../../text';

export interface ExpressionProblem {
  /** The compiler's code, for example `CS1002`. */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /**
   * `syntax`: the code can't be read. `later`: it can, and what is wrong with it the compiler says only then: it is
   * written in a later version of C#, or what stands there does nothing. `limit`: the code goes so deep that the rest
   * of it wasn't read, which says nothing against it.
   */
  readonly kind: 'syntax' | 'later' | 'limit';
}

/** The errors of a kind each: the code and its words. `{0}` stands for what the error is about. */
const words = {
  CS0145: 'A const field requires a value to be provided',
  CS0150: 'A constant value is expected',
  CS0178: "Invalid rank specifier: expected ',' or ']'",
  CS0201:
    'Only assignment, call, increment, decrement, await, and new object expressions can be used as a statement',
  CS0230: 'Type and identifier are both required in a foreach statement',
  CS0443: 'Syntax error; value expected',
  CS0594: "Floating-point constant is outside the range of type '{0}'",
  CS0595: 'Invalid real literal.',
  CS0650:
    "Bad array declarator: To declare a managed array the rank specifier precedes the variable's identifier. To declare a fixed size buffer field, use the fixed keyword before the field type.",
  CS0742: 'A query body must end with a select clause or a group clause',
  CS0743: "Expected contextual keyword 'on'",
  CS0744: "Expected contextual keyword 'equals'",
  CS0745: "Expected contextual keyword 'by'",
  CS0839: 'Argument missing',
  CS1001: 'Identifier expected',
  CS1002: '; expected',
  CS1003: "Syntax error, '{0}' expected",
  CS1009: 'Unrecognized escape sequence',
  CS1010: 'Newline in constant',
  CS1011: 'Empty character literal',
  CS1012: 'Too many characters in character literal',
  CS1013: 'Invalid number',
  CS1021: 'Integral constant is too large',
  CS1022: 'Type or namespace definition, or end-of-file expected',
  CS1023: 'Embedded statement cannot be a declaration or labeled statement',
  CS1024: 'Preprocessor directive expected',
  CS1026: ') expected',
  CS1029: "#error: '{0}'",
  CS1031: 'Type expected',
  CS1032: 'Cannot define/undefine preprocessor symbols after first token in file',
  CS1035: "End-of-file found, '*/' expected",
  CS1039: 'Unterminated string literal',
  CS1040: 'Preprocessor directives must appear as the first non-whitespace character on a line',
  CS1056: "Unexpected character '{0}'",
  CS1073: "Unexpected token '{0}'",
  CS1513: '} expected',
  CS1514: '{ expected',
  CS1515: "'in' expected",
  CS1519: "Invalid token '{0}' in a member declaration",
  CS1524: 'Expected catch or finally',
  CS1525: "Invalid expression term '{0}'",
  CS1526: 'A new expression requires an argument list or (), [], or {} after type',
  CS1528: 'Expected ; or = (cannot specify constructor arguments in declaration)',
  CS1646: 'Keyword, identifier, or string expected after verbatim specifier: @',
  CS1733: 'Expected expression',
  CS8076: "Missing close delimiter '}' for interpolated expression started with '{'.",
  CS8078: 'An expression is too long or complex to compile',
  CS8086: "A '{0}' character must be escaped (by doubling) in an interpolated string.",
  CS8124: 'Tuple must contain at least two elements.',
  CS8361:
    "A conditional expression cannot be used directly in a string interpolation because the ':' ends the interpolation. Parenthesize the conditional expression.",
  CS8370: "Feature '{0}' is not available in C# 7.3. Please use language version {1} or greater.",
  CS8504: 'Pattern missing',
  CS8515: 'Parentheses are required around the switch governing expression.',
  CS8641: "'else' cannot start a statement.",
  CS8997: 'Unterminated raw string literal.',
} as const;

export type ProblemCode = keyof typeof words;

const later: ReadonlySet<ProblemCode> = new Set(['CS0201', 'CS1023', 'CS8370']);

export function problem(
  code: ProblemCode,
  start: number,
  end: number,
  ...subjects: readonly string[]
): ExpressionProblem {
  return {
    code,
    message: words[code].replace(/\{(\d)\}/g, (_, index: string) => subjects[Number(index)] ?? ''),
    span: { start, end },
    kind: later.has(code) ? 'later' : code === 'CS8078' ? 'limit' : 'syntax',
  };
}
