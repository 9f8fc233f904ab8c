/**
 * Bundles the extension into dist/: `client.js` (the extension), `server.js` (the language server, for any LSP
 * client), `cli.js` (the command line), and one file for each shared package of `sharedPackages`.
 *
 *     node scripts/build.mjs            minified, as published
 *     node scripts/build.mjs --dev      readable
 *     node scripts/build.mjs --watch    readable, and again after each change
 */
import { existsSync, readdirSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';

export const root = resolve(import.meta.dirname, '..');

/**
 * Packages that become a file of their own, which the bundles require when the import is reached: the large ones
 * must not be read at activation, and what several bundles (or several of these files) need exists once.
 */
const sharedPackages = new Map([
  ['@azure/arm-apimanagement', 'azure-arm'],
  ['@azure/identity', 'azure-identity'],
  ['@azure/core-client', 'azure-core-client'],
  ['@azure/core-rest-pipeline', 'azure-core-rest-pipeline'],
]);

const entries = {
  client: 'client/src/extension.ts',
  server: 'server/src/main.ts',
  cli: 'cli/main.ts',
};

/** Data that is read while bundling, by the name it is imported under. Each reader returns plain JSON data. */
const dataModules = new Map([
  [
    'virtual:catalogue',
    {
      reader: 'scripts/catalogueData.mjs',
      read: 'readCatalogueData',
      folder: 'schemas',
      empty: emptyCatalogue,
    },
  ],
  [
    'virtual:snippets',
    { reader: 'scripts/snippetsData.mjs', read: 'readSnippetsData', folder: 'snippets', empty: () => [] },
  ],
]);

function emptyCatalogue() {
  return { policies: [], sections: [], roots: [], base: { summary: '', docs: '' } };
}

/** Every folder under `folder`, itself included: watching one means being told of new files. */
function foldersUnder(folder) {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true, recursive: true });
  return [
    folder,
    ...below.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
  ];
}

/** Resolves `virtual:…` imports to the data of the repository's folders. */
export function dataPlugin() {
  return {
    name: 'data',
    setup(build) {
      build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'data' }));
      build.onLoad({ filter: /.*/, namespace: 'data' }, async ({ path }) => {
        const source = dataModules.get(path);
        if (source === undefined) return { errors: [{ text: `There is no data module "${path}".` }] };
        const watchDirs = foldersUnder(join(root, source.folder));
        const watchFiles = watchDirs.flatMap((folder) =>
          readdirSync(folder, { withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(folder, entry.name)),
        );
        const reader = join(root, source.reader);
        const data = existsSync(reader)
          ? await (await import(pathToFileURL(reader).href))[source.read](root)
          : source.empty();
        // A string that is parsed at run time is read several times faster than the same data as code.
        const contents = `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
        return { contents, loader: 'js', watchDirs, watchFiles };
      });
    },
  };
}

/** Leaves the shared packages out of a bundle and requires their own file instead; `own` is the one being built. */
function sharedPackagesPlugin(own) {
  return {
    name: 'shared-packages',
    setup(build) {
      build.onResolve({ filter: /^@azure\// }, ({ path }) => {
        const file = sharedPackages.get(path);
        return file === undefined || path === own ? undefined : { path: `./${file}.js`, external: true };
      });
    },
  };
}

function bundleOptions({ dev, own }) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The ES module form of a package is the one that can be shaken; several UMD forms can't be bundled at all.
    mainFields: ['module', 'main'],
    // An import() becomes a deferred require(): the shared files are CommonJS.
    supported: { 'dynamic-import': false },
    outdir: 'dist',
    minify: !dev,
    sourcemap: 'linked',
    sourcesContent: dev,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [dataPlugin(), sharedPackagesPlugin(own)],
  };
}

/** The esbuild options of all files of dist/. */
function allOptions(dev) {
  const present = Object.entries(entries).filter(([name, file]) => {
    if (existsSync(join(root, file))) return true;
    console.log(`dist/${name}.js is left out: ${file} isn't there.`);
    return false;
  });
  return [
    {
      ...bundleOptions({ dev }),
      entryPoints: Object.fromEntries(present),
      external: ['vscode'],
    },
    ...[...sharedPackages].map(([name, file]) => ({
      ...bundleOptions({ dev, own: name }),
      entryPoints: { [file]: name },
    })),
  ];
}

/** One line: the size of each file that was written, in kB. */
function sizeReport(results) {
  return results
    .flatMap(({ metafile }) => Object.entries(metafile.outputs))
    .filter(([file]) => file.endsWith('.js'))
    .map(([file, { bytes }]) => `${file.replace(/^dist\//, '')} ${Math.round(bytes / 1000)} kB`)
    .join(', ');
}

/** Removes what an earlier build left in dist/ and this one didn't write. */
async function removeOthers(written) {
  for (const name of await readdir(join(root, 'dist'))) {
    if (!written.has(`dist/${name}`)) await rm(join(root, 'dist', name), { recursive: true });
  }
}

/** Builds all of dist/ once. Rejects with esbuild's failure, whose messages are on the console already. */
export async function build({ dev = false } = {}) {
  const results = await Promise.all(allOptions(dev).map((options) => esbuild.build(options)));
  await removeOthers(new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs))));
  const cli = join(root, 'dist/cli.js');
  if (existsSync(cli)) await chmod(cli, 0o755);
  return sizeReport(results);
}

async function watch() {
  const contexts = await Promise.all(
    allOptions(true).map((options) =>
      esbuild.context({
        ...options,
        plugins: [
          ...options.plugins,
          {
            name: 'report',
            // The two sentences that .vscode/tasks.json waits for.
            setup(build) {
              build.onStart(() => console.log('build started'));
              build.onEnd(({ errors }) => console.log(`build finished, ${errors.length} errors`));
            },
          },
        ],
      }),
    ),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}

if (process.argv[1] !== undefined && import.meta.filename === resolve(process.argv[1])) {
  const dev = process.argv.includes('--dev');
  try {
    if (process.argv.includes('--watch')) await watch();
    else console.log(`dist/: ${await build({ dev })}`);
  } catch (error) {
    if (!('errors' in error)) console.error(error);
    process.exitCode = 1;
  }
}
