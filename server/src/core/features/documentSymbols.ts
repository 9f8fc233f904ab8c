/** The outline: sections, policies and their parts, with what tells one from another beside the name. */
import { type Analysis, attributeText, childElements } from '../model';
import type { ElementNode } from '../syntax';
import type { Span } from '../text';

export interface DocumentSymbol {
  readonly kind: 'root' | 'section' | 'policy' | 'element';
  readonly name: string;
  /** What the element is about: its name, id, condition… */
  readonly detail?: string;
  readonly span: Span;
  /** Lies within `span`. */
  readonly nameSpan: Span;
  readonly children: readonly DocumentSymbol[];
}

/** Deeper nesting than any real policy's is left out, so that no input overflows the stack. */
const deepest = 200;
const longestDetail = 80;

export function documentSymbols(analysis: Analysis): readonly DocumentSymbol[] {
  return symbolsOf(analysis, childElements(analysis.tree.document), 0);
}

function symbolsOf(
  analysis: Analysis,
  elements: readonly ElementNode[],
  depth: number,
): readonly DocumentSymbol[] {
  if (depth > deepest) return [];
  return elements
    .filter(({ name }) => name !== '')
    .map((element) => {
      const detail = detailOf(analysis, element);
      return {
        kind: kindOf(analysis, element),
        name: element.name,
        ...(detail === undefined ? {} : { detail }),
        span: element.span,
        nameSpan: element.nameSpan,
        children: symbolsOf(analysis, childElements(element), depth + 1),
      };
    });
}

function kindOf(analysis: Analysis, element: ElementNode): DocumentSymbol['kind'] {
  const { kind } = analysis.meaningOf(element);
  switch (kind) {
    case 'root':
    case 'section':
      return kind;
    case 'policy':
    case 'misplaced':
    case 'base':
      return 'policy';
    case 'child':
    case 'unknown':
    case 'ignored':
      return 'element';
  }
}

/** The attribute that names the thing, else the first that has to be there, else the first that is. */
function detailOf(analysis: Analysis, element: ElementNode): string | undefined {
  const meaning = analysis.meaningOf(element);
  const facts = 'element' in meaning ? meaning.element.attributes : [];
  const required = facts.filter((attribute) => attribute.required !== 'no').map(({ name }) => name);
  const refers = facts.filter(({ refersTo }) => refersTo !== undefined).map(({ name }) => name);
  const written = element.attributes.map(({ name }) => name);
  const candidates = ['name', ...required, ...refers, ...written];
  for (const name of candidates) {
    const value = attributeText(analysis.text, element, name)?.replace(/\s+/g, ' ').trim();
    if (value !== undefined && value !== '')
      return value.length > longestDetail ? `${value.slice(0, longestDetail)}…` : value;
  }
  return undefined;
}
