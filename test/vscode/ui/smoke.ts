/** The first minute: a policy opens, completes, explains itself. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestCase } from '../runner';
import type { Fixture } from './fixture';

const draft = 'apimartifacts/apis/draft/policy.xml';

export const smoke: readonly TestCase<Fixture>[] = [
  {
    name: 'a policy opens as a policy and completes in <inbound>',
    run: async ({ workbench, workspace }) => {
      const file = join(workspace, draft);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '<policies>\n  <inbound>\n    <base />\n    \n  </inbound>\n</policies>\n');
      await workbench.openFile(draft);
      await workbench.statusBar('API Management Policy').waitFor();
      await workbench.goTo(4, 5);
      await workbench.type('<');
      const labels = await workbench.suggestions('set-header');
      assert.ok(!labels.includes('forward-request'), 'forward-request belongs into <backend>');
      await workbench.screenshot('completion');
    },
  },
];
