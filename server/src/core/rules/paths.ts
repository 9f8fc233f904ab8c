/** Whether two places of a document can both be run, as far as its branches and those of its code say. */
import { allNodes, type CodeNode } from '../expression';

/** A branch of something that runs at most one of its branches, or none. */
export interface Turn {
  /** What branches: the same object for all its branches. */
  readonly fork: object;
  readonly branch: unknown;
  /** Whether what stands behind the fork may not run once the branch has. */
  readonly mayLeave: boolean;
}

/** The branches around a place, the outermost first. */
export type Path = readonly Turn[];

/** How many turns two paths share from their beginning. */
function shared(a: Path, b: Path): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i]?.fork === b[i]?.fork && a[i]?.branch === b[i]?.branch) i++;
  return i;
}

/**
 * Whether the later place is sure to be run on some run of the earlier one: where both are in branches of their own,
 * nobody knows whether one excludes the other.
 */
export function canMeet(earlier: Path, later: Path, isSameCode: boolean): boolean {
  const common = shared(earlier, later);
  const left = earlier.slice(common);
  if (left.length > 0 && later.length > common) return false;
  return !(isSameCode && left.some(({ mayLeave }) => mayLeave));
}

/** Whether the later place runs only where the earlier one has. */
export function isCertainAt(earlier: Path, later: Path): boolean {
  return shared(earlier, later) === earlier.length;
}

/** Whether one excludes the other. */
export function isExclusive(a: Path, b: Path): boolean {
  const common = shared(a, b);
  return a[common] !== undefined && a[common]?.fork === b[common]?.fork;
}

/** What stands around the nodes of code. */
export type Parents = ReadonlyMap<CodeNode, CodeNode>;

/** The branches of code around a node. */
export function codePathOf(roots: readonly CodeNode[], parents: Parents, node: CodeNode): Path {
  const path: Turn[] = [];
  let at = node;
  for (let around = parents.get(at); around !== undefined; around = parents.get(at)) {
    if (isOptional(around, at))
      path.unshift({ fork: forkOf(around, parents), branch: at, mayLeave: leaves(at) });
    at = around;
  }
  const first = roots[0];
  const isLate = roots.some((root) => root.span.end <= node.span.start && leaves(root));
  return first && isLate ? [{ fork: first, branch: 'late', mayLeave: false }, ...path] : path;
}

/** What runs not at all, or more than once. */
const optional: Readonly<Record<string, readonly string[]>> = {
  conditional: ['whenTrue', 'whenFalse'],
  if: ['then', 'otherwise'],
  while: ['body'],
  do: ['body'],
  for: ['body'],
  foreach: ['body'],
  'foreach-deconstruction': ['body'],
  try: ['block', 'catches'],
  lambda: ['body'],
  'anonymous-method': ['body'],
  'local-function': ['body'],
  'switch-section': ['statements'],
  query: ['body'],
};

function isOptional(around: CodeNode, node: CodeNode): boolean {
  if (around.kind === 'binary' && 'operator' in around)
    return (
      (around.operator === '&&' || around.operator === '||' || around.operator === '??') &&
      around.right === node
    );
  return (optional[around.kind] ?? []).some((name) => {
    const value: unknown = Reflect.get(around, name);
    return Array.isArray(value) ? value.includes(node) : value === node;
  });
}

/** The sections of a `switch` are branches of it. */
function forkOf(around: CodeNode, parents: Parents): CodeNode {
  return around.kind === 'switch-section' ? (parents.get(around) ?? around) : around;
}

const jumps: ReadonlySet<string> = new Set([
  'return',
  'throw',
  'throw-statement',
  'break',
  'continue',
  'goto',
]);

function leaves(node: CodeNode): boolean {
  for (const { kind } of allNodes([node])) if (jumps.has(kind)) return true;
  return false;
}
