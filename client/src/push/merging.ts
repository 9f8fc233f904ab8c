/** Bringing what somebody else has changed on the instance into the document that is to be pushed. */
import * as vscode from 'vscode';
import { acceptLive, mergePolicies, type PushPlan, wrap } from '../../../instance/sync';
import { replaceText } from '../documentEdits';
import type { Merges } from '../merges';
import { languageId } from '../names';
import { tell } from '../words';

/** Puts the merge into the document; what is there afterwards is looked at, saved and pushed by the person. */
export async function mergeInto(
  document: vscode.TextDocument,
  plan: PushPlan,
  merges: Merges,
): Promise<void> {
  if (plan.live === undefined) return;
  const before = document.getText();
  const { text, conflicts } = mergePolicies(plan.base?.text, plan.text, plan.live.text);
  await replaceText(document, document.languageId === languageId ? text : wrap(before, text, undefined));
  merges.remember(document.uri, { before, accept: () => acceptLive(plan) });
  await vscode.window.showTextDocument(document, { preview: false });
  tell(
    conflicts === 0
      ? '$(git-merge) Merged with the instance’s policy; look at it, then push again.'
      : `$(git-merge) Merged; ${conflicts === 1 ? 'one conflict is' : `${conflicts} conflicts are`} marked. Resolve, then push again.`,
  );
}
