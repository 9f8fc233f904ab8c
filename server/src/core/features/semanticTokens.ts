/** What the names in expressions mean, for colours: keywords, literals and operators are the grammar's. */
import type { CodeSymbol, FieldSymbol, SymbolUse, TypeDefinition } from '../expression';
import { type Analysis, inDocument, isCompiled, semanticsOf, variablesInCode } from '../model';
import { overlaps, type Span, textOf } from '../text';

export type SemanticTokenType =
  | 'namespace'
  | 'class'
  | 'struct'
  | 'interface'
  | 'enum'
  | 'parameter'
  | 'variable'
  | 'property'
  | 'enumMember'
  | 'event'
  | 'function'
  | 'method';

export type SemanticTokenModifier = 'declaration' | 'readonly' | 'static' | 'deprecated';

/** Never longer than a line. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: SemanticTokenType;
  readonly modifiers: readonly SemanticTokenModifier[];
}

/** In the order in which they stand, none in another. @param within leaves out what stands elsewhere */
export function semanticTokens(analysis: Analysis, within?: Span): readonly SemanticToken[] {
  const found: SemanticToken[] = [];
  for (const region of analysis.expressions) {
    if (within && !overlaps(region.part.codeSpan, within)) continue;
    const model = isCompiled(analysis, region) ? semanticsOf(analysis, region) : undefined;
    for (const use of model?.uses ?? []) {
      const type = typeOf(use.symbol);
      if (type === undefined) continue;
      found.push({ span: inDocument(region, use.span), type, modifiers: modifiersOf(use) });
    }
    // A variable of the context is one wherever it is named.
    for (const { span, isLiteral } of variablesInCode(analysis, region))
      if (isLiteral && !textOf(analysis.text, span).includes('\n'))
        found.push({ span, type: 'variable', modifiers: [] });
  }
  return inOrder(found, within);
}

function inOrder(tokens: SemanticToken[], within: Span | undefined): readonly SemanticToken[] {
  tokens.sort((a, b) => a.span.start - b.span.start);
  let end = 0;
  return tokens.filter(({ span }) => {
    if (span.start < end || span.end === span.start || (within && !overlaps(span, within))) return false;
    end = span.end;
    return true;
  });
}

function typeOf(symbol: CodeSymbol): SemanticTokenType | undefined {
  switch (symbol.kind) {
    case 'local':
    case 'range-variable':
      return 'variable';
    case 'parameter':
      return 'parameter';
    case 'local-function':
      return 'function';
    case 'label':
      return undefined;
    case 'namespace':
      return 'namespace';
    case 'definition':
      return kindOf(symbol);
    case 'element':
    case 'property':
      return 'property';
    case 'field':
      return isEnumMember(symbol) ? 'enumMember' : 'property';
    case 'method':
      return 'method';
    case 'event':
      return 'event';
  }
}

function kindOf({ typeKind }: TypeDefinition): SemanticTokenType {
  return typeKind === 'delegate' ? 'class' : typeKind;
}

function isEnumMember({ containingType }: FieldSymbol): boolean {
  return containingType.definition.typeKind === 'enum';
}

function modifiersOf({ symbol, isDeclaration }: SymbolUse): readonly SemanticTokenModifier[] {
  const modifiers: SemanticTokenModifier[] = isDeclaration ? ['declaration'] : [];
  if (isReadOnly(symbol)) modifiers.push('readonly');
  if ('isStatic' in symbol && symbol.isStatic) modifiers.push('static');
  if ('obsolete' in symbol && symbol.obsolete !== undefined) modifiers.push('deprecated');
  return modifiers;
}

/** Only what is a constant, or as good as one: nearly every property of the context has no setter. */
function isReadOnly(symbol: CodeSymbol): boolean {
  if (symbol.kind === 'local') return symbol.isConst;
  return symbol.kind === 'field' && (symbol.isReadOnly || symbol.constant !== undefined);
}
