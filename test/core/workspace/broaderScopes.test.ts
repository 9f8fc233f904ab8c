import { describe, expect, it } from 'vitest';
import { broaderScopes, type PolicyAddress } from '../../../server/src/core/workspace';

const operation: PolicyAddress = { kind: 'operation', api: 'shop', operation: 'get' };

describe('what a base may run', () => {
  it.each<[PolicyAddress, readonly PolicyAddress[]]>([
    [{ kind: 'global' }, []],
    [{ kind: 'product', product: 'p' }, [{ kind: 'global' }]],
    [{ kind: 'api', api: 'shop' }, [{ kind: 'global' }]],
    [operation, [{ kind: 'api', api: 'shop' }, { kind: 'global' }]],
    [{ kind: 'global', workspace: 'w' }, [{ kind: 'global' }]],
    [
      { ...operation, workspace: 'w' },
      [{ kind: 'api', api: 'shop', workspace: 'w' }, { kind: 'global', workspace: 'w' }, { kind: 'global' }],
    ],
    [{ kind: 'fragment', fragment: 'f' }, []],
    [{ kind: 'resolver', api: 'a', resolver: 'r' }, []],
  ])('at %j', (address, scopes) => expect(broaderScopes(address)).toEqual(scopes));

  it('in a product, where one is given', () => {
    expect(broaderScopes(operation, 'gold').map(({ kind }) => kind)).toEqual(['api', 'product', 'global']);
    expect(broaderScopes({ kind: 'api', api: 'shop', workspace: 'w' }, 'gold')).toEqual([
      { kind: 'product', product: 'gold', workspace: 'w' },
      { kind: 'global', workspace: 'w' },
      { kind: 'global' },
    ]);
    expect(broaderScopes({ kind: 'product', product: 'p' }, 'gold')).toEqual([{ kind: 'global' }]);
  });
});
