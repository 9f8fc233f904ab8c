/** The open documents with their analyses: one per version of the text and of the facts, made when first needed. */

import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnostics } from '../core/features/diagnostics';
import type { Diagnostic } from '../core/features/types';
import { type Analysis, type AnalysisOptions, analyse, documentKindOf } from '../core/model';
import { scopeOf } from '../core/workspace/types';
import type { KnownFacts } from './knownFacts';
import type { RequestLog } from './request';
import type { Settings } from './settings';
import type { SurroundingDocuments } from './surroundingDocuments';
import type { WorkspacePaths } from './workspacePaths';

interface Cached {
  readonly version: number;
  readonly factsRevision: number;
  /** Of the documents that run together with it. */
  readonly relatedStamp: string;
  readonly analysis: Analysis;
  diagnostics?: { readonly settings: Settings; readonly list: readonly Diagnostic[] };
}

export class PolicyDocuments {
  readonly open = new TextDocuments(TextDocument);
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly known: Pick<AnalysisOptions, 'catalogue' | 'types'>,
    private readonly facts: KnownFacts,
    private readonly paths: WorkspacePaths,
    private readonly related: SurroundingDocuments,
    private readonly log: RequestLog,
  ) {
    // Told of opened documents as well.
    this.open.onDidChangeContent(({ document }) => this.related.opened(document));
    this.open.onDidClose(({ document }) => {
      this.cache.delete(document.uri);
      this.related.closed(document.uri);
    });
  }

  /** The analysis of the document as it is now; `undefined` when it isn't open. */
  analysis(uri: string): Analysis | undefined {
    return this.cached(uri)?.analysis;
  }

  diagnostics(uri: string, settings: Settings): readonly Diagnostic[] {
    const cached = this.cached(uri);
    if (cached === undefined) return [];
    if (cached.diagnostics?.settings !== settings) {
      cached.diagnostics = { settings, list: this.check(cached.analysis, settings) };
    }
    return cached.diagnostics.list;
  }

  /** What is wrong with a document, whether it is open or not. */
  check(analysis: Analysis, settings: Settings): readonly Diagnostic[] {
    return diagnostics(analysis, {
      severities: settings.severities,
      onBug: (rule, error) => this.log.error(`The rule ${rule} failed: ${String(error)}`),
    });
  }

  private cached(uri: string): Cached | undefined {
    const document = this.open.get(uri);
    if (document === undefined) return undefined;
    const known = this.cache.get(uri);
    const relatedStamp = this.related.stampOf(uri);
    if (
      known?.version === document.version &&
      known.factsRevision === this.facts.revision &&
      known.relatedStamp === relatedStamp
    )
      return known;
    const entry = this.paths.placeOf(uri);
    const scope = entry?.kind === 'policy' ? scopeOf(entry.address) : undefined;
    const fresh: Cached = {
      version: document.version,
      factsRevision: this.facts.revision,
      relatedStamp,
      analysis: analyse(document.getText(), {
        catalogue: this.known.catalogue,
        types: this.known.types,
        facts: this.facts.for(uri),
        surroundings: this.related.surroundingsOf(uri),
        kindHint: entry?.kind === 'policy' ? documentKindOf(entry.address) : undefined,
        address: entry?.kind === 'policy' ? entry.address : undefined,
        ...(scope === undefined ? {} : { scope }),
      }),
    };
    this.cache.set(uri, fresh);
    return fresh;
  }
}
