/** Starts the sample instance: `dist/cli.js emulator`, a local API Management. Only Node's own modules. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, nodeCommand, root, start } from './processes.mjs';

/** Starts it and waits until it listens. `data` is the folder it keeps its state in. */
export async function startSampleInstance({ port = 0, data }) {
  const cli = join(root, 'dist/cli.js');
  if (!existsSync(cli)) throw new Failure('dist/cli.js is missing: run `npm run build` first.');
  const handle = start(nodeCommand(), [cli, 'emulator', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listening = new Promise((settle) => {
    handle.child.stdout.on('data', (data) => {
      output += data;
      const line = output.split('\n').find((text) => text.startsWith('{') && text.endsWith('}'));
      if (line !== undefined) settle(JSON.parse(line));
    });
    handle.child.stderr.on('data', (data) => {
      output += data;
    });
  });
  let timer;
  const timeout = new Promise((settle) => {
    timer = setTimeout(settle, 20_000, { problem: 'did not answer within 20 seconds' });
  });
  const ended = handle.ended.then((code) => ({ problem: `ended with code ${code}` }));
  const outcome = await Promise.race([listening, timeout, ended]);
  clearTimeout(timer);
  if (outcome.url === undefined) {
    await handle.end();
    throw new Failure(
      `The sample instance ${outcome.problem ?? 'gave no address'}. It said:\n${output.slice(-5_000)}`,
    );
  }
  const { url, resourceId, services } = outcome;
  return { endpoint: url, resourceId, services, ended: handle.ended, end: handle.end };
}

/** Writes the settings that connect a workspace to the instance, and keeps whatever else stands there. */
export function connectWorkspace(folder, { endpoint, resourceId }) {
  const file = join(folder, '.vscode/settings.json');
  const settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  settings['apimPolicy.instance.resourceId'] = resourceId;
  settings['apimPolicy.instance.endpoint'] = endpoint;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** The stages of the sample shop, in the order in which the instance names its services. */
const stageNames = ['dev', 'test', 'prod'];

/**
 * Names the instance's services as environments in `apim-policy.yaml`. In a file that is there already only the
 * addresses on this machine are brought up to date.
 */
export function nameEnvironments(folder, { endpoint, services }) {
  const file = join(folder, 'apim-policy.yaml');
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    const updated = text.replace(/(?<=^\s*endpoint: )http:\/\/127\.0\.0\.1:\d+(?=\s*$)/gm, endpoint);
    if (updated !== text) writeFileSync(file, updated);
    return;
  }
  const environments = stageNames.map((name, index) =>
    [
      `  ${name}:`,
      `    resourceId: ${services[index]}`,
      `    endpoint: ${endpoint}`,
      '    folder: apimartifacts',
      ...(name === 'prod' ? ['    protected: true'] : []),
    ].join('\n'),
  );
  const head =
    '# The stages of the sample shop, all of them on this machine; "npm start" keeps the addresses up to date.';
  writeFileSync(file, `${head}\ndefault: dev\nenvironments:\n${environments.join('\n')}\n`);
}
