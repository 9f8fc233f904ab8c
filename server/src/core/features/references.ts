/** Where else in the document, in those that run together with it, and in the workspace the same is meant. */
import {
  type Analysis,
  documentsAround,
  type Occurrence,
  occurrencesIn,
  type SymbolAt,
  symbolAt,
} from '../model';
import { touches } from '../text';
import type { Highlight, Reference, ReferringDocument } from './types';

/**
 * The document's own places first; declarations among them. Empty where there is nothing that has a name. `elsewhere` are
 * documents that mention `nameMentionedElsewhere`.
 */
export function references(
  analysis: Analysis,
  offset: number,
  elsewhere: readonly ReferringDocument[] = [],
): readonly Reference[] {
  const symbol = symbolToFind(analysis, offset);
  if (symbol === undefined) return [];
  const own = occurrencesIn(analysis, symbol).map((one) => reference(one, undefined));
  if (symbol.kind === 'code') return own;
  const around = documentsAround(analysis);
  const known = new Set(around.map(({ uri }) => uri));
  const others = [...around, ...elsewhere.filter(({ uri }) => !known.has(uri))];
  return [
    ...own,
    ...others.flatMap((document) =>
      occurrencesIn(document.analysis, symbol).map((one) => reference(one, document)),
    ),
  ];
}

/**
 * The name under which any document of the workspace may mention what the offset is on; `undefined` where only those
 * that run together with this one know of it.
 */
export function nameMentionedElsewhere(analysis: Analysis, offset: number): string | undefined {
  const symbol = symbolToFind(analysis, offset);
  if (symbol?.kind === 'named-value') return symbol.reference.name;
  return symbol?.kind === 'fragment' ? symbol.reference.id : undefined;
}

/** Also a fragment itself, in its own document: who includes it is what is looked for there. */
function symbolToFind(analysis: Analysis, offset: number): SymbolAt | undefined {
  const { root, address } = analysis;
  if (root !== undefined && address?.kind === 'fragment' && touches(root.nameSpan, offset)) {
    const reference = { id: address.fragment, span: root.nameSpan, element: root };
    return { kind: 'fragment', span: root.nameSpan, reference };
  }
  return symbolAt(analysis, offset);
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
