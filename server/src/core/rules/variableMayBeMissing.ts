/** A variable that is set on some ways through the document only, and read on all of them as if it were there. */
import type { Fix } from '../features/types';
import {
  type Analysis,
  type ExecutionPart,
  type ExpressionRegion,
  executionOf,
  inDocument,
  inWrittenForm,
  variablesInAttributes,
  variablesSetIn,
} from '../model';
import type { DocumentNode, ElementNode } from '../syntax';
import type { Span } from '../text';
import { type VariableRead, type VariableReads, variableReadsIn } from './codeVariableReads';
import { placeInDocument, soundCode } from './expressionCode';
import { replace } from './fixes';
import type { DocumentRule, Report } from './types';

export const variableMayBeMissing: DocumentRule = {
  name: 'variable-may-be-missing',
  check(analysis, report) {
    if (analysis.kind !== 'policies' || !analysis.text.includes('Variables[')) return;
    // What is narrower may set it before its `base`.
    if (analysis.scope !== undefined && analysis.scope !== 'operation') return;
    if (variablesSetIn(analysis).open) return;
    const settings = settingsIn(analysis);
    const doubtful = doubtfulOf(analysis, settings);
    if (doubtful.size === 0) return;
    const reads = readsIn(analysis);
    if (![...reads.values()].some((each) => each.reads.some(({ name }) => doubtful.has(name)))) return;
    const walk = new Walk(analysis, settings, doubtful, reads, report);
    const state = stateIn(undefined);
    // Any of the others may have been left for it at any time.
    for (const { section, body } of executionOf(analysis)) if (section !== 'on-error') walk.list(body, state);
  },
};

/** A place that sets a variable. */
interface Setting {
  readonly name: string;
  readonly span: Span;
  readonly element: ElementNode;
}

function settingsIn(analysis: Analysis): ReadonlyMap<string, readonly Setting[]> {
  const settings = new Map<string, Setting[]>();
  for (const { name, span, element, setting } of variablesInAttributes(analysis)) {
    if (setting === undefined) continue;
    const known = settings.get(name);
    if (known) known.push({ name, span, element });
    else settings.set(name, [{ name, span, element }]);
  }
  return settings;
}

/**
 * The variables that one place only sets, in a branch, and that place: where several places set one, their conditions may
 * leave no way without.
 */
function doubtfulOf(
  analysis: Analysis,
  settings: ReadonlyMap<string, readonly Setting[]>,
): ReadonlyMap<string, Setting> {
  const doubtful = new Map<string, Setting>();
  for (const [name, [place, ...others]] of settings)
    if (place !== undefined && others.length === 0 && isInFork(analysis, place.element))
      doubtful.set(name, place);
  return doubtful;
}

function isInFork(analysis: Analysis, element: ElementNode): boolean {
  for (let around: ElementNode | DocumentNode = element; around.kind === 'element'; around = around.parent) {
    const meaning = analysis.meaningOf(around);
    if ('policy' in meaning && meaning.policy.runs === 'one-branch') return true;
  }
  return false;
}

/** By the expression that they stand in. */
type Reads = ReadonlyMap<ExpressionRegion, VariableReads>;

function readsIn(analysis: Analysis): Reads {
  const reads = new Map<ExpressionRegion, VariableReads>();
  for (const { region, model } of soundCode(analysis)) {
    const found = variableReadsIn(model);
    if (found.reads.length + found.asked.size > 0) reads.set(region, found);
  }
  return reads;
}

interface State {
  /** Of what the branch is in: what is set there is set here. */
  readonly around: State | undefined;
  /** What is set on each way through the branch to here. */
  readonly set: Set<string>;
  /** What is set in a branch that was over before, with nothing between here and there but that branch. */
  readonly sometimes: Set<string>;
  /** Whether other documents may have set anything. */
  isUnknown: boolean;
  /** Whether no way goes on from here. */
  isOver: boolean;
}

function stateIn(around: State | undefined): State {
  const isUnknown = around?.isUnknown ?? false;
  return { around, set: new Set(), sometimes: new Set(), isUnknown, isOver: false };
}

function isSet(state: State, name: string): boolean {
  for (let it: State | undefined = state; it !== undefined; it = it.around) if (it.set.has(name)) return true;
  return false;
}

class Walk {
  private readonly setBy = new Map<ElementNode, string[]>();
  private readonly asked: ReadonlySet<string>;

  constructor(
    private readonly analysis: Analysis,
    settings: ReadonlyMap<string, readonly Setting[]>,
    private readonly doubtful: ReadonlyMap<string, Setting>,
    private readonly reads: Reads,
    private readonly report: Report,
  ) {
    for (const [name, places] of settings)
      for (const { element } of places) this.setBy.set(element, [...(this.setBy.get(element) ?? []), name]);
    this.asked = new Set([...reads.values()].flatMap(({ asked }) => [...asked]));
  }

