/** Replacing a document's text so that it can be undone in one step. */
import * as vscode from 'vscode';
import { UserError } from './errors';

/** Replaces what differs between the document and the text. Nothing is saved. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const before = document.getText();
  // VS Code keeps a byte order mark out of its documents.
  const after = text.replace(/^\uFEFF/, '');
  const start = commonPrefix(before, after);
  const end = commonSuffix(before.slice(start), after.slice(start));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(before.length - end)),
    after.slice(start, after.length - end),
  );
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError('The editor refused the change; the file is as it was.');
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  // Not between the two halves of a line end: the editor knows no place there.
  return length > 0 && a[length - 1] === '\r' ? length - 1 : length;
}

function commonSuffix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length > 0 && a.at(-length) === '\n' ? length - 1 : length;
}
