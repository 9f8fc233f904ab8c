/** Child processes that never outlive the script that started them. Only Node's own modules: used before an install. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export const cacheFolder = join(root, '.cache');

const windows = process.platform === 'win32';
const running = new Set();

/** A failure whose message is all that a person needs to read: printed without a stack. */
export class Failure extends Error {}

/** The Node 24 that `npm ci` installed, or the one running this script where it didn't. */
export function nodeCommand() {
  const installed = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
  return existsSync(installed) ? installed : process.execPath;
}

/** The environment of a child: the installed Node comes first on the PATH. */
function childEnvironment(extra = {}) {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
  return { ...process.env, PATH: path, ...extra };
}

function signalTree(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    // The negative id addresses the group that `detached` gave the child: its own children too.
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Starts a process in a group of its own. `ended` resolves to its exit code (128 where a signal ended it) and never
 * rejects; `end()` asks the whole group to end, insists after three seconds, and resolves when it has.
 */
export function start(command, args, { cwd = root, env, stdio = 'inherit' } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: childEnvironment(env),
    stdio,
    detached: !windows,
    windowsHide: true,
  });
  const handle = { child, failure: undefined, ended: undefined, end: undefined };
  handle.ended = new Promise((settle) => {
    child.once('error', (error) => {
      handle.failure = error;
      settle(127);
    });
    child.once('exit', (code) => settle(code ?? 128));
  }).finally(() => running.delete(handle));
  handle.end = async () => {
    signalTree(child, 'SIGTERM');
    const insist = setTimeout(() => signalTree(child, 'SIGKILL'), 3_000);
    await handle.ended;
    clearTimeout(insist);
  };
  running.add(handle);
  return handle;
}

/** Runs a process to its end, which comes after `timeLimit` ms at the latest; resolves to its exit code. */
export async function run(command, args, { timeLimit, ...options } = {}) {
  const handle = start(command, args, options);
  const timer = timeLimit === undefined ? undefined : setTimeout(handle.end, timeLimit);
  const code = await handle.ended;
  clearTimeout(timer);
  if (handle.failure !== undefined) throw new Failure(`Can't start ${command}: ${handle.failure.message}`);
  return code;
}

/** Runs a process and keeps what it says to itself; resolves to that and its exit code. */
export async function runQuietly(command, args, options) {
  const handle = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [handle.child.stdout, handle.child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  const code = await handle.ended;
  return { code, output: handle.failure === undefined ? output : handle.failure.message };
}

/** Runs npm with the given arguments: the npm this script was started by, or the one on the PATH. */
export function runNpm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options);
  return windows ? run('cmd', ['/c', 'npm', ...args], options) : run('npm', args, options);
}

/** Ends everything that `start` started and that still runs. */
export async function endAll() {
  await Promise.all([...running].map((handle) => handle.end()));
}

let ending = false;

/** Ends all children, then this process, when it is told to end: Ctrl+C, SIGTERM, a closed terminal, npm gone. */
export function endWithChildren() {
  const endNow = async (code) => {
    if (ending) return;
    ending = true;
    await endAll();
    process.exit(code);
  };
  process.on('SIGINT', () => endNow(130));
  process.on('SIGTERM', () => endNow(143));
  process.on('SIGHUP', () => endNow(129));
  process.on('exit', () => {
    for (const handle of running) signalTree(handle.child, 'SIGKILL');
  });
  // npm, when it is told to end, ends its shell and leaves this process without a word and without a parent.
  if (process.env.npm_lifecycle_event !== undefined && !windows) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) void endNow(129);
    }, 1_000).unref();
  }
}

/** Runs a script's main function; a `Failure` is printed as its sentence alone. Ends all children in any case. */
export async function runMain(main) {
  endWithChildren();
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!ending) console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
  // The one who ends it takes the children along, and says the exit code.
  if (ending) return;
  await endAll();
  process.exit();
}

/** The preferred port if nobody has it on loopback, else one that is free. */
export async function freePort(preferred = 0) {
  const tryPort = (port) =>
    new Promise((settle) => {
      const server = createServer();
      server.once('error', () => settle(undefined));
      server.listen(port, '127.0.0.1', () => {
        const taken = server.address().port;
        server.close(() => settle(taken));
      });
    });
  const port = (await tryPort(preferred)) ?? (await tryPort(0));
  if (port === undefined) throw new Failure('No port can be opened on 127.0.0.1.');
  return port;
}
