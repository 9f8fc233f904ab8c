/** Where Azure's clouds are, how to sign in without an editor, and how a service is named. */
import type { TokenSource } from './arm/client';

export interface Cloud {
  readonly name: string;
  /** ARM's endpoint, without a trailing slash. */
  readonly endpoint: string;
  readonly credentialScope: string;
  readonly portal: string;
}

/**
 * Azure's clouds (`az cloud list` shows the same endpoints).
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
 */
export const clouds = {
  public: {
    name: 'Azure',
    endpoint: 'https://management.azure.com',
    credentialScope: 'https://management.azure.com/.default',
    portal: 'https://portal.azure.com',
  },
  usGovernment: {
    name: 'Azure US Government',
    endpoint: 'https://management.usgovcloudapi.net',
    credentialScope: 'https://management.usgovcloudapi.net/.default',
    portal: 'https://portal.azure.us',
  },
  china: {
    name: 'Azure China',
    endpoint: 'https://management.chinacloudapi.cn',
    credentialScope: 'https://management.chinacloudapi.cn/.default',
    portal: 'https://portal.azure.cn',
  },
} as const satisfies Record<string, Cloud>;

/** The cloud of an endpoint; `undefined` for any other endpoint, such as the sample instance's. */
export function cloudOf(endpoint: string): Cloud | undefined {
  const wanted = endpoint.replace(/\/+$/, '').toLowerCase();
  return Object.values(clouds).find((cloud) => cloud.endpoint === wanted);
}

/** The sign-in of the environment: variables, workload or managed identity, Azure CLI and the others in turn. */
export async function defaultCredential(options: { readonly tenantId?: string } = {}): Promise<TokenSource> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential(options);
}

/**
 * For the sample instance, which takes any token: so that nobody's own is sent over plain http. Messages are cleared of
 * tokens, so it is a word that stands in none of them.
 */
export const sampleCredential: TokenSource = {
  getToken: async () => ({ token: 'no-sign-in-on-this-machine', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

export interface ServiceName {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly service: string;
}

/** The service that a resource id names, or that the resource with this id belongs to. */
export function parseResourceId(text: string): ServiceName | undefined {
  const [, subscriptionId, resourceGroup, service] =
    /\/?subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ApiManagement\/service\/([^/?#\s]+)/i.exec(
      text,
    ) ?? [];
  return subscriptionId === undefined || resourceGroup === undefined || service === undefined
    ? undefined
    : { subscriptionId, resourceGroup, service };
}

/** The resource id of a service. */
export function resourceIdOf({ subscriptionId, resourceGroup, service }: ServiceName): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${service}`;
}
