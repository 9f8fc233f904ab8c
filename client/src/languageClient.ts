/** Starts the language server and keeps it told about the connected instance. */
import * as vscode from 'vscode';
import {
  type CodeAction,
  type Diagnostic,
  FileChangeType,
  LanguageClient,
  type LanguageClientOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  checkWorkspaceRequest,
  type EffectiveOfTextsParams,
  type EffectivePolicy,
  type EffectivePolicyParams,
  effectiveOfTextsRequest,
  effectivePolicyRequest,
  type InitializationOptions,
  type InstanceFacts,
  instanceFactsNotification,
  type OAuth2VariantsParams,
  type OperationTemplateParams,
  oauth2VariantsRequest,
  operationTemplateRequest,
  type ReadLiveParams,
  readLiveRequest,
  type WorkspaceFindings,
} from '../../server/src/protocol';
import { closingTagSnippet } from './closingTagSnippet';
import { languageId, liveScheme, snapshotScheme } from './names';
import { closesTags } from './settings';

/** The schemes documents are served in; leaves out other extensions' views, such as Git's old versions. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', liveScheme, snapshotScheme];

/** The findings of policies that aren't open. */
export interface CheckedWorkspace {
  /** How many policies were checked. */
  readonly checked: number;
  readonly documents: readonly { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }[];
}

export class PolicyLanguageClient implements vscode.Disposable {
  private readonly client: LanguageClient;
  private facts: InstanceFacts | null = null;
  /** The text of a policy of an instance; set by who can read it. */
  readLive: (uri: vscode.Uri) => Promise<string | null> = async () => null;
  /** The URL template that an instance has for an operation; set by who can ask it. */
  operationTemplate: (operation: OperationTemplateParams) => Promise<string | null> = async () => null;

  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const module = context.asAbsolutePath('dist/server.js');
    const initializationOptions: InitializationOptions = {
      clientCommands: true,
      liveDocuments: true,
      operationTemplates: true,
    };
    const options: LanguageClientOptions = {
      documentSelector: schemes.map((scheme) => ({ scheme, language: languageId })),
      initializationOptions,
      middleware: {
        // What is inserted at once need not be offered as well, where Enter would take it a second time.
        provideCompletionItem: (document, position, context, token, next) =>
          context.triggerCharacter === '>' && closesTags(document)
            ? []
            : next(document, position, context, token),
      },
      synchronize: { configurationSection: 'apimPolicy' },
    };
    this.client = new LanguageClient(
      'apimPolicy',
      'API Management Language Server',
      { module, transport: TransportKind.ipc },
      options,
    );
    this.client.onRequest(readLiveRequest, ({ uri }: ReadLiveParams) => this.readLive(vscode.Uri.parse(uri)));
    this.client.onRequest(operationTemplateRequest, (operation: OperationTemplateParams) =>
      this.operationTemplate(operation),
    );
    this.client.onDidChangeState((change) => {
      // A server that has just started, or started again after a crash, knows nothing of the instance.
      if (change.newState === State.Running) void this.announceFacts();
    });
  }

  /** Resolves when the server answers. Rejects when it can't be started. */
  async start(): Promise<void> {
    await this.client.start();
  }

  async restart(): Promise<void> {
    if (this.client.state === State.Running) await this.client.restart();
    else await this.client.start();
  }

  /** Tells the server what the connected instance knows; `null` when none is connected. */
  async setInstanceFacts(facts: InstanceFacts | null): Promise<void> {
    this.facts = facts;
    if (this.client.state === State.Running) await this.announceFacts();
  }

  /** Tells the server of a file that was just created, ahead of the file watcher. */
  announceCreated(uri: vscode.Uri): Promise<void> {
    return this.announceFile(uri, FileChangeType.Created);
  }

  /** Tells the server of a policy that has changed on its instance. */
  announceChanged(uri: vscode.Uri): Promise<void> {
    return this.announceFile(uri, FileChangeType.Changed);
  }

  private async announceFile(uri: vscode.Uri, type: FileChangeType): Promise<void> {
    if (this.client.state !== State.Running) return;
    const changes = [{ uri: this.client.code2ProtocolConverter.asUri(uri), type }];
    await this.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** The closing tag, as a snippet, that is missing behind the `>` that has just been typed. */
  async closingTag(document: vscode.TextDocument, position: vscode.Position): Promise<string | undefined> {
    // Whoever listens to the change hears of it first: the server must know the text that it is asked about.
    await new Promise((settle) => setTimeout(settle, 0));
    if (this.client.state !== State.Running) return undefined;
    const converter = this.client.code2ProtocolConverter;
    const answer: unknown = await this.client
      .sendRequest('textDocument/completion', {
        textDocument: converter.asTextDocumentIdentifier(document),
        position: converter.asPosition(position),
        context: { triggerKind: 2, triggerCharacter: '>' },
      })
      .catch(() => undefined);
    return closingTagSnippet(answer);
  }

  /** The "Insert OAuth2 backend authentication" actions for a document, with their edits. */
  async oauth2Variants(uri: vscode.Uri): Promise<readonly vscode.CodeAction[]> {
    const params: OAuth2VariantsParams = {
      textDocument: { uri: this.client.code2ProtocolConverter.asUri(uri) },
    };
    const actions = await this.client.sendRequest<readonly CodeAction[] | null>(
      oauth2VariantsRequest,
      params,
    );
    const converter = this.client.protocol2CodeConverter;
    return Promise.all((actions ?? []).map((action) => converter.asCodeAction(action)));
  }

  /** What runs at the document's scope; `null` where it is no scope's policy. */
  effectivePolicy(uri: vscode.Uri, product: string | undefined): Promise<EffectivePolicy | null> {
    const params: EffectivePolicyParams = {
      textDocument: { uri: this.client.code2ProtocolConverter.asUri(uri) },
      ...(product === undefined ? {} : { product }),
    };
    return this.client.sendRequest<EffectivePolicy | null>(effectivePolicyRequest, params);
  }

  /** Checks every policy of the workspace that isn't open. */
  async checkWorkspace(signal: AbortSignal): Promise<CheckedWorkspace> {
    const source = new vscode.CancellationTokenSource();
    const cancel = () => source.cancel();
    signal.addEventListener('abort', cancel);
    try {
      const { protocol2CodeConverter: converter } = this.client;
      const answer = await this.client.sendRequest<WorkspaceFindings | null>(
        checkWorkspaceRequest,
        null,
        source.token,
      );
      const documents = (answer?.documents ?? []).map(async ({ uri, diagnostics }) => ({
        uri: converter.asUri(uri),
        diagnostics: await converter.asDiagnostics(diagnostics as Diagnostic[]),
      }));
      return { checked: answer?.checked ?? 0, documents: await Promise.all(documents) };
    } finally {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    }
  }

  /** What runs at a scope, of policies given by their texts; `null` where there is nothing of it. */
  effectiveOfTexts(params: EffectiveOfTextsParams): Promise<string | null> {
    return this.client.sendRequest<string | null>(effectiveOfTextsRequest, params);
  }

  dispose(): void {
    void this.client.dispose().catch((error: unknown) => {
      this.log.warn(`The language server did not end in order: ${String(error)}`);
    });
  }

  private async announceFacts(): Promise<void> {
    try {
      await this.client.sendNotification(instanceFactsNotification, this.facts);
    } catch (error) {
      this.log.warn(`The language server could not be told about the instance: ${String(error)}`);
    }
  }
}
