/**
 * Merges that were put into an editor and wait to be kept. What the instance held becomes the file's new base
 * only when the merged text is still there: who undoes a merge must be asked again, or a push would drop what
 * the instance has.
 */
import type * as vscode from 'vscode';

interface WaitingMerge {
  /** The document before the merge. */
  readonly before: string;
  readonly accept: () => Promise<void>;
}

export class Merges {
  private readonly waiting = new Map<string, WaitingMerge>();

  remember(uri: vscode.Uri, merge: WaitingMerge): void {
    this.waiting.set(uri.toString(), merge);
  }

  /** To be called before the document is compared with the instance. */
  async settle(uri: vscode.Uri, text: string): Promise<void> {
    const key = uri.toString();
    const merge = this.waiting.get(key);
    if (merge === undefined) return;
    this.waiting.delete(key);
    if (text !== merge.before) await merge.accept();
  }

  /** As `settle`, for every document that waits; those whose text can't be had go on waiting. */
  async settleAll(textOf: (uri: string) => Promise<string | undefined>): Promise<void> {
    for (const [key, merge] of this.waiting) {
      const text = await textOf(key);
      if (text === undefined) continue;
      this.waiting.delete(key);
      if (text !== merge.before) await merge.accept();
    }
  }
}