  list(parts: readonly ExecutionPart[], state: State): void {
    for (const part of parts) {
      if (state.isOver) return;
      switch (part.kind) {
        case 'step':
          for (const region of part.regions) this.read(region, state);
          this.addNamesSetIn(part.element, state.set);
          if (part.policy?.endsSection) state.isOver = true;
          break;
        case 'fork':
          this.fork(part, state);
          break;
        case 'loop':
          this.list(part.body, state);
          break;
        case 'foreign': {
          const names = namesSetBy(this.analysis, part.element);
          if (names === undefined) state.isUnknown = true;
          else for (const name of names) state.set.add(name);
        }
      }
    }
  }

  private fork({ branches }: ExecutionPart & { readonly kind: 'fork' }, state: State): void {
    const ends: State[] = [];
    for (const [index, { conditions, body }] of branches.entries()) {
      // What another branch has set depends on its condition, and so may this one's.
      const inside = stateIn(state);
      for (const region of conditions) this.read(region, index === 0 ? state : inside);
      this.list(body, inside);
      ends.push(inside);
    }
    const going = ends.filter(({ isOver }) => !isOver);
    const isWhole = branches.some(({ isDefault }) => isDefault);
    for (const { isUnknown } of ends) if (isUnknown) state.isUnknown = true;
    for (const { set, sometimes } of going)
      for (const name of [...set, ...sometimes]) if (!isSet(state, name)) state.sometimes.add(name);
    if (!isWhole) return;
    if (going.length === 0) state.isOver = true;
    for (const name of going[0]?.set ?? [])
      if (going.every(({ set }) => set.has(name))) {
        state.set.add(name);
        state.sometimes.delete(name);
      }
  }

  private addNamesSetIn(element: ElementNode, names: Set<string>): void {
    for (const name of this.setBy.get(element) ?? []) names.add(name);
    for (const child of element.children) if (child.kind === 'element') this.addNamesSetIn(child, names);
  }

  private read(region: ExpressionRegion, state: State): void {
    if (state.isUnknown || state.sometimes.size === 0) return;
    for (const read of this.reads.get(region)?.reads ?? []) {
      const { name } = read;
      if (!read.isCertain || isSet(state, name) || !state.sometimes.has(name) || this.asked.has(name))
        continue;
      const place = this.doubtful.get(name);
      if (place === undefined) continue;
      this.report({
        code: 'variable-may-be-missing',
        span: placeInDocument(region, read.node.span),
        message: `The variable "${name}" is set in one branch only, and reading it fails where that did not run. Ask with GetValueOrDefault, or set it before.`,
        related: [{ span: place.span, message: 'It is set here only.' }],
        fixes: () => orDefault(region, read),
      });
    }
  }
}

/** What other documents may set where the element brings them in; `undefined` where that isn't known. */
function namesSetBy(analysis: Analysis, element: ElementNode): ReadonlySet<string> | undefined {
  const { surroundings } = analysis;
  const names = new Set<string>();
  const seen = new Set<Analysis>();
  const pending: (Analysis | undefined)[] = [];
  if (analysis.meaningOf(element).kind === 'base') {
    if (!surroundings || surroundings.parents.length === 0) return undefined;
    pending.push(...surroundings.parents.map((parent) => parent.analysis));
  } else {
    const fragment = analysis.fragmentReferences.find((reference) => reference.element === element);
    pending.push(fragment && surroundings?.fragment(fragment.id)?.analysis);
  }
  for (; pending.length > 0; ) {
    const next = pending.pop();
    if (next === undefined || variablesSetIn(next).open) return undefined;
    if (seen.has(next)) continue;
    seen.add(next);
    for (const name of variablesSetIn(next).names.keys()) names.add(name);
    for (const { id } of next.fragmentReferences) pending.push(surroundings?.fragment(id)?.analysis);
  }
  return names;
}

/** `context.Variables.GetValueOrDefault<T>("x")` in place of `(T)context.Variables["x"]` */
function orDefault(region: ExpressionRegion, { node, cast }: VariableRead): readonly Fix[] {
  const [key] = node.arguments;
  if (cast === undefined || key === undefined) return [];
  const textOf = ({ span }: { readonly span: Span }) => region.code.slice(span.start, span.end);
  const code = `${textOf(node.target)}.GetValueOrDefault<${textOf(cast.type)}>(${textOf(key)})`;
  const span = inDocument(region, cast.span);
  return [replace('Use GetValueOrDefault', span, inWrittenForm(region, code))];
}
