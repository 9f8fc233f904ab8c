/** Every place of a document that means the same as one place does. */
import {
  allNodes,
  type CodeSymbol,
  type LocalFunctionSymbol,
  type LocalSymbol,
  type SemanticModel,
} from '../expression';
import type { Span } from '../text';
import { variablePlacesIn } from './contextVariables';
import { inDocument, type SymbolAt } from './symbolAt';
import type { Analysis } from './types';

export interface Occurrence {
  /** In the document. */
  readonly span: Span;
  /** Where a variable gets or gives its value; `undefined` for what has none. */
  readonly access: 'read' | 'write' | 'read-write' | undefined;
  readonly isDeclaration: boolean;
}

/**
 * In the order in which they stand. What belongs to an expression is looked for there; the names of variables, named
 * values and fragments in all of the document, which may be another one than the symbol's own.
 */
export function occurrencesIn(analysis: Analysis, symbol: SymbolAt): readonly Occurrence[] {
  switch (symbol.kind) {
    case 'named-value':
      return analysis.namedValueReferences
        .filter(({ name }) => name === symbol.reference.name)
        .map(({ nameSpan }) => read(nameSpan));
    case 'fragment':
      return analysis.fragmentReferences
        .filter(({ id }) => id === symbol.reference.id)
        .map(({ span }) => read(span));
    case 'variable':
      return variablePlacesIn(analysis)
        .filter(({ name }) => name === symbol.place.name)
        .map(({ span, setting }) =>
          setting === undefined ? read(span) : { span, access: 'write', isDeclaration: true },
        );
    case 'code':
      return inCode(symbol).map((one) => ({ ...one, span: inDocument(symbol.region, one.span) }));
  }
}

function read(span: Span): Occurrence {
  return { span, access: 'read', isDeclaration: false };
}

function inCode({ model, use }: SymbolAt & { readonly kind: 'code' }): readonly Occurrence[] {
  const { symbol } = use;
  const found: Occurrence[] = model.uses.filter((other) => isSame(other.symbol, symbol));
  if (symbol.kind === 'parameter') found.push(...namedArguments(model, symbol));
  return found.sort((a, b) => a.span.start - b.span.start);
}

function isSame(a: CodeSymbol, b: CodeSymbol): boolean {
  if (a === b) return true;
  if (a.kind === 'namespace') return b.kind === 'namespace' && a.fullName === b.fullName;
  if ('definition' in a && 'definition' in b) return a.definition === b.definition;
  return (
    a.kind === 'element' && b.kind === 'element' && a.name === b.name && a.containingType === b.containingType
  );
}

/** The names in calls of a function that is declared in the code: `f(a: 1)`. */
function namedArguments(model: SemanticModel, { name, declaration }: LocalSymbol): readonly Occurrence[] {
  if (declaration === undefined) return [];
  const nodes = [...allNodes(model.root.kind === 'block' ? model.root.statements : [model.root.expression])];
  const owner = nodes.find(
    (node) =>
      node.kind === 'local-function' &&
      'parameters' in node &&
      node.parameters?.some((parameter) => parameter.name.span.start === declaration.start),
  );
  if (owner === undefined || !('name' in owner) || owner.kind !== 'local-function') return [];
  const declared = model.uses.find(
    ({ isDeclaration, symbol }) => isDeclaration && isFunctionAt(symbol, owner.name.span.start),
  );
  if (declared === undefined) return [];
  return nodes.flatMap((node) => {
    if (node.kind !== 'invocation' || !('argumentsSpan' in node)) return [];
    if (model.meaningOf(node)?.symbol !== declared.symbol) return [];
    return node.arguments.flatMap((argument) =>
      argument.name?.text === name
        ? [{ span: argument.name.span, access: undefined, isDeclaration: false }]
        : [],
    );
  });
}

function isFunctionAt(symbol: CodeSymbol, start: number): symbol is LocalFunctionSymbol {
  return symbol.kind === 'local-function' && symbol.declaration.start === start;
}
