/** What a push would do. */
import { CommandExit, exitCodes } from '../environment';
import { chooseInstance, findWorkspaceFolder } from './environments';
import type { PlaceOptions, SelectionOptions, TargetOptions } from './options';
import { endWithPlan, type PlanPrintOptions, printPlan } from './planning';
import type { Run } from './running';
import { planFiles } from './workspacePlan';

export interface PlanOptions extends TargetOptions, PlaceOptions, SelectionOptions, PlanPrintOptions {
  readonly delete?: true;
  readonly exitCode?: true;
}

export async function plan(paths: readonly string[], options: PlanOptions, run: Run): Promise<void> {
  const folder = await findWorkspaceFolder(run.environment);
  const chosen = chooseInstance(folder, options);
  const { plan: found, shown, hint } = await planFiles(paths, options, folder, chosen, run);
  printPlan(found, chosen, { ...options, shown, hint }, run);
  endWithPlan(found, options);
  if (options.exitCode === true && found.items.some(({ change }) => change.action !== 'unchanged'))
    throw new CommandExit(exitCodes.findings);
}
