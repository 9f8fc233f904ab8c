/** `apim-policy promote`: what one instance has onto another. */
import { Command } from 'commander';
import type { Environment } from '../environment';
import { addFormatOption, addReachOptions, addSendOptions } from '../live/options';
import type { PromoteOptions } from '../live/promote';
import { running } from '../live/running';

export function promoteCommand(environment: Environment): Command {
  const command = new Command('promote')
    .description('Brings what one live instance has to another, with what is different there.')
    .argument('[paths...]', "a part, in APIOps' layout, such as apis/orders (default: everything)")
    .requiredOption('--from <name>', 'an environment or resource id')
    .requiredOption('--to <name>', 'an environment, whose overrides are put in, or a resource id');
  addFormatOption(addSendOptions(addReachOptions(command)));
  return command
    .addHelpText(
      'after',
      `
Exit codes: 0 all is on the instance, 1 some is not (conflicts, failures, refusals), 2 a wrong command line, or nothing
could be sent at all, 130 ended with Ctrl+C.`,
    )
    .action((paths: readonly string[], options: PromoteOptions) =>
      running(environment, async (run) => (await import('../live')).promote(paths, options, run)),
    );
}
