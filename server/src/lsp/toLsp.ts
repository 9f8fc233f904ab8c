/** From the core's words to the protocol's; the only place where they are translated in this direction. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentHighlight,
  DocumentHighlightKind,
  FoldingRangeKind,
  InsertTextFormat,
  type Location,
  type LocationLink,
  type Diagnostic as LspDiagnostic,
  type DocumentSymbol as LspDocumentSymbol,
  type FoldingRange as LspFoldingRange,
  type Hover as LspHover,
  type SignatureHelp as LspSignatureHelp,
  type TextEdit as LspTextEdit,
  MarkupKind,
  type Range,
  type SelectionRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
  SymbolKind,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { DocumentSymbol } from '../core/features/documentSymbols';
import type { FoldingRange } from '../core/features/foldingRanges';
import type {
  SemanticToken,
  SemanticTokenModifier,
  SemanticTokenType,
} from '../core/features/semanticTokens';
import type { SignatureHelp } from '../core/features/signatureHelp';
import type {
  Completion,
  CompletionKind,
  Definition,
  Diagnostic,
  DocumentEdits,
  Highlight,
  Hover,
  Reference,
  ReferringDocument,
  Severity,
} from '../core/features/types';
import type { LineIndex, Span, TextEdit } from '../core/text';

export function toRange(lines: LineIndex, place: Span): Range {
  return { start: lines.positionAt(place.start), end: lines.positionAt(place.end) };
}

export function toTextEdit(lines: LineIndex, edit: TextEdit): LspTextEdit {
  return { range: toRange(lines, edit.span), newText: edit.newText };
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export function toDiagnostic(
  uri: string,
  lines: LineIndex,
  diagnostic: Diagnostic,
  codeDescription: (code: string) => string | undefined,
): LspDiagnostic {
  const href = codeDescription(diagnostic.code);
  return {
    range: toRange(lines, diagnostic.span),
    severity: severities[diagnostic.severity],
    code: diagnostic.code,
    source: 'apim-policy',
    message: diagnostic.message,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(diagnostic.tags === undefined ? {} : { tags: diagnostic.tags.map((tag) => tags[tag]) }),
    ...(diagnostic.related === undefined
      ? {}
      : {
          relatedInformation: diagnostic.related.map((related) => ({
            location: { uri, range: toRange(lines, related.span) },
            message: related.message,
          })),
        }),
  };
}

const completionKinds: Record<CompletionKind, CompletionItemKind> = {
  policy: CompletionItemKind.Class,
  element: CompletionItemKind.Property,
  section: CompletionItemKind.Module,
  attribute: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  'named-value': CompletionItemKind.Constant,
  fragment: CompletionItemKind.Reference,
  backend: CompletionItemKind.Reference,
  reference: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
  'closing-tag': CompletionItemKind.Property,
  method: CompletionItemKind.Method,
  property: CompletionItemKind.Property,
  constant: CompletionItemKind.Constant,
  type: CompletionItemKind.Class,
  enum: CompletionItemKind.Enum,
  namespace: CompletionItemKind.Module,
  local: CompletionItemKind.Variable,
  argument: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
};

const suggest = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
const showArguments = { title: 'Show parameters', command: 'editor.action.triggerParameterHints' };

/** Without documentation, which the resolve request brings; `data` finds it again. */
export function toCompletionItem(lines: LineIndex, completion: Completion, data: unknown): CompletionItem {
  return {
    label: completion.label,
    kind: completionKinds[completion.kind],
    textEdit: toTextEdit(lines, completion.edit),
    insertTextFormat: completion.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    data,
    ...(completion.detail === undefined ? {} : { detail: completion.detail }),
    ...(completion.sortText === undefined ? {} : { sortText: completion.sortText }),
    ...(completion.filterText === undefined ? {} : { filterText: completion.filterText }),
    ...(completion.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(completion.additionalEdits === undefined
      ? {}
      : { additionalTextEdits: completion.additionalEdits.map((edit) => toTextEdit(lines, edit)) }),
    ...(completion.retrigger ? { command: suggest } : {}),
    ...(completion.asksForArguments ? { command: showArguments } : {}),
  };
}

export function toHover(lines: LineIndex, hover: Hover): LspHover {
  return {
    range: toRange(lines, hover.span),
    contents: { kind: MarkupKind.Markdown, value: hover.markdown },
  };
}

/**
 * The link, or `undefined` where the target is no file. `linesOf` gives another file's lines where its text is at
 * hand; without them the link leads to the file's start.
 */
export function toDefinition(
  uri: string,
  lines: LineIndex,
  definition: Definition,
  linesOf: (uri: string) => LineIndex | undefined,
): LocationLink | undefined {
  const { target } = definition;
  const originSelectionRange = toRange(lines, definition.origin);
  if (target.kind === 'instance') return undefined;
  if (target.kind === 'around') {
    const { uri: targetUri, range } = toLocation(target.document, target.span);
    return { originSelectionRange, targetUri, targetRange: range, targetSelectionRange: range };
  }
  if (target.kind === 'document') {
    const range = toRange(lines, target.span);
    return { originSelectionRange, targetUri: uri, targetRange: range, targetSelectionRange: range };
  }
  const targetLines = target.span === undefined ? undefined : linesOf(target.uri);
  const zero = { line: 0, character: 0 };
  const range =
    target.span !== undefined && targetLines !== undefined
      ? toRange(targetLines, target.span)
      : { start: zero, end: zero };
  return { originSelectionRange, targetUri: target.uri, targetRange: range, targetSelectionRange: range };
}

/** The place in the file; where the text is only a part of the file, the file's start. */
function toLocation({ uri, isFile, analysis }: ReferringDocument, span: Span): Location {
  const zero = { line: 0, character: 0 };
  return { uri, range: isFile ? toRange(analysis.lines, span) : { start: zero, end: zero } };
}

export function toReference(uri: string, lines: LineIndex, { document, span }: Reference): Location {
  return document === undefined ? { uri, range: toRange(lines, span) } : toLocation(document, span);
}

const highlightKinds: Record<Highlight['kind'], DocumentHighlightKind> = {
  read: DocumentHighlightKind.Read,
  write: DocumentHighlightKind.Write,
  text: DocumentHighlightKind.Text,
};

export function toHighlight(lines: LineIndex, { span, kind }: Highlight): DocumentHighlight {
  return { range: toRange(lines, span), kind: highlightKinds[kind] };
}

/** From the inside out, as a list; none is the document's start. */
export function toSelectionRange(lines: LineIndex, spans: readonly Span[]): SelectionRange {
  let range: SelectionRange | undefined;
  for (const span of spans.toReversed())
    range = { range: toRange(lines, span), ...(range !== undefined && { parent: range }) };
  return range ?? { range: toRange(lines, { start: 0, end: 0 }) };
}

export function toWorkspaceEdit(
  uri: string,
  lines: LineIndex,
  documents: readonly DocumentEdits[],
): WorkspaceEdit {
  const changes: Record<string, LspTextEdit[]> = {};
  for (const { document, edits } of documents)
    changes[document?.uri ?? uri] = edits.map((edit) => toTextEdit(document?.analysis.lines ?? lines, edit));
  return { changes };
}

const tokenTypes: readonly SemanticTokenType[] = [
  'namespace',
  'class',
  'struct',
  'interface',
  'enum',
  'parameter',
  'variable',
  'property',
  'enumMember',
  'event',
  'function',
  'method',
];
const tokenModifiers: readonly SemanticTokenModifier[] = ['declaration', 'readonly', 'static', 'deprecated'];

/** What the numbers of `toSemanticTokens` mean. */
export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: [...tokenModifiers],
};

