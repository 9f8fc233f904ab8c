/** The tests that click and type in the workbench; scripts/test-vscode.mjs calls `run` with a page that is open. */
import type { Page } from 'playwright-core';
import { runTests, type TestResult } from '../runner';
import { authoring } from './authoring';
import { exploring } from './exploring';
import type { Fixture } from './fixture';
import { planning } from './planning';
import { promoting } from './promoting';
import { publishing } from './publishing';
import { Workbench } from './workbench';

export async function run(options: {
  readonly page: Page;
  readonly workspace: string;
  readonly instance: Fixture['instance'];
  readonly screenshots: string;
  readonly only?: string;
}): Promise<readonly TestResult[]> {
  const workbench = new Workbench(options.page, options.screenshots);
  await workbench.ready();
  const fixture: Fixture = { workbench, workspace: options.workspace, instance: options.instance };
  return runTests([...exploring, ...planning, ...promoting, ...authoring, ...publishing], fixture, {
    only: options.only,
    onFailure: async (name) => {
      // What the extension had to say may be gone from the screen; the notification centre keeps it.
      await options.page
        .locator('#status\\.notifications')
        .click({ timeout: 5000 })
        .catch(() => undefined);
      await workbench.screenshot(`failed ${name.replaceAll(/[^\w ]/g, '')}`);
      await options.page.keyboard.press('Escape');
    },
  });
}
