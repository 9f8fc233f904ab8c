/**
 * `npm run fuzz [-- --documents 100000 --seed N --from N]`: policies, damaged in all ways, through everything the
 * language core can be asked. What fails is saved, made small, in out/fuzz/.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import esbuild from 'esbuild';
import { nodeCommand, root } from './processes.mjs';

const outfile = join(root, 'out/fuzz.mjs');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  logLevel: 'warning',
  plugins: [
    {
      // The tests find the repository from where they stand, which isn't where the bundle does.
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
const { status } = spawnSync(nodeCommand(), [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
