/** C#'s operators and how strongly they bind: the higher the number, the more. */
import type { AssignmentOperator, BinaryOperator, UnaryOperator } from '../syntax/nodes';

export const precedence = {
  assignment: 0,
  conditional: 1,
  coalescing: 2,
  relational: 9,
  switch: 13,
  range: 14,
  unary: 15,
  cast: 16,
} as const;

export const binaryPrecedence: ReadonlyMap<string, number> = new Map<BinaryOperator | 'is' | 'as', number>([
  ['??', 2],
  ['||', 3],
  ['&&', 4],
  ['|', 5],
  ['^', 6],
  ['&', 7],
  ['==', 8],
  ['!=', 8],
  ['<', 9],
  ['>', 9],
  ['<=', 9],
  ['>=', 9],
  ['is', 9],
  ['as', 9],
  ['<<', 10],
  ['>>', 10],
  ['>>>', 10],
  ['+', 11],
  ['-', 11],
  ['*', 12],
  ['/', 12],
  ['%', 12],
  ['..', 14],
]);

const assignments: ReadonlySet<string> = new Set<AssignmentOperator>([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '>>>=',
  '??=',
]);

export function isAssignmentOperator(text: string): text is AssignmentOperator {
  return assignments.has(text);
}

export function isBinaryOperator(text: string): text is BinaryOperator {
  return binaryPrecedence.has(text) && text !== 'is' && text !== 'as';
}

const prefixes: ReadonlySet<string> = new Set<UnaryOperator>(['+', '-', '!', '~', '++', '--', '&', '*', '^']);

export function isPrefixOperator(text: string): text is UnaryOperator {
  return prefixes.has(text);
}
