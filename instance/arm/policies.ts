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
}

export interface Pollable {
  pollUntilDone(options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

const raw = { format: 'rawxml' } as const;
const id = 'policy';

/** The calls for an address; `undefined` where one of its names can't stand in a URL. */
export function policyCalls(
  client: ApiManagementClient,
  { resourceGroup: rg, service: svc }: InstanceTarget,
  address: PolicyAddress,
): DirectCalls | FragmentCalls | undefined {
  if (!namesOf(address).every(isAddressable)) return undefined;
  const body = (value: string) => ({ value, ...raw });
  const match = (ifMatch: string | undefined) => (ifMatch === undefined ? {} : { ifMatch });
  const workspace = 'workspace' in address ? address.workspace : undefined;
  switch (address.kind) {
    case 'global': {
      if (workspace === undefined)
        return {
          kind: 'direct',
          get: (o) => client.policy.get(rg, svc, id, { ...o, ...raw }),
          head: (o) => client.policy.getEntityTag(rg, svc, id, o),
          put: (v, m, o) => client.policy.createOrUpdate(rg, svc, id, body(v), { ...o, ...match(m) }),
        };
      const group = client.workspacePolicy;
      return {
        kind: 'direct',
        get: (o) => group.get(rg, svc, workspace, id, { ...o, ...raw }),
        head: (o) => group.getEntityTag(rg, svc, workspace, id, o),
        put: (v, m, o) => group.createOrUpdate(rg, svc, workspace, id, body(v), { ...o, ...match(m) }),
      };
    }
    case 'product': {
      const { product } = address;
      if (workspace === undefined) {
        const group = client.productPolicy;
        return {
          kind: 'direct',
          get: (o) => group.get(rg, svc, product, id, { ...o, ...raw }),
          head: (o) => group.getEntityTag(rg, svc, product, id, o),
          put: (v, m, o) => group.createOrUpdate(rg, svc, product, id, body(v), { ...o, ...match(m) }),
        };
      }
      const group = client.workspaceProductPolicy;
      return {
        kind: 'direct',
        get: (o) => group.get(rg, svc, workspace, product, id, { ...o, ...raw }),
        head: (o) => group.getEntityTag(rg, svc, workspace, product, id, o),
        put: (v, m, o) =>
          group.createOrUpdate(rg, svc, workspace, product, id, body(v), { ...o, ...match(m) }),
      };
    }
    case 'api': {
      const { api } = address;
      if (workspace === undefined) {
        const group = client.apiPolicy;
        return {
          kind: 'direct',
          get: (o) => group.get(rg, svc, api, id, { ...o, ...raw }),
          head: (o) => group.getEntityTag(rg, svc, api, id, o),
          put: (v, m, o) => group.createOrUpdate(rg, svc, api, id, body(v), { ...o, ...match(m) }),
        };
      }
      const group = client.workspaceApiPolicy;
      return {
        kind: 'direct',
        get: (o) => group.get(rg, svc, workspace, api, id, { ...o, ...raw }),
        head: (o) => group.getEntityTag(rg, svc, workspace, api, id, o),
        put: (v, m, o) => group.createOrUpdate(rg, svc, workspace, api, id, body(v), { ...o, ...match(m) }),
      };
    }
    case 'operation': {
      const { api, operation: op } = address;
      if (workspace === undefined) {
        const group = client.apiOperationPolicy;
        return {
          kind: 'direct',
          get: (o) => group.get(rg, svc, api, op, id, { ...o, ...raw }),
          head: (o) => group.getEntityTag(rg, svc, api, op, id, o),
          put: (v, m, o) => group.createOrUpdate(rg, svc, api, op, id, body(v), { ...o, ...match(m) }),
        };
      }
      const group = client.workspaceApiOperationPolicy;
      return {
        kind: 'direct',
        get: (o) => group.get(rg, svc, workspace, api, op, id, { ...o, ...raw }),
        head: (o) => group.getEntityTag(rg, svc, workspace, api, op, id, o),
        put: (v, m, o) =>
          group.createOrUpdate(rg, svc, workspace, api, op, id, body(v), { ...o, ...match(m) }),
      };
    }
    case 'resolver': {
      const { api, resolver } = address;
      const group = client.graphQLApiResolverPolicy;
      return {
        kind: 'direct',
        get: (o) => group.get(rg, svc, api, resolver, id, { ...o, ...raw }),
        head: (o) => group.getEntityTag(rg, svc, api, resolver, id, o),
        put: (v, m, o) => group.createOrUpdate(rg, svc, api, resolver, id, body(v), { ...o, ...match(m) }),
      };
    }
    case 'fragment': {
      const { fragment } = address;
      const contract = (value: string, description: string | undefined) => ({
        ...body(value),
        ...(description !== undefined && { description }),
      });
      if (workspace === undefined) {
        const group = client.policyFragment;
        return {
          kind: 'long-running',
          get: (o) => group.get(rg, svc, fragment, { ...o, ...raw }),
          head: (o) => group.getEntityTag(rg, svc, fragment, o),
          put: (v, d, m, o) =>
            group.beginCreateOrUpdate(rg, svc, fragment, contract(v, d), { ...o, ...match(m) }),
        };
      }
      const group = client.workspacePolicyFragment;
      return {
        kind: 'long-running',
        get: (o) => group.get(rg, svc, workspace, fragment, { ...o, ...raw }),
        head: (o) => group.getEntityTag(rg, svc, workspace, fragment, o),
        put: (v, d, m, o) =>
          group.beginCreateOrUpdate(rg, svc, workspace, fragment, contract(v, d), { ...o, ...match(m) }),
      };
    }
  }
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

/** The address that a policy's resource id names; `undefined` for other ids. */
export function addressOfId(resourceId: string): PolicyAddress | undefined {
  const [, path = ''] = /\/service\/[^/]+\/(.+)\/policies\/policy\/?$/i.exec(`${resourceId}`) ?? [];
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
