/** What a push would do. */
import { planWorkspacePush } from '../../instance/push';
import { CommandExit, exitCodes } from '../environment';
import { chooseInstance, findWorkspaceFolder } from './environments';
import type { PlaceOptions, SelectionOptions, TargetOptions } from './options';
import { endWithPlan, nameOf, type PlanPrintOptions, printPlan, pushHint } from './planning';
import { type Run, throwFailure } from './running';
import { selectionOf, tellIgnored } from './selection';
import { openSides, shownFrom } from './sides';

export interface PlanOptions extends TargetOptions, PlaceOptions, SelectionOptions, PlanPrintOptions {
  readonly delete?: true;
  readonly exitCode?: true;
}

export async function plan(paths: readonly string[], options: PlanOptions, run: Run): Promise<void> {
  const folder = await findWorkspaceFolder(run.environment);
  const chosen = chooseInstance(folder, options);
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
  printPlan(
    outcome.plan,
    chosen,
    { ...options, shown: shownFrom(run.environment.cwd, folder), hint: pushHint },
    run,
  );
  endWithPlan(outcome.plan, options);
  if (options.exitCode === true && outcome.plan.items.some(({ change }) => change.action !== 'unchanged'))
    throw new CommandExit(exitCodes.findings);
}
