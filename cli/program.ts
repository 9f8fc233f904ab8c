/** Puts the commands together and turns what happens into an exit code. */
import { Command, CommanderError } from 'commander';
import { checkCommand } from './check';
import { diffCommand } from './commands/diff';
import { emulatorCommand } from './commands/emulator';
import { planCommand } from './commands/plan';
import { promoteCommand } from './commands/promote';
import { pullCommand } from './commands/pull';
import { pushCommand } from './commands/push';
import {
  type Environment,
  exitCodes,
  type Facts,
  isCommandError,
  isCommandExit,
  processEnvironment,
} from './environment';
import { formatCommand } from './format';

/** Every command; each is given the program's environment. */
const commands: readonly ((environment: Environment) => Command)[] = [
  checkCommand,
  formatCommand,
  planCommand,
  pushCommand,
  pullCommand,
  diffCommand,
  promoteCommand,
  emulatorCommand,
];

/** Runs one command line, without the node and script arguments, and answers the exit code. */
export async function run(args: readonly string[], given: Facts & Partial<Environment>): Promise<number> {
  const environment: Environment = { ...processEnvironment(given), ...given };
  const program = programOf(environment);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (isCommandExit(error)) return error.exitCode;
    if (isCommandError(error)) {
      environment.complain(`${error.message}\n`);
      return error.exitCode;
    }
    // Commander has said already what is wrong with the command line; help and version end without a fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    throw error;
  }
}

function programOf(environment: Environment): Command {
  const program = new Command('apim-policy')
    .description('Works with Azure API Management policies.')
    .version(environment.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError('(apim-policy --help says more)');
  for (const command of commands) program.addCommand(command(environment));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: environment.print, writeErr: environment.complain });
  }
  return program;
}
