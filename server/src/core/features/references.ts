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
 * documents that mention `nameElsewhere`, and share it where it is a variable's.
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

/** The name under which other documents of the workspace may mean the same. */
export interface NameElsewhere {
  /** Whose name it is: a context variable's is known to those documents alone that share it. */
  readonly kind: 'entity' | 'variable';
  readonly name: string;
}

/** `undefined` where the document alone knows what the offset is on. */
export function nameElsewhere(analysis: Analysis, offset: number): NameElsewhere | undefined {
  const symbol = symbolToFind(analysis, offset);
  switch (symbol?.kind) {
    case 'named-value':
      return { kind: 'entity', name: symbol.reference.name };
    case 'fragment':
      return { kind: 'entity', name: symbol.reference.id };
    case 'variable':
      return { kind: 'variable', name: symbol.place.name };
    default:
      return undefined;
  }
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
