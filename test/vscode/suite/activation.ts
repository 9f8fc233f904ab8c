/** The extension starts, and starts light. */
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { TestCase } from '../runner';
import { extensionId, openPolicy } from './workspace';

export const activation: readonly TestCase<undefined>[] = [
  {
    name: 'the extension activates without loading the Azure SDK',
    first: true,
    run: async () => {
      const extension = vscode.extensions.getExtension(extensionId);
      assert.ok(extension, `${extensionId} is not installed`);
      await extension.activate();
      assert.ok(extension.isActive);
      const loaded = Object.keys(require.cache).map((file) => basename(file));
      assert.ok(loaded.includes('client.js'), 'the extension is not among the modules loaded');
      assert.deepEqual(
        loaded.filter((file) => file.startsWith('azure-')),
        [],
      );
    },
  },
  {
    name: 'a policy file of the APIOps layout opens as a policy',
    run: async () => {
      const editor = await openPolicy('apimartifacts/products/new/policy.xml', '<policies />');
      assert.equal(editor.document.languageId, 'apim-policy');
    },
  },
  {
    name: 'a file that is no policy by its name is one by its first element',
    run: async () => {
      const editor = await openPolicy('anything.xml', '<policies>\n  <inbound />\n</policies>');
      assert.equal(editor.document.languageId, 'apim-policy');
    },
  },
  {
    name: 'a template that begins with comments is one, and so is a resolver’s policy',
    run: async () => {
      const text = '<!--\n  Fragment: \n-->\n<fragment>\n  <set-method>GET</set-method>\n</fragment>';
      const template = await openPolicy('fragment.xml.tpl', text);
      assert.equal(template.document.languageId, 'apim-policy');
      const resolver = await openPolicy('orders.xml', '<http-data-source>\n</http-data-source>');
      assert.equal(resolver.document.languageId, 'apim-policy');
    },
  },
  {
    name: 'every contributed command exists',
    run: async () => {
      const contributed = vscode.extensions.getExtension(extensionId)?.packageJSON as {
        contributes: { commands: readonly { command: string }[] };
      };
      const known = new Set(await vscode.commands.getCommands(true));
      const missing = contributed.contributes.commands.filter(({ command }) => !known.has(command));
      assert.deepEqual(missing, []);
    },
  },
];
