/** Where code names a context variable: in the strings that `context.Variables` is asked with. */
import {
  type Argument,
  allNodes,
  type CodeNode,
  type CodeSymbol,
  type Expression,
  firstBinding,
  rootsOf,
  type SemanticModel,
} from '../expression';
import type { Span } from '../text';

/** A variable's name in code. */
export interface NameInCode {
  readonly name: string;
  /** In the code. Of the name between its quotes, or of all that it is put together of. */
  readonly span: Span;
  /** Whether one string holds it, and nothing else. */
  readonly isLiteral: boolean;
}

/** In the order of their places. */
export function variablesNamedIn(model: SemanticModel): readonly NameInCode[] {
  if (!model.code.includes('Variables')) return [];
  const found: NameInCode[] = [];
  const receivers = new Map<Expression, Expression>();
  for (const node of allNodes(rootsOf(model))) {
    if (isConditionalAccess(node)) {
      const binding = firstBinding(node.access);
      if (binding) receivers.set(binding, node.target);
      continue;
    }
    const key = keyArgument(model, node as Expression, receivers);
    const name = key && nameOf(model, key.value);
    if (name) found.push(name);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

type ConditionalAccess = Extract<Expression, { kind: 'conditional-access' }>;

function isConditionalAccess(node: CodeNode): node is ConditionalAccess {
  return node.kind === 'conditional-access';
}

/** The argument that says which variable is meant, where the variables are asked. */
function keyArgument(
  model: SemanticModel,
  node: Expression,
  receivers: ReadonlyMap<Expression, Expression>,
): Argument | undefined {
  switch (node.kind) {
    case 'element-access':
      return isVariables(model, node.target) ? node.arguments[0] : undefined;
    case 'element-binding': {
      const receiver = receivers.get(node);
      return receiver && isVariables(model, receiver) ? node.arguments[0] : undefined;
    }
    case 'invocation': {
      const { target } = node;
      const receiver =
        target.kind === 'member-access'
          ? target.target
          : target.kind === 'member-binding'
            ? receivers.get(target)
            : undefined;
      if (!receiver || !isVariables(model, receiver)) return undefined;
      return argumentFor(keyOf(model.meaningOf(node)?.symbol), node.arguments);
    }
    default:
      return undefined;
  }
}

/** What the method calls the parameter that takes the key; the first one where it isn't clear which method it is. */
function keyOf(method: CodeSymbol | undefined): string | undefined {
  if (method?.kind !== 'method') return undefined;
  return method.parameters[method.isExtension ? 1 : 0]?.name;
}

function argumentFor(parameter: string | undefined, given: readonly Argument[]): Argument | undefined {
  const named = given.find(({ name }) => name !== undefined && name.text === parameter);
  if (named) return named;
  const [first] = given;
  return first?.name === undefined ? first : undefined;
}

/** Whether it is the context's dictionary of variables, however it is written. */
function isVariables(model: SemanticModel, node: Expression): boolean {
  let inner = node;
  while (inner.kind === 'parenthesized') inner = inner.expression;
  const symbol = model.meaningOf(inner)?.symbol;
  return symbol?.kind === 'property' && symbol.context?.keys === 'variable';
}

function nameOf({ code, meaningOf }: SemanticModel, node: Expression): NameInCode | undefined {
  if (node.kind === 'literal' && node.value.type === 'string') {
    const { start, end } = node.span;
    const opening = code.startsWith('@', start) ? 2 : 1;
    const isClosed = end - start > opening && code[end - 1] === '"';
    const span = { start: start + opening, end: Math.max(start + opening, isClosed ? end - 1 : end) };
    return { name: node.value.value, span, isLiteral: true };
  }
  const constant = meaningOf(node)?.constant;
  return typeof constant === 'string' ? { name: constant, span: node.span, isLiteral: false } : undefined;
}
