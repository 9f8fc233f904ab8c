/** What can go wrong in a command, and the one place where it is turned into a message. */
import * as vscode from 'vscode';
import type { Failure, Outcome } from '../../instance/types';

/** The person closed a prompt: nothing to report. */
export class UserCancelled extends Error {
  constructor() {
    super('Cancelled');
  }
}

/** An expected failure of the instance or of signing in, on its way to the person who ran the command. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Something the person can mend, said in one sentence that tells how. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly actions: readonly MessageAction[] = [],
  ) {
    super(message);
  }
}

/** A button of a message. */
export interface MessageAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** The value of an outcome; a failure is thrown, for `runCommand` to report. */
export function orThrow<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : throwFailure(outcome.failure);
}

/** Ends the command with a failure; silently where it is that the person cancelled. */
export function throwFailure(failure: Failure): never {
  throw failure.kind === 'cancelled' ? new UserCancelled() : new FailureError(failure);
}

/** Returns the value, or ends the command silently where a prompt was closed. */
export function orCancel<T>(value: T | undefined): T {
  if (value === undefined) throw new UserCancelled();
  return value;
}

const showLog: MessageAction = { title: 'Show Log', command: 'apimPolicy.showOutput' };

/**
 * Runs one command. What is expected becomes one message with what can be done about it; anything else is a
 * bug, which is logged with its stack. Messages aren't awaited: a command is over when its work is.
 */
export async function runCommand<T>(
  log: vscode.LogOutputChannel,
  retry: MessageAction,
  action: () => Promise<T> | T,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    report(log, retry, error);
    return undefined;
  }
}

function report(log: vscode.LogOutputChannel, retry: MessageAction, error: unknown): void {
  if (error instanceof UserCancelled || error instanceof vscode.CancellationError) return;
  if (error instanceof FailureError) {
    log.warn(`${retry.title}: ${describeFailure(error.failure)}`);
    void showMessage(error.failure.message, actionsFor(error.failure, retry));
    return;
  }
  if (error instanceof UserError) {
    log.info(`${retry.title}: ${error.message}`);
    void showMessage(error.message, error.actions);
    return;
  }
  log.error(
    `${retry.title} failed unexpectedly.`,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  void showMessage(`“${retry.title}” failed unexpectedly. The log says where.`, [showLog]);
}

/** What a person can do about a failure. */
export function actionsFor(failure: Failure, retry: MessageAction): readonly MessageAction[] {
  const again = { ...retry, title: 'Retry' };
  switch (failure.kind) {
    case 'signed-out':
      return [{ title: 'Sign In', command: 'apimPolicy.signIn' }, showLog];
    case 'busy':
    case 'throttled':
    case 'unreachable':
    case 'server':
    // What was asked was asked of an older state; the next time it is asked of the new one.
    case 'changed':
      return [again, showLog];
    case 'forbidden':
    case 'not-found':
    case 'invalid':
    case 'api-version':
      return [showLog];
    case 'cancelled':
      return [];
  }
}

/** A failure as a line of the log. */
export function describeFailure(failure: Failure): string {
  const request = failure.requestId === undefined ? '' : ` (request ${failure.requestId})`;
  return `${failure.kind}: ${failure.message}${request}`;
}

/** Shows an error with buttons that run commands; resolves when it is closed. */
async function showMessage(message: string, actions: readonly MessageAction[]): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(message, ...actions.map((each) => each.title));
  const action = actions.find((each) => each.title === chosen);
  if (action !== undefined) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}
