/**
 * Runs the tests that need a real VS Code: those inside its extension host (test/vscode/suite) and those that click
 * and type in its window (test/vscode/ui).
 *
 *     node scripts/test-vscode.mjs              both, in the VS Code server from npm, through a browser
 *     node scripts/test-vscode.mjs --suite      the first alone; --ui: the second alone
 *     node scripts/test-vscode.mjs --electron   the first in a desktop VS Code that is downloaded
 *     node scripts/test-vscode.mjs --prepare    bundles and a workspace for the launch configuration, no tests
 *     … --shuffle N                             in another order, the same for the same N; none may need another
 *     … NAME                                    the tests whose name contains NAME
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { launchBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { packageExtension } from './package.mjs';
import { cacheFolder, endAll, Failure, freePort, root, runMain } from './processes.mjs';
import { startSampleInstance } from './sampleInstance.mjs';
import { installExtension, installVscodeServer, startVscodeServer, workbenchUrl } from './vscodeServer.mjs';

const output = join(root, 'out/vscode');
const suiteModule = join(output, 'suite.js');
const screenshots = join(root, 'out/screenshots');
const suiteTimeout = 180_000;

async function bundleTests() {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
  };
  await Promise.all([
    esbuild.build({
      ...shared,
      entryPoints: ['test/vscode/suite/index.ts'],
      outfile: suiteModule,
      format: 'cjs',
      external: ['vscode'],
    }),
    esbuild.build({
      ...shared,
      entryPoints: ['test/vscode/ui/index.ts'],
      outfile: join(output, 'ui.mjs'),
      format: 'esm',
      packages: 'external',
    }),
  ]);
}

/** A workspace folder with the sample in it, not connected to anything. */
function sampleWorkspace(folder) {
  const workspace = join(folder, 'sample');
  cpSync(join(root, 'sample'), workspace, { recursive: true });
  return workspace;
}

/** The settings of the VS Code under test: nothing that moves, asks or reaches for the network. */
function writeUserSettings(dataFolder) {
  const settings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.enableExperiments': false,
    'workbench.reduceMotion': 'on',
    'workbench.tips.enabled': false,
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'telemetry.telemetryLevel': 'off',
    'security.workspace.trust.enabled': false,
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'editor.hover.delay': 100,
    // In the browser it saves by itself otherwise, at a time of its own.
    'files.autoSave': 'off',
    'git.enabled': false,
  };
  const user = join(dataFolder, 'data/Machine');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
}

/** What the launch configuration "Tests inside VS Code" needs. */
async function prepareDebugging() {
  await bundleTests();
  const workspace = join(cacheFolder, 'debug-workspace');
  rmSync(workspace, { recursive: true, force: true });
  cpSync(join(root, 'sample'), workspace, { recursive: true });
}

async function waitForReport(report, server) {
  const end = Date.now() + suiteTimeout;
  while (!existsSync(report)) {
    if (Date.now() > end) {
      throw new Failure(
        `The extension host wrote no report within ${suiteTimeout / 1000} seconds. VS Code's server said:\n${server.log()}`,
      );
    }
    await new Promise((settle) => setTimeout(settle, 100));
  }
  return JSON.parse(readFileSync(report, 'utf8'));
}

async function openPage(browser, url) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  return { page, close: () => context.close() };
}

/** The tests inside the extension host, with the extension loaded from its sources' folder. */
async function runSuite({ folder, browser, only, shuffle }) {
  const report = join(folder, 'report.json');
  process.env.APIM_TEST_REPORT = report;
  if (only !== undefined) process.env.APIM_TEST_ONLY = only;
  if (shuffle !== undefined) process.env.APIM_TEST_SHUFFLE = String(shuffle);
  const dataFolder = join(folder, 'suite-vscode');
  writeUserSettings(dataFolder);
  const workspace = sampleWorkspace(folder);
  const server = await startVscodeServer({
    port: await freePort(),
    dataFolder,
    extensionsFolder: join(folder, 'suite-extensions'),
    development: true,
  });
  const url = workbenchUrl(server, { folder: workspace, development: root, tests: suiteModule });
  const { close } = await openPage(browser, url);
  const results = await waitForReport(report, server);
  await close();
  await server.end();
  return results;
}

