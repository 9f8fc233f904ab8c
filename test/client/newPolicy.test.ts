import { describe, expect, it } from 'vitest';
import { newPolicy } from '../../client/src/createPolicy/newPolicy';
import { parseCursor } from '../support/markedText';

describe('a new policy', () => {
  it('does what the broader scope does', () => {
    const { text, offset } = parseCursor(`<policies>
  <inbound>
    <base /><|>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`);
    expect(newPolicy({ kind: 'api', api: 'orders' })).toEqual({ text, start: offset });
    expect(newPolicy({ kind: 'global', workspace: 'w' })).toEqual({ text, start: offset });
  });

  it('of all APIs forwards requests itself', () => {
    const { text, offset } = parseCursor(`<policies>
  <inbound><|>
  </inbound>
  <backend>
    <forward-request />
  </backend>
  <outbound>
  </outbound>
  <on-error>
  </on-error>
</policies>
`);
    expect(newPolicy({ kind: 'global' })).toEqual({ text, start: offset });
  });
});
