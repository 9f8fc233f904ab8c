/** Pushing many files: planned, looked at, and sent after a yes. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, type TestCase } from '../runner';
import { type Fixture, pulled } from './fixture';
import { readPolicy, writePolicy } from './instance';

const starter = 'apimartifacts/products/starter/policy.xml';
const payments = 'apimartifacts/apis/payments/policy.xml';

const commented = (text: string, comment: string) =>
  text.replace('<inbound>', `<inbound><!-- ${comment} -->`);

export const planning: readonly TestCase<Fixture>[] = [
  {
    name: 'plan: what changed is planned, a colleague’s change is a conflict, and only the rest is sent',
    run: async (fixture) => {
      const { workbench, workspace, instance } = fixture;
      await pulled(fixture);
      for (const path of [starter, payments])
        writeFileSync(join(workspace, path), commented(readFileSync(join(workspace, path), 'utf8'), 'mine'));
      const theirs = commented(await readPolicy(instance, '/apis/payments'), 'theirs');
      await writePolicy(instance, '/apis/payments', theirs);
      await workbench.openView('API Management');
      await workbench.runCommand('API Management: Push Changed Files…');
      await workbench.pick('All Files That Differ');
      for (const label of ['Conflicts', 'Update', 'Unchanged']) await workbench.treeItem(label).waitFor();
      await workbench.treeItem('payments').waitFor();
      await workbench.screenshot('9 plan');
      await workbench.treeItem('starter').click();
      await workbench.diffEditor().waitFor();
      await workbench.screenshot('9 plan difference');
      await workbench.runCommand('API Management: Push What Is Checked');
      assert.match(await workbench.dialogText(), /1 to update/);
      await workbench.screenshot('9 plan question');
      await workbench.pressDialogButton('Push');
      await eventually('my change on the instance', async () =>
        (await readPolicy(instance, '/products/starter')).includes('mine'),
      );
      assert.equal(await readPolicy(instance, '/apis/payments'), theirs);
      await workbench.statusBar('Pushed 1').waitFor();
      await workbench.screenshot('9 plan sent');
      await workbench.treeMenu('payments', 'Take the Instance’s');
      await workbench.treeItem('plan again').waitFor();
      await workbench.expectEditorText('theirs');
      await workbench.runCommand('API Management: Plan Again');
      await workbench.treeItem('Conflicts').waitFor({ state: 'detached' });
      assert.equal(readFileSync(join(workspace, payments), 'utf8'), theirs);
      await workbench.runCommand('API Management: Discard Plan');
    },
  },
];
