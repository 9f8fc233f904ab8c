import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { resourceIdOf } from '../../../instance';
import { readEnvironments } from '../../../instance/environments';

const id =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ApiManagement/service/shop-dev';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/environments.schema.json'), 'utf8'),
);
const valid = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);

const full = `default: dev
environments:
  dev: &base
    resourceId: ${id}
    folder: ./artifacts/
    layout: apiops
  prod:
    <<: *base
    resourceId: ${id.replace('-dev', '-prod')}
    tenant: contoso.com
    protected: true
    configuration: configuration.prod.yaml
    overrides:
      namedValues:
        timeout: 30
        partner-key:
          secret: true
          value: "{#PARTNER_KEY#}"
          tags: [partner]
        payment-key:
          keyVault:
            secretIdentifier: https://shop.vault.azure.net/secrets/payment
      backends:
        orders:
          url: https://orders.example
          credentials: null
  china:
    subscription: 00000000-0000-0000-0000-000000000002
    resourceGroup: shop
    service: shop-cn
    cloud: china
`;

describe('environments', () => {
  it('are read with all they have, merged mappings too', () => {
    const { environments, initial, problems } = readEnvironments(full);
    expect(problems).toEqual([]);
    expect(initial).toBe('dev');
    const [dev, prod, china] = environments;
    expect(dev).toMatchObject({
      name: 'dev',
      folder: 'artifacts',
      layout: 'apiops',
      protected: false,
      cloud: 'public',
    });
    expect(resourceIdOf(dev?.target ?? { subscriptionId: '', resourceGroup: '', service: '' })).toBe(id);
    expect(full.slice(prod?.at).startsWith('prod:')).toBe(true);
    expect(prod).toMatchObject({
      folder: 'artifacts',
      tenant: 'contoso.com',
      protected: true,
      configuration: 'configuration.prod.yaml',
      target: { service: 'shop-prod', endpoint: 'https://management.azure.com' },
      overrides: {
        namedValues: [
          { name: 'timeout', value: '30' },
          { name: 'partner-key', secret: true, value: '{#PARTNER_KEY#}', tags: ['partner'] },
          {
            name: 'payment-key',
            keyVault: { secretIdentifier: 'https://shop.vault.azure.net/secrets/payment' },
          },
        ],
        backends: [{ name: 'orders', properties: { url: 'https://orders.example', credentials: null } }],
      },
    });
    expect(china?.target).toMatchObject({
      endpoint: 'https://management.chinacloudapi.cn',
      credentialScope: 'https://management.chinacloudapi.cn/.default',
    });
  });

  it('are none in an empty file', () => {
    for (const text of ['', '\n', '# nothing\n', '\ufeff', 'environments:\n'])
      expect(readEnvironments(text)).toEqual({ environments: [], initial: undefined, problems: [] });
  });

  it.each([
    ['a list', '- dev\n', 'mapping'],
    ['no instance', 'environments:\n  «dev»:\n    folder: a\n', 'names no instance'],
    [
      'a resource id of something else',
      'environments:\n  dev:\n    resourceId: «/subscriptions/x»\n',
      'no resource id',
    ],
    [
      'a subscription without UUID',
      `environments:\n  dev:\n    resourceId: «${id.replace(/0{8}-.*1\//, 'mine/')}»\n`,
      'UUID',
    ],
    ['an unknown cloud', `environments:\n  dev:\n    resourceId: ${id}\n    cloud: «moon»\n`, '"public"'],
    [
      'an endpoint that is none',
      `environments:\n  dev:\n    resourceId: ${id}\n    endpoint: «here»\n`,
      'web address',
    ],
    ['a folder outside', `environments:\n  dev:\n    resourceId: ${id}\n    folder: «../other»\n`, 'inside'],
    [
      'a flag that is none',
      `environments:\n  dev:\n    resourceId: ${id}\n    protected: «yes»\n`,
      'true or false',
    ],
    [
      'an unknown default',
      `default: «test»\nenvironments:\n  dev:\n    resourceId: ${id}\n`,
      'no environment',
    ],
    [
      'a name twice',
      `environments:\n  dev:\n    resourceId: ${id}\n  «d»ev:\n    resourceId: ${id}\n`,
      'unique',
    ],
    [
      'a value and a key vault',
      `environments:\n  dev:\n    resourceId: ${id}\n    overrides:\n      namedValues:\n        n:\n          «value»: a\n          keyVault: { secretIdentifier: b }\n`,
      'no value of its own',
    ],
    [
      'a display name that is none',
      `environments:\n  dev:\n    resourceId: ${id}\n    overrides:\n      namedValues:\n        n:\n          displayName: «a b»\n`,
      'letters, digits',
    ],
  ])('with %s are complained about at the place', (_, marked, words) => {
    const [before, inside = '', after = ''] = marked.split(/[«»]/);
    const text = `${before}${inside}${after}`;
    const { problems } = readEnvironments(text);
    const problem = problems.find(({ message }) => message.includes(words));
    expect(problem?.severity).toBe('error');
    expect(text.slice(problem?.start).startsWith(inside)).toBe(true);
    expect(valid(parseOrNothing(text))).toBe(/unique|no environment/.test(problem?.message ?? ''));
  });

  it('warn of what nobody reads, and of a secret in plain sight, without saying it again', () => {
    const { environments, problems } = readEnvironments(
      `environments:\n  dev:\n    resourceId: ${id}\n    folders: a\n    overrides:\n      namedValues:\n        key: { secret: true, value: canary-value }\n`,
    );
    expect(environments).toHaveLength(1);
    expect(problems.map(({ severity, line, column }) => [severity, line, column])).toEqual([
      ['warning', 4, 5],
      ['warning', 7, 37],
    ]);
    expect(JSON.stringify(problems)).not.toContain('canary-value');
  });

  it('never throw on a broken file, and quote nothing of it', () => {
    for (const text of [
      'environments: {dev: [canary-value',
      'a: &a\n  <<: *a\nenvironments: *a\n',
      'environments:\n  dev: &d\n    overrides: { backends: { b: *d } }\n',
      'environments:\n\t- canary-value',
      'environments: *nowhere',
      'key: "canary-value',
      '? [canary-value]\n: b\n',
    ]) {
      const { problems } = readEnvironments(text);
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain('canary-value');
    }
  });

  it('agree with the schema that editors use', () => {
    expect(valid(parse(full, { merge: true }))).toBe(true);
  });
});

function parseOrNothing(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', uniqueKeys: false });
  } catch {
    return undefined;
  }
}
