/** How fast the C# of expressions is read and understood, beside tree-sitter-c-sharp, which only reads it. */
import {
  bindBlock,
  bindExpression,
  lex,
  parseBlock,
  parseExpression,
  type TypeWorld,
} from '../server/src/core/expression';
import { inMethod, type TreeSitter } from '../test/support/treeSitter';
import { measure } from './measure';

export interface MeasuredExpression {
  readonly form: 'single' | 'block';
  readonly code: string;
}

export function reportExpressions(
  expressions: readonly MeasuredExpression[],
  world: TypeWorld,
  treeSitter: TreeSitter,
): void {
  const characters = expressions.reduce((sum, { code }) => sum + code.length, 0);
  const wrapped = expressions.map((it) => inMethod(it).text);
  let run = 0;
  const {
    cut = Number.NaN,
    read = Number.NaN,
    all = Number.NaN,
    peer = Number.NaN,
  } = measure({
    cut: () => expressions.map(({ code }) => lex(code)),
    read: () =>
      expressions.map(({ form, code }) => (form === 'single' ? parseExpression(code) : parseBlock(code))),
    all: () => {
      // Other code than the last time: what is known of equal code would not be read again.
      const ending = ` //${run++}`;
      return expressions.map(({ form, code }) =>
        (form === 'single' ? bindExpression : bindBlock)({ world, code: code + ending, expected: undefined }),
      );
    },
    // Its trees are in memory that isn't collected.
    peer: () => {
      for (const text of wrapped) treeSitter.parse(text).delete();
    },
  });
  console.log(`Expressions: ${expressions.length}, ${characters} characters`);
  const report = (name: string, milliseconds: number) => {
    const speed = `${(characters / milliseconds / 1000).toFixed(1).padStart(6)} million characters a second`;
    const ratio = `${(milliseconds / peer).toFixed(2).padStart(6)} of tree-sitter`;
    console.log(`  ${name.padEnd(26)}${ratio}${milliseconds.toFixed(2).padStart(9)} ms${speed}`);
  };
  report('lex', cut);
  report('lex + parse', read);
  report('lex + parse + check', all);
  report('tree-sitter, parse only', peer);
}
