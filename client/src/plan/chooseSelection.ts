/** Which files a push is about, where no menu has said so. */
import * as vscode from 'vscode';
import type { PushSelection } from '../../../instance/push';
import { orCancel } from '../errors';

export async function chooseSelection(): Promise<PushSelection> {
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: '$(files) All Files That Differ',
        detail: 'Compares every policy, fragment, named value and backend of the workspace.',
        selection: { kind: 'everything' } as const,
      },
      {
        label: '$(git-commit) Changed since the Last Commit',
        detail: 'What Git shows as changed, untracked files included.',
        selection: { kind: 'since', ref: 'HEAD' } as const,
      },
      {
        label: '$(git-branch) Changed since…',
        detail: 'A branch, a tag or a commit, such as origin/main.',
        selection: undefined,
      },
    ],
    { title: 'Push Changed Files', placeHolder: 'Which files? A plan is shown before anything is sent.' },
  );
  const { selection } = orCancel(chosen);
  if (selection !== undefined) return selection;
  const ref = await vscode.window.showInputBox({
    title: 'Push Changed Files',
    prompt: 'Everything that has changed since this branch, tag or commit',
    value: 'origin/main',
    ignoreFocusOut: true,
  });
  return { kind: 'since', ref: orCancel(ref?.trim() === '' ? undefined : ref?.trim()) };
}
