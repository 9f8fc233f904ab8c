import { describe, expect, it } from 'vitest';
import {
  allNodes,
  type CodeNode,
  nodesAt,
  parseBlock,
  parseExpression,
} from '../../../server/src/core/expression';
import { parseCursor } from '../../support/markedText';

const kinds = (nodes: Iterable<CodeNode>) => [...nodes].map(({ kind }) => kind);

describe('all nodes of code', () => {
  it('are found from the outside in, in the order in which they stand', () => {
    expect(kinds(allNodes([parseExpression('a.b(1, $"{c}")').root]))).toEqual([
      'invocation',
      'member-access',
      'name',
      'name',
      'argument',
      'literal',
      'argument',
      'interpolated-string',
      'interpolation',
      'name',
    ]);
  });

  it('are found in statements, switches, tuples of types and queries', () => {
    const code =
      'switch (a) { case int n when n > 0: (int x, string) t = f(); return from i in t select i; default: return b; }';
    const names = [...allNodes(parseBlock(code).statements)].filter((node) => node.kind === 'name');
    expect(names.map(({ span }) => code.slice(span.start, span.end))).toEqual(
      expect.arrayContaining(['a', 'n', 'f', 't', 'i', 'b']),
    );
  });

  it('are found in chains that are too long for recursion', () => {
    const { root } = parseExpression(`a${'.b'.repeat(300)}`);
    expect(kinds(allNodes([root]))).toHaveLength(601);
  });
});

it.each([
  ['a + b.<|>c', ['binary', 'member-access', 'name']],
  ['f(x<|>, y)', ['invocation', 'argument', 'name']],
  ['a <|>+ b', ['binary']],
])('the nodes at the cursor of %s', (marked, expected) => {
  const { text, offset } = parseCursor(marked);
  expect(kinds(nodesAt([parseExpression(text).root], offset))).toEqual(expected);
});
