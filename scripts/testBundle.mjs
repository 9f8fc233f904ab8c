/** Bundles a program of the tests, which are TypeScript and find the repository from where they stand, and runs it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import esbuild from 'esbuild';
import { nodeCommand, root } from './processes.mjs';

/** Ends with the program's own exit code. `entry` is a path from the repository's root. */
export async function runTestProgram(entry, name, programArguments = process.argv.slice(2)) {
  const outfile = join(root, `out/${name}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    plugins: [
      {
        // Where the bundle stands is not where its parts stood.
        name: 'own-folder',
        setup(build) {
          build.onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll(
              'import.meta.dirname',
              JSON.stringify(dirname(path)),
            ),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  const { status } = spawnSync(nodeCommand(), [outfile, ...programArguments], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
