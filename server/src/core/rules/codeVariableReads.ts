/** How code asks for context variables: as if they were there, or knowing that they may not be. */
import {
  allNodes,
  type CodeNode,
  type Expression,
  parentsIn,
  rootsOf,
  type SemanticModel,
} from '../expression';
import { variableNamed } from './codeMessages';
import { codePathOf, type Parents } from './paths';

type Access = Extract<Expression, { readonly kind: 'element-access' }>;

/** `context.Variables["x"]`, whatever becomes of it; it fails where there is no such variable. */
export interface VariableRead {
  readonly name: string;
  readonly node: Access;
  /** The cast right in front of it. */
  readonly cast: Extract<Expression, { readonly kind: 'cast' }> | undefined;
  /** Whether it is read whenever the code runs. */
  readonly isCertain: boolean;
}

export interface VariableReads {
  readonly reads: readonly VariableRead[];
  /** Those of which the code knows that they may be missing. */
  readonly asked: ReadonlySet<string>;
}

const known = new WeakMap<SemanticModel, VariableReads>();

const none: VariableReads = { reads: [], asked: new Set() };

export function variableReadsIn(model: SemanticModel): VariableReads {
  if (!model.code.includes('Variables')) return none;
  let found = known.get(model);
  if (found === undefined) {
    found = findReads(model);
    known.set(model, found);
  }
  return found;
}

function findReads(model: SemanticModel): VariableReads {
  const reads: VariableRead[] = [];
  const asked = new Set<string>();
  const roots = rootsOf(model);
  let parents: Parents | undefined;
  for (const node of allNodes(roots)) {
    if (!isAccess(node) && !isCall(node)) continue;
    const name = variableNamed(model, node);
    if (name === undefined) continue;
    parents ??= parentsIn(roots);
    if (node.kind === 'invocation' || isAsked(parents, node)) asked.add(name);
    else {
      const around = parents.get(node);
      const cast = around && isCast(around) ? around : undefined;
      reads.push({ name, node, cast, isCertain: codePathOf(roots, parents, node).length === 0 });
    }
  }
  return { reads, asked };
}

/** Whether what is made of the value takes `null` into account. */
function isAsked(parents: Parents, node: CodeNode): boolean {
  let at = node;
  let around = parents.get(at);
  while (around && (around.kind === 'parenthesized' || around.kind === 'cast')) {
    at = around;
    around = parents.get(at);
  }
  switch (around?.kind) {
    case 'as':
    case 'is':
      return true;
    case 'conditional-access':
      return 'target' in around && around.target === at;
    case 'binary': {
      if (!('operator' in around) || !('left' in around)) return false;
      if (around.operator === '??') return around.left === at;
      const other = around.left === at ? around.right : around.left;
      return other.kind === 'literal' && other.value.type === 'null';
    }
    default:
      return false;
  }
}

function isAccess(node: CodeNode): node is Access {
  return node.kind === 'element-access';
}

function isCall(node: CodeNode): node is Extract<Expression, { readonly kind: 'invocation' }> {
  return node.kind === 'invocation';
}

function isCast(node: CodeNode): node is Extract<Expression, { readonly kind: 'cast' }> {
  return node.kind === 'cast';
}
