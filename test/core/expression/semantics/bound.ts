/** What code means, in a form to compare: the problems in marked code, and the types of values. */
import { expect } from 'vitest';
import {
  bindBlock,
  bindExpression,
  describeType,
  type SemanticModel,
} from '../../../../server/src/core/expression';
import { parseMarks } from '../../../support/markedText';
import { testTypes } from '../../../support/types';

const world = testTypes();

export function expressionModel(code: string, expected?: 'bool' | 'int' | 'string'): SemanticModel {
  return bindExpression({ world, code, expected: expected && world.predefined(expected) });
}

export function blockModel(code: string, expected?: 'bool' | 'int' | 'string'): SemanticModel {
  return bindBlock({ world, code, expected: expected && world.predefined(expected) });
}

/** What the compiler says, without what only the service does. */
export function compilerProblems({ problems }: SemanticModel): SemanticModel['problems'] {
  return problems.filter(({ code }) => code.startsWith('CS'));
}

/** The type of an expression that has nothing wrong with it. */
export function typeOf(code: string): string {
  const model = expressionModel(code);
  const { results } = model;
  expect(compilerProblems(model)).toEqual([]);
  const type = results[0]?.type;
  return type ? describeType(type, 'short') : 'none';
}

/** The type of what statements return, which have nothing wrong with them. */
export function returned(code: string): string {
  const model = blockModel(code);
  const { results } = model;
  expect(compilerProblems(model).filter(({ severity }) => severity === 'error')).toEqual([]);
  return [...new Set(results.map(({ type }) => (type ? describeType(type, 'short') : 'none')))].join(' | ');
}

function codesIn(model: (code: string) => SemanticModel, marked: string): string {
  const { text, ranges } = parseMarks(marked);
  const problems = compilerProblems(model(text)).filter(({ severity }) => severity === 'error');
  expect(problems.map(({ span }) => span)).toEqual(ranges);
  return problems.map(({ code }) => code).join(' ');
}

/** The codes of the errors at the marks in an expression. */
export function wrong(marked: string): string {
  return codesIn((code) => expressionModel(code), marked);
}

/** The same for statements. */
export function wrongIn(marked: string): string {
  return codesIn((code) => blockModel(code), marked);
}
