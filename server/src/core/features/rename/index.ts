/** Renames the variables and functions of code, and context variables wherever they are named. */
import { type Analysis, type RelatedDocument, type SymbolAt, symbolAt } from '../../model';
import { type Span, textOf } from '../../text';
import type { RenameTarget, Renaming } from '../types';
import { isRenamable, renameInCode } from './code';
import { renameVariable, whyVariableStays } from './variables';

/** What the cursor is on, as far as it can be renamed; `undefined` where there is no name. */
export function renameTarget(analysis: Analysis, offset: number): RenameTarget | undefined {
  const symbol = symbolAt(analysis, offset);
  if (symbol === undefined) return undefined;
  const why = whyItStays(analysis, symbol);
  return why === undefined
    ? { kind: 'target', span: symbol.span, name: nameOf(analysis, symbol.span, symbol) }
    : { kind: 'refused', why };
}

/**
 * The edits of the document, those around it and those elsewhere, or in a sentence why there are none. `elsewhere` are
 * other documents that share a context variable of the old name or the new one.
 */
export function rename(
  analysis: Analysis,
  offset: number,
  newName: string,
  elsewhere: readonly RelatedDocument[] = [],
): Renaming {
  const symbol = symbolAt(analysis, offset);
  if (symbol === undefined) return { kind: 'refused', why: 'There is nothing here that can be renamed.' };
  if (symbol.kind === 'variable') return renameVariable(analysis, symbol, newName, elsewhere);
  const why = whyItStays(analysis, symbol);
  if (why !== undefined) return { kind: 'refused', why };
  if (symbol.kind === 'code') return renameInCode(analysis, symbol, newName);
  return { kind: 'refused', why: others };
}

const others = 'Only variables and functions of the code and context variables can be renamed here.';

function whyItStays(analysis: Analysis, symbol: SymbolAt): string | undefined {
  switch (symbol.kind) {
    case 'named-value':
      return 'A named value is renamed in API Management, where others may refer to it.';
    case 'fragment':
      return 'A fragment is renamed in API Management, where others may include it.';
    case 'variable':
      return whyVariableStays(analysis, symbol);
    case 'code':
      return isRenamable(symbol.use.symbol) ? undefined : others;
  }
}

/** As it is written, but a context variable's as it is read. */
function nameOf(analysis: Analysis, span: Span, symbol: SymbolAt): string {
  return symbol.kind === 'variable' ? symbol.place.name : textOf(analysis.text, span);
}
