/** Some members of `context` have a value in some sections only. */
import {
  allNodes,
  type CodeNode,
  type CodeSymbol,
  type ContextMemberFacts,
  type PropertySymbol,
  parentsIn,
  rootsOf,
  type SemanticModel,
} from '../expression';
import { type Analysis, type ExpressionRegion, isEvaluatedAtEnd } from '../model';
import type { DocumentNode, ElementNode } from '../syntax';
import { placeInDocument, soundCode } from './expressionCode';
import type { Parents } from './paths';
import type { DocumentRule } from './types';

export const contextMember: DocumentRule = {
  name: 'context-member',
  check(analysis, report) {
    for (const { region, model } of soundCode(analysis))
      for (const { symbol, node } of limitedIn(model)) {
        const message = symbol.context && reasonAgainst(analysis, region, symbol.name, symbol.context);
        // Whoever asks whether it is there knows that it may not be.
        if (message !== undefined && !isAsked(analysis, symbol.name))
          report({ code: 'context-member', span: placeInDocument(region, node.span), message });
      }
  },
};

interface Limited {
  readonly symbol: PropertySymbol;
  readonly node: CodeNode;
}

const known = new WeakMap<SemanticModel, readonly Limited[]>();

/** The uses that fail where the member has no value. */
function limitedIn(model: SemanticModel): readonly Limited[] {
  let found = known.get(model);
  if (found === undefined) {
    found = findLimited(model);
    known.set(model, found);
  }
  return found;
}

function findLimited(model: SemanticModel): readonly Limited[] {
  if (!model.uses.some(({ symbol }) => isLimited(symbol))) return none;
  const found: Limited[] = [];
  let parents: Parents | undefined;
  const roots = rootsOf(model);
  for (const node of allNodes(roots)) {
    if (node.kind !== 'member-access' || !('target' in node) || !('name' in node)) continue;
    const symbol = model.meaningOf(node)?.symbol;
    if (symbol === undefined || !isLimited(symbol)) continue;
    parents ??= parentsIn(roots);
    const around = parents.get(node);
    if (around?.kind !== 'member-access') continue;
    found.push({ symbol, node: node.name });
  }
  return found;
}

const none: readonly Limited[] = [];

function isLimited(symbol: CodeSymbol): symbol is PropertySymbol {
  return (
    symbol.kind === 'property' &&
    (symbol.context?.sections !== undefined || symbol.context?.onlyIn !== undefined)
  );
}

/** Whether any of the document's expressions asks: conditions before may lead past this one. */
function isAsked(analysis: Analysis, name: string): boolean {
  const question = new RegExp(`\\b${name}\\s*(?:\\?\\s*[.[?]|[!=]=\\s*null|is\\b|as\\b)|\\btry\\b`);
  return analysis.expressions.some(({ code }) => code.includes(name) && question.test(code));
}

function reasonAgainst(
  analysis: Analysis,
  region: ExpressionRegion,
  name: string,
  { sections, onlyIn, policies }: ContextMemberFacts,
): string | undefined {
  if (onlyIn !== undefined)
    return analysis.kind === 'policies' ? `context.${name} has a value in a ${onlyIn} only.` : undefined;
  const { owner } = region;
  const meaning = analysis.meaningOf(owner);
  const section = 'section' in meaning && meaning.kind !== 'misplaced' ? meaning.section : undefined;
  if (section === undefined || !sections || sections.includes(section)) return undefined;
  if (isEvaluatedAtEnd(analysis, region)) return undefined;
  for (let around: ElementNode | DocumentNode = owner; around.kind === 'element'; around = around.parent)
    if (policies?.includes(around.name)) return undefined;
  const places = sections.map((one) => `<${one}>`).join(', ');
  return `context.${name} is null in <${section}>: it has a value in ${places} only.`;
}
