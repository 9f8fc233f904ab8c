/** What a command gets from outside, so that tests can hand it something else. */
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import type { ArmOptions } from '../instance';
import type { CatalogueData } from '../server/src/core/catalogue';
import type { ExpressionTypesData } from '../server/src/core/expression';
import { wantsColour } from './terminal';

/** What is known when the program is built. */
export interface Facts {
  readonly catalogue: CatalogueData;
  /** Reads the facts about types when it is called. */
  readonly expressionTypes: () => ExpressionTypesData;
  readonly version: string;
}

export interface Environment extends Facts {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** The folder that relative paths count from. */
  readonly cwd: string;
  /** All of standard input. */
  readonly readInput: () => Promise<Uint8Array>;
  /** What the output is shown in: whether in colour, and how many columns wide where that is known. */
  readonly output: { readonly colour: boolean; readonly columns?: number };
  /** What a variable of the process's environment holds. */
  readonly variable: (name: string) => string | undefined;
  /** Whether somebody watches the error output. */
  readonly watched: boolean;
  /** Asks whoever sits at the terminal for a line; `undefined` where nobody does. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
  /** How requests to Azure are repeated and waited for; as usual where absent. */
  readonly requests?: ArmOptions;
  /** Resolves when the user asks the program to end: Ctrl+C, or a request from the system. */
  readonly interrupted: () => Promise<void>;
}

/** How a command ended: what a shell or a pipeline may act on. */
export const exitCodes = {
  done: 0,
  /** A check found something. */
  findings: 1,
  /** The command was understood but could not be carried out: a used port, an unreadable folder. */
  failed: 2,
  /** The command line itself is wrong. */
  usage: 2,
  /** Ended by Ctrl+C, as shells have it. */
  interrupted: 130,
} as const;

/** A refusal whose message is for people; the program prints it and ends with the code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}

/** Whether it is one; by its name, since a bundle's files have each a class of their own. */
export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && error.name === 'CommandError';
}

/** Ends a command that has said all there is to say with an exit code of its own. */
export class CommandExit extends Error {
  override readonly name = 'CommandExit';
  constructor(readonly exitCode: number) {
    super(`The command ends with exit code ${exitCode}.`);
  }
}

/** Whether it is one; as `isCommandError`. */
export function isCommandExit(error: unknown): error is CommandExit {
  return error instanceof Error && error.name === 'CommandExit';
}

export function processEnvironment(facts: Facts): Environment {
  return {
    ...facts,
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    cwd: process.cwd(),
    readInput: () => buffer(process.stdin),
    output: {
      colour: wantsColour(process.env, process.stdout.isTTY === true),
      ...(process.stdout.isTTY === true ? { columns: process.stdout.columns } : {}),
    },
    variable: (name) => process.env[name],
    watched: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    ask:
      process.stdin.isTTY === true && process.stderr.isTTY === true
        ? askOn(process.stdin, process.stderr)
        : undefined,
    interrupted: () =>
      new Promise((resolve) => {
        const end = () => {
          process.off('SIGINT', end);
          process.off('SIGTERM', end);
          process.off('disconnect', end);
          resolve();
        };
        process.on('SIGINT', end);
        process.on('SIGTERM', end);
        // Started by a program that keeps a channel to it: ends with that program, however that ends.
        process.on('disconnect', end);
      }),
  };
}

/** One line that somebody types; `undefined` where the input ends, or the program is to end, before it. */
export function askOn(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): NonNullable<Environment['ask']> {
  return (question, signal) => {
    // Not as a terminal: so Ctrl+C stays the signal that it is everywhere else.
    const lines = createInterface({ input, output, terminal: false });
    return new Promise((resolve) => {
      const end = (answer: string | undefined) => {
        // Closing ends it too, without an answer.
        resolve(answer);
        signal.removeEventListener('abort', giveUp);
        lines.close();
        input.pause();
      };
      const giveUp = () => end(undefined);
      signal.addEventListener('abort', giveUp);
      lines.once('close', giveUp);
      lines.question(question, end);
    });
  };
}
