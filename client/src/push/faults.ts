/**
 * What an instance found wrong with a policy, at its places: in the document that was sent, and in the fragments and
 * named values that it brings in.
 */
import * as vscode from 'vscode';
import type { LocatedFault, PolicyFault } from '../../../instance';
import { languageId } from '../names';
import { includeSpan, valueSpan } from './faultPlaces';

const diagnosticSource = 'API Management';

/** Where the texts that a policy brings in can be read and mended; `undefined` where there is no document of one. */
export interface BroughtInDocuments {
  fragment(id: string): Promise<vscode.Uri | undefined>;
  /** By the name that policies use. */
  namedValue(name: string): Promise<vscode.Uri | undefined>;
}

/** Diagnostics by the documents' URIs. */
type Found = ReadonlyMap<string, readonly vscode.Diagnostic[]>;

export class InstanceFaults implements vscode.Disposable {
  private readonly faults = vscode.languages.createDiagnosticCollection('apimPolicy.instance');
  private readonly listening: vscode.Disposable;
  /** What was found, by the URI of the document that was refused. */
  private readonly found = new Map<string, Found>();

  constructor() {
    this.listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.edited(document.uri);
    });
  }

  /** `message` stands in where no fault is given. */
  async show(
    uri: vscode.Uri,
    faults: readonly LocatedFault[],
    message: string,
    broughtIn: BroughtInDocuments,
  ): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const found = new Map<string, vscode.Diagnostic[]>();
    const all: readonly LocatedFault[] =
      faults.length > 0 ? faults : [{ fault: { message }, in: { kind: 'document' }, span: wholeStart }];
    for (const fault of all)
      for (const { at, diagnostic } of await placed(document, fault, broughtIn)) {
        const key = at.toString();
        found.set(key, [...(found.get(key) ?? []), diagnostic]);
      }
    this.replace(uri, found);
  }

  /** What was found of a document counts no more, wherever it stands. */
  clear(uri: vscode.Uri): void {
    this.replace(uri, undefined);
  }

  dispose(): void {
    this.listening.dispose();
    this.faults.dispose();
  }

  /** Who edits a text mends it, or moves what was found in it. */
  private edited(uri: vscode.Uri): void {
    this.clear(uri);
    const key = uri.toString();
    for (const [owner, found] of this.found)
      if (found.has(key)) this.found.set(owner, new Map([...found].filter(([each]) => each !== key)));
    this.faults.delete(uri);
  }

  private replace(owner: vscode.Uri, found: Found | undefined): void {
    const before = this.found.get(owner.toString());
    if (found === undefined) this.found.delete(owner.toString());
    else this.found.set(owner.toString(), found);
    for (const key of new Set([...(before?.keys() ?? []), ...(found?.keys() ?? [])])) {
      const all = [...this.found.values()].flatMap((each) => each.get(key) ?? []);
      this.faults.set(vscode.Uri.parse(key), all);
    }
  }
}

const wholeStart = { start: 0, end: 0 };

interface Placed {
  readonly at: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

/** In the document that was refused, and where the fault is in another text, in that one too. */
async function placed(
  document: vscode.TextDocument,
  { fault, in: origin, span }: LocatedFault,
  broughtIn: BroughtInDocuments,
): Promise<readonly Placed[]> {
  switch (origin.kind) {
    case 'document':
      return [{ at: document.uri, diagnostic: diagnosticOf(fault, rangeIn(document, span)) }];
    case 'fragment': {
      const include = rangeIn(document, includeSpan(document.getText(), origin.fragment));
      const own = diagnosticOf(fault, include, ` (in the fragment ${origin.fragment})`);
      const other = await opened(await broughtIn.fragment(origin.fragment));
      if (other === undefined) return [{ at: document.uri, diagnostic: own }];
      return together(document, own, other, diagnosticOf(fault, rangeIn(other, span)));
    }
    case 'named-value': {
      const own = diagnosticOf(fault, rangeIn(document, span), ` (in the value of {{${origin.name}}})`);
      const other = await opened(await broughtIn.namedValue(origin.name));
      const value = other && valueSpan(other.getText());
      if (other === undefined || value === undefined) return [{ at: document.uri, diagnostic: own }];
      return together(document, own, other, diagnosticOf(fault, rangeOf(other, value)));
    }
  }
}

/** Both, each leading to the other. */
function together(
  document: vscode.TextDocument,
  own: vscode.Diagnostic,
  other: vscode.TextDocument,
  others: vscode.Diagnostic,
): readonly Placed[] {
  const related = (uri: vscode.Uri, { range }: vscode.Diagnostic, message: string) => [
    new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), message),
  ];
  own.relatedInformation = related(other.uri, others, 'The fault is here.');
  others.relatedInformation = related(document.uri, own, 'Refused because of it.');
  return [
    { at: document.uri, diagnostic: own },
    { at: other.uri, diagnostic: others },
  ];
}

function diagnosticOf({ message }: PolicyFault, range: vscode.Range, where = ''): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, `${message}${where}`, vscode.DiagnosticSeverity.Error);
  diagnostic.source = diagnosticSource;
  return diagnostic;
}

/** In a file that wraps the policy in JSON, places in the policy are not places in the file. */
function rangeIn(document: vscode.TextDocument, span: LocatedFault['span']): vscode.Range {
  return document.languageId === languageId ? rangeOf(document, span) : new vscode.Range(0, 0, 0, 1);
}

function rangeOf(document: vscode.TextDocument, { start, end }: LocatedFault['span']): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

async function opened(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  if (uri === undefined) return undefined;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
