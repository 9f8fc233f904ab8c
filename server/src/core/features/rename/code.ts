/** Renames what code declares. Whether the code then still means the same is asked of its meaning. */
import { allNodes, type CodeSymbol, type SemanticModel, type SymbolUse } from '../../expression';
import {
  type Analysis,
  inDocument,
  inWrittenForm,
  occurrencesIn,
  resultTypeOf,
  type SymbolAt,
  semanticsOfCode,
} from '../../model';
import { applyEdits, type TextEdit, textOf } from '../../text';
import type { Renaming } from '../types';

type CodeSymbolAt = SymbolAt & { readonly kind: 'code' };

/** Whether the code itself declares it. */
export function isRenamable(symbol: CodeSymbol): boolean {
  switch (symbol.kind) {
    case 'local':
    case 'parameter':
    case 'range-variable':
      // `context` is the service's.
      return symbol.declaration !== undefined;
    case 'local-function':
    case 'label':
      return true;
    default:
      return false;
  }
}

const identifier = /^@?[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}]*$/u;

export function renameInCode(analysis: Analysis, symbol: CodeSymbolAt, newName: string): Renaming {
  const name = newName.trim();
  if (!identifier.test(name))
    return { kind: 'refused', why: `"${newName}" is no name that C# allows for a variable.` };
  const { region, model } = symbol;
  const inferred = inferredNames(model);
  const edits = occurrencesIn(analysis, symbol).map(({ span }): TextEdit => {
    const place = { start: region.toCode(span.start), end: region.toCode(span.end) };
    const member = inferred.get(place.start);
    return { span: place, newText: member === undefined ? name : `${member} = ${name}` };
  });
  const renamed = applyEdits(region.code, edits);
  const after = semanticsOfCode(analysis, region.form, renamed, resultTypeOf(analysis, region));
  if (after === undefined || !meansTheSame(model, after, edits, name))
    return { kind: 'refused', why: `"${name}" already means something else here, or is a word of C#.` };
  return {
    kind: 'edits',
    documents: [
      {
        document: undefined,
        edits: edits.map(({ span, newText }) => ({
          span: inDocument(region, span),
          newText: inWrittenForm(region, newText),
        })),
      },
    ],
  };
}

/** Where a member of an anonymous object is called what its value is called, by the value's offset. */
function inferredNames({ root }: SemanticModel): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const node of allNodes(root.kind === 'block' ? root.statements : [root.expression])) {
    if (node.kind !== 'anonymous-member' || !('value' in node) || 'type' in node) continue;
    const { value } = node;
    if ('name' in node && node.name !== undefined) continue;
    if (typeof value === 'object' && 'kind' in value && value.kind === 'name')
      found.set(value.span.start, value.identifier.text);
  }
  return found;
}

/** Whether every name means what it meant before, and no more is wrong than was. */
function meansTheSame(
  before: SemanticModel,
  after: SemanticModel,
  edits: readonly TextEdit[],
  name: string,
): boolean {
  const old = namesOf(before);
  const now = namesOf(after);
  if (old.length !== now.length || before.problems.length !== after.problems.length) return false;
  const oldPlaces = declarationsAmong(old);
  const newPlaces = declarationsAmong(now);
  const renamed = new Set(edits.map(({ span }) => span.start));
  return old.every(({ symbol, span }, index) => {
    const other = now[index];
    if (other === undefined || other.symbol.kind !== symbol.kind) return false;
    if (renamed.has(span.start) && textOf(after.code, other.span) !== name) return false;
    return oldPlaces.get(symbol) === newPlaces.get(other.symbol);
  });
}

/** Without the names that the members of anonymous objects get: renaming may have to write them out. */
function namesOf({ uses }: SemanticModel): readonly SymbolUse[] {
  return uses.filter(({ symbol, isDeclaration }) => !(isDeclaration && symbol.kind === 'element'));
}

/** By symbol, which of the names declares it. */
function declarationsAmong(uses: readonly SymbolUse[]): ReadonlyMap<CodeSymbol, number> {
  const places = new Map<CodeSymbol, number>();
  for (const [index, { symbol, isDeclaration }] of uses.entries())
    if (isDeclaration && !places.has(symbol)) places.set(symbol, index);
  return places;
}
