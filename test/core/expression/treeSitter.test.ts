/**
 * Our trees beside those of tree-sitter's grammar of C#, on real expressions: the same nodes from the same place to the
 * same place, for the kinds of nodes that both have. With `APIM_SHOW_MISSES=1` the differences are printed.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { parseBlock, parseExpression } from '../../../server/src/core/expression';
import type { Span } from '../../../server/src/core/text';
import { repositoryRoot } from '../../support/catalogue';
import { corpusExpressions, type SourceExpression, withoutPlaceholders } from '../../support/expressions';
import { inMethod, loadTreeSitter, type TreeSitter } from '../../support/treeSitter';
import { type AnyNode, nodesOfCode } from './generated/nodes';
import { ownExpressions } from './generated/sources';

/** Tree-sitter's names for what a kind of node of ours is there. */
const names: Partial<Readonly<Record<AnyNode['kind'], string | readonly string[]>>> = {
  'anonymous-method': 'anonymous_method_expression',
  'anonymous-object': 'anonymous_object_creation_expression',
  'array-creation': ['array_creation_expression', 'implicit_array_creation_expression'],
  'array-type': 'array_type',
  'conditional-access': 'conditional_access_expression',
  'declaration-pattern': 'declaration_pattern',
  do: 'do_statement',
  'element-access': 'element_access_expression',
  'element-binding': 'element_binding_expression',
  'expression-statement': 'expression_statement',
  'foreach-deconstruction': 'foreach_statement',
  'interpolated-string': 'interpolated_string_expression',
  'local-declaration': 'local_declaration_statement',
  'local-function': 'local_function_statement',
  'member-access': 'member_access_expression',
  'member-binding': 'member_binding_expression',
  'nullable-type': 'nullable_type',
  'object-creation': 'object_creation_expression',
  'predefined-type': 'predefined_type',
  'throw-statement': 'throw_statement',
  argument: 'argument',
  as: 'as_expression',
  assignment: 'assignment_expression',
  binary: 'binary_expression',
  block: 'block',
  break: 'break_statement',
  cast: 'cast_expression',
  checked: 'checked_expression',
  conditional: 'conditional_expression',
  continue: 'continue_statement',
  default: 'default_expression',
  for: 'for_statement',
  foreach: 'foreach_statement',
  from: 'from_clause',
  goto: 'goto_statement',
  if: 'if_statement',
  interpolation: 'interpolation',
  invocation: 'invocation_expression',
  is: ['is_expression', 'is_pattern_expression'],
  join: 'join_clause',
  lambda: 'lambda_expression',
  let: 'let_clause',
  literal: [
    'boolean_literal',
    'character_literal',
    'integer_literal',
    'null_literal',
    'real_literal',
    'string_literal',
    'verbatim_string_literal',
  ],
  lock: 'lock_statement',
  orderby: 'order_by_clause',
  parenthesized: 'parenthesized_expression',
  postfix: 'postfix_unary_expression',
  query: 'query_expression',
  return: 'return_statement',
  switch: 'switch_statement',
  throw: 'throw_expression',
  try: 'try_statement',
  tuple: 'tuple_expression',
  typeof: 'typeof_expression',
  unary: 'prefix_unary_expression',
  using: 'using_statement',
  where: 'where_clause',
  while: 'while_statement',
};
const kinds = new Map(
  Object.entries(names).flatMap(([kind, theirs]) => [theirs].flat().map((name) => [name, kind] as const)),
);

/**
 * Of `a?.b().c` the grammar makes `((a?.b)().c)`, and even of `x + a?.b()` it makes `(x + a)?.b()`. The compiler, and
 * we, make `a?(.b().c)` of it. Of what such a chain is made of, only the end is compared.
 */
const chained = new Set(['conditional-access', 'member-access', 'element-access', 'invocation']);
const inChain = (kind: string, { start, end }: Span) =>
  kind === 'conditional-access' ? kind : kind === 'binary' ? `${kind} ${start}-` : `${kind} -${end}`;

function shape(expression: SourceExpression): readonly string[] {
  return nodesOfCode(expression)
    .filter(({ kind }) => kind in names)
    .map((node) => {
      const kind = node.kind === 'foreach-deconstruction' ? 'foreach' : node.kind;
      const isChained = chained.has(kind) && isConditional(node);
      const isCut = node.kind === 'binary' && node.right.kind === 'conditional-access';
      return isChained || isCut ? inChain(kind, node.span) : `${kind} ${node.span.start}-${node.span.end}`;
    })
    .sort();
}

