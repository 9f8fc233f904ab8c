/**
 * The language server over a connection: this page lists all that it answers. What the answers are is the core's
 * business; words are translated in `toLsp` and `fromLsp`.
 */
import {
  type CancellationToken,
  CodeActionKind,
  type CompletionItem,
  type CompletionParams,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type DocumentFormattingParams,
  type DocumentRangeFormattingParams,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Location,
  type PrepareRenameResult,
  type ReferenceParams,
  type RenameParams,
  type SelectionRange,
  type SelectionRangeParams,
  type SemanticTokens,
  type SemanticTokensRangeParams,
  type SignatureHelp,
  TextDocumentSyncKind,
  type TextEdit,
  WatchKind,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Catalogue } from '../core/catalogue';
import type { TypeWorld } from '../core/expression';
import { codeActions, oauth2Variants } from '../core/features/codeActions';
import { completions } from '../core/features/completion';
import { definition } from '../core/features/definition';
import { documentSymbols } from '../core/features/documentSymbols';
import { foldingRanges } from '../core/features/foldingRanges';
import { formatting } from '../core/features/formatting';
import { hover } from '../core/features/hover';
import { linkedTags } from '../core/features/linkedTags';
import { mostSevere } from '../core/features/mostSevere';
import { documentHighlights, nameElsewhere, references } from '../core/features/references';
import { rename, renameTarget } from '../core/features/rename';
import { selectionRanges } from '../core/features/selectionRanges';
import { semanticTokens } from '../core/features/semanticTokens';
import { signatureHelp } from '../core/features/signatureHelp';
import type { CodeAction, Completion, Diagnostic, SnippetData } from '../core/features/types';
import type { Analysis } from '../core/model';
import { LineIndex } from '../core/text';
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
  oauth2VariantsRequest,
  type WorkspaceFindings,
} from '../protocol';
import { type ClientAbilities, toCodeAction } from './codeActions';
import { DiagnosticsPublisher } from './diagnosticsPublisher';
import { PolicyDocuments } from './documents';
import { effectiveOf, effectivePolicyOf } from './effectivePolicy';
import { foldersChanged } from './folderChanges';
import { fromRange } from './fromLsp';
import { KnownFacts } from './knownFacts';
import { withLiveFiles } from './liveDocuments';
import { KnownOperations } from './operations';
import { guarded, refusal } from './request';
import { defaultSettings, readSettings, settingsSection } from './settings';
import { SurroundingDocuments } from './surroundingDocuments';
import {
  semanticTokensLegend,
  toCompletionItem,
  toDefinition,
  toDiagnostic,
  toDocumentSymbol,
  toFoldingRange,
  toHighlight,
  toHover,
  toRange,
  toReference,
  toSelectionRange,
  toSemanticTokens,
  toSignatureHelp,
  toTextEdit,
  toWorkspaceEdit,
} from './toLsp';
import type { WorkspaceFiles } from './workspaceFiles';
import { WorkspacePaths } from './workspacePaths';
import { WorkspacePolicies, type WorkspacePolicy } from './workspacePolicies';

export interface ServerParts {
  readonly catalogue: Catalogue;
  readonly snippets: SnippetData;
  readonly files: WorkspaceFiles;
  readonly types: () => TypeWorld;
}

