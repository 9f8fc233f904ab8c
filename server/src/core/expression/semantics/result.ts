/** The model of what was bound: in order, without what isn't sure. */
import type { Span } from '../../text';
import type { ExpressionProblem } from '../syntax/problems';
import type { Binder } from './binding/binder';
import type { LocalFunctionSymbol, LocalSymbol, SemanticModel, SemanticProblem } from './model';

interface Parsed {
  readonly problems: readonly ExpressionProblem[];
}

/** @param isWhole whether all of the code was looked at */
export function modelOf(
  b: Binder,
  { problems }: Parsed,
  root: SemanticModel['root'],
  isWhole: boolean,
): SemanticModel {
  const { record, code, world } = b;
  const results = b.frame.returns.map(({ span, type }) => ({ span, type }));
  return {
    world,
    code,
    root,
    problems: isWhole ? sure(record.problems, problems, root) : [],
    uses: [...record.uses].sort((a, c) => a.span.start - c.span.start),
    meaningOf: (node) => record.meanings.get(node),
    parametersOf: (lambda) => record.parametersOf(lambda),
    visibleAt: (offset) => visibleAt(record.visible, offset),
    results,
  };
}

/** Without those that a mistake in the syntax may have caused, and each once. */
function sure(
  found: readonly SemanticProblem[],
  syntax: readonly ExpressionProblem[],
  root: SemanticModel['root'],
): readonly SemanticProblem[] {
  if (found.length === 0 || syntax.some(({ kind }) => kind === 'limit')) return [];
  const first = syntax.find(({ kind }) => kind === 'syntax');
  const until = first ? statementStart(root, first.span) : Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  return [...found]
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ code, span }) => {
      const key = `${code}:${span.start}:${span.end}`;
      if (span.end > until || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/** Where the statement begins that a syntax error is in, or that it may have taken something from. */
function statementStart(root: SemanticModel['root'], error: Span): number {
  if (root.kind === 'expression') return 0;
  let start = 0;
  for (const { span } of root.statements) {
    if (span.start > error.start) break;
    start = span.start;
  }
  return start;
}

function visibleAt(
  all: readonly (LocalSymbol | LocalFunctionSymbol)[],
  offset: number,
): readonly (LocalSymbol | LocalFunctionSymbol)[] {
  const seen = new Set<string>();
  return all
    .filter(({ scope }) => scope.start <= offset && offset <= scope.end)
    .sort((a, b) => (b.declaration?.start ?? -1) - (a.declaration?.start ?? -1))
    .filter(({ name }) => {
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    });
}
