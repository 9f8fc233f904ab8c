/**
 * The `apim:` file system: every policy and fragment of a connected instance as a file, without a pull. Saving one
 * pushes it, with the same safety (`LiveSaving`). What the editor has is remembered with its ETag, so that a save
 * replaces that version or asks.
 */
import * as vscode from 'vscode';
import { type InstanceTarget, type LivePolicy, sameText } from '../../../instance';
import type { BaseMemory } from '../../../instance/sync';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { Connected } from '../connection/connection';
import type { Connections } from '../connection/connections';
import { instanceKey } from '../connection/instanceKey';
import { FailureError, orThrow, UserError } from '../errors';
import { asPolicy } from '../languageAdoption';
import { liveScheme } from '../names';
import { cancellable } from '../progress';
import { offerSavingByHand } from './automaticSaving';
import { addressOfLivePath, livePath } from './livePath';

/** The version of a policy that was read last. */
interface Seen {
  readonly live: LivePolicy;
  /** Grows with each version, in ms since 1970. */
  readonly mtime: number;
  /** When the instance was last asked, in ms since 1970. */
  readonly asked: number;
}

/** What a file of this system is. */
export interface LiveFile {
  readonly connected: Connected;
  readonly address: PolicyAddress;
}

/** Writes a file's text to the instance; throws what a person must know. */
export type SaveLive = (uri: vscode.Uri, text: string, file: LiveFile) => Promise<void>;

/** An open policy is asked for again no sooner than this, in milliseconds. */
const askAgainAfter = 10_000;

export function liveUri(target: InstanceTarget, address: PolicyAddress): vscode.Uri {
  return vscode.Uri.from({
    scheme: liveScheme,
    authority: instanceKey(target),
    path: livePath(target.service, address),
  });
}

