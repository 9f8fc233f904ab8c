/** Brings diagnostics to the client: asked for where it pulls them, sent a moment after a change where it doesn't. */
import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Time between the last change of a document and its diagnostics, in milliseconds. */
const debounceMs = 150;

export class DiagnosticsPublisher {
  /** Whether the client asks for diagnostics itself. */
  pulled = false;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly connection: Connection,
    private readonly open: TextDocuments<TextDocument>,
    private readonly diagnosticsOf: (uri: string) => Diagnostic[],
  ) {
    open.onDidChangeContent(({ document }) => this.schedule(document.uri));
    open.onDidClose(({ document }) => {
      clearTimeout(this.timers.get(document.uri));
      this.timers.delete(document.uri);
      if (!this.pulled) void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
  }

  /** What is known beyond the documents has changed: all of them are checked anew. */
  refresh(): void {
    if (this.pulled) void this.connection.languages.diagnostics.refresh();
    else for (const document of this.open.all()) this.schedule(document.uri);
  }

  private schedule(uri: string): void {
    if (this.pulled) return;
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        const document = this.open.get(uri);
        if (document === undefined) return;
        const diagnostics = this.diagnosticsOf(uri);
        void this.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
      }, debounceMs),
    );
  }
}
