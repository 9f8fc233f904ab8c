/** The tree: what is on the instance, found by a filter, deleted and brought back. */
import assert from 'node:assert/strict';
import { eventually, type TestCase } from '../runner';
import type { Fixture } from './fixture';
import { readPolicy } from './instance';

export const exploring: readonly TestCase<Fixture>[] = [
  {
    name: 'tree: the view shows what the instance holds',
    run: async ({ workbench }) => {
      await workbench.openView('API Management');
      for (const label of [
        'Global Policy',
        'APIs',
        'Products',
        'Policy Fragments',
        'Named Values',
        'Backends',
      ])
        await workbench.treeItem(label).waitFor();
      await workbench.screenshot('8 tree');
      await workbench.expand('Products');
      await workbench.treeItem('Starter').waitFor();
      await workbench.expand('Named Values');
      await workbench.screenshot('8 tree products and named values');
      await workbench.collapse('Products');
      await workbench.collapse('Named Values');
      await workbench.expand('APIs');
      await workbench.expand('Catalog');
      await workbench.treeItem('GET /').waitFor();
      await workbench.screenshot('8 tree APIs');
      await workbench.collapse('APIs');
    },
  },
  {
    name: 'tree: the filter finds an operation by its method and path, and is cleared again',
    run: async ({ workbench }) => {
      await workbench.openView('API Management');
      await workbench.runCommand('API Management: Filter…');
      await workbench.answerQuickInput('post /orders');
      await workbench.treeItem('Create order').waitFor();
      await eventually(
        'nothing else',
        async () => !(await workbench.treeLabels()).join().includes('Loggers'),
      );
      await workbench.screenshot('8 tree filtered');
      await workbench.runCommand('API Management: Clear Filter');
      await workbench.treeItem('Loggers').waitFor();
    },
  },
  {
    name: 'tree: deleting asks first, names what will be gone, and can be undone',
    run: async ({ workbench, instance }) => {
      await workbench.openView('API Management');
      await workbench.expand('Products');
      const before = await readPolicy(instance, '/products/starter');
      await workbench.treeMenu('Starter', 'Delete on the Instance…');
      const asked = await workbench.dialogText();
      assert.match(asked, /starter/);
      await workbench.screenshot('8 tree delete');
      await workbench.pressDialogButton('Cancel');
      assert.equal(await readPolicy(instance, '/products/starter'), before);
      await workbench.treeMenu('Starter', 'Delete on the Instance…');
      await workbench.dialogText();
      await workbench.pressDialogButton('Delete');
      await workbench.pressNotificationButton('Deleted', 'Undo');
      await eventually(
        'the policy again',
        async () => (await readPolicy(instance, '/products/starter').catch(() => '')) === before,
      );
      await workbench.collapse('Products');
    },
  },
];
