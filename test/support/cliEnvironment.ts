/** Runs command lines in this process, with what they print collected. */
import { run } from '../../cli/program';
import { testCatalogue } from './catalogue';
import { testTypesData } from './types';

export interface CliRun {
  /** The exit code, once the command has ended. */
  readonly ended: Promise<number>;
  readonly printed: () => string;
  readonly complained: () => string;
  /** What Ctrl+C does. */
  readonly interrupt: () => void;
}

export function runCli(...args: readonly string[]): CliRun {
  let printed = '';
  let complained = '';
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  const ended = run(args, {
    catalogue: testCatalogue().data,
    expressionTypes: testTypesData,
    version: '1.2.3',
    print: (text) => {
      printed += text;
    },
    complain: (text) => {
      complained += text;
    },
    interrupted: () => promise,
  });
  return { ended, printed: () => printed, complained: () => complained, interrupt: () => resolve() };
}
