/**
 * `npm run package`: an installable VSIX. It holds what `.vscodeignore` lets in: the bundles without their source maps.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Failure, nodeCommand, root, runMain, runQuietly } from './processes.mjs';

/** Makes the VSIX of what is in dist/, by default beside package.json, and resolves to its path and the list of its files. */
export async function packageExtension(file) {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = file ?? join(root, `${name}-${version}.vsix`);
  const { code, output } = await runQuietly(nodeCommand(), [
    join(root, 'node_modules/@vscode/vsce/vsce'),
    'package',
    ...['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix],
  ]);
  if (code !== 0) throw new Failure(`vsce failed with code ${code}; it said:\n${output}`);
  return { vsix, report: output };
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  await runMain(async () => {
    console.log(`dist/: ${await build()}`);
    const { vsix, report } = await packageExtension();
    console.log(report);
    console.log(`${vsix}: ${Math.round(statSync(vsix).size / 1000)} kB`);
  });
}
