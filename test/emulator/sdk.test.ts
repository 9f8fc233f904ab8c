/** Microsoft's own client against the sample instance, over plain http. */
import { ApiManagementClient } from '@azure/arm-apimanagement';
import type { TokenCredential } from '@azure/core-auth';
import { bearerTokenAuthenticationPolicyName } from '@azure/core-rest-pipeline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { startTestEmulator } from '../support/emulator';

let emulator: Emulator;
let client: ApiManagementClient;
let at: readonly [resourceGroup: string, service: string];

/** The client refuses bearer tokens over http: its policy makes way for one that sets the header. */
function clientOf({ url, subscriptionId }: Emulator): ApiManagementClient {
  const credential: TokenCredential = {
    getToken: async () => ({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  const made = new ApiManagementClient(credential, subscriptionId, {
    endpoint: url,
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 2, retryDelayInMs: 5, maxRetryDelayInMs: 20 },
  });
  made.pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
  made.pipeline.addPolicy({
    name: 'test-token',
    sendRequest: (request, next) => {
      request.headers.set('authorization', 'Bearer test');
      return next(request);
    },
  });
  return made;
}

beforeEach(async () => {
  emulator = await startTestEmulator({ pageSize: 4 });
  client = clientOf(emulator);
  at = [emulator.resourceGroup, emulator.service];
});
afterEach(() => emulator.close());

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

describe('the SDK', () => {
  it('finds the service and reads through all pages', async () => {
    expect((await client.apiManagementService.get(...at)).sku.name).toBe('Developer');
    expect(await all(client.apiManagementService.list())).toHaveLength(1);
    expect(await all(client.api.listByService(...at))).toHaveLength(7);
    expect(await all(client.namedValue.listByService(...at))).toHaveLength(15);
    expect(await all(client.policyFragment.listByService(...at))).toHaveLength(5);
    expect(await all(client.product.listByService(...at))).toHaveLength(3);
    expect(await all(client.backend.listByService(...at))).toHaveLength(3);
    expect(await all(client.apiRevision.listByService(...at, 'catalog'))).toHaveLength(2);
    expect(await all(client.allPolicies.listByService(...at))).toHaveLength(22);
    let operations = 0;
    for await (const api of client.api.listByService(...at))
      operations += (await all(client.apiOperation.listByApi(...at, api.name ?? ''))).length;
    expect(operations).toBe(28);
  });

  it('reads, writes and deletes a policy under its ETag', async () => {
    const { eTag = '' } = await client.policy.getEntityTag(...at, 'policy');
    const read = await client.policy.get(...at, 'policy', { format: 'rawxml' });
    expect(read.format).toBe('rawxml');
    const value = read.value ?? '';
    const written = await client.policy.createOrUpdate(
      ...at,
      'policy',
      { value, format: 'rawxml' },
      { ifMatch: eTag },
    );
    expect(written.eTag).not.toBe(eTag);
    await expect(
      client.policy.createOrUpdate(...at, 'policy', { value, format: 'rawxml' }, { ifMatch: eTag }),
    ).rejects.toMatchObject({ statusCode: 412, message: 'Resource was modified since last retrieval.' });
    await client.policy.delete(...at, 'policy', written.eTag ?? '');
    await expect(client.policy.getEntityTag(...at, 'policy')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('addresses a revision', async () => {
    const value = '<policies><inbound><base /></inbound></policies>';
    await client.apiPolicy.createOrUpdate(...at, 'catalog;rev=2', 'policy', { value, format: 'rawxml' });
    const { value: rows } = await client.apiPolicy.listByApi(...at, 'catalog;rev=2');
    expect(rows).toMatchObject([
      { value: '<policies>\r\n  <inbound>\r\n    <base />\r\n  </inbound>\r\n</policies>' },
    ]);
  });

  it('is told of every fault of a policy', async () => {
    const value =
      '<policies><inbound><set-method a="1">GET</set-method><include-fragment fragment-id="x" /></inbound></policies>';
    const refused = await client.apiOperationPolicy
      .createOrUpdate(...at, 'orders', 'get-order', 'policy', { value, format: 'rawxml' })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      statusCode: 400,
      code: 'ValidationError',
      details: { error: { details: [{ target: 'set-method' }, { target: 'include-fragment' }] } },
    });
  });

  it('waits for a fragment and a named value to be written', async () => {
    emulator.faults.add({ method: 'PUT', path: '*', times: 2, effect: { kind: 'slow-operation', polls: 1 } });
    const fragment = await client.policyFragment.beginCreateOrUpdateAndWait(
      ...at,
      'new-one',
      { value: '<fragment><set-method>GET</set-method></fragment>', format: 'rawxml', description: 'New' },
      { updateIntervalInMs: 5 },
    );
    expect(fragment).toMatchObject({ name: 'new-one', description: 'New' });
    const namedValue = await client.namedValue.beginCreateOrUpdateAndWait(
      ...at,
      'new-value',
      { displayName: 'new-value', value: 'x' },
      { updateIntervalInMs: 5 },
    );
    expect(namedValue).toMatchObject({ displayName: 'new-value', value: 'x' });
    const updated = await client.namedValue.beginUpdateAndWait(...at, 'new-value', '*', { value: 'y' });
    expect(updated.value).toBe('y');
    expect((await client.namedValue.listValue(...at, 'new-value')).value).toBe('y');
    await client.namedValue.beginRefreshSecretAndWait(...at, 'erp-password');
    expect((await client.policyFragment.listReferences(...at, 'culture')).count).toBe(4);
  });

  it('fails with the operation', async () => {
    await expect(
      client.policyFragment.beginCreateOrUpdateAndWait(...at, 'bad', { value: '<fragment>', format: 'xml' }),
    ).rejects.toThrow(/The policy fragment is not a valid XML/);
    await expect(
      client.namedValue.beginCreateOrUpdateAndWait(...at, 'twice', { displayName: 'tenant-id', value: 'x' }),
    ).rejects.toThrow(/One or more fields contain incorrect values/);
  });

  it('writes APIs, operations and what hangs on them', async () => {
    await client.api.beginCreateOrUpdateAndWait(...at, 'returns', {
      displayName: 'Returns',
      path: 'returns',
      protocols: ['https'],
    });
    await client.apiOperation.createOrUpdate(...at, 'returns', 'list', {
      displayName: 'List',
      method: 'GET',
      urlTemplate: '/',
    });
    await client.productApi.createOrUpdate(...at, 'starter', 'returns');
    expect((await all(client.productApi.listByProduct(...at, 'starter'))).map((api) => api.name)).toContain(
      'returns',
    );
    await client.api.beginDeleteAndWait(...at, 'returns', '*');
    await expect(client.apiOperation.get(...at, 'returns', 'list')).rejects.toMatchObject({
      statusCode: 404,
    });
    expect(
      (await all(client.productApi.listByProduct(...at, 'starter'))).map((api) => api.name),
    ).not.toContain('returns');
  });

  it('tries again where the server asks for it, and gives up where not', async () => {
    emulator.faults.add(
      { path: '*/policies/policy', effect: { kind: 'status', status: 429, retryAfter: 0 } },
      { path: '*/policies/policy', effect: { kind: 'status', status: 500 } },
    );
    expect((await client.policy.get(...at, 'policy')).name).toBe('policy');
    emulator.faults.add({ path: '*', effect: { kind: 'status', status: 409 } });
    await expect(client.policy.get(...at, 'policy')).rejects.toMatchObject({
      code: 'PessimisticConcurrencyConflict',
    });
  });
});
