/** Which calls of the SDK read and write the policy of an address. */
import type { ApiManagementClient } from '@azure/arm-apimanagement';
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import type { InstanceTarget } from '../types';
import type { RawAnswer } from './answers';
import { isAddressable } from './client';
import { plain } from './failures';

/** What every call of the SDK takes, as far as it is used here. */
export interface SdkOptions {
  abortSignal?: AbortSignal;
  requestOptions?: { timeout?: number };
  onResponse?: (answer: RawAnswer) => void;
}

export interface PolicyCalls {
  /** Reads in `rawxml`. The typed result is of no use (for APIs it is wrong); read the raw answer. */
  get(options: SdkOptions): Promise<unknown>;
  head(options: SdkOptions): Promise<unknown>;
  delete(ifMatch: string, options: SdkOptions): Promise<unknown>;
}

/** Scopes whose PUT is answered when it is done. */
export interface DirectCalls extends PolicyCalls {
  readonly kind: 'direct';
  put(value: string, ifMatch: string | undefined, options: SdkOptions): Promise<unknown>;
}

/** Fragments: their PUT begins a long-running operation. */
export interface FragmentCalls extends PolicyCalls {
  readonly kind: 'long-running';
  put(
    value: string,
    description: string | undefined,
    ifMatch: string | undefined,
    options: SdkOptions & { updateIntervalInMs?: number },
  ): Promise<Pollable>;
  /** One page of the resources that include it, beginning after `skip` rows. */
  references(skip: number, options: SdkOptions): Promise<unknown>;
}

