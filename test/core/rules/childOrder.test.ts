import { describe, expect, it } from 'vitest';
import { diagnosticsOf, expectFindings, fixed, inbound } from '../../support/findings';

const status = '<set-status code="404" reason="Not Found" />';
const header = '<set-header name="x-shop" exists-action="delete" />';
const respond = (content: string) => inbound(`<return-response>${content}</return-response>`);

describe('the order of child elements', () => {
  it('is asked for only where the service asks for it', () => {
    expect(diagnosticsOf(respond(`${status}${header}${header}<set-body>none</set-body>`))).toEqual([]);
    const origins = '<allowed-origins><origin>*</origin></allowed-origins>';
    const headers = '<allowed-headers><header>*</header></allowed-headers>';
    expect(diagnosticsOf(inbound(`<cors>${headers}${origins}</cors>`))).toEqual([]);
  });

  it('is told once for each parent', () => {
    expectFindings(respond(`${header}<${status.slice(1).replace('set-status', '<|set-status|>')}`), [
      'wrong-order',
    ]);
    expectFindings(
      inbound('<choose><otherwise /><<|when|> condition="@(true)" /><when condition="@(false)" /></choose>'),
      ['wrong-order'],
    );
  });

  it('is put right by a move', () => {
    expect(fixed(respond(`\n\t${header}\n\t${header}\n\t${status}\n`))).toBe(
      respond(`\n\t${status}\n\t${header}\n\t${header}\n`),
    );
  });
});
