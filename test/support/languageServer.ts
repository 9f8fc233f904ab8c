/** The built language server as any LSP client sees it: a process that talks over stdio. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { LineIndex } from '../../server/src/core/text';
import { parseMarks } from './markedText';

const serverFile = resolve(import.meta.dirname, '../../dist/server.js');

export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

export interface LspDiagnostic {
  readonly range: LspRange;
  readonly code: string;
  readonly severity: number;
  readonly message: string;
}

export interface StartOptions {
  readonly capabilities?: object;
  readonly initializationOptions?: object;
  /** A folder on disk that becomes the workspace. */
  readonly folder?: string;
}

export class LanguageServer {
  private readonly published = new Map<string, LspDiagnostic[]>();
  private readonly waiting = new Map<string, (diagnostics: LspDiagnostic[]) => void>();
  private versions = new Map<string, number>();
  /** What `initialize` answered. */
  capabilities: Record<string, unknown> = {};

  private constructor(
    private readonly process: ChildProcess,
    readonly connection: MessageConnection,
  ) {}

  static async start(options: StartOptions = {}): Promise<LanguageServer> {
    if (!existsSync(serverFile)) throw new Error('dist/server.js is missing: run "npm run build" first.');
    const process = spawn(globalThis.process.execPath, [serverFile, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout } = process;
    if (stdin === null || stdout === null) throw new Error('The server process has no pipes.');
    const connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    const server = new LanguageServer(process, connection);
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      server.published.set(uri, diagnostics);
      server.waiting.get(uri)?.(diagnostics);
      server.waiting.delete(uri);
    });
    connection.onRequest(() => null);
    connection.listen();
    const folderUri = options.folder === undefined ? undefined : pathToFileURL(options.folder).toString();
    const result = await connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
      processId: null,
      rootUri: folderUri ?? null,
      workspaceFolders: folderUri === undefined ? null : [{ uri: folderUri, name: 'workspace' }],
      capabilities: options.capabilities ?? {
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
      },
      ...(options.initializationOptions === undefined
        ? {}
        : { initializationOptions: options.initializationOptions }),
    });
    server.capabilities = result.capabilities;
    await connection.sendNotification('initialized', {});
    return server;
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async open(uri: string, text: string): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'apim-policy', version: 1, text },
    });
  }

  /** Opens text with one cursor mark; answers the parameters of a request at the cursor. */
  async openMarked(uri: string, marked: string) {
    const { text, cursors, ranges } = parseMarks(marked);
    await this.open(uri, text);
    const lines = new LineIndex(text);
    const place = cursors[0] ?? ranges[0]?.start ?? 0;
    return { textDocument: { uri }, position: lines.positionAt(place) };
  }

  async change(uri: string, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    this.published.delete(uri);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  request<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  /** The next diagnostics published for the document (or those already there since its last change). */
  diagnostics(uri: string): Promise<LspDiagnostic[]> {
    const known = this.published.get(uri);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((done) => this.waiting.set(uri, done));
  }

  /** Forgets what was published, so that `diagnostics` waits for the next. */
  forget(uri: string): void {
    this.published.delete(uri);
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.process.once('exit', done));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}
