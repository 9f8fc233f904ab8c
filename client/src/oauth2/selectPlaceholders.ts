/** Puts the cursor on what is to be filled in, after an action inserted text with placeholders. */
import * as vscode from 'vscode';
import { editorOf } from '../editors';

interface PlainPosition {
  readonly line: number;
  readonly character: number;
}
interface PlainRange {
  readonly start: PlainPosition;
  readonly end: PlainPosition;
}

/**
 * Selects the first group of placeholders: the places of one group stand for the same thing, so they are
 * selected together and typing fills them all.
 */
export async function selectPlaceholders(
  uri: string,
  placeholderGroups: readonly (readonly PlainRange[])[],
): Promise<void> {
  const first = placeholderGroups[0];
  if (first === undefined || first.length === 0) return;
  const editor = await editorOf(vscode.Uri.parse(uri));
  editor.selections = first.map(
    ({ start, end }) => new vscode.Selection(start.line, start.character, end.line, end.character),
  );
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
