/** The workspace's files onto a live instance. */
import { chooseInstance, findWorkspaceFolder } from './environments';
import type { FormatOptions, PlaceOptions, SelectionOptions, SendOptions, TargetOptions } from './options';
import { checkConfirmation } from './protection';
import type { Run } from './running';
import { sendPlan } from './sending';
import { planFiles } from './workspacePlan';

export interface PushOptions
  extends TargetOptions,
    PlaceOptions,
    SelectionOptions,
    FormatOptions,
    SendOptions {}

export async function push(paths: readonly string[], options: PushOptions, run: Run): Promise<void> {
  const folder = await findWorkspaceFolder(run.environment);
  const chosen = chooseInstance(folder, options);
  if (options.dryRun !== true) checkConfirmation(chosen, options.confirm, run);
  const planned = await planFiles(paths, options, folder, chosen, run);
  await sendPlan({ ...planned, chosen, options }, run);
}
