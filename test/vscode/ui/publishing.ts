/** Pushing: with the difference shown, against a colleague's change, and refused by the instance. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, type TestCase } from '../runner';
import { type Fixture, pulled } from './fixture';
import { readPolicy, writePolicy } from './instance';

const orders = 'apimartifacts/apis/orders/policy.xml';
const owner = '/apis/orders';

/** Changes the open policy in its editor; it isn't saved. Answers the new text. */
async function change({ workbench, workspace }: Fixture, from: string, to: string): Promise<string> {
  const text = readFileSync(join(workspace, orders), 'utf8');
  assert.ok(text.includes(from), `${orders} has no ${from}`);
  const changed = text.replace(from, to);
  await workbench.replaceAll(changed);
  return changed;
}

async function openPulled(fixture: Fixture): Promise<void> {
  await pulled(fixture);
  await fixture.workbench.openFile(join(fixture.workspace, orders));
}

export const publishing: readonly TestCase<Fixture>[] = [
  {
    name: 'a push shows the difference first, then sends it',
    run: async (fixture) => {
      const { workbench, instance } = fixture;
      await openPulled(fixture);
      const text = await change(fixture, 'Sign in to see your orders.', 'Sign in first.');
      await workbench.runCommand('API Management: Push Policy');
      await workbench.diffEditor().waitFor();
      const choices = await workbench.quickPickLabels();
      assert.ok(
        choices.some((label) => label.includes('Cancel')),
        choices.join('\n'),
      );
      await workbench.screenshot('7 push shows the difference');
      assert.notEqual(await readPolicy(instance, owner), text);
      await workbench.pick('Push');
      await workbench.statusBar(`Pushed the policy`).waitFor();
      await workbench.screenshot('7 pushed');
      assert.equal(await readPolicy(instance, owner), text);
    },
  },
  {
    name: 'a change made on the instance meanwhile is merged, not overwritten',
    run: async (fixture) => {
      const { workbench, workspace, instance } = fixture;
      await openPulled(fixture);
      const theirs = (await readPolicy(instance, owner)).replace('orders.write', 'orders.manage');
      await writePolicy(instance, owner, theirs);
      await change(fixture, 'Sign in to see your orders.', 'Please sign in.');
      await workbench.runCommand('API Management: Push Policy');
      await workbench.diffEditor().waitFor();
      const choices = (await workbench.quickPickLabels()).join('\n');
      for (const choice of ['Merge', 'Overwrite', 'Cancel']) assert.ok(choices.includes(choice), choices);
      await workbench.screenshot('7 changed meanwhile');
      await workbench.pick('Cancel');
      await workbench.diffEditor().waitFor({ state: 'hidden' });
      assert.equal(await readPolicy(instance, owner), theirs);

      await workbench.runCommand('API Management: Push Policy');
      await workbench.diffEditor().waitFor();
      await workbench.pick('Merge');
      await workbench.diffEditor().waitFor({ state: 'hidden' });
      await workbench.statusBar('Merged').waitFor();
      await workbench.expectEditorText('orders.manage');
      await workbench.expectEditorText('Please sign in.');
      await workbench.screenshot('7 merged');
      await workbench.runCommand('API Management: Push Policy');
      await workbench.diffEditor().waitFor();
      await workbench.pick('Push');
      await eventually('the merge on the instance', async () => {
        const live = await readPolicy(instance, owner);
        return live.includes('orders.manage') && live.includes('Please sign in.');
      });
      assert.equal(readFileSync(join(workspace, orders), 'utf8'), await readPolicy(instance, owner));
    },
  },
  {
    name: 'overwriting replaces what a colleague has written, when asked to',
    run: async (fixture) => {
      const { workbench, instance } = fixture;
      await openPulled(fixture);
      await writePolicy(
        instance,
        owner,
        (await readPolicy(instance, owner)).replace('orders.write', 'orders.all'),
      );
      const mine = await change(fixture, 'Sign in to see your orders.', 'Sign in, please.');
      await workbench.runCommand('API Management: Push Policy');
      await workbench.diffEditor().waitFor();
      await workbench.pick('Overwrite');
      await eventually('my text on the instance', async () => (await readPolicy(instance, owner)) === mine);
    },
  },
  {
    name: 'what the instance refuses is marked at its line, and the instance stays as it was',
    run: async (fixture) => {
      const { workbench, instance } = fixture;
      await openPulled(fixture);
      const before = await readPolicy(instance, owner);
      await change(
        fixture,
        '<audience>{{orders-audience}}</audience>',
        '<audience>{{no-such-audience}}</audience>',
      );
      await workbench.runCommand('API Management: Push Policy');
      await workbench.diffEditor().waitFor();
      await workbench.pick('Push');
      await workbench.notification('refused');
      await workbench.pressNotificationButton('refused', 'Show Problems');
      const problem = workbench.problem('no-such-audience');
      await problem.waitFor();
      await workbench.screenshot('7 refused');
      const line = before.split('\n').findIndex((text) => text.includes('<audience>')) + 1;
      assert.match((await problem.textContent()) ?? '', new RegExp(`Ln ${line}\\b`));
      assert.equal(await readPolicy(instance, owner), before);
    },
  },
];
