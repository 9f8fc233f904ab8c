#!/usr/bin/env node
/** The command line `apim-policy`: its commands put together in `program.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import catalogue from 'virtual:catalogue';
import expressionTypes from 'virtual:expression-types';
import { run } from './program';

/** Says the package's version; the bundle lies one folder below the package's root. */
function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

// Who reads the output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// A promise that nobody keeps would end the program early, with a code that says all went well.
process.once('beforeExit', () => {
  console.error('The command ended before it was done; this is a mistake in the program.');
  process.exitCode = 70;
});

run(process.argv.slice(2), { catalogue, expressionTypes, version: packageVersion() }).then(
  (code) => end(code),
  (error: unknown) => {
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return end(70);
  },
);

/** Ends the program when all is printed. It does not wait for timers, which a failed request may leave behind. */
async function end(code: number): Promise<void> {
  const printed = (stream: NodeJS.WriteStream) =>
    new Promise<void>((resolve) => stream.write('', () => resolve()));
  await Promise.all([printed(process.stdout), printed(process.stderr)]);
  process.exit(code);
}
