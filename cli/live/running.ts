/** Runs a command for live instances: it can be interrupted, and what goes wrong ends in one message. */
import { setMaxListeners } from 'node:events';
import type { GitFailure } from '../../instance/git';
import type { Failure } from '../../instance/types';
import { CommandError, type Environment, exitCodes, isCommandError, isCommandExit } from '../environment';
import { harmless, inColour, type Paint, plain } from '../terminal';
import { Progress } from './progress';

/** What a running command has at hand. */
export interface Run {
  readonly environment: Environment;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly paint: Paint;
}

export async function running(environment: Environment, action: (run: Run) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  // Each request that is under way listens to it.
  setMaxListeners(0, abort.signal);
  const progress = new Progress(environment);
  let hasEnded = false;
  void environment.interrupted().then(() => {
    if (hasEnded) return;
    progress.note('Ending: what is being written is finished first. Ctrl+C again ends at once.');
    abort.abort();
  });
  try {
    await action({
      environment,
      signal: abort.signal,
      progress,
      paint: environment.output.colour ? inColour : plain,
    });
  } catch (error) {
    if (isCommandError(error) || isCommandExit(error) || !(error instanceof Error)) throw error;
    // Files and folders that can't be used: the message says which, and why.
    if (isAboutFiles(error)) throw new CommandError(harmless(error.message));
    throw error;
  } finally {
    hasEnded = true;
    progress.end();
  }
}

function isAboutFiles(error: Error): boolean {
  return (
    'code' in error || error.cause !== undefined || /workspace folder|UTF-8|symbolic link/.test(error.message)
  );
}

/** Ends the command: it could not be carried out, and nothing was changed. */
export function throwFailure(failure: Failure | GitFailure): never {
  if (failure.kind === 'cancelled') throw new CommandError(harmless(failure.message), exitCodes.interrupted);
  const hint = failure.kind === 'signed-out' ? `\n${signInHint}` : '';
  throw new CommandError(`${harmless(failure.message)}${hint}`);
}

const signInHint =
  'Sign in with "az login", or in a pipeline with its service connection; --tenant chooses the directory.';
