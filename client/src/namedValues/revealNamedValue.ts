/** Showing a secret to who asks for it: in a box that is gone when it loses the focus, and nowhere else. */
import * as vscode from 'vscode';
import type { Connections } from '../connection/connections';
import { orThrow } from '../errors';
import type { ExplorerNode } from '../explorer/types';
import { chooseNamedValue } from './chosen';

/** How long a value stays in sight, in milliseconds. */
const shownMs = 30_000;

/** Without a named value, as from the command palette, the person picks one. */
export async function revealNamedValue(
  connections: Connections,
  node: ExplorerNode | undefined,
): Promise<void> {
  const { connected, summary, place } = await chooseNamedValue(connections, node, 'Reveal Named Value');
  const value =
    summary.kind === 'plain' && summary.value !== undefined
      ? summary.value
      : orThrow(await connected.instance.revealNamedValue(summary.name, place));
  show(summary.displayName, value);
}

function show(displayName: string, value: string): void {
  const copy: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: 'Copy' };
  const box = vscode.window.createInputBox();
  const timer = setTimeout(() => box.hide(), shownMs);
  box.title = `Value of {{${displayName}}}`;
  box.prompt = `Hidden again as soon as this box is closed, at the latest after ${shownMs / 1000} seconds.`;
  box.value = value;
  box.buttons = [copy];
  box.onDidChangeValue(() => {
    box.value = value;
  });
  box.onDidTriggerButton(async () => {
    await vscode.env.clipboard.writeText(value);
    box.hide();
    vscode.window.setStatusBarMessage(`$(check) Copied the value of {{${displayName}}}.`, 5_000);
  });
  box.onDidAccept(() => box.hide());
  box.onDidHide(() => {
    clearTimeout(timer);
    box.dispose();
  });
  box.show();
}