/** The tests that click and type, with the extension installed from its VSIX as users have it. */
async function runUi({ folder, browser, only, shuffle }) {
  const dataFolder = join(folder, 'ui-vscode');
  const extensionsFolder = join(folder, 'ui-extensions');
  writeUserSettings(dataFolder);
  const { vsix } = await packageExtension(join(folder, 'extension.vsix'));
  await installExtension(vsix, { dataFolder, extensionsFolder });
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const { endpoint } = await startSampleInstance({ data: join(folder, 'instance') });
  const server = await startVscodeServer({ port: await freePort(), dataFolder, extensionsFolder });
  let close = async () => undefined;
  const openNext = async () => {
    await close();
    const opened = await openPage(browser, workbenchUrl(server, { folder: workspace }));
    close = opened.close;
    return opened.page;
  };
  const ui = await import(pathToFileURL(join(output, 'ui.mjs')).href);
  const results = await ui.run({ openPage: openNext, workspace, endpoint, screenshots, only, shuffle });
  await close();
  await server.end();
  return results;
}

async function runInServer({ folder, parts, only, shuffle }) {
  await installVscodeServer();
  mkdirSync(screenshots, { recursive: true });
  const browser = await launchBrowser();
  try {
    return [
      ...(parts.has('suite') ? await runSuite({ folder, browser, only, shuffle }) : []),
      ...(parts.has('ui') ? await runUi({ folder, browser, only, shuffle }) : []),
    ];
  } finally {
    await browser.close();
  }
}

async function runInElectron({ folder, only }) {
  const { runTests } = await import('@vscode/test-electron');
  const report = join(folder, 'report.json');
  const workspace = sampleWorkspace(folder);
  try {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: suiteModule,
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
      extensionTestsEnv: { APIM_TEST_REPORT: report, APIM_TEST_ONLY: only },
    });
  } catch (error) {
    // Failed tests end it with an error too; the report says which.
    if (!existsSync(report)) throw error;
  }
  return JSON.parse(readFileSync(report, 'utf8'));
}

function print(results) {
  for (const { name, outcome, ms, message } of results) {
    console.log(`${outcome === 'passed' ? '✓' : '✗'} ${name} (${ms} ms)`);
    if (message !== undefined) console.log(message.replaceAll(/^/gm, '    '));
  }
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  console.log(`In VS Code: ${passed} passed, ${results.length - passed} failed`);
  return { passed, failed: results.length - passed };
}

/** Runs the tests; resolves to how many passed and failed. */
export async function testInVscode({
  electron = false,
  parts = new Set(['suite', 'ui']),
  only,
  shuffle,
} = {}) {
  await bundleTests();
  const folder = mkdtempSync(join(tmpdir(), 'apim-policy-test-'));
  try {
    const options = { folder, parts, only, shuffle };
    return print(await (electron ? runInElectron(options) : runInServer(options)));
  } finally {
    await endAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  await runMain(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        electron: { type: 'boolean', default: false },
        suite: { type: 'boolean', default: false },
        ui: { type: 'boolean', default: false },
        'no-build': { type: 'boolean', default: false },
        shuffle: { type: 'string' },
        prepare: { type: 'boolean', default: false },
      },
    });
    const chosen = ['suite', 'ui'].filter((part) => values[part]);
    if (!values['no-build']) await build();
    if (values.prepare) return prepareDebugging();
    const { passed, failed } = await testInVscode({
      electron: values.electron,
      parts: new Set(chosen.length > 0 ? chosen : ['suite', 'ui']),
      only: positionals[0],
      shuffle: values.shuffle === undefined ? undefined : Number(values.shuffle),
    });
    return failed > 0 || passed === 0 ? 1 : 0;
  });
}
