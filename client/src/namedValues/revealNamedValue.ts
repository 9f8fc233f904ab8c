/** Showing a secret to who asks for it: in a box that is gone when it loses the focus, and nowhere else. */
import * as vscode from 'vscode';
import type { NamedValueSummary } from '../../../instance';
import type { Connections } from '../connection/connections';
import { orCancel, orThrow } from '../errors';
import type { ExplorerNode } from '../explorer/types';

/** Without a named value, as from the command palette, the person picks one. */
export async function revealNamedValue(
  connections: Connections,
  node: ExplorerNode | undefined,
): Promise<void> {
  const { instance, lists } = connections.required(node?.instance);
  const workspace = node?.namedValue?.workspace;
  const namedValue = node?.namedValue?.summary ?? (await choose(orThrow(await lists.namedValues().whole)));
  const value =
    namedValue.kind === 'plain' && namedValue.value !== undefined
      ? namedValue.value
      : orThrow(
          await instance.revealNamedValue(namedValue.name, workspace === undefined ? {} : { workspace }),
        );
  show(namedValue.displayName, value);
}

async function choose(namedValues: readonly NamedValueSummary[]): Promise<NamedValueSummary> {
  const items = namedValues.map((namedValue) => ({
    label: namedValue.displayName,
    description: namedValue.kind === 'plain' ? '' : 'secret',
    namedValue,
  }));
  const item = await vscode.window.showQuickPick(items, {
    title: 'Reveal Named Value',
    placeHolder: 'Which one?',
  });
  return orCancel(item).namedValue;
}

function show(displayName: string, value: string): void {
  const copy: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: 'Copy' };
  const box = vscode.window.createInputBox();
  box.title = `Value of {{${displayName}}}`;
  box.prompt = 'Hidden again as soon as this box is closed.';
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
  box.onDidHide(() => box.dispose());
  box.show();
}
