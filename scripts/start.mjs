/**
 * `npm start`: installs and builds what is missing, starts the sample instance, and opens a real VS Code on a sample
 * workspace that is connected to it. Only Node's own modules, so that it runs before anything is installed.
 *
 *     npm start -- --browser           VS Code in the browser, even where a desktop VS Code is installed
 *     npm start -- --no-open           print the address, open nothing
 *     npm start -- --port N            port of VS Code in the browser
 *     npm start -- --instance-port N   port of the sample instance
 *     npm start -- --reset             begin anew: the sample workspace and the sample instance as they came
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './dependencies.mjs';
import { cacheFolder, Failure, freePort, nodeCommand, root, run, runMain, start } from './processes.mjs';
import { connectWorkspace, nameEnvironments, startSampleInstance } from './sampleInstance.mjs';
import { installVscodeServer, linkExtension, startVscodeServer, workbenchUrl } from './vscodeServer.mjs';

const workspace = join(cacheFolder, 'sample-workspace');
const instanceData = join(cacheFolder, 'sample-instance');
const vscodeData = join(cacheFolder, 'vscode-data');

function readOptions() {
  const options = {
    browser: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string', default: '7080' },
    'instance-port': { type: 'string', default: '7081' },
    reset: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const port = (name) => {
      const number = Number(values[name]);
      if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
      throw new Failure(`--${name} needs a number from 0 to 65535, not "${values[name]}".`);
    };
    return { ...values, port: port('port'), instancePort: port('instance-port') };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `${error.message}\nOptions: ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(', ')}`,
    );
  }
}

async function buildAll() {
  const code = await run(nodeCommand(), [join(root, 'scripts/build.mjs')]);
  if (code !== 0) throw new Failure('The build failed; its messages are above.');
}

/** The sample workspace is copied once, so that what a user changes in it stays. */
function prepareWorkspace(reset) {
  if (reset) {
    for (const folder of [workspace, instanceData]) rmSync(folder, { recursive: true, force: true });
  }
  if (!existsSync(workspace)) cpSync(join(root, 'sample'), workspace, { recursive: true });
  mkdirSync(instanceData, { recursive: true });
}

/** The port that was asked for, or another one, which is said. */
async function choosePort(wanted, what) {
  const port = await freePort(wanted);
  if (wanted !== 0 && port !== wanted) {
    console.log(`Port ${wanted} is in use: ${what} takes ${port} instead.`);
  }
  return port;
}

function findOnPath(names) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

function desktopVscode() {
  return findOnPath(process.platform === 'win32' ? ['code.cmd'] : ['code']);
}

/** Opens an address in the user's browser. `false` where there is none to be found. */
function openInBrowser(url) {
  const { platform, env } = process;
  if (platform === 'linux' && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) return false;
  const [command, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  if (platform === 'linux' && findOnPath([command]) === undefined) return false;
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  // The address is on the console whatever becomes of this.
  opener.on('error', () => undefined);
  opener.unref();
  return true;
}

/** The token stays the same from start to start, so that a tab left open finds its server again. */
function connectionTokenFile() {
  const file = join(cacheFolder, 'connection-token');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return file;
}

/** Settings of the VS Code in the browser, until the user changes them. */
function writeFirstSettings() {
  const file = join(vscodeData, 'data/Machine/settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(file, '..'), { recursive: true });
  const settings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'extensions.ignoreRecommendations': true,
    'telemetry.telemetryLevel': 'off',
    'chat.disableAIFeatures': true,
    // In the browser VS Code saves by itself otherwise; saving a live policy writes to the instance.
    'files.autoSave': 'off',
    // The sample workspace lies in this repository's checkout, which is not its own.
    'git.openRepositoryInParentFolders': 'never',
    'workbench.editorAssociations': { '**/sample-workspace/README.md': 'vscode.markdown.preview.editor' },
  };
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

async function openDesktop(command) {
  console.log('Opening VS Code. Closing its window, or Ctrl+C here, ends the sample instance too.');
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, workspace];
  const handle = process.platform === 'win32' ? start('cmd', ['/c', command, ...args]) : start(command, args);
  return { name: 'VS Code', ended: handle.ended, expected: true };
}

async function openServer({ port, 'no-open': noOpen }) {
  await installVscodeServer();
  writeFirstSettings();
  const tokenFile = connectionTokenFile();
  const extensionsFolder = join(vscodeData, 'extensions');
  linkExtension(extensionsFolder);
  const server = await startVscodeServer({
    port: await choosePort(port, 'VS Code'),
    tokenFile,
    dataFolder: vscodeData,
    extensionsFolder,
  });
  const url = workbenchUrl(server, {
    folder: workspace,
    token: readFileSync(tokenFile, 'utf8'),
    open: join(workspace, 'README.md'),
  });
  const opened = !noOpen && openInBrowser(url);
  console.log(`\nVS Code${opened ? ' opens in your browser' : ''}:\n\n    ${url}\n`);
  if (!opened && !noOpen) console.log('No browser was found on this machine: open the address in one.');
  console.log('Ctrl+C ends VS Code and the sample instance.');
  return { name: "VS Code's server", ended: server.ended, expected: false };
}

await runMain(async () => {
  const options = readOptions();
  await installDependencies();
  await buildAll();
  prepareWorkspace(options.reset);
  const instance = await startSampleInstance({
    port: await choosePort(options.instancePort, 'the sample instance'),
    data: instanceData,
  });
  connectWorkspace(workspace, instance);
  nameEnvironments(workspace, instance);
  console.log(`The sample instance listens on ${instance.endpoint}`);
  const desktop = options.browser || options['no-open'] ? undefined : desktopVscode();
  const vscode = desktop === undefined ? await openServer(options) : await openDesktop(desktop);
  const first = await Promise.race([
    vscode.ended.then((code) => ({ ...vscode, code })),
    instance.ended.then((code) => ({ name: 'The sample instance', code, expected: false })),
  ]);
  if (first.expected) return first.code;
  throw new Failure(`${first.name} ended by itself, with code ${first.code}. Run npm start again.`);
});
