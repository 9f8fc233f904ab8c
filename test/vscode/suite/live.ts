/** Policies of the sample instance as files: opened, checked, saved, and a colleague's change noticed. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/extension';
import { eventually, type TestCase } from '../runner';
import { extensionId, replaceText } from './workspace';

export async function connected() {
  const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  assert.ok(extension);
  const { connections } = await extension.activate();
  if (connections.state.kind !== 'connected')
    await vscode.commands.executeCommand('apimPolicy.startSampleInstance');
  return connections.required();
}

const address = { kind: 'api', api: 'customers' } as const;

/** The API's policy of the instance in an editor. */
async function openLive(): Promise<vscode.TextEditor> {
  await connected();
  await vscode.commands.executeCommand('apimPolicy.openLivePolicy', { address });
  return eventually('the live policy', () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.scheme === 'apim' && editor;
  });
}

async function liveText(): Promise<string> {
  const read = await (await connected()).instance.readPolicy(address);
  assert.ok(read.ok);
  return read.value.text;
}

export const live: readonly TestCase<undefined>[] = [
  {
    name: 'a live policy opens as a file of the policy language and knows its scope',
    run: async () => {
      await connected();
      const { document } = await openLive();
      assert.equal(document.languageId, 'apim-policy');
      assert.equal(document.getText(), await liveText());
      const shown = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      assert.ok(shown.length > 0);
    },
  },
  {
    name: 'saving a live policy pushes it',
    run: async () => {
      const editor = await openLive();
      const text = editor.document.getText().replace('<inbound>', '<inbound>\n    <!-- saved here -->');
      await replaceText(editor, text);
      assert.ok(await editor.document.save());
      assert.equal(await liveText(), text);
      assert.equal(editor.document.isDirty, false);
    },
  },
  {
    name: 'a colleague’s change is shown where the live policy was not edited',
    run: async () => {
      const { document } = await openLive();
      const { instance } = await connected();
      const theirs = document.getText().replace('<inbound>', '<inbound>\n    <!-- by a colleague -->');
      assert.ok((await instance.writePolicy(address, theirs, 'overwrite')).ok);
      await vscode.commands.executeCommand('apimPolicy.refresh');
      await eventually('the colleague’s text', () => document.getText() === theirs);
    },
  },
  {
    name: 'saving over a colleague’s change sends nothing by itself',
    run: async () => {
      const editor = await openLive();
      const { document } = editor;
      const { instance } = await connected();
      const theirs = document.getText().replace('<inbound>', '<inbound>\n    <!-- theirs -->');
      assert.ok((await instance.writePolicy(address, theirs, 'overwrite')).ok);
      await replaceText(editor, document.getText().replace('<inbound>', '<inbound>\n    <!-- mine -->'));
      let saved: boolean | undefined;
      void document.save().then((result) => {
        saved = result;
      });
      await eventually(
        'the diff with its question',
        () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff,
      );
      // The question comes a moment after the diff.
      await eventually('the save to end', async () => {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return saved !== undefined;
      });
      assert.equal(saved, false);
      assert.equal(await liveText(), theirs);
      assert.ok(document.isDirty && document.getText().includes('mine'));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually('the instance’s text', () => document.getText() === theirs);
      const onTheirs = theirs.replace('<!-- theirs -->', '<!-- both -->');
      await replaceText(await vscode.window.showTextDocument(document), onTheirs);
      assert.ok(await document.save());
      assert.equal(await liveText(), onTheirs);
    },
  },
  {
    name: 'what the instance finds wrong in a fragment is marked in the fragment too',
    run: async () => {
      const editor = await openLive();
      const { document } = editor;
      const { target } = await connected();
      const before = document.getText();
      const element = 'log-to-eventhub';
      await fetch(`${target.endpoint}/_emulator/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          method: 'PUT',
          path: '*/apis/customers/policies/policy',
          effect: {
            kind: 'status',
            status: 400,
            code: 'ValidationError',
            message: `Error in element '${element}' on line 4, column 8: No such logger.`,
          },
        }),
      });
      const include = '<include-fragment fragment-id="audit-write" />';
      await replaceText(editor, before.replace('<inbound>', `<inbound>\n    ${include}`));
      assert.equal(await document.save(), false);
      const found = (uri: vscode.Uri) =>
        vscode.languages.getDiagnostics(uri).filter(({ message }) => message.startsWith('No such logger.'));
      const [own] = await eventually('what was refused', () => {
        const all = found(document.uri);
        return all.length > 0 && all;
      });
      assert.ok(own);
      assert.ok(document.getText(own.range).startsWith('<include-fragment fragment-id="audit-write"'));
      const there = own.relatedInformation?.[0]?.location;
      assert.equal(there?.uri.scheme, 'apim');
      assert.ok(there.uri.path.endsWith('/policy fragments/audit-write/policy.xml'), there.uri.path);
      assert.equal(found(there.uri).length, 1);
      const fragment = await vscode.workspace.openTextDocument(there.uri);
      assert.ok(fragment.getText(there.range).includes(element));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually('nothing to be marked any more', () => found(there.uri).length === 0);
    },
  },
];
