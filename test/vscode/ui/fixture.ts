/** What a test of the user interface works with. */
import type { InstanceAddress } from './instance';
import type { Workbench } from './workbench';

export interface Fixture {
  readonly workbench: Workbench;
  /** Path of the workspace folder that is open; empty at first but for the settings. */
  readonly workspace: string;
  /** The sample instance the workspace is connected to. */
  readonly instance: InstanceAddress;
}
