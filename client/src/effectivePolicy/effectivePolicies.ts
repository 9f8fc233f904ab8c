/**
 * The command "Show Effective Policy" and the read-only documents it opens: what runs at a policy's scope, with
 * links to where its parts come from. They follow their sources as those change.
 */
import * as vscode from 'vscode';
import type { EffectivePolicy, LspLocation, LspRange } from '../../../server/src/protocol';
import { policyDocumentFor } from '../editors';
import { orCancel, UserError } from '../errors';
import { isAtOrIn, watchFiles } from '../fileChanges';
import type { PolicyLanguageClient } from '../languageClient';
import { effectiveScheme, languageId } from '../names';

/** What the URI of an effective policy says, in its query. */
interface EffectiveReference {
  /** URI of the policy whose scope it is. */
  readonly source: string;
  readonly product?: string;
}

/**
 * Time between a change of a source and the document's refresh, in milliseconds: longer than the language client
 * takes to tell the server of changed files.
 */
const settleMs = 600;

/** Files whose change may change an effective policy, though nobody has them open. */
const sourceFiles = '**/{policy.xml,policyFragmentInformation.json}';

export class EffectivePolicies
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;
  /** What was answered last, by the documents' URIs. */
  private readonly shown = new Map<string, EffectivePolicy>();
  /** Sources that have changed since the last refresh, and folders that are gone. */
  private readonly changed = new Map<string, vscode.Uri>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly disposables: readonly vscode.Disposable[];

  constructor(private readonly languageClient: PolicyLanguageClient) {
    const sourceChanged = (uri: vscode.Uri) => this.sourceChanged(uri);
    this.disposables = [
      this.changes,
      watchFiles(sourceFiles, { changed: sourceChanged, created: sourceChanged, gone: sourceChanged }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.sourceChanged(document.uri)),
      vscode.workspace.registerTextDocumentContentProvider(effectiveScheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: effectiveScheme }, this),
    ];
  }

  /** The command: asks for a product where the workspace has any, and opens the document. */
  async show(argument: unknown): Promise<void> {
    const { uri } = await policyDocumentFor(argument);
    if (uri.scheme === effectiveScheme) throw new UserError('This is an effective policy already.');
    const source = uri.toString();
    const plain = await this.ask({ source });
    const product = plain.products.length === 0 ? undefined : await chooseProduct(plain.products);
    const { warnings } = product === undefined ? plain : await this.ask({ source, product });
    const target = uriOf(uri, product);
    const document = await vscode.workspace.openTextDocument(target);
    this.changes.fire(target);
    await vscode.languages.setTextDocumentLanguage(document, languageId);
    await vscode.window.showTextDocument(document, { preview: true });
    if (warnings.length > 0) void showWarnings(warnings);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const answer = await this.ask(referenceOf(uri));
    this.shown.set(uri.toString(), answer);
    return answer.text;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const answer = this.shown.get(document.uri.toString());
    if (answer === undefined || answer.text !== document.getText()) return [];
    return answer.links.map(({ range, target }) => {
      const link = new vscode.DocumentLink(rangeOf(range), placeOf(target));
      link.tooltip = 'Go to the source';
      return link;
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async ask({ source, product }: EffectiveReference): Promise<EffectivePolicy> {
    const answer = await this.languageClient.effectivePolicy(vscode.Uri.parse(source), product);
    if (answer === null)
      throw new UserError(
        'There is no effective policy to show: open the policy of an operation, an API, a product, a workspace or the service that stands in a folder of artifacts.',
      );
    return answer;
  }

  private sourceChanged(uri: vscode.Uri): void {
    if (this.shown.size === 0 || uri.scheme === effectiveScheme) return;
    this.changed.set(uri.toString(), uri);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), settleMs);
  }

  private refresh(): void {
    const changed = [...this.changed.values()];
    this.changed.clear();
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const [uri, { sources }] of this.shown) {
      if (!open.has(uri)) this.shown.delete(uri);
      else if (sources.some((source) => changed.some((place) => isAtOrIn(vscode.Uri.parse(source), place))))
        this.changes.fire(vscode.Uri.parse(uri));
    }
  }
}

const noProduct = 'Without a product';

async function chooseProduct(products: readonly string[]): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick([noProduct, ...products], {
    title: 'Show Effective Policy',
    placeHolder: 'Under which product is the API called?',
  });
  return orCancel(chosen) === noProduct ? undefined : chosen;
}

async function showWarnings(warnings: EffectivePolicy['warnings']): Promise<void> {
  const [first] = warnings;
  if (first === undefined) return;
  const others = warnings.length === 1 ? '' : ` (and ${warnings.length - 1} more, marked in the document)`;
  const go = 'Go to Section';
  if ((await vscode.window.showWarningMessage(`${first.message}${others}`, go)) === go)
    await vscode.window.showTextDocument(vscode.Uri.parse(first.target.uri), {
      selection: rangeOf(first.target.range),
    });
}

/** Beside the source, under a name of its own, so that the tab says what it is. */
function uriOf(source: vscode.Uri, product: string | undefined): vscode.Uri {
  const reference: EffectiveReference = {
    source: source.toString(),
    ...(product === undefined ? {} : { product }),
  };
  const folder = source.path.slice(0, source.path.lastIndexOf('/'));
  return vscode.Uri.from({
    scheme: effectiveScheme,
    path: `${folder}/effective policy.xml`,
    query: JSON.stringify(reference),
  });
}

function referenceOf(uri: vscode.Uri): EffectiveReference {
  try {
    return JSON.parse(uri.query) as EffectiveReference;
  } catch {
    throw new UserError('This effective policy can’t be shown any more; run the command again.');
  }
}

function rangeOf({ start, end }: LspRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The place as the editor opens links: counted from one. */
function placeOf({ uri, range: { start } }: LspLocation): vscode.Uri {
  return vscode.Uri.parse(uri).with({ fragment: `L${start.line + 1},${start.character + 1}` });
}
