/** What the binder says of an expression beside what the compiler says of it. */
import { parseBlock, parseExpression } from '../../../../server/src/core/expression';
import { bindBlock, bindExpression } from '../../../../server/src/core/expression/semantics/bind';
import type { SemanticModel } from '../../../../server/src/core/expression/semantics/model';
import type { Expression } from '../../../../server/src/core/expression/syntax/nodes';
import { describeType } from '../../../../server/src/core/expression/types/describe';
import type { PredefinedName } from '../../../../server/src/core/expression/types/world';
import type { SourceExpression } from '../../../support/expressions';
import type { CompilerMessage, CompilerSymbol } from '../../../support/roslyn';
import { symbolText } from '../../../support/symbolText';
import { testTypes } from '../../../support/types';
import { type AnyNode, nodesIn } from './nodes';
import type { JudgedExpression } from './sources';

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

export function bindingOf({ form, code }: SourceExpression, expected?: PredefinedName): SemanticModel {
  const world = testTypes();
  const input = { world, code, expected: expected && world.predefined(expected) };
  return form === 'single' ? bindExpression(input) : bindBlock(input);
}

/** The first error, as the compiler tells them: of syntax, and where there is none, of meaning. */
export function firstError(source: SourceExpression, expected?: PredefinedName): Finding | undefined {
  const { form, code } = source;
  const { problems } = form === 'single' ? parseExpression(code) : parseBlock(code);
  const syntax = problems.find(({ kind }) => kind === 'syntax');
  if (syntax) return { code: syntax.code, message: syntax.message, offset: syntax.span.start };
  const [first] = [
    ...problems.map((problem) => ({ ...problem, severity: 'error' })),
    ...bindingOf(source, expected).problems,
  ]
    .filter(({ code: id, severity }) => severity === 'error' && id.startsWith('CS'))
    .sort((a, b) => a.span.start - b.span.start);
  return first && { code: first.code, message: first.message, offset: first.span.start };
}

export interface Difference {
  readonly source: SourceExpression;
  readonly ours: Finding | undefined;
  readonly theirs: CompilerMessage | undefined;
}

export interface Agreement {
  readonly count: number;
  /** One of the two refuses what the other takes. */
  readonly verdicts: readonly Difference[];
  /** How many both refuse, and of those, where the first error is elsewhere, and where it is another one. */
  readonly refused: number;
  readonly places: readonly Difference[];
  readonly codes: readonly Difference[];
}

export function agreementOn(expressions: readonly JudgedExpression[], expected?: PredefinedName): Agreement {
  const compared = expressions.map((source): Difference => {
    return { source, ours: firstError(source, expected), theirs: source.answer.errors[0] };
  });
  const both = compared.filter(({ ours, theirs }) => ours && theirs);
  const isThere = ({ ours, theirs }: Difference) => ours?.offset === theirs?.offset;
  return {
    count: compared.length,
    verdicts: compared.filter(({ ours, theirs }) => (ours === undefined) !== (theirs === undefined)),
    refused: both.length,
    places: both.filter((difference) => !isThere(difference)),
    codes: both.filter(
      (difference) => isThere(difference) && difference.ours?.code !== difference.theirs?.code,
    ),
  };
}

export interface SymbolDifference {
  readonly source: SourceExpression;
  /** -1: of the type of a result. */
  readonly offset: number;
  readonly ours: string | undefined;
  readonly theirs: string;
}

export interface SymbolAgreement {
  readonly count: number;
  readonly differences: readonly SymbolDifference[];
}

const compared = new Set(['method', 'property', 'field', 'namedtype', 'local', 'parameter', 'rangevariable']);

/** What names, brackets, operators and `new` stand for, and the types of results, in code without an error. */
export function symbolAgreement(expressions: readonly JudgedExpression[]): SymbolAgreement {
  let count = 0;
  const differences: SymbolDifference[] = [];
  for (const source of expressions) {
    const model = bindingOf(source);
    const ours = ourSymbols(source, model);
    const types = model.results.map(({ type }) => (type && type.kind !== 'null' ? describeType(type) : null));
    const expectSame = (offset: number, ofOurs: string | undefined, ofTheirs: string) => {
      count++;
      if (ofOurs !== ofTheirs) differences.push({ source, offset, ours: ofOurs, theirs: ofTheirs });
    };
    for (const [index, type] of (source.answer.types ?? []).entries())
      if (!isOther(type ?? '')) expectSame(-1, `${types[index] ?? null}`, `${type}`);
    for (const symbol of source.answer.symbols ?? [])
      if (compared.has(symbol.kind) && !isOther(symbol.symbol))
        expectSame(symbol.offset, ours.get(symbol.offset), declared(symbol));
  }
  return { count, differences };
}

/**
 * What is not the same by intention: spans, of which the binder knows nothing, what stands for a named value, and the
 * fields of tuples, which go by the names they were given.
 */
function isOther(text: string): boolean {
  return /Span<|\bdynamic\b|^x_+$|__Expression|^\(T1, /.test(text);
}

/** Members of anonymous types go by their names alone. */
function declared({ symbol }: CompilerSymbol): string {
  return symbol.startsWith('<anonymous type') ? (symbol.split('.').at(-1) ?? '') : symbol;
}

function ourSymbols(source: SourceExpression, model: SemanticModel): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const add = (offset: number, symbol: SemanticModel['uses'][number]['symbol'] | undefined) => {
    if (!symbol) return;
    switch (symbol.kind) {
      case 'namespace':
        found.set(offset, symbol.fullName);
        return;
      case 'definition':
      case 'method':
      case 'property':
      case 'field':
      case 'event':
        found.set(offset, symbolText(symbol));
        return;
      default:
        found.set(offset, symbol.name);
    }
  };
  for (const { span, symbol } of model.uses) add(span.start, symbol);
  for (const node of nodesIn(model.root)) {
    const place = placeOf(source.code, node);
    if (place !== undefined) add(place, model.meaningOf(node as Expression)?.symbol);
    if (node.kind !== 'cast') continue;
    const how = model.meaningOf(node.operand)?.conversion?.how;
    if (how?.kind === 'user-defined') add(node.span.start, how.method);
  }
  return found;
}

/** Where the compiler's answer has what a node other than a name stands for. */
function placeOf(code: string, node: AnyNode): number | undefined {
  switch (node.kind) {
    case 'object-creation':
      return node.span.start;
    case 'element-access':
      return code.indexOf('[', node.target.span.end);
    case 'element-binding':
      return node.span.start;
    case 'binary':
    case 'assignment':
      return node.operatorSpan.start;
    case 'unary':
      return node.span.start;
    default:
      return undefined;
  }
}
