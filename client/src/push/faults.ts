/** What an instance found wrong with a policy, at its places in the document. */
import * as vscode from 'vscode';
import { faultsToSpans, type LocatedFault, type PolicyFault } from '../../../instance';
import { languageId } from '../names';

const diagnosticSource = 'API Management';

const start = { start: 0, end: 0 };

export class InstanceFaults implements vscode.Disposable {
  private readonly faults = vscode.languages.createDiagnosticCollection('apimPolicy.instance');
  private readonly listening: vscode.Disposable;

  constructor() {
    this.listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.clear(document.uri);
    });
  }

  /** `text` is what was sent; `message` stands in where no fault is given. */
  show(document: vscode.TextDocument, text: string, message: string, faults: readonly PolicyFault[]): void {
    // In a file that wraps the policy in JSON, places in the policy are not places in the file.
    const inDocument = document.languageId === languageId;
    const placed = faultsToSpans(text, faults.length > 0 ? faults : [{ message }]);
    const diagnostics = placed.map(({ fault, span }) => {
      const range = inDocument
        ? new vscode.Range(document.positionAt(span.start), document.positionAt(span.end))
        : new vscode.Range(0, 0, 0, 1);
      const diagnostic = new vscode.Diagnostic(range, fault.message, vscode.DiagnosticSeverity.Error);
      diagnostic.source = diagnosticSource;
      return diagnostic;
    });
    this.faults.set(document.uri, diagnostics);
  }

  /** Faults whose places were found, each in the text that it lies in. */
  async showLocated(uri: vscode.Uri, faults: readonly LocatedFault[], message: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const inDocument = document.languageId === languageId;
    const all = faults.length > 0 ? faults : undefined;
    const diagnostics = (all ?? [{ fault: { message }, in: { kind: 'document' }, span: start } as const]).map(
      ({ fault, in: origin, span }) => {
        const isHere = inDocument && origin.kind !== 'fragment';
        const range = isHere
          ? new vscode.Range(document.positionAt(span.start), document.positionAt(span.end))
          : new vscode.Range(0, 0, 0, 1);
        const where = {
          document: '',
          fragment: origin.kind === 'fragment' ? ` (in the fragment ${origin.fragment})` : '',
          'named-value': origin.kind === 'named-value' ? ` (in the value of {{${origin.name}}})` : '',
        }[origin.kind];
        const diagnostic = new vscode.Diagnostic(
          range,
          `${fault.message}${where}`,
          vscode.DiagnosticSeverity.Error,
        );
        diagnostic.source = diagnosticSource;
        return diagnostic;
      },
    );
    this.faults.set(uri, diagnostics);
  }

  clear(uri: vscode.Uri): void {
    this.faults.delete(uri);
  }

  dispose(): void {
    this.listening.dispose();
    this.faults.dispose();
  }
}
