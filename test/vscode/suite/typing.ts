/** What the extension does while somebody types. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, type TestCase } from '../runner';
import { openPolicy } from './workspace';

const draft = 'apimartifacts/apis/typing/policy.xml';

/** Opens a policy and types at the end of a part of it. */
async function typeBehind(text: string, part: string, typed: string): Promise<vscode.TextEditor> {
  const editor = await openPolicy(draft, text);
  await eventually('the server to answer', () => vscode.languages.getDiagnostics(editor.document.uri).length);
  const position = editor.document.positionAt(text.indexOf(part) + part.length);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('type', { text: typed });
  return editor;
}

export const typing: readonly TestCase<undefined>[] = [
  {
    name: 'an opening tag typed to its end is closed, with the cursor between the two',
    run: async () => {
      const editor = await typeBehind(
        '<policies>\n  <inbound>\n    <when condition="@(1 > 2)"\n  </inbound>\n</policies>\n',
        '2)"',
        '>',
      );
      await eventually('the closing tag', () =>
        editor.document.lineAt(2).text.includes('<when condition="@(1 > 2)"></when>'),
      );
      await vscode.commands.executeCommand('type', { text: 'x' });
      assert.match(editor.document.lineAt(2).text, />x<\/when>$/);
    },
  },
  {
    name: 'a greater-than sign in an expression closes nothing',
    run: async () => {
      const editor = await typeBehind(
        '<policies>\n  <inbound>\n    <nothing condition="@(1  2)" />\n  </inbound>\n</policies>\n',
        '@(1 ',
        '>',
      );
      await new Promise((settle) => setTimeout(settle, 500));
      assert.equal(editor.document.lineAt(2).text, '    <nothing condition="@(1 > 2)" />');
    },
  },
];
