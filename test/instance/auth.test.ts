import { describe, expect, it } from 'vitest';
import { cloudOf, clouds, parseResourceId, resourceIdOf, sampleCredential } from '../../instance';
import { armInstance, failureOf } from '../support/armInstance';
import { startTestEmulator } from '../support/emulator';

describe('resource ids', () => {
  const name = { subscriptionId: '0a', resourceGroup: 'my-group', service: 'my-apim' };
  it.each([
    '/subscriptions/0a/resourceGroups/my-group/providers/Microsoft.ApiManagement/service/my-apim',
    'subscriptions/0a/resourcegroups/my-group/providers/microsoft.apimanagement/service/my-apim/apis/echo',
    'https://portal.azure.com/#@x/resource/subscriptions/0a/resourceGroups/my-group/providers/Microsoft.ApiManagement/service/my-apim/overview',
  ])('%s', (text) => {
    expect(parseResourceId(text)).toEqual(name);
  });
  it.each(['', 'my-apim', '/subscriptions/0a/resourceGroups/g/providers/Microsoft.Web/sites/s'])(
    'not %j',
    (text) => {
      expect(parseResourceId(text)).toBeUndefined();
    },
  );
  it('are made of their parts', () => {
    expect(parseResourceId(resourceIdOf(name))).toEqual(name);
  });
});

describe('clouds', () => {
  it('are known by their endpoint', () => {
    expect(cloudOf('https://management.usgovcloudapi.net/')).toBe(clouds.usGovernment);
    expect(cloudOf('http://127.0.0.1:1')).toBeUndefined();
    for (const cloud of Object.values(clouds))
      expect(cloud.credentialScope).toBe(`${cloud.endpoint}/.default`);
  });
});

describe('the sample instance’s token', () => {
  it('leaves the names in messages as they are', async () => {
    const emulator = await startTestEmulator();
    try {
      const instance = armInstance(emulator, { credential: sampleCredential });
      const failure = await failureOf(instance.readPolicy({ kind: 'api', api: 'sample-api' }));
      expect(failure.message).toContain('sample-api');
    } finally {
      await emulator.close();
    }
  });
});
