/** Closes an element as soon as its opening tag is typed to its end, as the editor does for HTML. */
import * as vscode from 'vscode';
import type { PolicyLanguageClient } from './languageClient';
import { languageId } from './names';
import { closesTags } from './settings';

export function closeTagsWhileTyping(languageClient: PolicyLanguageClient): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(async ({ document, contentChanges, reason }) => {
    const [change] = contentChanges;
    if (change?.text !== '>' || contentChanges.length > 1 || !change.range.isEmpty || reason !== undefined)
      return;
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || editor.selections.length > 1) return;
    if (document.languageId !== languageId || !closesTags(document)) return;
    const { version } = document;
    const position = change.range.end.translate(0, 1);
    const closing = await languageClient.closingTag(document, position);
    // Who has typed on has the word.
    if (closing === undefined || document.version !== version || !editor.selection.active.isEqual(position))
      return;
    await editor.insertSnippet(new vscode.SnippetString(closing), position, {
      undoStopBefore: false,
      undoStopAfter: false,
    });
  });
}
