/** Addresses out of resource ids whose casing is not that of the resources: their names as the lists have them. */
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { mapLimited } from '../pool';
import type { CallOptions, Failure, Outcome } from '../types';
import { type ListKind, listOf, lists } from './lists';
import type { InstanceSession } from './policyResources';

/** Lists asked for at a time. */
const parallel = 6;

const words = new Set(['apis', 'operations', 'resolvers', 'products', 'workspaces', 'policies']);

/**
 * Whether an id is written as the service writes it. Ids mean the same in any casing, and one that has lost it says
 * nothing of its names' casing.
 */
export function hasUsualCasing(id: string): boolean {
  const [, path] = /\/providers\/Microsoft\.ApiManagement\/service\/[^/]+\/(.*)$/.exec(id) ?? [];
  return path?.split('/').every((part, i) => i % 2 === 1 || words.has(part)) === true;
}

/** The addresses with names in the casing of the lists; what no list has stays as it is. */
export async function withListedNames(
  session: InstanceSession,
  addresses: readonly PolicyAddress[],
  options: CallOptions,
): Promise<Outcome<readonly PolicyAddress[]>> {
  const names = new ListedNames(session, options);
  const found = await mapLimited(addresses, parallel, (address) => names.in(address));
  if (names.failure !== undefined) return { ok: false, failure: names.failure };
  return { ok: true, value: found.filter((address) => address !== undefined) };
}

class ListedNames {
  failure: Failure | undefined;
  private readonly known = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly session: InstanceSession,
    private readonly options: CallOptions,
  ) {}

  async in(address: PolicyAddress): Promise<PolicyAddress> {
    if (this.failure !== undefined || address.kind === 'fragment') return address;
    const workspace =
      'workspace' in address && address.workspace !== undefined
        ? await this.nameOf(lists.workspaces, address.workspace)
        : undefined;
    const within = workspace === undefined ? {} : { workspace };
    switch (address.kind) {
      case 'global':
        return { ...address, ...within };
      case 'product':
        return {
          ...address,
          ...within,
          product: await this.nameOf(lists.products, address.product, workspace),
        };
      case 'api':
        return { ...address, ...within, api: await this.apiOf(address.api, workspace) };
      case 'operation': {
        const api = await this.apiOf(address.api, workspace);
        const operation = await this.nameOf(lists.operations, address.operation, workspace, api);
        return { ...address, ...within, api, operation };
      }
      case 'resolver': {
        const api = await this.apiOf(address.api, workspace);
        return {
          ...address,
          api,
          resolver: await this.nameOf(lists.resolvers, address.resolver, workspace, api),
        };
      }
    }
  }

  private async apiOf(api: string, workspace: string | undefined): Promise<string> {
    const [, name = api, revision] = /^(.*);rev=(\d+)$/i.exec(api) ?? [];
    const listed = await this.nameOf(lists.apis, name, workspace);
    return revision === undefined ? listed : `${listed};rev=${revision}`;
  }

  private async nameOf<T extends { readonly name: string }>(
    kind: ListKind<T>,
    name: string,
    workspace?: string,
    of?: string,
  ): Promise<string> {
    const key = JSON.stringify([kind.subject, workspace, of]);
    let listed = this.known.get(key);
    if (listed === undefined) {
      listed = this.listed(kind, workspace, of);
      this.known.set(key, listed);
    }
    return (await listed).get(name.toLowerCase()) ?? name;
  }

  private async listed<T extends { readonly name: string }>(
    kind: ListKind<T>,
    workspace: string | undefined,
    of: string | undefined,
  ): Promise<ReadonlyMap<string, string>> {
    const outcome = await listOf(
      this.session,
      kind,
      { ...this.options, ...(workspace !== undefined && { workspace }) },
      of === undefined ? undefined : { name: of, words: `API '${of}'` },
    );
    if (outcome.ok) return new Map(outcome.value.map(({ name }) => [name.toLowerCase(), name]));
    // What belongs to something that has just gone is not worth the rest.
    if (outcome.failure.kind !== 'not-found') this.failure ??= outcome.failure;
    return new Map();
  }
}
