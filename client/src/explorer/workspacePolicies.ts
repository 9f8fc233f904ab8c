/** Which policies the workspace has as files, kept up to date. */
import * as vscode from 'vscode';
import { describePath } from '../../../server/src/core/workspace/layout';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import { type Artifacts, artifactsOf } from '../artifacts';
import type { Connected } from '../connection/connection';
import { isAtOrIn, watchFiles } from '../fileChanges';
import { addressKey } from './policyState';

const policyFiles = '**/{policy.xml,policyFragmentInformation.json}';
const most = 50_000;

/** Time between a change of files and the look at them, in milliseconds. */
const settleMs = 400;

/** A file of the workspace that holds a policy. */
export interface PolicyFile {
  readonly uri: vscode.Uri;
  readonly path: string;
  readonly artifacts: Artifacts;
}

export class WorkspacePolicies implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<readonly vscode.Uri[]>();
  /** The files that were created, changed or deleted. */
  readonly onDidChange = this.changes.event;
  /** By the instance's key, then by `addressKey`. */
  private readonly known = new Map<string, Promise<ReadonlyMap<string, PolicyFile>>>();
  /** The files that any instance's were looked for among, and found. */
  private readonly listed = new Map<string, vscode.Uri>();
  private readonly changed = new Map<string, vscode.Uri>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly disposables: readonly vscode.Disposable[];

  constructor() {
    this.disposables = [
      this.changes,
      watchFiles(policyFiles, {
        changed: (uri) => this.fileChanged(uri, false),
        created: (uri) => this.fileChanged(uri, true),
        gone: (place) => {
          for (const uri of this.listed.values()) if (isAtOrIn(uri, place)) this.fileChanged(uri, true);
        },
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
    ];
  }

  /** The files that belong to the instance, where the folder with its artifacts is. */
  of(key: string, connected: Connected): Promise<ReadonlyMap<string, PolicyFile>> {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.find(connected);
    this.known.set(key, found);
    return found;
  }

  forget(): void {
    this.known.clear();
    this.changes.fire([]);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private fileChanged(uri: vscode.Uri, isListed: boolean): void {
    if (isListed) {
      this.known.clear();
      this.listed.delete(uri.toString());
    }
    this.changed.set(uri.toString(), uri);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const uris = [...this.changed.values()];
      this.changed.clear();
      this.changes.fire(uris);
    }, settleMs);
  }

  private async find(connected: Connected): Promise<ReadonlyMap<string, PolicyFile>> {
    const files = new Map<string, PolicyFile>();
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      // What is wrong with the settings is said by the commands that need them.
      const artifacts = await artifactsOf(folder, connected).catch(() => undefined);
      if (artifacts === undefined) continue;
      const { root } = artifacts.place;
      const base = root === '' ? folder.uri : vscode.Uri.joinPath(folder.uri, root);
      const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(base, policyFiles),
        '**/{node_modules,.git,.apim}/**',
        most,
      );
      for (const uri of found) {
        this.listed.set(uri.toString(), uri);
        const inside = uri.path.slice(base.path.replace(/\/+$/, '').length + 1);
        const address = policyAt(inside);
        if (address === undefined) continue;
        const key = addressKey(address);
        const path = root === '' ? inside : `${root}/${inside}`;
        // A policy of its own wins over an information file, which may hold none.
        if (!files.has(key) || uri.path.endsWith('.xml')) files.set(key, { uri, path, artifacts });
      }
    }
    return files;
  }
}

function policyAt(path: string): PolicyAddress | undefined {
  const described = describePath(path);
  if (described === undefined || described.root !== '') return undefined;
  if (described.kind === 'policy') return described.address;
  if (described.kind !== 'fragment-information' || described.layout !== 'apiops-cli') return undefined;
  const { fragment, workspace } = described;
  return { kind: 'fragment', fragment, ...(workspace !== undefined && { workspace }) };
}