interface PositionParams {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** For work that ends early once nobody waits for it. */
const isWanted = (token: CancellationToken) => (): boolean => !token.isCancellationRequested;

/** How many findings of a document the client gets at most. Fixes are offered for all. */
const mostFindings = 1000;

/** Starts listening. Returns at once; the server lives as long as the connection. */
export function startServer(connection: Connection, parts: ServerParts): void {
  const log = connection.console;
  const paths = new WorkspacePaths();
  let readsLive = false;
  const files = withLiveFiles(parts.files, connection, () => readsLive);
  const facts = new KnownFacts(files, paths);
  let tellsOperations = false;
  const canAsk = (): boolean => tellsOperations;
  const operations = new KnownOperations({ files, paths, client: connection, canAsk });
  const related = new SurroundingDocuments({ ...parts, files, facts, paths, operations });
  const policies = new WorkspacePolicies({
    ...parts,
    files,
    facts,
    paths,
    related,
    surroundingDocuments: () => {
      const others = new SurroundingDocuments({ ...parts, files, facts, paths, operations });
      for (const document of documents.open.all()) others.opened(document);
      return others;
    },
  });
  const documents = new PolicyDocuments(parts, facts, paths, related, log);
  let settings = defaultSettings;
  let client: InitializeParams['capabilities'] = {};
  let abilities: ClientAbilities = { clientCommands: false, createFiles: false };
  let folders: readonly string[] = [];
  /** The list that was answered last, so that a resolve request finds its item again. */
  let lastCompletions: { readonly id: number; readonly list: readonly Completion[] } = { id: 0, list: [] };

  const toLspDiagnostic = (uri: string, analysis: Analysis) => (diagnostic: Diagnostic) =>
    toDiagnostic(uri, analysis.lines, diagnostic, () => undefined);
  /** The action in an array, or none where this client can't carry it out. */
  const toLspAction = (uri: string, analysis: Analysis) => (action: CodeAction) => {
    const diagnostic = toLspDiagnostic(uri, analysis);
    return toCodeAction(uri, analysis, paths.placeOf(uri), action, abilities, diagnostic) ?? [];
  };
  const diagnosticsOf = (uri: string) => {
    const analysis = documents.analysis(uri);
    if (analysis === undefined) return [];
    return mostSevere(documents.diagnostics(uri, settings), mostFindings).map(toLspDiagnostic(uri, analysis));
  };
  const publisher = new DiagnosticsPublisher(connection, documents.open, diagnosticsOf);
  related.onRead = () => publisher.refresh();
  operations.onKnown = () => publisher.refresh();

  /** A handler for requests about a place in a document; `nothing` where the document isn't open. */
  function atPosition<R>(
    name: string,
    nothing: R,
    handler: (analysis: Analysis, offset: number, uri: string) => R,
  ) {
    return guarded(log, name, nothing, ({ textDocument, position }: PositionParams) => {
      const analysis = documents.analysis(textDocument.uri);
      return analysis === undefined
        ? nothing
        : handler(analysis, analysis.lines.offsetAt(position), textDocument.uri);
    });
  }

  /** The same, with the documents around it read before. */
  function atPositionAround<R, P extends PositionParams = PositionParams>(
    name: string,
    nothing: R,
    handler: (analysis: Analysis, offset: number, params: P, token: CancellationToken) => R | Promise<R>,
  ) {
    return guarded(log, name, nothing, async (params: P, token: CancellationToken) => {
      await Promise.all([facts.scanned, related.read(params.textDocument.uri)]);
      const analysis = documents.analysis(params.textDocument.uri);
      return analysis === undefined
        ? nothing
        : handler(analysis, analysis.lines.offsetAt(params.position), params, token);
    });
  }

  function ofDocument<R>(name: string, nothing: R, handler: (analysis: Analysis, uri: string) => R) {
    return guarded(
      log,
      name,
      nothing,
      ({ textDocument }: { readonly textDocument: { readonly uri: string } }) => {
        const analysis = documents.analysis(textDocument.uri);
        return analysis === undefined ? nothing : handler(analysis, textDocument.uri);
      },
    );
  }

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    abilities = {
      clientCommands: options.clientCommands === true,
      createFiles: client.workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    };
    readsLive = options.liveDocuments === true;
    tellsOperations = options.operationTemplates === true;
    folders =
      params.workspaceFolders?.map((folder) => folder.uri) ??
      (params.rootUri == null ? [] : [params.rootUri]);
    publisher.pulled = client.textDocument?.diagnostic !== undefined;
    return {
      serverInfo: { name: 'apim-policy' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: {
          triggerCharacters: ['<', '/', ' ', '"', "'", '{', '>', '.'],
          resolveProvider: true,
        },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        semanticTokensProvider: { legend: semanticTokensLegend, full: true, range: true },
        signatureHelpProvider: { triggerCharacters: ['(', '[', ','] },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        linkedEditingRangeProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
        ...(publisher.pulled
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection });
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: '**/*Information.json' },
          { globPattern: '**/policy.xml' },
          { globPattern: '**/specification.{json,yaml,yml}' },
          // Folders too: whoever watches files is told of nothing in one that is moved or deleted.
          { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
        ],
      });
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
        const gone = new Set(removed.map((folder) => folder.uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
        await lookAnew();
      });
    await Promise.all([loadSettings(undefined), facts.scan(folders)]);
    operations.forget();
    publisher.refresh();
  });

  async function loadSettings(sent: unknown): Promise<void> {
    try {
      settings = readSettings(
        client.workspace?.configuration ? await connection.workspace.getConfiguration(settingsSection) : sent,
      );
    } catch (error) {
      log.warn(`The settings could not be read: ${String(error)}`);
    }
  }

  connection.onDidChangeConfiguration(async ({ settings: sent }) => {
    await loadSettings((sent as Record<string, unknown> | null)?.[settingsSection]);
    publisher.refresh();
  });
  async function lookAnew(): Promise<void> {
    related.forget();
    operations.forget();
    await facts.scan(folders);
    publisher.refresh();
  }

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const known = () => [...facts.fileUris, ...related.fileUris];
    if (await foldersChanged(changes, files, known)) return lookAnew();
    const uris = changes.map((change) => change.uri);
    related.forget(uris);
    const concernsOperations = operations.filesChanged(uris);
    if ((await facts.filesChanged(uris)) || concernsOperations) publisher.refresh();
  });
  connection.onNotification(instanceFactsNotification, (instance: InstanceFacts | null) => {
    facts.setInstance(instance);
    related.forget();
    operations.forget();
    publisher.refresh();
  });

  connection.languages.diagnostics.on(
    guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      log,
      'textDocument/diagnostic',
      { kind: 'full', items: [] },
      ({ textDocument }) => ({ kind: 'full', items: diagnosticsOf(textDocument.uri) }),
    ),
  );
  connection.onCompletion(
    guarded(log, 'textDocument/completion', [], ({ textDocument, position, context }: CompletionParams) => {
      const analysis = documents.analysis(textDocument.uri);
      if (analysis === undefined) return [];
      const list = completions(analysis, analysis.lines.offsetAt(position), {
        snippets: client.textDocument?.completion?.completionItem?.snippetSupport === true,
        patterns: parts.snippets,
        ...(context?.triggerCharacter === undefined ? {} : { trigger: context.triggerCharacter }),
      });
      lastCompletions = { id: lastCompletions.id + 1, list };
      const { id } = lastCompletions;
      return list.map((item, index) => toCompletionItem(analysis.lines, item, { id, index }));
    }),
  );
  connection.onCompletionResolve((item): CompletionItem => {
    const data = item.data as { readonly id?: unknown; readonly index?: unknown } | undefined;
    if (data?.id !== lastCompletions.id || typeof data.index !== 'number') return item;
    const documentation = lastCompletions.list[data.index]?.documentation?.();
    return documentation === undefined
      ? item
      : { ...item, documentation: { kind: 'markdown', value: documentation } };
  });
  connection.onHover(
    atPositionAround<Hover | null>('textDocument/hover', null, (analysis, offset, { textDocument }) => {
      const found = hover(analysis, offset, textDocument.uri);
      return found === undefined ? null : toHover(analysis.lines, found);
    }),
  );
  connection.onDefinition(
    guarded(log, 'textDocument/definition', null, async ({ textDocument, position }: PositionParams) => {
      await related.read(textDocument.uri);
      const analysis = documents.analysis(textDocument.uri);
      if (analysis === undefined) return null;
      const links = [];
      for (const found of definition(analysis, analysis.lines.offsetAt(position))) {
        const target = found.target.kind === 'file' ? await files.read(found.target.uri) : undefined;
        const link = toDefinition(textDocument.uri, analysis.lines, found, () =>
          target === undefined ? undefined : new LineIndex(target),
        );
        if (link !== undefined) links.push(link);
      }
      if (client.textDocument?.definition?.linkSupport) return links;
      return links.map((link) => ({ uri: link.targetUri, range: link.targetSelectionRange }));
    }),
  );
  connection.onReferences(
    atPositionAround<Location[], ReferenceParams>(
      'textDocument/references',
      [],
      async (analysis, offset, { textDocument: { uri }, context }, token) => {
        const named = nameElsewhere(analysis, offset);
        const elsewhere = named === undefined ? [] : await policies.meaning(named, uri, isWanted(token));
        return references(analysis, offset, elsewhere)
          .filter(({ isDeclaration }) => context.includeDeclaration || !isDeclaration)
          .map((found) => toReference(uri, analysis.lines, found));
      },
    ),
  );
  connection.onDocumentHighlight(
    atPosition('textDocument/documentHighlight', [], (analysis, offset) =>
      documentHighlights(analysis, offset).map((found) => toHighlight(analysis.lines, found)),
    ),
  );
  connection.onPrepareRename(
    atPositionAround<PrepareRenameResult | null>('textDocument/prepareRename', null, (analysis, offset) => {
      const found = renameTarget(analysis, offset);
      if (found === undefined) return null;
      if (found.kind === 'refused') throw refusal(found.why);
      return { range: toRange(analysis.lines, found.span), placeholder: found.name };
    }),
  );
  connection.onRenameRequest(
    atPositionAround<WorkspaceEdit | null, RenameParams>(
      'textDocument/rename',
      null,
      async (analysis, offset, { textDocument: { uri }, newName }, token) => {
        const named = nameElsewhere(analysis, offset);
        const elsewhere =
          named?.kind === 'variable'
            ? await policies.sharing([named.name, newName], uri, isWanted(token))
            : [];
        const renaming = rename(analysis, offset, newName, elsewhere);
        if (renaming.kind === 'refused') throw refusal(renaming.why);
        return toWorkspaceEdit(uri, analysis.lines, renaming.documents);
      },
    ),
  );
  connection.languages.semanticTokens.on(
    ofDocument<SemanticTokens>('textDocument/semanticTokens/full', { data: [] }, (analysis) =>
      toSemanticTokens(analysis.lines, semanticTokens(analysis)),
    ),
  );
  connection.languages.semanticTokens.onRange(
    guarded<SemanticTokensRangeParams, SemanticTokens>(
      log,
      'textDocument/semanticTokens/range',
      { data: [] },
      ({ textDocument, range }) => {
        const analysis = documents.analysis(textDocument.uri);
        if (analysis === undefined) return { data: [] };
        const { lines } = analysis;
        return toSemanticTokens(lines, semanticTokens(analysis, fromRange(lines, range)));
      },
    ),
  );
  connection.onSignatureHelp(
    atPosition<SignatureHelp | null>('textDocument/signatureHelp', null, (analysis, offset) => {
      const found = signatureHelp(analysis, offset);
      return found === undefined ? null : toSignatureHelp(found);
    }),
  );
  connection.onCodeAction(
    guarded(log, 'textDocument/codeAction', [], ({ textDocument, range, context }) => {
      const { uri } = textDocument;
      const analysis = documents.analysis(uri);
      if (analysis === undefined) return [];
      const wanted = context.only;
      return codeActions(analysis, fromRange(analysis.lines, range), documents.diagnostics(uri, settings), {
        snippets: parts.snippets,
      })
        .flatMap(toLspAction(uri, analysis))
        .filter(
          ({ kind = '' }) =>
            wanted === undefined || wanted.some((only) => kind === only || kind.startsWith(`${only}.`)),
        );
    }),
  );
  connection.onRequest(
    oauth2VariantsRequest,
    ofDocument<unknown[]>(oauth2VariantsRequest, [], (analysis, uri) =>
      oauth2Variants(analysis, parts.snippets).flatMap(toLspAction(uri, analysis)),
    ),
  );
  connection.onRequest(
    effectivePolicyRequest,
    guarded<EffectivePolicyParams, EffectivePolicy | null>(log, effectivePolicyRequest, null, (params) =>
      effectivePolicyOf({ related, facts, paths, files }, params),
    ),
  );
  connection.onRequest(
    effectiveOfTextsRequest,
    guarded<EffectiveOfTextsParams, string | null>(log, effectiveOfTextsRequest, null, (params) =>
      effectiveOf(params, parts.catalogue),
    ),
  );
  connection.onRequest(
    checkWorkspaceRequest,
    guarded<undefined, WorkspaceFindings | null>(log, checkWorkspaceRequest, null, async (_, token) => {
      await facts.scanned;
      const found: WorkspaceFindings['documents'][number][] = [];
      const check = ({ uri, analysis }: WorkspacePolicy): void => {
        const seen = documents.check(analysis, settings).filter(({ severity }) => severity !== 'hint');
        const list = mostSevere(seen, mostFindings).map(toLspDiagnostic(uri, analysis));
        if (list.length > 0) found.push({ uri, diagnostics: list });
      };
      const checked = await policies.eachClosed(folders, check, isWanted(token));
      return { checked, documents: found };
    }),
  );
  connection.onDocumentSymbol(
    ofDocument('textDocument/documentSymbol', [], (analysis) =>
      documentSymbols(analysis).map((symbol) => toDocumentSymbol(analysis.lines, symbol)),
    ),
  );
  connection.onFoldingRanges(
    ofDocument('textDocument/foldingRange', [], (analysis) => foldingRanges(analysis).map(toFoldingRange)),
  );
  connection.onSelectionRanges(
    guarded<SelectionRangeParams, SelectionRange[] | null>(
      log,
      'textDocument/selectionRange',
      null,
      ({ textDocument, positions }) => {
        const analysis = documents.analysis(textDocument.uri);
        if (analysis === undefined) return null;
        const { lines } = analysis;
        return positions.map((position) =>
          toSelectionRange(lines, selectionRanges(analysis, lines.offsetAt(position))),
        );
      },
    ),
  );
  const format = (
    { textDocument, options }: DocumentFormattingParams,
    range?: DocumentRangeFormattingParams['range'],
  ): TextEdit[] => {
    const analysis = documents.analysis(textDocument.uri);
    if (analysis === undefined) return [];
    const { lines } = analysis;
    const edits = formatting(analysis, options, range && fromRange(lines, range));
    return (edits ?? []).map((edit) => toTextEdit(lines, edit));
  };
  connection.onDocumentFormatting(
    guarded<DocumentFormattingParams, TextEdit[]>(log, 'textDocument/formatting', [], (params) =>
      format(params),
    ),
  );
  connection.onDocumentRangeFormatting(
    guarded<DocumentRangeFormattingParams, TextEdit[]>(log, 'textDocument/rangeFormatting', [], (params) =>
      format(params, params.range),
    ),
  );
  connection.languages.onLinkedEditingRange(
    atPosition('textDocument/linkedEditingRange', null, (analysis, offset) => {
      const ranges = linkedTags(analysis, offset);
      return ranges === undefined ? null : { ranges: ranges.map((place) => toRange(analysis.lines, place)) };
    }),
  );

  documents.open.listen(connection);
  connection.listen();
}
