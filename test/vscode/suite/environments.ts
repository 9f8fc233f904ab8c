/** Named environments: in the tree, one of them active, and gone with their file. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/extension';
import { eventually, type TestCase } from '../runner';
import { connected } from './live';
import { extensionId, workspaceUri } from './workspace';

function api(): ExtensionApi {
  const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  assert.ok(extension);
  return extension.exports;
}

export const environments: readonly TestCase<undefined>[] = [
  {
    name: 'environments stand side by side in the tree, and follow their file',
    run: async () => {
      const { target } = await connected();
      const { connections, explorer } = api();
      const uri = workspaceUri('apim-policy.yaml');
      const environment = (name: string, service: string, more = '') =>
        `  ${name}:\n    subscription: ${target.subscriptionId}\n    resourceGroup: ${service}-rg\n    service: ${service}\n    endpoint: ${target.endpoint}\n${more}`;
      const text = `default: dev\nenvironments:\n${environment('dev', 'sample-shop')}${environment('prod', 'sample-shop-test', '    protected: true\n')}`;
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
      const roots = async () => ((await explorer.getChildren()) ?? []).map(({ row }) => row.label);
      await eventually('both environments', async () => (await roots()).join() === 'dev,prod');
      await eventually('dev to be the active one', () => connections.active?.label === 'dev');
      const prod = connections.all.find(({ label }) => label === 'prod');
      assert.ok(prod);
      await vscode.commands.executeCommand('apimPolicy.useInstance', prod.key);
      assert.equal(connections.active?.label, 'prod');
      assert.equal(connections.required().environment?.protected, true);
      // An environment stays as long as the file names it: there is a message, for which nobody waits.
      void vscode.commands.executeCommand('apimPolicy.disconnect');
      assert.equal(connections.active?.label, 'prod');
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text.replace('resourceGroup', 'ressourceGroup')));
      const document = await vscode.workspace.openTextDocument(uri);
      await eventually(
        'what is wrong with the file',
        () => vscode.languages.getDiagnostics(document.uri).length > 0,
      );
      await vscode.workspace.fs.delete(uri);
      await eventually('no environment any more', async () => !(await roots()).includes('prod'));
    },
  },
];
