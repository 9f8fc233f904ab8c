/** The effective policy as a document of its own. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, type TestCase } from '../runner';
import { openPolicy, replaceText } from './workspace';

const inbound = (content: string) => `<policies>\n  <inbound>\n    ${content}\n  </inbound>\n</policies>\n`;

function shownDocument(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === 'apim-effective' && document.languageId === 'apim-policy'
    ? document
    : undefined;
}

export const effectivePolicy: readonly TestCase<undefined>[] = [
  {
    name: 'the effective policy shows what runs, leads to the sources, and follows them',
    run: async () => {
      const api = await openPolicy(
        'effective/apimartifacts/apis/effective/policy.xml',
        inbound('<set-method>GET</set-method>'),
      );
      const { document: own } = await openPolicy(
        'effective/apimartifacts/apis/effective/operations/list/policy.xml',
        inbound('<base />\n    <set-body>mine</set-body>'),
      );
      await vscode.commands.executeCommand('apimPolicy.showEffectivePolicy', own.uri);
      const shown = await eventually('the effective policy', shownDocument);
      assert.match(shown.getText(), /<set-method>GET<\/set-method>[\s\S]*<set-body>mine<\/set-body>/);
      const links = await eventually('links', async () => {
        const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          shown.uri,
        );
        return found.length > 0 && found;
      });
      assert.deepEqual(
        links.map(({ range, target }) => [shown.getText(range), target?.path, target?.fragment]),
        [
          ['apis/effective/policy.xml:3', api.document.uri.path, 'L3,5'],
          ['apis/effective/operations/list/policy.xml:4', own.uri.path, 'L4,5'],
        ],
      );
      assert.deepEqual(vscode.languages.getDiagnostics(shown.uri), []);
      const editor = await vscode.window.showTextDocument(api.document);
      await replaceText(editor, inbound('<set-method>PUT</set-method>'));
      await eventually('the change', () => shown.getText().includes('<set-method>PUT</set-method>'));
    },
  },
];
