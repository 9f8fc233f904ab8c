/** Whether what a rule sees is what the author meant: the parser's problems and what is yet to come say otherwise. */
import { type Analysis, attributeFactsOf, holdsPlaceholder, type PlacedElement } from '../model';
import type { ElementNode, SyntaxProblem, SyntaxProblemKind } from '../syntax';
import { countBefore, isBlank, overlaps, type Span } from '../text';

/** Whether the parser already objects to something in the span: one mistake is reported once. */
export function hasProblemIn(analysis: Analysis, span: Span): boolean {
  return findProblem(analysis, span, () => true);
}

/** Whether one of the problems in the span is of the kind that is asked for. */
function findProblem(
  { tree: { problems } }: Analysis,
  span: Span,
  isWanted: (problem: SyntaxProblem) => boolean,
): boolean {
  const count = countBefore(problems.length, (i) => (problems[i]?.span.start ?? 0) <= span.end);
  for (let i = count - 1; i >= 0; i--) {
    const problem = problems[i];
    if (!problem) break;
    if (overlaps(problem.span, span)) {
      if (isWanted(problem)) return true;
    }
    // Problems are short: the last one before the span is the last that can reach into it.
    else if (problem.span.start < span.start) break;
  }
  return false;
}

/** Problems behind which a tag's attributes can't be told apart any more. */
const scrambling: ReadonlySet<SyntaxProblemKind> = new Set([
  'invalid-name',
  'invalid-character',
  'unclosed-expression',
  'unclosed-value',
]);

/** Whether the attributes of an element's opening tag may be other than they seem. */
export function hasBrokenTag(analysis: Analysis, { openTag }: ElementNode): boolean {
  return findProblem(analysis, openTag, ({ kind }) => scrambling.has(kind));
}

/** Whether an included fragment or a deployment tool may bring child elements that aren't there yet. */
export function mayGainChildren(analysis: Analysis, element: ElementNode): boolean {
  return element.children.some((child) => {
    if (child.kind === 'text')
      return (
        !isBlank(analysis.text, child.span) &&
        holdsPlaceholder(analysis.text.slice(child.span.start, child.span.end))
      );
    return child.kind === 'element' && (holdsPlaceholder(child.name) || includesFragment(analysis, child));
  });
}

function includesFragment(analysis: Analysis, element: ElementNode): boolean {
  return attributeFactsOf(analysis, element)?.some(({ refersTo }) => refersTo === 'fragment') ?? false;
}

/** Whether the element is a whole document of its own in the wrong place: what it lacks is beside the point. */
export function isElsewhereRoot({ meaning }: PlacedElement): boolean {
  return meaning.kind === 'misplaced' && meaning.why === 'root' && meaning.policy.resolverRoot === true;
}
