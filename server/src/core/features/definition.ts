/** Go to definition: names lead to their files, variables to what declares or sets them, tags to their partners. */
import {
  type Analysis,
  documentsAround,
  namesToReferTo,
  occurrencesIn,
  symbolAt,
  variablesInAttributes,
} from '../model';
import { type CursorContext, cursorAt } from '../model/cursor';
import type { Span } from '../text';
import { resolveFragment, resolveNamedValue } from '../workspace/resolve';
import type { Definition } from './types';

/** Every place that defines what the cursor is on, the most certain first; empty where there is none. */
export function definition(analysis: Analysis, offset: number): readonly Definition[] {
  const { facts } = analysis;
  const symbol = symbolAt(analysis, offset);
  if (symbol === undefined) return onDocument(analysis, offset);
  const origin = symbol.span;
  switch (symbol.kind) {
    case 'named-value': {
      const { name, nameSpan } = symbol.reference;
      return resolveNamedValue(facts, name).map(({ source }) => ({ origin: nameSpan, target: source }));
    }
    case 'fragment':
      return resolveFragment(facts, symbol.reference.id).map(({ source }) => ({ origin, target: source }));
    case 'variable': {
      const { name } = symbol.place;
      const here = settingsOf(analysis, name).map((span) => ({ kind: 'document' as const, span }));
      const around = documentsAround(analysis).flatMap((document) =>
        settingsOf(document.analysis, name).map((span) => ({ kind: 'around' as const, document, span })),
      );
      return [...here, ...around].map((target) => ({ origin, target }));
    }
    case 'code':
      return occurrencesIn(analysis, symbol)
        .filter(({ isDeclaration }) => isDeclaration)
        .map(({ span }) => ({ origin, target: { kind: 'document', span } }));
  }
}

/** The names of the variable where the document sets it. */
function settingsOf(analysis: Analysis, name: string): readonly Span[] {
  return variablesInAttributes(analysis)
    .filter((place) => place.setting !== undefined && place.name === name)
    .map(({ span }) => span);
}

/** Where the document's own parts lead. */
function onDocument(analysis: Analysis, offset: number): readonly Definition[] {
  const context = cursorAt(analysis, offset);
  if (context.kind === 'attribute-value') return namedIn(analysis, context);
  if (context.kind === 'element-name' && context.element.closeTag !== undefined)
    return [{ origin: context.span, target: { kind: 'document', span: context.element.closeTag.nameSpan } }];
  if (context.kind === 'closing-name' && context.element !== undefined && context.ended)
    return [{ origin: context.span, target: { kind: 'document', span: context.element.nameSpan } }];
  return [];
}

function namedIn(
  analysis: Analysis,
  { element, attribute, span }: Extract<CursorContext, { kind: 'attribute-value' }>,
): readonly Definition[] {
  const meaning = analysis.meaningOf(element);
  if (!('element' in meaning)) return [];
  const kind = meaning.element.attributes.find(({ name }) => name === attribute.name)?.refersTo;
  if (kind === undefined) return [];
  const written = analysis.text.slice(span.start, span.end).trim().toLowerCase();
  return (namesToReferTo(analysis, element, kind) ?? [])
    .filter(({ id }) => id.toLowerCase() === written)
    .map(({ source }) => ({ origin: span, target: source }));
}
