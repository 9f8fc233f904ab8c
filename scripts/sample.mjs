/**
 * Makes sample/apimartifacts anew, by pulling everything from a fresh sample instance as users do:
 *
 *     node scripts/sample.mjs
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { build } from './build.mjs';
import { Failure, root, runMain } from './processes.mjs';
import { startSampleInstance } from './sampleInstance.mjs';

/** The pull engine, for Node. */
const engine = `
  export { createArmInstance, parseResourceId, sampleCredential } from './instance';
  export { openNodeFiles } from './instance/files/nodeFiles';
  export { applyPull, planPull } from './instance/sync';
`;

await runMain(async () => {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'apim-policy-sample-'));
  try {
    const outfile = join(root, 'out/sample-engine.mjs');
    await esbuild.build({
      stdin: { contents: engine, resolveDir: root },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    const { applyPull, createArmInstance, openNodeFiles, parseResourceId, planPull, sampleCredential } =
      await import(pathToFileURL(outfile).href);
    const { endpoint, resourceId } = await startSampleInstance({ data: folder });
    const instance = createArmInstance({ ...parseResourceId(resourceId), endpoint }, sampleCredential);
    const artifacts = join(root, 'sample/apimartifacts');
    rmSync(artifacts, { recursive: true, force: true });
    const files = openNodeFiles(join(root, 'sample'));
    // Nothing is remembered: a user's copy is another workspace.
    const state = { read: async () => undefined, write: async () => undefined };
    const place = { layout: 'apiops', root: 'apimartifacts' };
    const planned = await planPull(instance, 'everything', files, state, place);
    if (!planned.ok) throw new Failure(planned.failure.message);
    const { written, failed } = await applyPull(planned.plan, files);
    if (failed.length > 0)
      throw new Failure(failed.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    console.log(`${artifacts}: ${written.length} files`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(root, 'sample/.apim'), { recursive: true, force: true });
  }
});
