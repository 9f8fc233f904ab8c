/** Read-only documents that show what the instance holds: as it is now, or as it was when a diff was made. */
import * as vscode from 'vscode';
import { type InstanceTarget, resourceIdOf } from '../../instance';
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import type { Connection } from './connection/connection';
import { orThrow, UserError } from './errors';
import { livePath } from './livePath';
import { languageId, liveScheme } from './names';
import { cancellable } from './progress';

/** What a live document's URI says, in its query. */
interface LiveReference {
  readonly instance: string;
  readonly address: PolicyAddress;
  /** Number of the text that was kept for it; without one the instance is asked. */
  readonly snapshot?: number;
}

/** How many diffs can be looked at again after their texts were closed. */
const keptSnapshots = 50;

export class LiveDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;
  private readonly snapshots = new Map<string, string>();
  /** Texts on their way into the document that is being opened. */
  private readonly justRead = new Map<string, string>();
  private nextSnapshot = 1;
  private readonly registrations: vscode.Disposable;

  constructor(private readonly connection: Connection) {
    this.registrations = vscode.workspace.registerTextDocumentContentProvider(liveScheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const key = uri.toString();
    const kept = this.snapshots.get(key) ?? this.justRead.get(key);
    this.justRead.delete(key);
    if (kept !== undefined) return kept;
    const reference = referenceOf(uri);
    if (reference?.snapshot !== undefined)
      throw new UserError('This comparison is over; compare again to see the instance’s policy.');
    const { instance, target } = this.connection.required();
    if (reference === undefined || reference.instance !== resourceIdOf(target))
      throw new UserError('This policy belongs to another instance than the one that is connected.');
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    return orThrow(await instance.readPolicy(reference.address, { signal: abort.signal })).text;
  }

  /** Opens the policy as the instance has it now. */
  async open(address: PolicyAddress): Promise<void> {
    const { instance, target } = this.connection.required();
    // Read before VS Code asks for it: what goes wrong there would lose its reason on the way back.
    const policy = await cancellable('Reading the instance’s policy', (signal) =>
      instance.readPolicy(address, { signal }),
    );
    const uri = uriOf(target, { instance: resourceIdOf(target), address });
    const key = uri.toString();
    this.justRead.set(key, orThrow(policy).text);
    const isOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === key);
    const document = await vscode.workspace.openTextDocument(uri);
    if (isOpen) this.changes.fire(uri);
    await vscode.window.showTextDocument(await asPolicy(document), { preview: true });
  }

  /** A document with a text that stays as it is, for one side of a diff. */
  async snapshot(target: InstanceTarget, address: PolicyAddress, text: string): Promise<vscode.Uri> {
    const snapshot = this.nextSnapshot++;
    const uri = uriOf(target, { instance: resourceIdOf(target), address, snapshot });
    this.snapshots.set(uri.toString(), text);
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > keptSnapshots && oldest !== undefined) this.snapshots.delete(oldest);
    await asPolicy(await vscode.workspace.openTextDocument(uri));
    return uri;
  }

  /** Asks the instance again for every live document that is open. */
  refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === liveScheme && !this.snapshots.has(uri.toString())) this.changes.fire(uri);
  }

  dispose(): void {
    this.registrations.dispose();
    this.changes.dispose();
  }
}

function uriOf(target: InstanceTarget, reference: LiveReference): vscode.Uri {
  return vscode.Uri.from({
    scheme: liveScheme,
    path: livePath(target.service, reference.address),
    query: JSON.stringify(reference),
  });
}

function referenceOf(uri: vscode.Uri): LiveReference | undefined {
  try {
    return JSON.parse(uri.query) as LiveReference;
  } catch {
    return undefined;
  }
}

function asPolicy(document: vscode.TextDocument): Thenable<vscode.TextDocument> | vscode.TextDocument {
  return document.languageId === languageId
    ? document
    : vscode.languages.setTextDocumentLanguage(document, languageId);
}
