/** Read-only documents that hold what an instance had at some moment: one side of a diff. */
import * as vscode from 'vscode';
import type { InstanceTarget } from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { instanceKey } from '../connection/instanceKey';
import { UserError } from '../errors';
import { asPolicy } from '../languageAdoption';
import { snapshotScheme } from '../names';
import { livePath } from './livePath';

/** How many texts are kept to be looked at: enough for all differences of a large plan. */
const keptSnapshots = 4_000;

export class Snapshots implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private next = 1;
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(snapshotScheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.texts.get(uri.toString());
    if (text === undefined)
      throw new UserError('This comparison is over; compare again to see the instance’s policy.');
    return text;
  }

  /** A document with a text that stays as it is. */
  async policy(target: InstanceTarget, address: PolicyAddress, text: string): Promise<vscode.Uri> {
    const uri = this.uri(target, livePath(target.service, address), text);
    await asPolicy(await vscode.workspace.openTextDocument(uri));
    return uri;
  }

  /** As `policy`, without opening it: for many at a time. `path` begins with a slash. */
  uri(target: InstanceTarget, path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: snapshotScheme,
      authority: instanceKey(target),
      path,
      query: String(this.next++),
    });
    this.texts.set(uri.toString(), text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > keptSnapshots && oldest !== undefined) this.texts.delete(oldest);
    return uri;
  }

  dispose(): void {
    this.registration.dispose();
  }
}
