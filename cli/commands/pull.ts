/** `apim-policy pull`: a live instance's policies into the workspace. */
import { Command } from 'commander';
import type { Environment } from '../environment';
import { addFormatOption, addPlaceOptions, addTargetOptions } from '../live/options';
import type { PullOptions } from '../live/pull';
import { running } from '../live/running';

export function pullCommand(environment: Environment): Command {
  const command = new Command('pull')
    .description('Pulls policies, fragments, named values and backends of a live instance into files.')
    .argument('[paths...]', 'files and folders to pull, as they stand or will stand (default: everything)')
    .option('--merge', 'merge what has changed on the instance into edited policies')
    .option('--dry-run', 'say what would be written, write nothing');
  addFormatOption(addPlaceOptions(addTargetOptions(command)));
  return command
    .addHelpText(
      'after',
      `
Edited files are never overwritten, and no file is deleted.

Exit codes: 0 the files have what the instance has, edits aside, 1 something is left to decide (conflicts, failures),
2 a wrong command line, or nothing could be read, 130 ended with Ctrl+C.`,
    )
    .action((paths: readonly string[], options: PullOptions) =>
      running(environment, async (run) => (await import('../live')).pull(paths, options, run)),
    );
}
