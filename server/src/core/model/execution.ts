/** In which order a document's policies run, as far as their markup says. */
import type { PolicyFacts, Section } from '../catalogue/types';
import type { ElementNode } from '../syntax';
import { attributeFactsOf } from './attributeFacts';
import { childElements } from './elements';
import { hasBranches } from './templateBranches';
import type { Analysis, ExpressionRegion } from './types';

/** The statements of a section, or those of a fragment, in the order in which they run. */
export interface Execution {
  /** `undefined`: any. */
  readonly section: Section | undefined;
  readonly body: readonly ExecutionPart[];
}

export type ExecutionPart =
  /** Expressions that are evaluated, then what the policy does, where it is one. */
  | {
      readonly kind: 'step';
      readonly element: ElementNode;
      readonly regions: readonly ExpressionRegion[];
      readonly policy: PolicyFacts | undefined;
    }
  /** At most one of the branches runs. */
  | { readonly kind: 'fork'; readonly branches: readonly ExecutionBranch[] }
  | { readonly kind: 'loop'; readonly element: ElementNode; readonly body: readonly ExecutionPart[] }
  /** What other documents bring in, or nobody knows. */
  | { readonly kind: 'foreign'; readonly element: ElementNode };

export interface ExecutionBranch {
  /** The expressions that decide whether it is taken, where those before were not. */
  readonly conditions: readonly ExpressionRegion[];
  /** Whether it is taken where no other is. */
  readonly isDefault: boolean;
  readonly body: readonly ExecutionPart[];
}

/** The order in which sections run; what goes wrong in any of them ends in `on-error`. */
const order: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error'];

/** Of a whole policy or a fragment; nothing of other documents. */
export function executionOf(analysis: Analysis): readonly Execution[] {
  return analysis.once(findExecution);
}

function findExecution(analysis: Analysis): readonly Execution[] {
  const { root, kind } = analysis;
  if (root === undefined) return [];
  const walk = new Walk(analysis);
  if (kind === 'fragment') return [{ section: undefined, body: walk.list(root) }];
  if (kind !== 'policies') return [];
  const found: { readonly section: Section; readonly body: readonly ExecutionPart[] }[] = [];
  for (const child of childElements(root)) {
    const meaning = analysis.meaningOf(child);
    if (meaning.kind === 'section') found.push({ section: meaning.section, body: walk.list(child) });
  }
  return found.sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
}

/** Whether the expression isn't evaluated where it stands, but at the end of the outbound section. */
export function isEvaluatedAtEnd(analysis: Analysis, { owner, attribute }: ExpressionRegion): boolean {
  return (
    attribute !== undefined &&
    attributeFactsOf(analysis, owner)?.find(({ name }) => name === attribute)?.evaluatedAtEnd === true
  );
}

class Walk {
  private readonly regions = new Map<ElementNode, ExpressionRegion[]>();

  constructor(private readonly analysis: Analysis) {
    for (const region of analysis.expressions) {
      if (isEvaluatedAtEnd(analysis, region)) continue;
      const known = this.regions.get(region.owner);
      if (known) known.push(region);
      else this.regions.set(region.owner, [region]);
    }
  }

  list(parent: ElementNode): readonly ExecutionPart[] {
    const parts = childElements(parent).flatMap((element) => this.statement(element));
    // A template decides which of them there are.
    if (hasBranches(this.analysis, parent)) return [{ kind: 'foreign', element: parent }];
    return parts;
  }

  private statement(element: ElementNode): readonly ExecutionPart[] {
    const meaning = this.analysis.meaningOf(element);
    if (!('policy' in meaning) || this.isFragment(element)) return [{ kind: 'foreign', element }];
    const { policy } = meaning;
    if (policy.runs === 'one-branch') return [this.fork(element)];
    if (meaning.element.policies !== 'any' && !this.holdsForks(element))
      return [{ kind: 'step', element, regions: this.within(element), policy }];
    const body = this.list(element);
    const own = this.own(element);
    if (policy.runs === 'repeatedly') {
      const check = { kind: 'step', element, regions: own, policy: undefined } as const;
      return [{ kind: 'loop', element, body: [...body, check] }];
    }
    return [{ kind: 'step', element, regions: own, policy: undefined }, ...body];
  }

  private fork(element: ElementNode): ExecutionPart {
    const branches = childElements(element).map(
      (branch): ExecutionBranch => ({
        conditions: this.own(branch),
        isDefault:
          attributeFactsOf(this.analysis, branch)?.every(({ required }) => required === 'no') ?? false,
        body: this.list(branch),
      }),
    );
    return hasBranches(this.analysis, element) ? { kind: 'foreign', element } : { kind: 'fork', branches };
  }

  /** Whether not all that stands inside runs, though it isn't any policies that may stand there. */
  private holdsForks(element: ElementNode): boolean {
    return childElements(element).some((child) => {
      const meaning = this.analysis.meaningOf(child);
      return 'policy' in meaning && meaning.policy.runs !== undefined;
    });
  }

  private isFragment(element: ElementNode): boolean {
    return attributeFactsOf(this.analysis, element)?.some(({ refersTo }) => refersTo === 'fragment') ?? false;
  }

  private own(element: ElementNode): readonly ExpressionRegion[] {
    return this.regions.get(element) ?? [];
  }

  private within(element: ElementNode): readonly ExpressionRegion[] {
    const found: ExpressionRegion[] = [];
    const pending: ElementNode[] = [element];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      found.push(...this.own(next));
      pending.push(...childElements(next).toReversed());
    }
    return found;
  }
}
