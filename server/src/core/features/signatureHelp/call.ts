/** The call whose brackets begin somewhere, and its arguments. */
import {
  type Argument,
  type CodeNode,
  type Expression,
  firstBinding,
  nodesAt,
  rootsOf,
  type SemanticModel,
} from '../../expression';
import { isBlank } from '../../text';

type Kind<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export interface Call {
  readonly node: Kind<'invocation' | 'object-creation' | 'element-access' | 'element-binding'>;
  readonly arguments: readonly Argument[];
  /** Where its brackets begin. */
  readonly bracket: number;
  /** What stands before the `?` where it is part of a conditional access. */
  readonly receiver: Expression | undefined;
}

/** `undefined` where the brackets at the offset are those of something else. */
export function callAt(model: SemanticModel, bracket: number): Call | undefined {
  const conditional: Kind<'conditional-access'>[] = [];
  for (const node of nodesAt(rootsOf(model), bracket)) {
    if (node.span.end <= bracket) continue;
    if (isKind(node, 'conditional-access')) conditional.push(node);
    const found = argumentsAt(node, model.code, bracket);
    if (found === undefined) continue;
    const { call } = found;
    const first = isKind(call, 'invocation') ? call.target : call;
    const receiver = conditional.findLast(({ access }) => firstBinding(access) === first)?.target;
    return { node: call, arguments: found.given, bracket, receiver };
  }
  return undefined;
}

function argumentsAt(
  node: CodeNode,
  code: string,
  bracket: number,
): { readonly call: Call['node']; readonly given: readonly Argument[] } | undefined {
  const isBehind = (end: number) => end <= bracket && isBlank(code, { start: end, end: bracket });
  if (isKind(node, 'invocation'))
    return node.argumentsSpan.start === bracket ? { call: node, given: node.arguments } : undefined;
  if (isKind(node, 'object-creation'))
    return node.arguments && node.type && isBehind(node.type.span.end)
      ? { call: node, given: node.arguments }
      : undefined;
  if (isKind(node, 'element-access'))
    return isBehind(node.target.span.end) ? { call: node, given: node.arguments } : undefined;
  if (isKind(node, 'element-binding'))
    return node.span.start === bracket ? { call: node, given: node.arguments } : undefined;
  return undefined;
}

function isKind<K extends Expression['kind']>(node: CodeNode, kind: K): node is Kind<K> {
  return node.kind === kind;
}

/** The argument that the code ends in: by its name or by its place. */
export interface ActiveArgument {
  readonly name: string | undefined;
  readonly index: number;
  /** Whether nothing stands in the brackets yet. */
  readonly isFirst: boolean;
}

export function activeArgument({ arguments: given }: Call): ActiveArgument {
  return {
    name: given.at(-1)?.name?.text,
    index: Math.max(0, given.length - 1),
    isFirst: given.length === 0,
  };
}
