/** The workspace's files onto a live instance. */
import { planWorkspacePush } from '../../instance/push';
import { chooseInstance, findWorkspaceFolder } from './environments';
import type { FormatOptions, PlaceOptions, SelectionOptions, SendOptions, TargetOptions } from './options';
import { nameOf, pushHint } from './planning';
import { checkConfirmation } from './protection';
import { type Run, throwFailure } from './running';
import { selectionOf, tellIgnored } from './selection';
import { sendPlan } from './sending';
import { openSides, shownFrom } from './sides';

export interface PushOptions
  extends TargetOptions,
    PlaceOptions,
    SelectionOptions,
    FormatOptions,
    SendOptions {}

export async function push(paths: readonly string[], options: PushOptions, run: Run): Promise<void> {
  const { cwd } = run.environment;
  const folder = await findWorkspaceFolder(run.environment);
  const chosen = chooseInstance(folder, options);
  if (options.dryRun !== true) checkConfirmation(chosen, options.confirm, run);
  const deletions = options.delete === true;
  const selection = await selectionOf(paths, options, folder, run, deletions);
  const sides = await openSides(folder, chosen, options, run);
  run.progress.begin(`Comparing with ${nameOf(chosen)}`);
  const outcome = await planWorkspacePush(sides, selection, {
    deletions,
    signal: run.signal,
    onProgress: run.progress.step,
  });
  if (!outcome.ok) throwFailure(outcome.failure);
  tellIgnored(selection, outcome.plan, run);
  const shown = shownFrom(cwd, folder);
  await sendPlan({ plan: outcome.plan, sides, chosen, options, shown, hint: pushHint }, run);
}
