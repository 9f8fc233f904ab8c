/** `apim-policy push`: the workspace's files onto a live instance. */
import { Command } from 'commander';
import { planWorkspacePush } from '../../instance/push';
import type { Environment } from '../environment';
import { chooseInstance, findWorkspaceFolder } from './environments';
import {
  addFormatOption,
  addPlaceOptions,
  addSendOptions,
  addTargetOptions,
  type FormatOptions,
  type PlaceOptions,
  type SendOptions,
  type TargetOptions,
} from './options';
import { nameOf } from './planning';
import { checkConfirmation } from './protection';
import { type Run, running, throwFailure } from './running';
import { type SelectionOptions, selectionOf, tellIgnored } from './selection';
import { sendPlan } from './sending';
import { openSides, shownFrom } from './sides';

interface Options extends TargetOptions, PlaceOptions, SelectionOptions, FormatOptions, SendOptions {}

export function pushCommand(environment: Environment): Command {
  const command = new Command('push')
    .description('Pushes policies, fragments, named values and backends to a live instance.')
    .argument('[paths...]', 'files and folders to push (default: all artifacts)')
    .option('--since <commit>', 'only what has changed since a branch, tag or commit');
  addFormatOption(addSendOptions(addPlaceOptions(addTargetOptions(command))));
  return command
    .addHelpText(
      'after',
      `
Nothing is sent while there are conflicts, or what can't be sent, unless --on-failure continue says so.

Exit codes: 0 all is on the instance, 1 some is not (conflicts, failures, refusals), 2 a wrong command line, or nothing
could be sent at all, 130 ended with Ctrl+C.`,
    )
    .action((paths: readonly string[], options: Options) =>
      running(environment, (run) => push(paths, options, run)),
    );
}

async function push(paths: readonly string[], options: Options, run: Run): Promise<void> {
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
  await sendPlan({ plan: outcome.plan, sides, chosen, options, shown }, run);
}
