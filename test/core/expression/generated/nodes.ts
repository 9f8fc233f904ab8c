/** Finds nodes in trees, whatever they hang on. */
import { parseBlock, parseExpression } from '../../../../server/src/core/expression';
import type {
  Argument,
  Expression,
  InitializerItem,
  InterpolatedPart,
  Pattern,
  QueryClause,
  Statement,
  TypeNode,
} from '../../../../server/src/core/expression/syntax/nodes';

export type AnyNode =
  | Expression
  | Statement
  | TypeNode
  | Pattern
  | Argument
  | QueryClause
  | InitializerItem
  | InterpolatedPart;
export type NodeOf<Kind extends AnyNode['kind']> = Extract<AnyNode, { kind: Kind }>;

/** Every node of a tree, each before what it is made of. */
export function* nodesIn(tree: unknown): Generator<AnyNode> {
  if (typeof tree !== 'object' || tree === null) return;
  if ('kind' in tree && 'span' in tree) yield tree as AnyNode;
  for (const child of Object.values(tree)) yield* nodesIn(child);
}

/** Every node of code. */
export function nodesOfCode({ form, code }: { form: 'single' | 'block'; code: string }): readonly AnyNode[] {
  return [...nodesIn(form === 'single' ? parseExpression(code).root : parseBlock(code).statements)];
}

export function isKind<Kind extends AnyNode['kind']>(kind: Kind): (node: AnyNode) => node is NodeOf<Kind> {
  return (node): node is NodeOf<Kind> => node.kind === kind;
}
