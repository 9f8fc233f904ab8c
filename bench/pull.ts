/**
 * How long it takes to pull the policies of a large instance, beside the loop over the SDK that one would write
 * without the engine, on the same sample instance with the same latency, which runs in a process of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ApiManagementClient } from '@azure/arm-apimanagement';
import { bearerTokenAuthenticationPolicyName } from '@azure/core-rest-pipeline';
import { type ApimInstance, createArmInstance } from '../instance';
import { openNodeFiles } from '../instance/files/nodeFiles';
import { applyPull, openSyncState, planPull } from '../instance/sync';
import { startTestEmulator } from '../test/support/emulator';
import { exploreInstance } from './explore';

interface Address {
  readonly url: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly service: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    apis: { type: 'string', default: '2000' },
    latency: { type: 'string', default: '50' },
  },
});
const apis = Number(values.apis);
const latency = Number(values.latency);
await (positionals[0] === 'serve' ? serve() : measure());

/** The instance, for the process that measures. */
async function serve(): Promise<void> {
  const emulator = await startTestEmulator({
    seed: 'empty',
    generate: { apis, operations: 10, operationPolicies: 0 },
    faults: [{ path: '*', times: 0, effect: { kind: 'latency', ms: latency } }],
  });
  const { url, subscriptionId, resourceGroup, service } = emulator;
  process.send?.({ url, subscriptionId, resourceGroup, service } satisfies Address);
}

async function measure(): Promise<void> {
  const server = fork(process.argv[1] ?? '', ['serve', '--apis', values.apis, '--latency', values.latency]);
  const folder = mkdtempSync(join(tmpdir(), 'apim-bench-'));
  try {
    const [address] = (await once(server, 'message')) as [Address];
    console.log(`An instance of ${apis} APIs, ${latency} ms latency`);
    await exploreInstance(instanceAt(address), () => requestsOf(address));
    const first = await timed(address, () => pull(address, join(folder, 'engine')));
    tell('engine', first);
    const again = await timed(address, () => pull(address, join(folder, 'engine')));
    tell('engine, nothing new', again);
    const loop = await timed(address, () => sequential(address, join(folder, 'loop')));
    tell('loop over the SDK', loop);
    console.log(
      `  ratio to the loop    ${(first.ms / loop.ms).toFixed(3)} (${(loop.ms / first.ms).toFixed(1)} times as fast)`,
    );
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Figures {
  readonly ms: number;
  readonly requests: number;
  readonly policies: number;
  /** The most that was resident in between, in MB. */
  readonly memory: number;
}

async function timed(address: Address, work: () => Promise<number>): Promise<Figures> {
  const before = await requestsOf(address);
  let memory = 0;
  const sampling = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 50);
  const start = performance.now();
  const policies = await work();
  const ms = performance.now() - start;
  clearInterval(sampling);
  return { ms, policies, requests: (await requestsOf(address)) - before, memory: memory / 1024 ** 2 };
}

function tell(name: string, { ms, requests, policies, memory }: Figures): void {
  console.log(
    `  ${name.padEnd(20)} ${(ms / 1000).toFixed(1)} s, ${requests} requests for ${policies} policies (${(requests / policies).toFixed(3)} each), ${memory.toFixed(0)} MB`,
  );
}

function instanceAt({ url, ...ids }: Address): ApimInstance {
  const token = { token: 'bench', expiresOnTimestamp: Date.now() + 3_600_000 };
  return createArmInstance({ ...ids, endpoint: url }, { getToken: async () => token });
}

/** Pulls everything and answers the number of policies. */
async function pull(address: Address, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const instance = instanceAt(address);
  const files = openNodeFiles(folder);
  const state = openSyncState(files, instance.target);
  const place = { layout: 'apiops', root: '' } as const;
  const planned = await planPull(instance, 'everything', files, state, place);
  if (!planned.ok) throw new Error(planned.failure.message);
  const { written, unchanged, failed } = await applyPull(planned.plan, files);
  if (failed.length > 0) throw new Error(failed[0]?.message);
  return written.length + unchanged.length;
}

/** One request after the other, one file after the other. */
async function sequential(address: Address, folder: string): Promise<number> {
  const { url, subscriptionId, resourceGroup, service } = address;
  const client = new ApiManagementClient({ getToken: async () => null }, subscriptionId, {
    endpoint: url,
    allowInsecureConnection: true,
  });
  client.pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
  client.pipeline.addPolicy({
    name: 'bench-token',
    sendRequest: (request, next) => {
      request.headers.set('authorization', 'Bearer bench');
      return next(request);
    },
  });
  let count = 0;
  for await (const { name = '' } of client.api.listByService(resourceGroup, service)) {
    let text = '';
    await client.apiPolicy.get(resourceGroup, service, name, 'policy', {
      format: 'rawxml',
      // The SDK gives no text for this scope.
      onResponse: ({ bodyAsText }) => {
        text = JSON.parse(bodyAsText ?? '').properties.value;
      },
    });
    mkdirSync(join(folder, 'apis', name), { recursive: true });
    writeFileSync(join(folder, 'apis', name, 'policy.xml'), text);
    count++;
  }
  return count;
}

async function requestsOf({ url }: Address): Promise<number> {
  const answer = await fetch(`${url}/_emulator/requests`);
  const { counts } = (await answer.json()) as { readonly counts: Readonly<Record<string, number>> };
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
