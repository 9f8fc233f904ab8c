/**
 * VS Code without a download host: the server and web workbench inside the npm package code-server, of the version
 * that package.json pins as `config.codeServer`, kept under .cache/. Only Node's own modules.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { cacheFolder, Failure, nodeCommand, root, runNpm, runQuietly, start } from './processes.mjs';

const { version, serverMain } = (() => {
  const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = join(cacheFolder, `code-server-${config.codeServer}`);
  return {
    version: config.codeServer,
    serverMain: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
})();

const installFolder = join(cacheFolder, `code-server-${version}`);

export function isVscodeServerInstalled() {
  return existsSync(serverMain);
}

function removeAbandoned() {
  for (const name of readdirSync(cacheFolder)) {
    const [, pid] = /^code-server-.*\.partial-(\d+)$/.exec(name) ?? [];
    if (pid === undefined) continue;
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

async function npmInstall(folder, args, what) {
  const code = await runNpm(
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--prefix',
      folder,
      ...args,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (code !== 0) {
    throw new Failure(
      `npm could not install ${what} (exit code ${code}). Check the network connection and run the command again.`,
    );
  }
}

/**
 * Makes sure that VS Code is there. It is installed beside its place and moved there when whole, so that an
 * interrupted install is simply made again, and two at once don't disturb each other.
 */
export async function installVscodeServer() {
  if (isVscodeServerInstalled()) return;
  mkdirSync(cacheFolder, { recursive: true });
  removeAbandoned();
  console.log(`Installing VS Code (code-server ${version} from npm, about 500 MB, once) …`);
  const partial = `${installFolder}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
  try {
    await npmInstall(partial, ['--no-save', `code-server@${version}`], 'VS Code');
    // The package's own install script would compile native modules; only the file logger goes without them.
    const vscode = join(partial, 'node_modules/code-server/lib/vscode');
    await npmInstall(vscode, ['--omit=dev'], "VS Code's own packages");
    try {
      renameSync(partial, installFolder);
    } catch (error) {
      if (!isVscodeServerInstalled()) throw error;
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Makes this repository an installed extension, through a link: what `npm run build` writes is there after the window
 * is reloaded. Other extensions in the folder stay.
 */
export function linkExtension(extensionsFolder) {
  const {
    publisher,
    name,
    version: extensionVersion,
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const id = `${publisher}.${name}`;
  const link = join(extensionsFolder, `${id}-${extensionVersion}`);
  mkdirSync(extensionsFolder, { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(root, link, 'junction');
  const listFile = join(extensionsFolder, 'extensions.json');
  const list = existsSync(listFile) ? JSON.parse(readFileSync(listFile, 'utf8')) : [];
  const others = list.filter(({ identifier }) => identifier.id !== id);
  const own = {
    identifier: { id },
    version: extensionVersion,
    location: { $mid: 1, scheme: 'file', path: decodeURIComponent(pathToFileURL(link).pathname) },
    relativeLocation: `${id}-${extensionVersion}`,
  };
  writeFileSync(listFile, JSON.stringify([...others, own]));
}

/** Installs a VSIX into an extensions folder, as `code --install-extension` does. */
export async function installExtension(vsix, { dataFolder, extensionsFolder }) {
  const { code, output } = await runQuietly(nodeCommand(), [
    serverMain,
    ...['--accept-server-license-terms', '--disable-telemetry'],
    ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    ...['--install-extension', vsix, '--force'],
  ]);
  if (code !== 0)
    throw new Failure(`${vsix} could not be installed (exit code ${code}). VS Code said:\n${output}`);
}

/**
 * Starts VS Code's server and waits until it answers. Without a `tokenFile` everybody on this machine can use it, which
 * is for tests only; `development` loads extensions named in a page's address. Resolves to its address and `end()`; `ended` says when it ended by itself.
 */
export async function startVscodeServer({
  port,
  tokenFile,
  dataFolder,
  extensionsFolder,
  development = false,
}) {
  mkdirSync(dataFolder, { recursive: true });
  mkdirSync(extensionsFolder, { recursive: true });
  const handle = start(
    nodeCommand(),
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...(tokenFile === undefined ? ['--without-connection-token'] : ['--connection-token-file', tokenFile]),
      ...['--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust'],
      // What makes the page read the development payload of its address. It also shows no notifications.
      ...(development ? ['--enable-smoke-test-driver'] : []),
      ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const listening = new Promise((settle) => {
    const onData = (data) => {
      output = (output + stripVTControlCharacters(String(data))).slice(-20_000);
      if (/Extension host agent listening on \d+/.test(output)) settle('listening');
    };
    handle.child.stdout.on('data', onData);
    handle.child.stderr.on('data', onData);
  });
  let timer;
  const timeout = new Promise((settle) => {
    timer = setTimeout(settle, 60_000, 'timeout');
  });
  const outcome = await Promise.race([listening, timeout, handle.ended]);
  clearTimeout(timer);
  if (outcome !== 'listening') {
    await handle.end();
    const what = outcome === 'timeout' ? 'did not answer within a minute' : `ended with code ${outcome}`;
    throw new Failure(
      `VS Code's server ${what}. Removing ${installFolder} makes the next start install it anew. It said:\n${output}`,
    );
  }
  return { url: `http://127.0.0.1:${port}/`, port, ended: handle.ended, end: handle.end, log: () => output };
}

/**
 * The address of a workbench window. `development` is an extension's folder to load from its sources, `tests` the
 * module whose `run()` the extension host calls, `open` a file to show at first.
 */
export function workbenchUrl(server, { folder, token, development, tests, open }) {
  const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(path).pathname}`;
  const payload = [
    ...(development === undefined ? [] : [['extensionDevelopmentPath', remote(development)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ...(open === undefined ? [] : [['openFile', remote(open)]]),
  ];
  const url = new URL(server.url);
  url.searchParams.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
  if (token !== undefined) url.searchParams.set('tkn', token);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  // These need no escaping in a query, and a person may have to read the address.
  return url.href.replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
}