export function toSemanticTokens(lines: LineIndex, tokens: readonly SemanticToken[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { span, type, modifiers } of tokens) {
    const { line, character } = lines.positionAt(span.start);
    const bits = modifiers.reduce((all, modifier) => all | (1 << tokenModifiers.indexOf(modifier)), 0);
    builder.push(line, character, span.end - span.start, tokenTypes.indexOf(type), bits);
  }
  return builder.build();
}

export function toSignatureHelp({ signatures, active }: SignatureHelp): LspSignatureHelp {
  const shown = signatures.map(({ label, documentation, parameters, active: parameter }) => ({
    label,
    ...(documentation === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    parameters: parameters.map(({ start, end }) => ({ label: [start, end] satisfies [number, number] })),
    // One that isn't there: none is shown to be the next.
    activeParameter: parameter ?? parameters.length,
  }));
  const activeParameter = shown[active]?.activeParameter ?? 0;
  return { signatures: shown, activeSignature: active, activeParameter };
}

const symbolKinds: Record<DocumentSymbol['kind'], SymbolKind> = {
  root: SymbolKind.File,
  section: SymbolKind.Namespace,
  policy: SymbolKind.Class,
  element: SymbolKind.Property,
};

export function toDocumentSymbol(lines: LineIndex, symbol: DocumentSymbol): LspDocumentSymbol {
  return {
    name: symbol.name,
    kind: symbolKinds[symbol.kind],
    range: toRange(lines, symbol.span),
    selectionRange: toRange(lines, symbol.nameSpan),
    children: symbol.children.map((child) => toDocumentSymbol(lines, child)),
    ...(symbol.detail === undefined ? {} : { detail: symbol.detail }),
  };
}

export function toFoldingRange(range: FoldingRange): LspFoldingRange {
  return {
    startLine: range.startLine,
    endLine: range.endLine,
    ...(range.kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
  };
}
