/** `npm run bench [-- CORPUS_FOLDER]`: bundles the benchmarks as they would ship and runs them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { dataPlugin, root } from './build.mjs';

const outfile = join(root, 'out/bench.js');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['bench/bench.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  // It is a module of its own kind, and finds its WebAssembly beside itself.
  external: ['web-tree-sitter'],
  logLevel: 'warning',
  plugins: [dataPlugin({ inOneFile: true })],
});
const shared = join(root, '../shared/corpus');
const corpus = process.argv[2] ?? (existsSync(shared) ? shared : undefined);
const { status } = spawnSync(process.execPath, [outfile, ...(corpus === undefined ? [] : [corpus])], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