/** Whether there is a `?.` or `?[` in a chain of accesses and calls. */
function isConditional(node: AnyNode): boolean {
  const { kind } = node;
  if (kind === 'conditional-access' || kind === 'member-binding' || kind === 'element-binding') return true;
  return (
    (kind === 'member-access' || kind === 'element-access' || kind === 'invocation') &&
    isConditional(node.target)
  );
}

function theirShape(root: Node, before: number, length: number): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    const span = { start: node.startIndex - before, end: node.endIndex - before };
    if (node.isNamed && span.start >= 0 && span.end <= length) found.push(...translated(node, span));
    for (const child of node.children) if (child) visit(child);
  };
  visit(root);
  return found.sort();
}

const place = (kind: string, { start, end }: Span) => `${kind} ${start}-${end}`;

function translated(node: Node, span: Span): readonly string[] {
  const { type, parent } = node;
  // Where they have one kind more, or less, than we have.
  if (type === 'array_type' && parent?.type === 'array_creation_expression') return [];
  if (type === 'assignment_expression' && parent?.type === 'initializer_expression') return [];
  if (type === 'element_binding_expression' && parent?.parent?.type === 'initializer_expression') return [];
  if (type === 'variable_declaration' && parent?.type !== 'local_declaration_statement')
    return [place('local-declaration', span)];
  if (type === 'local_declaration_statement' && node.descendantsOfType('tuple_pattern').length > 0)
    return [
      place('expression-statement', span),
      place('assignment', { start: span.start, end: span.end - 1 }),
    ];
  const kind = kinds.get(type);
  if (!kind) return [];
  const isCut = kind === 'binary' && parent?.type === 'conditional_access_expression';
  return [isCut || (chained.has(kind) && isTheirConditional(node)) ? inChain(kind, span) : place(kind, span)];
}

function isTheirConditional(node: Node | null): boolean {
  if (node === null || node.type === 'parenthesized_expression') return false;
  if (node.type === 'conditional_access_expression') return true;
  return chained.has(kinds.get(node.type) ?? '') && isTheirConditional(node.firstNamedChild);
}

describe('tree-sitter', () => {
  let parser: TreeSitter;
  beforeAll(async () => {
    parser = await loadTreeSitter(repositoryRoot);
  });

  it('makes trees of the same shape', { timeout: 120_000 }, () => {
    const valid = [...ownExpressions(), ...corpusExpressions()]
      .map((source) => ({ ...source, code: withoutPlaceholders(source.code) }))
      .filter(
        ({ form, code }) =>
          (form === 'single' ? parseExpression(code) : parseBlock(code)).problems.length === 0,
      );
    let compared = 0;
    let same = 0;
    let nodes = 0;
    for (const source of valid) {
      const { text, before } = inMethod(source);
      const tree = parser.parse(text);
      if (tree.rootNode.hasError) {
        if (process.env.APIM_SHOW_MISSES) console.log(`tree-sitter refuses ${source.code}`);
      } else {
        compared++;
        const ours = shape(source);
        const theirs = theirShape(tree.rootNode, before, source.code.length);
        nodes += ours.length;
        if (ours.join() === theirs.join()) same++;
        else if (process.env.APIM_SHOW_MISSES) show(source, ours, theirs);
      }
      tree.delete();
    }
    console.info(
      `Of ${valid.length} expressions, tree-sitter reads ${compared}: ${same} trees are the same, ${nodes} nodes.`,
    );
    expect(same).toBe(compared);
    expect(compared / valid.length).toBeGreaterThan(0.98);
  });
});

function show({ code, file }: SourceExpression, ours: readonly string[], theirs: readonly string[]): void {
  const text = (line: string) => {
    const [start, end] = (line.split(' ')[1] ?? '').split('-').map(Number);
    return `${line} ${code.slice(start, Math.min(end ?? 0, (start ?? 0) + 80))}`;
  };
  console.log(file);
  for (const line of ours) if (!theirs.includes(line)) console.log(`  only ours:   ${text(line)}`);
  for (const line of theirs) if (!ours.includes(line)) console.log(`  only theirs: ${text(line)}`);
}
