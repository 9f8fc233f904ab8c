import { describe, expect, it } from 'vitest';
import { describeAddress } from '../../../instance';
import { addressOfId } from '../../../instance/arm/policies';

const service = '/subscriptions/0/resourceGroups/g/providers/Microsoft.ApiManagement/service/s';

describe('the address in a resource id', () => {
  it.each([
    ['/policies/policy', { kind: 'global' }],
    ['/products/gold/policies/policy', { kind: 'product', product: 'gold' }],
    ['/apis/echo;rev=2/policies/policy', { kind: 'api', api: 'echo;rev=2' }],
    ['/APIS/echo/Operations/get/policies/policy', { kind: 'operation', api: 'echo', operation: 'get' }],
    ['/apis/graph/resolvers/user/policies/policy', { kind: 'resolver', api: 'graph', resolver: 'user' }],
    ['/workspaces/w/policies/policy', { kind: 'global', workspace: 'w' }],
    ['/workspaces/w/apis/echo/policies/policy', { kind: 'api', api: 'echo', workspace: 'w' }],
    ['/workspaces/w/products/gold/policies/policy', { kind: 'product', product: 'gold', workspace: 'w' }],
    ['/apis/../../evil/policies/policy', { kind: 'api', api: '../../evil' }],
    ['/apis/policies/policies/policy', { kind: 'api', api: 'policies' }],
    ['/gateways/g/policies/policy', undefined],
    ['/apis/echo', undefined],
    ['', undefined],
  ])('%s', (path, address) => {
    expect(addressOfId(service + path)).toEqual(address);
  });
});

describe('an address in words', () => {
  it('names what it is, on one line whatever the names hold', () => {
    expect(describeAddress({ kind: 'operation', api: 'echo', operation: 'get', workspace: 'w' })).toBe(
      "the policy of operation 'get' of API 'echo' in workspace 'w'",
    );
    expect(describeAddress({ kind: 'api', api: 'a\n\u202eb' })).toBe("the policy of API 'a b'");
    expect(describeAddress({ kind: 'global' })).toBe('the global policy');
    expect(describeAddress({ kind: 'fragment', fragment: 'f' })).toBe("the policy fragment 'f'");
  });
});
