/** Where else in the document, and in those that run together with it, the same is meant. */
import { type Analysis, documentsAround, type Occurrence, occurrencesIn, symbolAt } from '../model';
import type { Highlight, Reference } from './types';

/** The document's own places first; declarations among them. Empty where there is nothing that has a name. */
export function references(analysis: Analysis, offset: number): readonly Reference[] {
  const symbol = symbolAt(analysis, offset);
  if (symbol === undefined) return [];
  const own = occurrencesIn(analysis, symbol).map((one) => reference(one, undefined));
  if (symbol.kind === 'code') return own;
  const around = documentsAround(analysis).flatMap((document) =>
    occurrencesIn(document.analysis, symbol).map((one) => reference(one, document)),
  );
  return [...own, ...around];
}

function reference({ span, isDeclaration }: Occurrence, document: Reference['document']): Reference {
  return { document, span, isDeclaration };
}

/** The same in the document alone. */
export function documentHighlights(analysis: Analysis, offset: number): readonly Highlight[] {
  const symbol = symbolAt(analysis, offset);
  if (symbol === undefined) return [];
  return occurrencesIn(analysis, symbol).map(({ span, access }) => ({
    span,
    kind: access === undefined ? 'text' : access === 'read' ? 'read' : 'write',
  }));
}
