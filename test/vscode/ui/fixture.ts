/** What a test of the user interface works with. */
import type { Workbench } from './workbench';

export interface Fixture {
  readonly workbench: Workbench;
  /** Path of the workspace folder that is open. */
  readonly workspace: string;
  /** The sample instance the workspace is connected to. */
  readonly instance: { readonly endpoint: string; readonly resourceId: string };
}
