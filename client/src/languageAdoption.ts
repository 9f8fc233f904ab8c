/**
 * Gives policies opened as plain XML or text the policy language. VS Code looks at a file's first line only where no
 * other language claims the name, and XML claims every `*.xml`; a template may begin with a comment of several lines.
 */
import resolverRoots from 'virtual:resolver-roots';
import * as vscode from 'vscode';
import { looksLikePolicy, policyHeadLength } from '../../server/src/core/model/policyDetection';
import { languageId, liveScheme, snapshotScheme } from './names';

/** The languages that VS Code gives to a file by its name alone. */
const adoptable: ReadonlySet<string> = new Set(['xml', 'plaintext']);

export function adoptPolicies(): vscode.Disposable {
  // Once only: who sets a policy back to XML means it.
  const adopted = new Set<string>();
  const adopt = async (document: vscode.TextDocument): Promise<void> => {
    if (!adoptable.has(document.languageId) || !isOwnDocument(document)) return;
    if (adopted.has(document.uri.toString())) return;
    const head = document.getText(
      new vscode.Range(document.positionAt(0), document.positionAt(policyHeadLength)),
    );
    if (!looksLikePolicy(head, resolverRoots)) return;
    adopted.add(document.uri.toString());
    await vscode.languages.setTextDocumentLanguage(document, languageId);
  };
  for (const document of vscode.workspace.textDocuments) void adopt(document);
  return vscode.workspace.onDidOpenTextDocument((document) => void adopt(document));
}

function isOwnDocument(document: vscode.TextDocument): boolean {
  return ['file', 'untitled', 'vscode-remote', 'vscode-vfs', liveScheme, snapshotScheme].includes(
    document.uri.scheme,
  );
}

/** The document in the policy language, whatever VS Code takes its name for. */
export function asPolicy(document: vscode.TextDocument): Thenable<vscode.TextDocument> | vscode.TextDocument {
  return document.languageId === languageId
    ? document
    : vscode.languages.setTextDocumentLanguage(document, languageId);
}
