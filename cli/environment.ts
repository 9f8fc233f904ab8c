/** What a command gets from outside, so that tests can hand it something else. */
import type { CatalogueData } from '../server/src/core/catalogue';

/** What is known when the program is built. */
export interface Facts {
  readonly catalogue: CatalogueData;
  readonly version: string;
}

export interface Environment extends Facts {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Resolves when the user asks the program to end: Ctrl+C, or a request from the system. */
  readonly interrupted: () => Promise<void>;
}

/** How a command ended: what a shell or a pipeline may act on. */
export const exitCodes = {
  done: 0,
  /** The command was understood but could not be carried out: a used port, an unreadable folder. */
  failed: 2,
  /** The command line itself is wrong. */
  usage: 64,
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

export function processEnvironment(facts: Facts): Environment {
  return {
    ...facts,
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    interrupted: () =>
      new Promise((resolve) => {
        const end = () => {
          process.off('SIGINT', end);
          process.off('SIGTERM', end);
          resolve();
        };
        process.on('SIGINT', end);
        process.on('SIGTERM', end);
      }),
  };
}
