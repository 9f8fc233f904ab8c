/** Finding the editor or document a command was meant for. */
import * as vscode from 'vscode';
import { UserError } from './errors';
import { languageId } from './names';

/** The editor that shows a document; opens one where none does. */
export async function editorOf(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const shown = vscode.window.visibleTextEditors.filter(
    (each) => each.document.uri.toString() === uri.toString(),
  );
  const active = vscode.window.activeTextEditor;
  if (active !== undefined && shown.includes(active)) return active;
  const first = shown[0];
  return vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(uri),
    first?.viewColumn === undefined ? {} : { viewColumn: first.viewColumn },
  );
}

/**
 * The document a command is for: the one whose menu it was chosen from, else the active editor's at this
 * moment. Read it once at the start: which editor is active may change while a command runs.
 */
export async function documentFor(argument: unknown): Promise<vscode.TextDocument> {
  if (argument instanceof vscode.Uri) return openAsText(argument);
  const active = vscode.window.activeTextEditor?.document;
  if (active === undefined) throw new UserError('Open a policy first, then run this command again.');
  return active;
}

async function openAsText(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new UserError(
      `${vscode.workspace.asRelativePath(uri)} can’t be opened as text: it is gone, binary or too large.`,
    );
  }
}

/**
 * The arguments of a command for a document with that document named: run again from a message, it is for the same
 * document, whichever editor is active by then.
 */
export function withDocument(args: readonly unknown[]): readonly unknown[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  return args[0] instanceof vscode.Uri || active === undefined ? args : [active];
}

/** The files a command is for, where several are selected in the explorer; else its first argument alone. */
export function selectedFiles(first: unknown, selection: unknown): readonly unknown[] {
  const several = Array.isArray(selection) && selection.every((each) => each instanceof vscode.Uri);
  return several && selection.length > 1 ? selection : [first];
}

/** As `documentFor`, for commands that make sense on policies only. */
export async function policyDocumentFor(argument: unknown): Promise<vscode.TextDocument> {
  const document = await documentFor(argument);
  if (document.languageId !== languageId)
    throw new UserError(
      'This file is not in the language “API Management Policy”; choose it in the status bar, then run the command again.',
    );
  return document;
}
