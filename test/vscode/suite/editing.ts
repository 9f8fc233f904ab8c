/** Language features, asked for as the editor asks. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, type TestCase } from '../runner';
import { openPolicy, replaceText, workspaceUri } from './workspace';

const draft = 'apimartifacts/apis/draft/policy.xml';

function at(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`"${text}" is not in the document.`);
  return document.positionAt(offset + text.length);
}

async function completionLabels(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

export const editing: readonly TestCase<undefined>[] = [
  {
    name: 'completion in <inbound> offers the policies allowed there',
    run: async () => {
      const { document } = await openPolicy(
        draft,
        '<policies>\n  <inbound>\n    <\n  </inbound>\n</policies>\n',
      );
      const labels = await eventually('set-header among the completions', async () => {
        const found = await completionLabels(
          document,
          document.positionAt(document.getText().indexOf('<\n') + 1),
        );
        return found.includes('set-header') && found;
      });
      assert.ok(!labels.includes('forward-request'), 'forward-request belongs into <backend>');
    },
  },
  {
    name: 'checking all policies finds what is wrong in closed ones, until they are opened',
    run: async () => {
      const uri = workspaceUri('apimartifacts/apis/closed/policy.xml');
      await vscode.workspace.fs.writeFile(
        uri,
        new TextEncoder().encode(
          '<policies>\n  <inbound>\n    <base />\n    <no-policy />\n  </inbound>\n</policies>\n',
        ),
      );
      const messages = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
      assert.deepEqual(messages(), []);
      // The message with what was found stays until somebody answers it.
      void vscode.commands.executeCommand('apimPolicy.checkWorkspace');
      await eventually('the findings of a closed policy', () => messages().length > 0);
      assert.deepEqual(messages(), ['There is no policy <no-policy>.']);
      await vscode.window.showTextDocument(uri);
      await eventually('its own findings', () => messages().length === 1);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '..'), { recursive: true });
      await eventually('nothing to be found', () => messages().length === 0);
      await vscode.commands.executeCommand('notifications.clearAll');
    },
  },
  {
    name: 'formatting lays the elements out, in the editor’s indentation',
    run: async () => {
      const { document } = await openPolicy(draft, '<policies><inbound><base/></inbound></policies>');
      const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
        'vscode.executeFormatDocumentProvider',
        document.uri,
        { insertSpaces: false, tabSize: 4 },
      );
      const change = new vscode.WorkspaceEdit();
      change.set(document.uri, edits);
      assert.ok(await vscode.workspace.applyEdit(change));
      assert.equal(document.getText(), '<policies>\n\t<inbound>\n\t\t<base />\n\t</inbound>\n</policies>');
    },
  },
  {
    name: 'hover explains a policy and links to its documentation',
    run: async () => {
      const { document } = await openPolicy(
        draft,
        '<policies>\n  <inbound>\n    <rate-limit calls="5" renewal-period="60" />\n  </inbound>\n</policies>\n',
      );
      const text = await eventually('a hover on rate-limit', async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          at(document, '<rate-'),
        );
        const contents = hovers.flatMap((hover) => hover.contents);
        return contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n') || undefined;
      });
      assert.match(text, /https:\/\/learn\.microsoft\.com\/.*rate-limit-policy/);
    },
  },
  {
    name: 'diagnostics follow the typing, and a right policy has none',
    run: async () => {
      const editor = await openPolicy(
        draft,
        '<policies>\n  <inbound>\n    <base />\n    <set-heeder name="a" />\n  </inbound>\n</policies>\n',
      );
      const { uri } = editor.document;
      const problem = await eventually('a diagnostic about set-heeder', () =>
        vscode.languages.getDiagnostics(uri).find(({ message }) => message.includes('set-heeder')),
      );
      assert.equal(problem.range.start.line, 3);
      await replaceText(
        editor,
        '<policies>\n  <inbound>\n    <base />\n    <set-variable name="a" value="@(context.Variables["b"] != null && 1 < 2)" />\n  </inbound>\n</policies>\n',
      );
      await eventually('no diagnostics', () => vscode.languages.getDiagnostics(uri).length === 0);
    },
  },
];
