/** `apim-policy push`: the workspace's files onto a live instance. */
import { Command } from 'commander';
import type { Environment } from '../environment';
import { addFormatOption, addPlaceOptions, addSendOptions, addTargetOptions } from '../live/options';
import type { PushOptions } from '../live/push';
import { running } from '../live/running';

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
    .action((paths: readonly string[], options: PushOptions) =>
      running(environment, async (run) => (await import('../live')).push(paths, options, run)),
    );
}
