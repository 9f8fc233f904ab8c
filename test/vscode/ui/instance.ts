/** The sample instance as a colleague sees it: read and changed behind the extension's back. */

export interface InstanceAddress {
  readonly endpoint: string;
  readonly resourceId: string;
}

/** A further service of the sample instance, as new; `name` has to be one that no other has. */
export async function newService(
  endpoint: string,
  name: string,
  seed: 'shop' | 'shop-prod',
): Promise<InstanceAddress> {
  const response = await fetch(`${endpoint}/_emulator/services`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: name, resourceGroup: `${name}-rg`, seed }),
  });
  if (!response.ok) throw new Error(`${name} was not made: ${response.status} ${await response.text()}`);
  const { resourceId } = (await response.json()) as { resourceId: string };
  return { endpoint, resourceId };
}

async function call(
  { endpoint, resourceId }: InstanceAddress,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const response = await fetch(`${endpoint}${resourceId}${path}?api-version=2024-05-01&format=rawxml`, {
    ...init,
    headers: { authorization: 'Bearer colleague', 'content-type': 'application/json', ...init.headers },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 500)}`);
  return response;
}

/** `owner` is the path of what the policy belongs to: `/apis/orders`, or '' for the global one. */
export async function readPolicy(instance: InstanceAddress, owner: string): Promise<string> {
  const response = await call(instance, `${owner}/policies/policy`);
  const { properties } = (await response.json()) as { properties: { value: string } };
  return properties.value;
}

export async function writePolicy(instance: InstanceAddress, owner: string, value: string): Promise<void> {
  await call(instance, `${owner}/policies/policy`, {
    method: 'PUT',
    headers: { 'if-match': '*' },
    body: JSON.stringify({ properties: { format: 'rawxml', value } }),
  });
}
