/** What the light bulb offers: repairs of diagnostics, then refactorings, in the order of the table below. */
import type { Analysis } from '../../model';
import type { Span } from '../../text';
import type { CodeAction, Diagnostic, SnippetData } from '../types';
import { codeRefactorings } from './code';
import { diagnosticFixes } from './diagnosticFixes';
import { oauth2Variants } from './oauth2';

export { oauth2Variants } from './oauth2';

export interface CodeActionOptions {
  readonly snippets: SnippetData;
}

interface Request {
  readonly analysis: Analysis;
  /** What is selected; empty for a cursor. */
  readonly span: Span;
  /** The document's diagnostics, all of them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly options: CodeActionOptions;
}

const providers: readonly ((request: Request) => readonly CodeAction[])[] = [
  ({ span, diagnostics }) => diagnosticFixes(span, diagnostics),
  ({ analysis, span }) => codeRefactorings(analysis, span),
  ({ analysis, options }) => oauth2Variants(analysis, options.snippets),
];

/** The actions for a place in the document. Diagnostics elsewhere in the document are left alone. */
export function codeActions(
  analysis: Analysis,
  span: Span,
  diagnostics: readonly Diagnostic[],
  options: CodeActionOptions,
): readonly CodeAction[] {
  return providers.flatMap((provide) => provide({ analysis, span, diagnostics, options }));
}
