/** The findings of policies that aren't open, once somebody asks for them: until the file is opened or changes. */
import * as vscode from 'vscode';
import { UserError } from './errors';
import type { PolicyLanguageClient } from './languageClient';
import { languageId } from './names';
import { cancellable } from './progress';
import { checkedText } from './workspaceProblemsText';

export class WorkspaceProblems implements vscode.Disposable {
  private readonly problems = vscode.languages.createDiagnosticCollection('apimPolicy.workspace');
  private readonly disposables: readonly vscode.Disposable[];

  constructor(private readonly languageClient: PolicyLanguageClient) {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.xml', true);
    const forget = (uri: vscode.Uri): void => this.problems.delete(uri);
    this.disposables = [
      this.problems,
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
      // Those of an open policy come from the language server, and follow its text.
      vscode.workspace.onDidOpenTextDocument(({ uri, languageId: language }) => {
        if (language === languageId) forget(uri);
      }),
    ];
  }

  /** Checks every policy of the workspace. */
  async check(): Promise<void> {
    if ((vscode.workspace.workspaceFolders ?? []).length === 0)
      throw new UserError('Open the folder that the policies are in first.', [
        { title: 'Open Folder…', command: 'vscode.openFolder' },
      ]);
    const { checked, documents } = await cancellable('Checking all policies', (signal) =>
      this.languageClient.checkWorkspace(signal),
    );
    this.problems.clear();
    const open = vscode.workspace.textDocuments.filter((document) => document.languageId === languageId);
    const opened = new Set(open.map(({ uri }) => uri.toString()));
    for (const { uri, diagnostics } of documents)
      if (!opened.has(uri.toString())) this.problems.set(uri, diagnostics);
    const severities = documents.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity));
    const count = (wanted: vscode.DiagnosticSeverity) =>
      severities.filter((severity) => severity === wanted).length;
    const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
    const text = checkedText({
      checked,
      besideOpen: open.length > 0,
      documents: documents.length,
      errors: count(error),
      warnings: count(warning),
    });
    const show = 'Show Problems';
    const chosen = await vscode.window.showInformationMessage(text, ...(documents.length > 0 ? [show] : []));
    if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
