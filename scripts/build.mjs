/**
 * Bundles the extension into dist/: `client.js` (the extension), `server.js` (the language server, for any LSP
 * client), `cli.js` and `cli-live.js` (the command line), and one file for each shared package of `sharedPackages` and
 * each data module of `lazyData`.
 *
 *     node scripts/build.mjs            minified, as published
 *     node scripts/build.mjs --dev      readable
 *     node scripts/build.mjs --watch    readable, and again after each change
 */
import { readdirSync } from 'node:fs';
import { chmod, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { Failure, root } from './processes.mjs';

export { root };

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

/**
 * Data that becomes a file of its own, by the name it is imported under: what is imported is a function that reads the
 * file when it is called, since much of the time nobody asks.
 */
const lazyData = new Map([['virtual:expression-types', 'expression-types']]);

const entries = {
  client: 'client/src/extension.ts',
  server: 'server/src/main.ts',
  cli: 'cli/main.ts',
  'cli-live': 'cli/live/index.ts',
};

/** Data that is read while bundling, by the name it is imported under. Each reader returns plain JSON data. */
const dataModules = new Map([
  [
    'virtual:catalogue',
    {
      reader: 'scripts/catalogueData.mjs',
      read: 'readCatalogueData',
      folder: 'schemas',
    },
  ],
  [
    'virtual:resolver-roots',
    {
      reader: 'scripts/catalogueData.mjs',
      read: 'readResolverRoots',
      folder: 'schemas',
    },
  ],
  [
    'virtual:expression-types',
    {
      reader: 'scripts/expressionTypesData.mjs',
      read: 'readExpressionTypesData',
      folder: 'schemas',
    },
  ],
  ['virtual:snippets', { reader: 'scripts/snippetsData.mjs', read: 'readSnippetsData', folder: 'snippets' }],
]);

/** Every folder under `folder`, itself included: watching one means being told of new files. */
function foldersUnder(folder) {
  const below = readdirSync(folder, { withFileTypes: true, recursive: true });
  return [
    folder,
    ...below.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
  ];
}

/**
 * Resolves `virtual:…` imports to the data of the repository's folders. `own` is the data whose file is being built;
 * `inOneFile` keeps all data in the bundle.
 */
export function dataPlugin({ own, inOneFile = false } = {}) {
  return {
    name: 'data',
    setup(build) {
      build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'data' }));
      build.onResolve({ filter: /^\./, namespace: 'data' }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace: 'data' }, async ({ path }) => {
        const source = dataModules.get(path);
        if (source === undefined) return { errors: [{ text: `There is no data module "${path}".` }] };
        const watchDirs = foldersUnder(join(root, source.folder));
        const watchFiles = watchDirs.flatMap((folder) =>
          readdirSync(folder, { withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(folder, entry.name)),
        );
        const reader = await import(pathToFileURL(join(root, source.reader)).href);
        const file = lazyData.get(path);
        if (file !== undefined && path !== own && !inOneFile)
          return { contents: `export default () => require('./${file}.js').default;`, loader: 'js' };
        const data = await reader[source.read](root);
        // A string that is parsed at run time is read several times faster than the same data as code.
        const parsed = `JSON.parse(${JSON.stringify(JSON.stringify(data))})`;
        const contents = `export default ${file !== undefined && path !== own ? `() => ${parsed}` : parsed};`;
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

/** Leaves what the commands for live instances do out of `cli.js`, which requires its file when one of them runs. */
const livePlugin = {
  name: 'live',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/live$/ }, ({ importer }) =>
      /[\\/]cli[\\/]commands[\\/][^\\/]+$/.test(importer)
        ? { path: './cli-live.js', external: true }
        : undefined,
    );
  },
};

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
    plugins: [dataPlugin({ own }), sharedPackagesPlugin(own), livePlugin],
  };
}

/** The esbuild options of all files of dist/. */
function allOptions(dev) {
  return [
    {
      ...bundleOptions({ dev }),
      entryPoints: entries,
      external: ['vscode'],
    },
    ...[...sharedPackages, ...lazyData].map(([name, file]) => ({
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

/** Builds all of dist/ once. Its failure says little: esbuild's own messages are on the console already. */
export async function build({ dev = false } = {}) {
  const results = await Promise.all(allOptions(dev).map((options) => esbuild.build(options))).catch(
    (error) => {
      throw 'errors' in error ? new Failure('The build failed; its messages are above.') : error;
    },
  );
  await removeOthers(new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs))));
  await chmod(join(root, 'dist/cli.js'), 0o755);
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
  const { values } = parseArgs({
    options: { dev: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
  });
  try {
    if (values.watch) await watch();
    else console.log(`dist/: ${await build(values)}`);
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
