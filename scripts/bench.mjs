/**
 * `npm run bench [-- CORPUS_FOLDER] [--only language|pull]`: bundles the benchmarks as they would ship and runs
 * them; `npm run bench -- --only pull --apis 2000 --latency 50` for pulling alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { dataPlugin, root } from './build.mjs';
import { runTestProgram } from './testBundle.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, apis: { type: 'string' }, latency: { type: 'string' } },
});
if (values.only !== 'pull') await benchLanguage();
if (values.only !== 'language') await benchPull();

async function benchLanguage() {
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
  const corpus = positionals[0] ?? (existsSync(shared) ? shared : undefined);
  const { status } = spawnSync(process.execPath, [outfile, root, ...(corpus === undefined ? [] : [corpus])], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

async function benchPull() {
  const options = ['apis', 'latency'].flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}`, values[name]],
  );
  await runTestProgram('bench/pull.ts', 'bench-pull', options);
}
