/** `apim-policy plan`: what a push would do. */
import { Command } from 'commander';
import type { Environment } from '../environment';
import { addFormatOption, addPlaceOptions, addTargetOptions } from '../live/options';
import type { PlanOptions } from '../live/plan';
import { running } from '../live/running';

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
    .action((paths: readonly string[], options: PlanOptions) =>
      running(environment, async (run) => (await import('../live')).plan(paths, options, run)),
    );
}