export class LiveFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private readonly seen = new Map<string, Seen>();
  /** What the editors' texts were made from: a save replaces exactly that, or asks. */
  private readonly bases = new Map<string, LivePolicy>();
  /** Texts on their way into documents that are being opened. */
  private readonly justRead = new Set<string>();
  /** Documents whose save has begun, until their text is handed over. */
  private readonly savesBegun = new Set<string>();
  /** Keys of instances on which writing was refused for want of a right. */
  private readonly readOnly = new Set<string>();
  private readonly disposables: readonly vscode.Disposable[];
  /** Set by who can save; until then nothing is written. */
  save: SaveLive = async () => {
    throw vscode.FileSystemError.Unavailable('Saving is not possible yet.');
  };

  constructor(
    private readonly connections: Connections,
    private readonly memory: vscode.Memento,
  ) {
    this.disposables = [
      this.changes,
      vscode.workspace.registerFileSystemProvider(liveScheme, this, { isCaseSensitive: true }),
      // What a clean document shows is what it was made from, whoever has read what in the meantime.
      vscode.workspace.onDidOpenTextDocument((document) => this.rebase(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.rebase(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.bases.delete(uri.toString())),
      vscode.workspace.onWillSaveTextDocument(({ document: { uri } }) => {
        if (uri.scheme === liveScheme) this.savesBegun.add(uri.toString());
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.lookAgain(askAgainAfter);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.uri.scheme === liveScheme) void this.lookAgain(askAgainAfter);
      }),
    ];
  }

  /** Opens the policy as the instance has it now. */
  async open({ target, instance }: Connected, address: PolicyAddress): Promise<void> {
    const uri = liveUri(target, address);
    if (this.documentOf(uri) !== undefined) await this.lookAgain();
    else {
      // Read before VS Code asks for it: what goes wrong there would lose its reason on the way back.
      const live = orThrow(
        await cancellable('Reading the instance’s policy', (signal) =>
          instance.readPolicy(address, { signal }),
        ),
      );
      this.take(uri, live);
      this.justRead.add(uri.toString());
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(await asPolicy(document), { preview: true });
    void offerSavingByHand(uri, this.memory);
  }

  /** The text as the instance has it now, for who only wants to know; `null` where it can't be had. */
  async peek(uri: vscode.Uri): Promise<string | null> {
    const connection = this.connections.find(uri.authority);
    const address = addressOfLivePath(uri.path);
    if (connection?.state.kind !== 'connected' || address === undefined) return null;
    const read = await connection.state.instance.readPolicy(address);
    return read.ok ? read.value.text : null;
  }

  /** What the file is; an error says what to do where its instance isn't connected. */
  fileOf(uri: vscode.Uri): LiveFile {
    const address = addressOfLivePath(uri.path);
    if (address === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { connected: this.connections.required(uri.authority), address };
  }

  /** The version that the editor works with, as the base of a push; it is kept in memory only. */
  stateOf(uri: vscode.Uri, address: PolicyAddress): BaseMemory {
    return {
      read: async () => {
        const base = this.bases.get(uri.toString());
        return base && { entry: { kind: 'policy', address }, ...base };
      },
      write: async (_path, { text, etag }) => {
        this.take(uri, { text, etag });
        this.bases.set(uri.toString(), { text, etag });
      },
    };
  }

  /** Takes note that this instance lets us read only. */
  refuseWrites(key: string): void {
    this.readOnly.add(key);
    this.fire(this.openDocuments().filter(({ uri }) => uri.authority === key));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (isFolder(uri)) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const key = uri.toString();
    const { live, mtime } = this.seen.get(key) ?? (await this.read(uri));
    return {
      type: vscode.FileType.File,
      ctime: 0,
      // Before a save VS Code compares this with the time of what it has read, which it asked for before the reading
      // found something newer. Who has changed what is found out by ETag when the text is pushed.
      mtime: this.savesBegun.has(key) ? 0 : mtime,
      size: Buffer.byteLength(live.text),
      ...(this.readOnly.has(uri.authority) && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const key = uri.toString();
    const seen = this.justRead.delete(key) ? this.seen.get(key) : undefined;
    const { live } = seen ?? (await this.read(uri));
    return Buffer.from(live.text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    this.savesBegun.delete(uri.toString());
    const file = this.fileOf(uri);
    try {
      await this.save(uri, Buffer.from(content).toString('utf8'), file);
    } catch (error) {
      const forbidden = error instanceof FailureError && error.failure.kind === 'forbidden';
      if (forbidden) this.refuseWrites(uri.authority);
      throw forbidden
        ? vscode.FileSystemError.NoPermissions(error.message)
        : vscode.FileSystemError.Unavailable(error instanceof Error ? error.message : String(error));
    }
  }

  /** Asks the instance about every open policy: a clean one shows what is new, an edited one is left alone. */
  async lookAgain(olderThan = 0): Promise<void> {
    const now = Date.now();
    await Promise.all(
      this.openDocuments().map(async (document) => {
        const { uri } = document;
        const seen = this.seen.get(uri.toString());
        const connection = this.connections.find(uri.authority);
        const address = addressOfLivePath(uri.path);
        if (seen === undefined || address === undefined || now - seen.asked < olderThan) return;
        if (connection?.state.kind !== 'connected') return;
        this.seen.set(uri.toString(), { ...seen, asked: now });
        const read = await connection.state.instance.readPolicy(address);
        if (!read.ok || read.value.etag === seen.live.etag) return;
        if (document.isDirty) {
          vscode.window.setStatusBarMessage(
            `$(warning) ${uri.path} has changed on the instance; saving will ask what to do.`,
            8_000,
          );
          return;
        }
        this.take(uri, read.value);
        this.fire([document]);
      }),
    );
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw noPermission(uri);
  }

  delete(uri: vscode.Uri): void {
    throw noPermission(uri);
  }

  rename(uri: vscode.Uri): void {
    throw noPermission(uri);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private openDocuments(): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === liveScheme);
  }

  private fire(documents: readonly vscode.TextDocument[]): void {
    this.changes.fire(documents.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  private documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
    return this.openDocuments().find((document) => document.uri.toString() === uri.toString());
  }

  private rebase(document: vscode.TextDocument): void {
    if (document.uri.scheme !== liveScheme || document.isDirty) return;
    const seen = this.seen.get(document.uri.toString());
    if (seen !== undefined && sameText(document.getText(), seen.live.text))
      this.bases.set(document.uri.toString(), seen.live);
  }

  private take(uri: vscode.Uri, live: LivePolicy): Seen {
    const key = uri.toString();
    const before = this.seen.get(key);
    const asked = Date.now();
    const isSame = before !== undefined && before.live.etag === live.etag;
    const seen = { live, asked, mtime: isSame ? before.mtime : Math.max(asked, (before?.mtime ?? 0) + 1) };
    this.seen.set(key, seen);
    return seen;
  }

  private async read(uri: vscode.Uri): Promise<Seen> {
    const { connected, address } = await this.connectedFile(uri);
    const read = await connected.instance.readPolicy(address);
    if (read.ok) return this.take(uri, read.value);
    throw read.failure.kind === 'not-found'
      ? vscode.FileSystemError.FileNotFound(uri)
      : vscode.FileSystemError.Unavailable(read.failure.message);
  }

  /** As `fileOf`; waits for a connection that is being made, as when a window opens with its editors of before. */
  private async connectedFile(uri: vscode.Uri): Promise<LiveFile> {
    await this.connections.settled(uri.authority);
    try {
      return this.fileOf(uri);
    } catch (error) {
      throw error instanceof UserError ? vscode.FileSystemError.Unavailable(error.message) : error;
    }
  }
}

function isFolder(uri: vscode.Uri): boolean {
  return !uri.path.endsWith('.xml');
}

function noPermission(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(
    `${uri.path} stays as it is: files of an instance are opened and saved here, nothing else.`,
  );
}
