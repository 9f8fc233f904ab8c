/** What a test of the user interface works with: made anew for each, so that none needs or meets another's leavings. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type InstanceAddress, newService } from './instance';
import { Workbench } from './workbench';

export interface Fixture {
  readonly workbench: Workbench;
  /** Path of the workspace folder that is open; empty at first but for the settings. */
  readonly workspace: string;
  /** The sample shop that the workspace is connected to, and its production stage; no other test has them. */
  readonly instance: InstanceAddress;
  readonly production: InstanceAddress;
}

export interface StageOptions {
  /** Opens a window on the workspace that knows of no earlier one, and closes that. */
  readonly openPage: () => Promise<Page>;
  readonly workspace: string;
  /** The sample instance's address. */
  readonly endpoint: string;
  readonly screenshots: string;
}

/** Makes the fixtures, one after the other, in one window as long as nothing goes wrong in it. */
export class Stage {
  private count = 0;
  private window: Workbench | undefined;

  constructor(private readonly options: StageOptions) {}

  async prepare(): Promise<Fixture> {
    const { workspace, endpoint } = this.options;
    await this.window?.clear();
    for (const name of readdirSync(workspace))
      if (name !== '.vscode') rmSync(join(workspace, name), { recursive: true });
    const service = `shop-${++this.count}`;
    const instance = await newService(endpoint, service, 'shop');
    const production = await newService(endpoint, `${service}-prod`, 'shop-prod');
    connect(workspace, instance);
    const workbench = await this.openWindow();
    await workbench.openView('API Management');
    await workbench.statusBar(new RegExp(`${service}(?![\\w-])`)).waitFor();
    await workbench.treeItem('Global Policy').waitFor();
    return { workbench, workspace, instance, production };
  }

  /** What the window shows is saved, and the next test gets another one. */
  async abandon(name: string): Promise<void> {
    const { window } = this;
    this.window = undefined;
    await window?.screenshotWithNotifications(`failed ${name.replaceAll(/[^\w ]/g, '')}`);
  }

  private async openWindow(): Promise<Workbench> {
    if (this.window !== undefined) return this.window;
    const workbench = new Workbench(await this.options.openPage(), this.options.screenshots);
    await workbench.ready();
    this.window = workbench;
    return workbench;
  }
}

function connect(workspace: string, { endpoint, resourceId }: InstanceAddress): void {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(
    join(workspace, '.vscode/settings.json'),
    JSON.stringify({
      'apimPolicy.instance.resourceId': resourceId,
      'apimPolicy.instance.endpoint': endpoint,
    }),
  );
}

/** The fixture with everything of its instance in the workspace. */
export async function pulled({ workbench, instance }: Fixture): Promise<void> {
  await workbench.runCommand('API Management: Pull Everything');
  const name = instance.resourceId.split('/').at(-1) ?? '';
  await workbench.statusBar(new RegExp(`Pulled \\d+ files from ${name}\\.`)).waitFor();
}
