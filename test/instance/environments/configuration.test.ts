import { describe, expect, it } from 'vitest';
import {
  mergeOverrides,
  readConfiguration,
  replaceTokens,
  replaceTokensIn,
  tokensIn,
} from '../../../instance/environments';

describe('an APIOps configuration', () => {
  it('gives named values and backends, and leaves the rest to APIOps', () => {
    const file = readConfiguration(`apimServiceName: shop-prod
namedValues:
  - name: mode
    properties:
      displayName: shop-mode
      value: production
  - name: key
    properties:
      displayName: key
      secret: true
      value: "{#KEY#}"
  - name: vault
    properties:
      keyVault:
        secretIdentifier: https://v.vault.azure.net/secrets/s
        identityClientId: 11111111-1111-1111-1111-111111111111
backends:
  - name: orders
    properties:
      url: https://orders.example
loggers:
  - name: l
`);
    expect(file).toEqual({
      service: 'shop-prod',
      ignored: ['loggers'],
      problems: [],
      overrides: {
        namedValues: [
          { name: 'mode', displayName: 'shop-mode', value: 'production' },
          { name: 'key', displayName: 'key', secret: true, value: '{#KEY#}' },
          {
            name: 'vault',
            keyVault: {
              secretIdentifier: 'https://v.vault.azure.net/secrets/s',
              identityClientId: '11111111-1111-1111-1111-111111111111',
            },
          },
        ],
        backends: [{ name: 'orders', properties: { url: 'https://orders.example' } }],
      },
    });
  });

  it('is complained about where an entry has no name', () => {
    const { problems, overrides } = readConfiguration(
      'namedValues:\n  - properties: { value: canary-value }\n',
    );
    expect(overrides.namedValues).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', line: 2, column: 5 }]);
    expect(JSON.stringify(problems)).not.toContain('canary-value');
  });
});

describe('overrides', () => {
  it('of two files are merged, the first one stronger', () => {
    expect(
      mergeOverrides(
        {
          namedValues: [
            { name: 'a', value: '1' },
            { name: 'b', keyVault: { secretIdentifier: 's' } },
          ],
          backends: [{ name: 'x', properties: { url: 'u', tls: { validateCertificateName: false } } }],
        },
        {
          namedValues: [
            { name: 'a', value: '2', tags: ['t'] },
            { name: 'b', value: '3' },
            { name: 'c', value: '4' },
          ],
          backends: [
            { name: 'x', properties: { protocol: 'http', tls: { validateCertificateChain: true } } },
          ],
        },
      ),
    ).toEqual({
      namedValues: [
        { name: 'a', value: '1', tags: ['t'] },
        { name: 'b', keyVault: { secretIdentifier: 's' } },
        { name: 'c', value: '4' },
      ],
      backends: [
        {
          name: 'x',
          properties: {
            url: 'u',
            protocol: 'http',
            tls: { validateCertificateName: false, validateCertificateChain: true },
          },
        },
      ],
    });
  });
});

describe('tokens', () => {
  const lookup = (name: string) => ({ HOST: 'example.org', EMPTY: '' })[name];

  it('are those of APIOps and of apiops-cli', () => {
    expect(tokensIn('https://{#HOST#}/{#[PATH]#}/{#HOST#} {#1#} {# HOST #} {#[HOST#}')).toEqual([
      'HOST',
      'PATH',
    ]);
  });

  it('are replaced where they are known, and named where they are not', () => {
    expect(replaceTokens('a{#HOST#}b{#[HOST]#}c{#EMPTY#}d{#OTHER#}', lookup)).toEqual({
      text: 'aexample.orgbexample.orgcd{#OTHER#}',
      missing: ['OTHER'],
    });
    expect(replaceTokens('{#A#}', () => '$& {#A#}')).toEqual({ text: '$& {#A#}', missing: [] });
    expect(replaceTokensIn({ url: 'https://{#HOST#}', list: ['{#X#}', 1, null] }, lookup)).toEqual({
      value: { url: 'https://example.org', list: ['{#X#}', 1, null] },
      missing: ['X'],
    });
  });
});
