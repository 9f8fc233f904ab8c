/** `apim-policy diff`: a workspace compared with an instance, or two instances. */
import { Command, Option } from 'commander';
import type { Environment } from '../environment';
import type { DiffOptions } from '../live/diff';
import { addFormatOption, addPlaceOptions, addTargetOptions } from '../live/options';
import { running } from '../live/running';

export function diffCommand(environment: Environment): Command {
  const command = new Command('diff')
    .description('Compares the files with a live instance, or two live instances, by meaning.')
    .argument('[paths...]', 'files and folders to compare (default: all artifacts)')
    .addOption(
      new Option(
        '--from <name>',
        'in place of the files: an environment or resource id, seen as it would be promoted',
      ).conflicts(['environment', 'resourceId']),
    )
    .addOption(
      new Option('--to <name>', 'what it is compared with: an environment or resource id').conflicts([
        'environment',
        'resourceId',
      ]),
    )
    .option(
      '--effective',
      'compare what runs at each scope: policies with every <base /> and fragment expanded, comments left out',
    )
    .option('--text', 'count other texts of the same meaning as differences')
    .option(
      '--patch',
      'print the differences as unified diffs: from the instance to the files, or from --to to --from',
    );
  addFormatOption(addPlaceOptions(addTargetOptions(command)));
  return command
    .addHelpText(
      'after',
      `
Exit codes: 0 no difference, 1 differences, or something that could not be read, 2 a wrong command line, or nothing
could be compared.`,
    )
    .action((paths: readonly string[], options: DiffOptions) =>
      running(environment, async (run) => (await import('../live')).diff(paths, options, run)),
    );
}
