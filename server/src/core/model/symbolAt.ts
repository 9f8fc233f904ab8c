/** What an offset of the document is on, as far as it has a name: worked out once for hover, navigation and rename. */
import type { SemanticModel, SymbolUse } from '../expression';
import { type Span, touches } from '../text';
import { codePlaceAt, isCompiled, semanticsOf } from './code';
import { type VariablePlace, variablesInAttributes, variablesInCode } from './contextVariables';
import type { Analysis, ExpressionRegion, FragmentReference, NamedValueReference } from './types';

/** An expression whose meaning is known, and a place in its code. */
export interface MeantCode {
  readonly region: ExpressionRegion;
  readonly model: SemanticModel;
  /** The offset in the code, in UTF-16 code units. */
  readonly at: number;
}

export type SymbolAt =
  | { readonly kind: 'named-value'; readonly span: Span; readonly reference: NamedValueReference }
  | { readonly kind: 'fragment'; readonly span: Span; readonly reference: FragmentReference }
  | { readonly kind: 'variable'; readonly span: Span; readonly place: VariablePlace }
  /** A name in code: a variable of the code, a type, a member. */
  | ({ readonly kind: 'code'; readonly span: Span; readonly use: SymbolUse } & MeantCode);

/** The symbol that the offset of the document is on or touches; `span` is the document's. */
export function symbolAt(analysis: Analysis, offset: number): SymbolAt | undefined {
  const namedValue = analysis.namedValueReferences.find(({ span }) => touches(span, offset));
  if (namedValue !== undefined) return { kind: 'named-value', span: namedValue.span, reference: namedValue };
  const fragment = analysis.fragmentReferences.find(({ span }) => touches(span, offset));
  if (fragment !== undefined) return { kind: 'fragment', span: fragment.span, reference: fragment };
  const code = meantCodeAt(analysis, offset);
  const use = code && useAt(code.model.uses, code.at);
  if (code && use) return { kind: 'code', span: inDocument(code.region, use.span), use, ...code };
  const places = code ? variablesInCode(analysis, code.region) : variablesInAttributes(analysis);
  const place = places.find(({ span }) => touches(span, offset));
  return place && { kind: 'variable', span: place.span, place };
}

/** The code that the offset is in, where the service compiles it and types are known. */
export function meantCodeAt(analysis: Analysis, offset: number): MeantCode | undefined {
  const place = codePlaceAt(analysis, offset);
  if (place === undefined || !isCompiled(analysis, place.region)) return undefined;
  const model = semanticsOf(analysis, place.region);
  return model && { ...place, model };
}

/** Of two names that touch at the offset the one that begins there. */
function useAt(uses: readonly SymbolUse[], at: number): SymbolUse | undefined {
  let found: SymbolUse | undefined;
  for (const use of uses) {
    if (use.span.start > at) break;
    if (at <= use.span.end) found = use;
  }
  return found;
}

/** A place in an expression's code as a place in the document. */
export function inDocument(region: ExpressionRegion, { start, end }: Span): Span {
  return { start: region.toDocument(start), end: region.toDocument(end) };
}