export interface Pollable {
  pollUntilDone(options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

const raw = { format: 'rawxml' } as const;
const id = 'policy';

type Place = readonly [rg: string, svc: string];
interface Body {
  readonly value: string;
  readonly format: 'rawxml';
}

/** The SDK's calls for the policies of one scope; `Names` are those of what the policy belongs to. */
interface PolicyGroup<Names extends readonly string[]> {
  get(...args: [...Place, ...Names, typeof id, SdkOptions & typeof raw]): Promise<unknown>;
  getEntityTag(...args: [...Place, ...Names, typeof id, SdkOptions]): Promise<unknown>;
  createOrUpdate(
    ...args: [...Place, ...Names, typeof id, Body, SdkOptions & { ifMatch?: string }]
  ): Promise<unknown>;
  delete(...args: [...Place, ...Names, typeof id, string, SdkOptions]): Promise<unknown>;
}

interface FragmentGroup<Names extends readonly string[]> {
  get(...args: [...Place, ...Names, SdkOptions & typeof raw]): Promise<unknown>;
  getEntityTag(...args: [...Place, ...Names, SdkOptions]): Promise<unknown>;
  beginCreateOrUpdate(
    ...args: [
      ...Place,
      ...Names,
      Body & { description?: string },
      SdkOptions & { ifMatch?: string; updateIntervalInMs?: number },
    ]
  ): Promise<Pollable>;
  delete(...args: [...Place, ...Names, string, SdkOptions]): Promise<unknown>;
  listReferences(...args: [...Place, ...Names, SdkOptions & { skip?: number }]): Promise<unknown>;
}

/** The calls for an address; `undefined` where one of its names can't stand in a URL. */
export function policyCalls(
  client: ApiManagementClient,
  target: InstanceTarget,
  address: PolicyAddress,
): DirectCalls | FragmentCalls | undefined {
  if (!namesOf(address).every(isAddressable)) return undefined;
  const place = [target.resourceGroup, target.service] as const;
  const w = 'workspace' in address ? address.workspace : undefined;
  switch (address.kind) {
    case 'global':
      return w === undefined
        ? direct<[]>(client.policy, place, [])
        : direct<[string]>(client.workspacePolicy, place, [w]);
    case 'product':
      return w === undefined
        ? direct<[string]>(client.productPolicy, place, [address.product])
        : direct<[string, string]>(client.workspaceProductPolicy, place, [w, address.product]);
    case 'api':
      return w === undefined
        ? direct<[string]>(client.apiPolicy, place, [address.api])
        : direct<[string, string]>(client.workspaceApiPolicy, place, [w, address.api]);
    case 'operation': {
      const names = [address.api, address.operation] as const;
      return w === undefined
        ? direct<readonly [string, string]>(client.apiOperationPolicy, place, names)
        : direct<[string, string, string]>(client.workspaceApiOperationPolicy, place, [w, ...names]);
    }
    case 'resolver':
      return direct<[string, string]>(client.graphQLApiResolverPolicy, place, [
        address.api,
        address.resolver,
      ]);
    case 'fragment':
      return w === undefined
        ? longRunning<[string]>(client.policyFragment, place, [address.fragment])
        : longRunning<[string, string]>(client.workspacePolicyFragment, place, [w, address.fragment]);
  }
}

function direct<Names extends readonly string[]>(
  group: PolicyGroup<Names>,
  place: Place,
  names: Names,
): DirectCalls {
  return {
    kind: 'direct',
    get: (o) => group.get(...place, ...names, id, { ...o, ...raw }),
    head: (o) => group.getEntityTag(...place, ...names, id, o),
    put: (value, m, o) =>
      group.createOrUpdate(...place, ...names, id, { value, ...raw }, { ...o, ...matching(m) }),
    delete: (m, o) => group.delete(...place, ...names, id, m, o),
  };
}

function longRunning<Names extends readonly string[]>(
  group: FragmentGroup<Names>,
  place: Place,
  names: Names,
): FragmentCalls {
  return {
    kind: 'long-running',
    get: (o) => group.get(...place, ...names, { ...o, ...raw }),
    head: (o) => group.getEntityTag(...place, ...names, o),
    put: (value, description, m, o) => {
      const body = { value, ...raw, ...(description !== undefined && { description }) };
      return group.beginCreateOrUpdate(...place, ...names, body, { ...o, ...matching(m) });
    },
    delete: (m, o) => group.delete(...place, ...names, m, o),
    references: (skip, o) => group.listReferences(...place, ...names, { ...o, ...(skip > 0 && { skip }) }),
  };
}

function matching(ifMatch: string | undefined): { ifMatch?: string } {
  return ifMatch === undefined ? {} : { ifMatch };
}

/** The address in words that follow a verb, e.g. `the policy of operation 'get' of API 'echo'`. */
export function describeAddress(address: PolicyAddress): string {
  const workspace = 'workspace' in address ? address.workspace : undefined;
  const where = workspace === undefined ? '' : ` in workspace '${plain(workspace)}'`;
  switch (address.kind) {
    case 'global':
      return workspace === undefined ? 'the global policy' : `the policy of workspace '${plain(workspace)}'`;
    case 'product':
      return `the policy of product '${plain(address.product)}'${where}`;
    case 'api':
      return `the policy of API '${plain(address.api)}'${where}`;
    case 'operation':
      return `the policy of operation '${plain(address.operation)}' of API '${plain(address.api)}'${where}`;
    case 'resolver':
      return `the policy of resolver '${plain(address.resolver)}' of API '${plain(address.api)}'`;
    case 'fragment':
      return `the policy fragment '${plain(address.fragment)}'${where}`;
  }
}

/** The address that a policy's or fragment's resource id names; `undefined` for other ids. */
export function addressOfId(resourceId: string): PolicyAddress | undefined {
  const [, inWorkspace, fragment] =
    /\/service\/[^/]+(?:\/workspaces\/([^/]+))?\/policyFragments\/([^/]+)$/i.exec(resourceId) ?? [];
  if (fragment !== undefined)
    return {
      kind: 'fragment',
      fragment,
      ...(inWorkspace !== undefined && { workspace: inWorkspace }),
    };
  const [, path = ''] = /\/service\/[^/]+\/(.+)\/policies\/policy\/?$/i.exec(resourceId) ?? [];
  if (path === '')
    return /\/service\/[^/]+\/policies\/policy\/?$/i.test(resourceId) ? { kind: 'global' } : undefined;
  const [, workspace, rest = path] = /^workspaces\/([^/]+)(?:\/(.+))?$/i.exec(path) ?? [];
  const within = workspace === undefined ? {} : { workspace };
  if (workspace !== undefined && rest === path) return { kind: 'global', workspace };
  // Names may hold slashes, foreign as they are, so each is as long as it can be.
  const operation = /^apis\/(.+)\/operations\/([^/]+)$/i.exec(rest);
  if (operation)
    return { kind: 'operation', api: operation[1] ?? '', operation: operation[2] ?? '', ...within };
  const resolver = /^apis\/(.+)\/resolvers\/([^/]+)$/i.exec(rest);
  if (resolver && workspace === undefined)
    return { kind: 'resolver', api: resolver[1] ?? '', resolver: resolver[2] ?? '' };
  const single = /^(apis|products)\/(.+)$/i.exec(rest);
  const name = single?.[2] ?? '';
  switch (single?.[1]?.toLowerCase()) {
    case 'apis':
      return { kind: 'api', api: name, ...within };
    case 'products':
      return { kind: 'product', product: name, ...within };
    default:
      return undefined;
  }
}

function namesOf(address: PolicyAddress): readonly string[] {
  return Object.entries(address).flatMap(([key, name]) =>
    key === 'kind' || name === undefined ? [] : [name],
  );
}
