/** Which bodies code reads, and of which messages. */
import {
  allNodes,
  type CodeNode,
  type Expression,
  type LocalSymbol,
  parentsIn,
  rootsOf,
  type SemanticModel,
} from '../expression';
import { codePathOf, type Parents, type Path } from './paths';

/** A call that reads the body of a message. */
export interface BodyRead {
  /** What the message is held by: `context.Request`, or a variable's name behind `variable `. */
  readonly message: string;
  /** Whether nothing is left of the body. */
  readonly consumes: boolean;
  readonly call: Extract<Expression, { readonly kind: 'invocation' }>;
  /** In the code. */
  readonly path: Path;
}

const known = new WeakMap<SemanticModel, readonly BodyRead[]>();

/** In the order of their places. */
export function bodyReadsIn(model: SemanticModel): readonly BodyRead[] {
  if (!model.code.includes('Body')) return none;
  let found = known.get(model);
  if (found === undefined) {
    found = findReads(model);
    known.set(model, found);
  }
  return found;
}

const none: readonly BodyRead[] = [];

function findReads(model: SemanticModel): readonly BodyRead[] {
  const found: BodyRead[] = [];
  const roots = rootsOf(model);
  let parents: Parents | undefined;
  for (const node of allNodes(roots)) {
    if (!isCall(node)) continue;
    const symbol = model.meaningOf(node)?.symbol;
    if (symbol?.kind !== 'method' || !symbol.context?.readsBody) continue;
    parents ??= parentsIn(roots);
    const message = messageOf(model, parents, receiverOf(parents, node.target), 0);
    if (message === undefined) continue;
    const consumes = node.arguments.every(({ value }) => model.meaningOf(value)?.constant === false);
    found.push({ message, consumes, call: node, path: codePathOf(roots, parents, node) });
  }
  return found.sort((a, b) => a.call.argumentsSpan.start - b.call.argumentsSpan.start);
}

function isCall(node: CodeNode): node is BodyRead['call'] {
  return node.kind === 'invocation' && 'argumentsSpan' in node;
}

/** What a member is accessed on. */
function receiverOf(parents: Parents, node: Expression): Expression | undefined {
  if (node.kind === 'member-access') return node.target;
  if (node.kind !== 'member-binding' && node.kind !== 'element-binding') return undefined;
  let at: CodeNode = node;
  for (let around = parents.get(at); around !== undefined; around = parents.get(at)) {
    if (isConditionalAccess(around) && around.access === at) return around.target;
    at = around;
  }
  return undefined;
}

function isConditionalAccess(
  node: CodeNode,
): node is Extract<Expression, { readonly kind: 'conditional-access' }> {
  return node.kind === 'conditional-access';
}

/** How many variables of the code may be followed from one to the next. */
const MOST_STEPS = 5;

/** The message that a value is, or is the body of. */
function messageOf(
  model: SemanticModel,
  parents: Parents,
  node: Expression | undefined,
  steps: number,
): string | undefined {
  if (node === undefined || steps > MOST_STEPS) return undefined;
  const of = (inner: Expression | undefined): string | undefined =>
    messageOf(model, parents, inner, steps + 1);
  switch (node.kind) {
    case 'parenthesized':
      return of(node.expression);
    case 'cast':
      return of(node.operand);
    case 'as':
      return of(node.value);
    case 'name': {
      const symbol = model.meaningOf(node)?.symbol;
      return symbol?.kind === 'local' ? of(initialValueOf(model, symbol)) : undefined;
    }
    case 'conditional-access':
      return of(node.access);
    case 'member-access':
    case 'member-binding': {
      const symbol = model.meaningOf(node)?.symbol;
      if (symbol?.kind !== 'property') return undefined;
      if (symbol.containingType.definition.name === 'IContext') return `context.${symbol.name}`;
      return symbol.name === 'Body' ? of(receiverOf(parents, node)) : undefined;
    }
    case 'element-access':
    case 'invocation': {
      const name = variableNamed(model, node);
      return name === undefined ? undefined : `variable ${name}`;
    }
    default:
      return undefined;
  }
}

/** The context variable that is asked for. */
export function variableNamed(
  model: SemanticModel,
  node: Extract<Expression, { readonly kind: 'element-access' | 'invocation' }>,
): string | undefined {
  const target =
    node.kind === 'element-access'
      ? node.target
      : node.target.kind === 'member-access'
        ? node.target.target
        : undefined;
  const symbol = target && model.meaningOf(target)?.symbol;
  if (symbol?.kind !== 'property' || symbol.context?.keys !== 'variable') return undefined;
  const [key] = node.arguments;
  const name = key && model.meaningOf(key.value)?.constant;
  return typeof name === 'string' ? name : undefined;
}

/** What a variable of the code was made of, where nothing else is written to it. */
function initialValueOf(model: SemanticModel, symbol: LocalSymbol): Expression | undefined {
  const { declaration } = symbol;
  if (declaration === undefined) return undefined;
  const isChanged = model.uses.some(
    (use) => use.symbol === symbol && !use.isDeclaration && use.access !== 'read',
  );
  if (isChanged) return undefined;
  for (const node of allNodes(rootsOf(model)))
    if (
      node.kind === 'variable' &&
      'value' in node &&
      'name' in node &&
      node.span.start === declaration.start
    )
      return node.value?.kind === 'initializer' ? undefined : (node.value as Expression | undefined);
  return undefined;
}
