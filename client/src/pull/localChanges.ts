/** What a pull does about files that were edited: it asks, one by one, and changes them in the editor only. */
import * as vscode from 'vscode';
import type { InstanceTarget } from '../../../instance';
import {
  type Merge,
  mergePolicies,
  type PullItem,
  type PullPlan,
  policyIn,
  wrap,
} from '../../../instance/sync';
import { type Artifacts, uriIn } from '../artifacts';
import { replaceText } from '../documentEdits';
import type { Snapshots } from '../live/snapshots';
import type { Merges } from '../merges';

/** How many edited files were changed, and how many conflicts are marked in them. */
export interface Decided {
  readonly changed: number;
  readonly marked: number;
}

type Decision = 'compare' | 'merge' | 'take' | 'keep' | 'keep-all';

interface DecisionItem extends vscode.QuickPickItem {
  readonly decision: Decision;
}

export class LocalChanges {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly merges: Merges,
  ) {}

  /** Closing the question keeps the rest as they are. */
  async decide(
    conflicts: readonly PullItem[],
    artifacts: Artifacts,
    target: InstanceTarget,
    plan: PullPlan,
  ): Promise<Decided> {
    let changed = 0;
    let marked = 0;
    for (const [index, item] of conflicts.entries()) {
      const place = conflicts.length === 1 ? '' : ` (${index + 1} of ${conflicts.length})`;
      const decision = await this.ask(item, artifacts, target, place, conflicts.length - index);
      if (decision === 'keep-all') break;
      if (decision === 'keep') continue;
      marked += await this.change(item, artifacts, plan, decision);
      changed++;
    }
    return { changed, marked };
  }

  private async ask(
    item: PullItem,
    artifacts: Artifacts,
    target: InstanceTarget,
    place: string,
    left: number,
  ): Promise<Exclude<Decision, 'compare'>> {
    const items: DecisionItem[] = [
      { label: '$(shield) Keep Mine', detail: 'Leaves the file as it is.', decision: 'keep' },
      {
        label: '$(git-compare) Compare',
        detail: 'Shows the difference, then asks again.',
        decision: 'compare',
      },
      ...(item.live === undefined
        ? []
        : [
            {
              label: '$(git-merge) Merge',
              detail: 'Puts the instance’s changes into the file, in the editor, not saved.',
              decision: 'merge',
            } as const,
          ]),
      {
        label: '$(cloud-download) Take the Instance’s',
        detail: 'Replaces the file’s text in the editor, not saved; Undo brings yours back.',
        decision: 'take',
      },
      ...(left > 1
        ? [
            {
              label: '$(shield) Keep All Mine',
              detail: `Leaves all ${left} files as they are.`,
              decision: 'keep-all',
            } as const,
          ]
        : []),
    ];
    for (;;) {
      const chosen = await vscode.window.showQuickPick(items, {
        title: `${item.path} ${item.base === undefined ? 'differs' : 'was edited'}${place}`,
        placeHolder: situationOf(item),
        ignoreFocusOut: true,
      });
      if (chosen === undefined) return 'keep-all';
      if (chosen.decision !== 'compare') return chosen.decision;
      await this.compare(item, artifacts, target);
    }
  }

  private async compare(item: PullItem, { folder }: Artifacts, target: InstanceTarget): Promise<void> {
    const title = `${item.path} (${target.service} ↔ workspace)`;
    const original =
      item.entry.kind === 'policy'
        ? await this.snapshots.policy(target, item.entry.address, item.text)
        : (await vscode.workspace.openTextDocument({ content: item.text, language: 'json' })).uri;
    await vscode.commands.executeCommand('vscode.diff', original, uriIn(folder, item.path), title);
  }

  /** Answers how many conflicts are marked in the file now. */
  async change(
    item: PullItem,
    { folder, place }: Artifacts,
    plan: PullPlan,
    decision: 'merge' | 'take',
  ): Promise<number> {
    const document = await vscode.workspace.openTextDocument(uriIn(folder, item.path));
    const before = document.getText();
    const { text, conflicts } =
      decision === 'take' ? { text: item.text, conflicts: 0 } : mergeOf(item, before, place.root);
    await replaceText(document, text);
    const { live } = item;
    this.merges.remember(document.uri, {
      before,
      accept: () =>
        plan.state.write(item.path, {
          entry: item.entry,
          text: live?.text ?? item.text,
          etag: live?.etag ?? '',
        }),
    });
    await vscode.window.showTextDocument(document, { preview: false });
    return conflicts;
  }
}

function situationOf({ base, instanceChanged }: PullItem): string {
  if (base === undefined) return 'The file was never pulled from this instance, and differs from it.';
  return instanceChanged === true
    ? 'The instance has changed too.'
    : 'The instance has not changed since the last pull.';
}

/** What the file will hold; a file that can't be merged, such as one with no policy in it, stays as it is. */
function mergeOf({ live, base, path }: PullItem, before: string, root: string): Merge {
  const local = policyIn(path, before, [root])?.text;
  if (live === undefined || local === undefined) return { text: before, conflicts: 0 };
  const { text, conflicts } = mergePolicies(base?.text, local, live.text);
  return { text: local === before ? text : wrap(before, text, undefined), conflicts };
}
