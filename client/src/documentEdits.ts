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
