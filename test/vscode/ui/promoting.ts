/** The sample shop's stages as environments: one promoted to the next. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually, type TestCase } from '../runner';
import type { Fixture } from './fixture';
import { type InstanceAddress, readPolicy } from './instance';

/** A row's text, its label and description without a space: other rows begin with the same name. */
const starterRow = 'starterproduct';

function environmentsFile({ instance, production }: Fixture): string {
  const environment = (name: string, { endpoint, resourceId }: InstanceAddress, isProtected: boolean) =>
    `  ${name}:\n    resourceId: ${resourceId}\n    endpoint: ${endpoint}\n    protected: ${isProtected}\n`;
  return `default: dev\nenvironments:\n${environment('dev', instance, false)}${environment('prod', production, true)}`;
}

export const promoting: readonly TestCase<Fixture>[] = [
  {
    name: 'compare: what runs at a scope in the workspace, beside what runs there in production',
    run: async (fixture) => {
      const { workbench, workspace } = fixture;
      const file = join(workspace, 'apim-policy.yaml');
      writeFileSync(file, environmentsFile(fixture));
      const own = join(workspace, 'apimartifacts/apis/customers/operations/get-customer/policy.xml');
      mkdirSync(dirname(own), { recursive: true });
      writeFileSync(own, '<policies><inbound><base /><set-body>mine</set-body></inbound></policies>');
      try {
        await workbench.openView('API Management');
        await workbench.treeItemNamed('prod').waitFor();
        await workbench.openFile(own);
        await workbench.runCommand('API Management: Compare Effective Policies…');
        await workbench.pick('prod');
        await workbench.pick('Without a product');
        await workbench.diffEditor().waitFor();
        const shown = async () => (await workbench.diffEditor().textContent()) ?? '';
        await eventually('both sides', async () => {
          const text = await shown();
          return text.includes('<cors') && text.includes('set-body>mine');
        });
        await workbench.screenshot('11 effective policies');
      } finally {
        rmSync(file);
        rmSync(dirname(own), { recursive: true });
      }
    },
  },
  {
    name: 'promote: what differs is decided, the protected environment named, and only what is checked is sent',
    run: async (fixture) => {
      const { workbench, workspace, instance, production } = fixture;
      const file = join(workspace, 'apim-policy.yaml');
      writeFileSync(file, environmentsFile(fixture));
      try {
        await workbench.openView('API Management');
        await workbench.treeItemNamed('prod').waitFor();
        const before = await readPolicy(production, '');
        await workbench.runCommand('API Management: Promote…');
        await workbench.pick('dev');
        await workbench.pick('prod');
        await workbench.pick('Everything');
        await workbench.treeItem('Conflicts').waitFor();
        await workbench.screenshot('10 promotion');
        const starter = await readPolicy(instance, '/products/starter');
        assert.notEqual(await readPolicy(production, '/products/starter'), starter);
        await workbench.treeMenu(starterRow, 'Overwrite on the Instance');
        await workbench.treeItem(starterRow).click();
        await workbench.diffEditor().waitFor();
        await workbench.screenshot('10 promotion difference');
        await workbench.runCommand('API Management: Promote What Is Checked');
        assert.match(
          await workbench.dialogText(),
          /Promote from dev to prod \(shop-\d+-prod\)\?.*1 to overwrite/,
        );
        await workbench.pressDialogButton('Promote, Go On after Failures');
        await workbench.answerQuickInput('prod');
        await eventually(
          'the policy in production',
          async () => (await readPolicy(production, '/products/starter')) === starter,
        );
        // What differs was left out, for nobody has decided it.
        assert.equal(await readPolicy(production, ''), before);
        await workbench.screenshot('10 promoted');
        await workbench.runCommand('API Management: Discard Plan');
      } finally {
        rmSync(file);
      }
    },
  },
  {
    name: 'compare: what differs between two instances is listed, and brought over by a plan',
    run: async (fixture) => {
      const { workbench, workspace, instance, production } = fixture;
      const file = join(workspace, 'apim-policy.yaml');
      writeFileSync(file, environmentsFile(fixture));
      try {
        await workbench.openView('API Management');
        await workbench.treeItemNamed('prod').waitFor();
        await workbench.runCommand('API Management: Compare…');
        await workbench.pick('prod');
        await workbench.pick('dev');
        await workbench.treeItem('Different').waitFor();
        await workbench.screenshot('11 comparison');
        assert.notEqual(await readPolicy(production, ''), await readPolicy(instance, ''));
        await workbench.runCommand('API Management: Plan to Bring It Over…');
        await workbench.treeItem('Conflicts').waitFor();
        await workbench.treeMenu('All APIs', 'Overwrite on the Instance');
        await workbench.runCommand('API Management: Promote What Is Checked');
        assert.match(await workbench.dialogText(), /Promote from dev to prod.*1 to overwrite/);
        await workbench.pressDialogButton('Promote, Go On after Failures');
        await workbench.answerQuickInput('prod');
        await eventually(
          'the policy in production',
          async () => (await readPolicy(production, '')) === (await readPolicy(instance, '')),
        );
        await workbench.screenshot('11 compared');
        await workbench.runCommand('API Management: Discard Plan');
        await workbench.runCommand('API Management: Close Comparison');
      } finally {
        rmSync(file);
      }
    },
  },
];
