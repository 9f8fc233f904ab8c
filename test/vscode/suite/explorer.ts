/** The tree of the sample instance, as VS Code asks for it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/extension';
import { eventually, type TestCase } from '../runner';
import { connected } from './live';
import { extensionId, workspaceUri } from './workspace';

function extensionApi(): ExtensionApi {
  const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  assert.ok(extension);
  return extension.exports;
}

async function tree(): Promise<ExtensionApi['explorer']> {
  await connected();
  return extensionApi().explorer;
}

/** The rows under the rows with these labels, one in the other. */
async function rows(...labels: readonly string[]) {
  const explorer = await tree();
  let level = (await explorer.getChildren()) ?? [];
  for (const label of labels)
    level = await eventually(`"${label}" with what is in it`, async () => {
      const found = level.find(({ row }) => row.label === label);
      const below = found && (await explorer.getChildren(found));
      return below !== undefined && !below.some(({ row }) => row.label === 'Loading…') && below;
    });
  return level;
}

async function root(): Promise<string> {
  const [instance] = await rows();
  assert.ok(instance);
  return instance.row.label;
}

export const explorer: readonly TestCase<undefined>[] = [
  {
    name: 'the tree has everything of the instance, workspaces too',
    run: async () => {
      const top = (await rows(await root())).map(({ row }) => row.label);
      for (const label of [
        'Global Policy',
        'APIs',
        'Products',
        'Policy Fragments',
        'Named Values',
        'Workspaces',
      ])
        assert.ok(top.includes(label), `${label} is not among ${top.join(', ')}`);
      const [workspace] = await rows(await root(), 'Workspaces');
      assert.ok(workspace?.children !== undefined);
      const inside = await rows(await root(), 'Workspaces', workspace.row.label);
      assert.ok(inside.some(({ row }) => row.label === 'Workspace Policy'));
    },
  },
  {
    name: 'a policy’s row says whether the instance and the workspace have it',
    run: async () => {
      const explorer = await tree();
      const products = await rows(await root(), 'Products');
      const starter = products.find(({ row }) => row.label === 'Starter');
      assert.ok(starter);
      await eventually('the badge’s words', async () => {
        const item = await explorer.getTreeItem(starter);
        return item.accessibilityInformation?.label.includes('Has a policy');
      });
    },
  },
  {
    name: 'every row says its label to screen readers, and a policy’s row opens the workspace’s file',
    run: async () => {
      const explorer = await tree();
      const [instance] = await rows();
      assert.ok(instance);
      const below = await rows(instance.row.label);
      for (const node of [instance, ...below]) {
        const item = await explorer.getTreeItem(node);
        assert.ok(item.accessibilityInformation?.label.startsWith(node.row.label), node.row.label);
      }
      const global = below.find(({ row }) => row.label === 'Global Policy');
      assert.ok(global);
      await eventually('the file to be known', async () =>
        (await explorer.getTreeItem(global)).contextValue?.includes('inWorkspace'),
      );
      await vscode.commands.executeCommand('apimPolicy.openWorkspaceFile', global);
      const shown = vscode.window.activeTextEditor?.document.uri.path;
      assert.equal(shown, workspaceUri('apimartifacts/policy.xml').path);
    },
  },
  {
    name: 'the filter shows what matches, and everything again when it is cleared',
    run: async () => {
      const explorer = await tree();
      explorer.setFilter('starter');
      await eventually('the product alone', async () => {
        const [instance] = (await explorer.getChildren()) ?? [];
        const groups = instance === undefined ? [] : ((await explorer.getChildren(instance)) ?? []);
        return (
          groups.some(({ row }) => row.label === 'Products') &&
          !groups.some(({ row }) => row.label === 'Loggers')
        );
      });
      await vscode.commands.executeCommand('apimPolicy.clearFilter');
      const all = (await rows(await root())).map(({ row }) => row.label);
      assert.ok(all.includes('Loggers'));
    },
  },
  {
    name: 'an instance that refuses everything is said once, and seen again when it no longer does',
    run: async () => {
      const explorer = await tree();
      const { target } = await connected();
      const { connections } = extensionApi();
      const set = (settings: object) =>
        fetch(`${target.endpoint}/_emulator/settings`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(settings),
        });
      await set({ minApiVersion: '2999-01-01' });
      try {
        void vscode.commands.executeCommand('apimPolicy.refresh');
        await eventually('the failure', async () => {
          // As the tree does when it is drawn.
          await explorer.getChildren();
          const { state } = connections;
          return state.kind === 'failed' && state.failure.kind === 'api-version';
        });
        assert.deepEqual(await explorer.getChildren(), []);
      } finally {
        await set({ minApiVersion: '2021-08-01' });
      }
      await vscode.commands.executeCommand('apimPolicy.signIn');
      await eventually('the instance', () => connections.state.kind === 'connected');
      assert.equal((await explorer.getChildren())?.length, 1);
    },
  },
];
