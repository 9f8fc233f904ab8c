/** Which scopes of an instance have a policy: one list where the service has it, else each scope is asked. */
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { mapLimited } from '../pool';
import type { ApiSummary } from '../resources';
import type { CallOptions, Outcome } from '../types';
import { objectIn, stringIn } from './answers';
import { listOf, lists } from './lists';
import { hasUsualCasing, withListedNames } from './nameCasing';
import { addressOfId } from './policies';
import { hasPolicy, type InstanceSession } from './policyResources';

/** Requests at a time where scopes are asked one by one. */
const sweepLimit = 6;

type Addresses = Outcome<readonly PolicyAddress[]>;

export async function policyAddresses(session: InstanceSession, options: CallOptions): Promise<Addresses> {
  const listed = await listOf(session, lists.policies, options);
  const ids = !listed.ok
    ? []
    : listed.value.flatMap((row) => stringIn(objectIn(row, 'properties'), 'referencePolicyId') ?? []);
  const known = ids.flatMap((id) => {
    const address = addressOfId(id);
    return address === undefined || address.kind === 'fragment' ? [] : [address];
  });
  // Not every service knows this list; then each scope is asked. One without any policy is as good as none: the
  // global policy is always there.
  const useless = listed.ok
    ? known.length === 0
    : listed.failure.kind === 'not-found' || listed.failure.kind === 'invalid';
  if (useless) return sweep(session, options);
  if (!listed.ok) return listed;
  const inWorkspaces = known.some((address) => 'workspace' in address && address.workspace !== undefined);
  const others = inWorkspaces ? noAddresses : await sweepWorkspaces(session, options);
  if (!others.ok) return others;
  const named = ids.every(hasUsualCasing)
    ? ({ ok: true, value: known } as const)
    : await withListedNames(session, known, options);
  return named.ok ? withoutCurrentRevisions(session, [...named.value, ...others.value], options) : named;
}

const noAddresses: Addresses = { ok: true, value: [] };

/** The current revision may be listed as `echo;rev=1`; its policies are those of `echo`. */
async function withoutCurrentRevisions(
  session: InstanceSession,
  addresses: readonly PolicyAddress[],
  options: CallOptions,
): Promise<Addresses> {
  const workspaces = new Set(
    addresses.flatMap((address) =>
      'api' in address && address.api.includes(';rev=')
        ? ['workspace' in address ? address.workspace : undefined]
        : [],
    ),
  );
  const current = new Set<string>();
  for (const workspace of workspaces) {
    const apis = await listOf(session, lists.apis, {
      ...options,
      ...(workspace !== undefined && { workspace }),
    });
    if (!apis.ok) return apis;
    for (const { name, revision } of apis.value)
      current.add(`${workspace ?? ''}/${name};rev=${revision}`.toLowerCase());
  }
  const found = new Map<string, PolicyAddress>();
  for (const address of addresses) {
    const workspace = 'workspace' in address ? address.workspace : undefined;
    const plain =
      'api' in address && current.has(`${workspace ?? ''}/${address.api}`.toLowerCase())
        ? { ...address, api: address.api.replace(/;rev=\d+$/i, '') }
        : address;
    found.set(JSON.stringify(plain), plain);
  }
  return { ok: true, value: [...found.values()] };
}

async function sweep(session: InstanceSession, options: CallOptions): Promise<Addresses> {
  const own = await sweepPlace(session, undefined, options);
  if (!own.ok) return own;
  const others = await sweepWorkspaces(session, options);
  return others.ok ? { ok: true, value: [...own.value, ...others.value] } : others;
}

/** What the list has of workspaces is not documented: where it has nothing of any, they are asked. */
async function sweepWorkspaces(session: InstanceSession, options: CallOptions): Promise<Addresses> {
  const workspaces = await listOf(session, lists.workspaces, options);
  // Tiers without workspaces have no such list.
  if (!workspaces.ok)
    return workspaces.failure.kind === 'not-found' || workspaces.failure.kind === 'invalid'
      ? noAddresses
      : workspaces;
  const found: PolicyAddress[] = [];
  for (const { name } of workspaces.value) {
    const inside = await sweepPlace(session, name, options);
    if (!inside.ok) return inside;
    found.push(...inside.value);
  }
  return { ok: true, value: found };
}

async function sweepPlace(
  session: InstanceSession,
  workspace: string | undefined,
  options: CallOptions,
): Promise<Addresses> {
  const scopes = await scopesOf(session, workspace, options);
  if (!scopes.ok) return scopes;
  const candidates = scopes.value;
  const present = await mapLimited(candidates, sweepLimit, (address) => hasPolicy(session, address, options));
  const found: PolicyAddress[] = [];
  for (const [i, address] of candidates.entries()) {
    const answer = present[i];
    if (answer === undefined) continue;
    if (!answer.ok) return answer;
    if (answer.value) found.push(address);
  }
  return { ok: true, value: found };
}

/** Every scope of the service or of a workspace, whether it has a policy or not. */
async function scopesOf(
  session: InstanceSession,
  workspace: string | undefined,
  options: CallOptions,
): Promise<Addresses> {
  const within = workspace === undefined ? {} : { workspace };
  const place = { ...options, ...within };
  const [products, apis] = await Promise.all([
    listOf(session, lists.products, place),
    listOf(session, lists.apis, place),
  ]);
  if (!products.ok) return products;
  if (!apis.ok) return apis;
  const ofApis = await mapLimited(apis.value, sweepLimit, (api) =>
    scopesOfApi(session, api, workspace, options),
  );
  const scopes: PolicyAddress[] = [
    { kind: 'global', ...within },
    ...products.value.map(({ name }): PolicyAddress => ({ kind: 'product', product: name, ...within })),
  ];
  for (const listed of ofApis) {
    if (listed === undefined) continue;
    if (!listed.ok) return listed;
    scopes.push(...listed.value);
  }
  return { ok: true, value: scopes };
}

/** An API with its operations and resolvers, in each of its revisions. */
async function scopesOfApi(
  session: InstanceSession,
  api: ApiSummary,
  workspace: string | undefined,
  options: CallOptions,
): Promise<Addresses> {
  const within = workspace === undefined ? {} : { workspace };
  const place = { ...options, ...within };
  const of = (name: string) => ({ name, words: `API '${name}'` });
  const revisions = await listOf(session, lists.revisions, place, of(api.name));
  if (!revisions.ok) return revisions;
  const names = new Set([api.name, ...revisions.value.filter((r) => !r.isCurrent).map((r) => r.api)]);
  const scopes: PolicyAddress[] = [];
  for (const name of names) {
    scopes.push({ kind: 'api', api: name, ...within });
    const operations = await listOf(session, lists.operations, place, of(name));
    if (!operations.ok) return operations;
    for (const { name: operation } of operations.value)
      scopes.push({ kind: 'operation', api: name, operation, ...within });
    if (api.type !== 'graphql' || workspace !== undefined) continue;
    const resolvers = await listOf(session, lists.resolvers, options, of(name));
    if (!resolvers.ok) return resolvers;
    for (const { name: resolver } of resolvers.value) scopes.push({ kind: 'resolver', api: name, resolver });
  }
  return { ok: true, value: scopes };
}
