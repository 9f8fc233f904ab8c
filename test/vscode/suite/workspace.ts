/** The workspace folder that the tests run in, and documents of it. */
import * as vscode from 'vscode';

export const extensionId = 'apim-policy.apim-policy';

export function workspaceUri(...path: readonly string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The tests need a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, ...path);
}

/** Writes a file of the workspace and opens it in an editor, which shows this text even if it was open before. */
export async function openPolicy(path: string, text: string): Promise<vscode.TextEditor> {
  const uri = workspaceUri(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  if (editor.document.getText() !== text) await replaceText(editor, text);
  return editor;
}

export async function replaceText(editor: vscode.TextEditor, text: string): Promise<void> {
  const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
  if (!(await editor.edit((edit) => edit.replace(all, text)))) throw new Error('The edit was refused.');
}
