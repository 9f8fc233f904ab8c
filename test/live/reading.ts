/** Reads everything that the extension reads, and pulls all of it in both layouts. Changes nothing. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApimInstance, Failure, Outcome } from '../../instance';
import { openNodeFiles } from '../../instance/files/nodeFiles';
import type { GitFailure } from '../../instance/git';
import { planWorkspacePush } from '../../instance/push';
import { applyPull, openSyncState, planPull } from '../../instance/sync';
import { must, type Steps } from './steps';

/** APIs that are looked into. */
const sampledApis = 5;

/** The value; throws the failure as people read it. */
export function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(told(outcome.failure));
}

export function told(failure: Failure | GitFailure): string {
  const request = 'requestId' in failure ? ` (request ${failure.requestId})` : '';
  return `${failure.kind}: ${failure.message}${request}`;
}

export async function readEverything(instance: ApimInstance, steps: Steps): Promise<void> {
  const reachable = await steps.run('read the service', async () => {
    const { name, sku, location, minApiVersion } = value(await instance.service());
    return `${name}, ${sku}, ${location}, lowest api-version ${minApiVersion ?? 'not set'}`;
  });
  if (!reachable) return steps.skip('everything else', 'the service could not be read');
  const lists: readonly (readonly [string, () => Promise<Outcome<readonly unknown[]>>])[] = [
    ['workspaces', () => instance.workspaces()],
    ['products', () => instance.products()],
    ['APIs', () => instance.apis()],
    ['version sets', () => instance.versionSets()],
    ['fragments', () => instance.fragments()],
    ['backends', () => instance.backends()],
    ['certificates', () => instance.certificates()],
    ['loggers', () => instance.loggers()],
    ['caches', () => instance.caches()],
    ['schemas', () => instance.schemas()],
  ];
  for (const [name, list] of lists)
    await steps.run(`list ${name}`, async () => `${value(await list()).length}`);
  await steps.run('list named values, without any secret value', async () => {
    const all = value(await instance.namedValues());
    must(
      all.every((each) => each.kind === 'plain' || !('value' in each)),
      'a secret came with its value',
    );
    const kinds = ['plain', 'secret', 'key-vault'].map(
      (kind) => `${all.filter((each) => each.kind === kind).length} ${kind}`,
    );
    return kinds.join(', ');
  });
  await steps.run('look into APIs', async () => {
    let [operations, revisions, resolvers] = [0, 0, 0];
    for (const { name, type } of value(await instance.apis()).slice(0, sampledApis)) {
      operations += value(await instance.operations(name)).length;
      revisions += value(await instance.revisions(name)).length;
      if (type === 'graphql') resolvers += value(await instance.resolvers(name)).length;
    }
    return `${operations} operations, ${revisions} revisions, ${resolvers} resolvers`;
  });
  await steps.run('find every scope with a policy, and read one of each kind', async () => {
    const addresses = value(await instance.policyAddresses());
    const kinds = new Map(addresses.map((address) => [address.kind, address]));
    for (const address of kinds.values()) {
      const { text, etag } = value(await instance.readPolicy(address));
      must(text.trim().startsWith('<'), `${JSON.stringify(address)} is no XML`);
      must(etag !== '', `${JSON.stringify(address)} has no ETag`);
    }
    return `${addresses.length} policies: ${[...kinds.keys()].join(', ')}`;
  });
  await steps.run('find where fragments are used', async () => {
    let uses = 0;
    for (const { name } of value(await instance.fragments()).slice(0, sampledApis))
      uses += value(await instance.fragmentUses(name)).length;
    return `${uses} uses`;
  });
  for (const layout of ['apiops', 'apiops-cli'] as const)
    await steps.run(`pull everything in the layout ${layout}; then nothing is left to push`, () =>
      pullAndCompare(instance, layout),
    );
}

async function pullAndCompare(instance: ApimInstance, layout: 'apiops' | 'apiops-cli'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'apim-live-'));
  try {
    const files = openNodeFiles(folder);
    const state = openSyncState(files, instance.target);
    const place = { layout, root: 'artifacts' } as const;
    const planned = await planPull(instance, 'everything', files, state, place);
    if (!planned.ok) throw new Error(told(planned.failure));
    const { written, failed } = await applyPull(planned.plan, files);
    must(failed.length === 0, failed.map(({ path, message }) => `${path}: ${message}`).join('; '));
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of names)
      if (entry.isFile() && entry.name.endsWith('.json')) {
        const { properties } = JSON.parse(await readFile(join(entry.parentPath, entry.name), 'utf8'));
        must(properties?.secret !== true || properties.value === undefined, `${entry.name} holds a secret`);
      }
    const push = await planWorkspacePush({ instance, files, state, place }, { kind: 'everything' });
    if (!push.ok) throw new Error(told(push.failure));
    const changes = push.plan.items.filter(({ change }) => change.action !== 'unchanged');
    must(
      changes.length === 0,
      `${changes.length} would be pushed: ${changes
        .slice(0, 5)
        .map(({ path, change }) => `${path} (${change.action})`)
        .join(', ')}`,
    );
    return `${written.length} files`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
