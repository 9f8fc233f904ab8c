/** Replacing a document's text so that it can be undone in one step. */
import * as vscode from 'vscode';
import { UserError } from './errors';
import { differenceOf } from './textDifference';

/** Replaces what differs between the document and the text. Nothing is saved. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  // VS Code keeps a byte order mark out of its documents.
  const { start, end, replacement } = differenceOf(document.getText(), text.replace(/^\uFEFF/, ''));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(end)),
    replacement,
  );
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError('The editor refused the change; the file is as it was.');
}

/** Time that a save under way, such as VS Code's own after a delay, is given to end, in milliseconds. */
const saveSettlesMs = 300;

/**
 * Saves the document. `save` answers `false` too where a save by VS Code itself was under way, so what counts is
 * whether anything is unsaved in the end.
 */
export async function saved(document: vscode.TextDocument): Promise<boolean> {
  for (let attempt = 0; attempt < 3 && document.isDirty; attempt++) {
    if (await document.save()) return true;
    await new Promise((done) => setTimeout(done, saveSettlesMs));
  }
  return !document.isDirty;
}
