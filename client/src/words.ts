/** How things are said: small helpers for messages. */
import * as vscode from 'vscode';

export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A message in the status bar that goes away by itself. */
export function tell(message: string): void {
  vscode.window.setStatusBarMessage(message, 8_000);
}
