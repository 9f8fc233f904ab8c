/** Walking through the tree of code, whatever its nodes are. */
import type {
  AnonymousObject,
  Argument,
  CatchClause,
  Designation,
  Expression,
  GroupClause,
  Initializer,
  InitializerItem,
  InterpolatedPart,
  Parameter,
  Pattern,
  QueryBody,
  QueryClause,
  SelectClause,
  Statement,
  SwitchLabel,
  SwitchSection,
  TypeConstraint,
  TypeNode,
  VariableDeclarator,
} from './nodes';

/** Any node of code that has a kind and a place. */
export type CodeNode =
  | Expression
  | Statement
  | TypeNode
  | Pattern
  | Argument
  | Parameter
  | Initializer
  | InitializerItem
  | InterpolatedPart
  | QueryBody
  | SwitchLabel
  | SwitchSection
  | TypeConstraint
  | VariableDeclarator
  | AnonymousObject['members'][number]
  | CatchClause
  | Designation
  | QueryClause
  | SelectClause
  | GroupClause;

/** What code begins with, whichever form it has. */
export function rootsOf({
  root,
}: {
  readonly root:
    | { readonly kind: 'expression'; readonly expression: Expression }
    | { readonly kind: 'block'; readonly statements: readonly Statement[] };
}): readonly (Expression | Statement)[] {
  return root.kind === 'expression' ? [root.expression] : root.statements;
}

/** The nodes that stand right below, in the order of the properties that hold them. */
export function childNodes(node: CodeNode): readonly CodeNode[] {
  const found: CodeNode[] = [];
  collectIn(node, found);
  return found;
}

/** Of every node of all code: without lists of properties, which take long to make. */
function collectIn(holder: object, found: CodeNode[]): void {
  for (const key in holder) {
    const value: unknown = holder[key as keyof typeof holder];
    if (key === 'span' || typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) for (const item of value) collect(item, found);
    else collect(value, found);
  }
}

function collect(value: unknown, found: CodeNode[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) found.push(value);
  else collectIn(value, found);
}

function isNode(value: object): value is CodeNode {
  return 'kind' in value && typeof value.kind === 'string' && 'span' in value;
}

/** Every node, those around first. Long chains are no deeper for it: it does not recurse. */
export function allNodes(roots: readonly CodeNode[]): readonly CodeNode[] {
  const found: CodeNode[] = [];
  const pending = [...roots].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    found.push(node);
    const first = pending.length;
    collectIn(node, pending);
    reverseFrom(pending, first);
  }
  return found;
}

function reverseFrom(nodes: CodeNode[], first: number): void {
  for (let low = first, high = nodes.length - 1; low < high; low++, high--) {
    const lower = nodes[low] as CodeNode;
    nodes[low] = nodes[high] as CodeNode;
    nodes[high] = lower;
  }
}

/** What stands around each node but the roots. */
export function parentsIn(roots: readonly CodeNode[]): ReadonlyMap<CodeNode, CodeNode> {
  const parents = new Map<CodeNode, CodeNode>();
  const children: CodeNode[] = [];
  for (const node of allNodes(roots)) {
    children.length = 0;
    collectIn(node, children);
    for (const child of children) parents.set(child, node);
  }
  return parents;
}

/** The nodes that hold the offset or end there, from the outermost to the innermost. */
export function nodesAt(roots: readonly CodeNode[], offset: number): readonly CodeNode[] {
  const found: CodeNode[] = [];
  let level = roots;
  for (;;) {
    const holding = level.filter(({ span }) => span.start <= offset && offset <= span.end);
    // Of two that touch, the one that begins there: it is what the cursor is at.
    const next = holding.at(-1);
    if (next === undefined) return found;
    found.push(next);
    level = childNodes(next);
  }
}

/** What stands first behind the `?` of a conditional access: its target is what that belongs to. */
export function firstBinding(access: Expression): Expression | undefined {
  let at = access;
  for (;;) {
    switch (at.kind) {
      case 'member-binding':
      case 'element-binding':
        return at;
      case 'member-access':
      case 'element-access':
      case 'invocation':
      case 'conditional-access':
        at = at.target;
        break;
      default:
        return undefined;
    }
  }
}
