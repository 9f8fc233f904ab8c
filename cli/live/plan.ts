/** `apim-policy plan`: what a push would do. */
import { Command } from 'commander';
import { planWorkspacePush } from '../../instance/push';
import { CommandExit, type Environment, exitCodes } from '../environment';
import { chooseInstance, findWorkspaceFolder } from './environments';
import {
  addFormatOption,
  addPlaceOptions,
  addTargetOptions,
  type PlaceOptions,
  type TargetOptions,
} from './options';
import { endWithPlan, nameOf, type PlanPrintOptions, printPlan } from './planning';
import { type Run, running, throwFailure } from './running';
import { type SelectionOptions, selectionOf, tellIgnored } from './selection';
import { openSides, shownFrom } from './sides';

interface Options extends TargetOptions, PlaceOptions, SelectionOptions, PlanPrintOptions {
  readonly delete?: true;
  readonly exitCode?: true;
}

export function planCommand(environment: Environment): Command {
  const command = new Command('plan')
    .description('Shows what a push would do to a live instance; changes nothing.')
    .argument('[paths...]', 'files and folders to push (default: all artifacts)')
    .option('--since <commit>', 'only what has changed since a branch, tag or commit')
    .option('--delete', 'also delete what has no file any more')
    .option('--overwrite', 'take conflicts for decided, as push --overwrite does')
    .option('--patch', 'print what changes in each, as a unified diff')
    .option('--exit-code', 'end with 1 also where there is something to push');
  addFormatOption(addPlaceOptions(addTargetOptions(command)));
  return command
    .addHelpText(
      'after',
      `
Exit codes: 0 a push would go through, 1 it would not (conflicts, or what can't be sent), 2 a wrong command line, or no
plan could be made.`,
    )
    .action((paths: readonly string[], options: Options) =>
      running(environment, (run) => plan(paths, options, run)),
    );
}

async function plan(paths: readonly string[], options: Options, run: Run): Promise<void> {
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
  printPlan(outcome.plan, chosen, { ...options, shown: shownFrom(run.environment.cwd, folder) }, run);
  endWithPlan(outcome.plan, options);
  if (options.exitCode === true && outcome.plan.items.some(({ change }) => change.action !== 'unchanged'))
    throw new CommandExit(exitCodes.findings);
}
