import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/core/text';
import { allFacts, diagnosticsOf, expectFindings, inbound } from '../../support/findings';

// Put together here, so that no scanner of repositories takes them for real ones.
const key = ['4f8a1c', '2e9b7d', '6035ac', '81fe27', '93d0b5', 'c4'].join('');
const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJnYXJkZW4ifQ', 'c2lnbmF0dXJlb2Z0aGVnYXJkZW4'].join('.');
const accountKey = `${['Zk9vYmFy', 'R2FyZGVu', 'VHVsaXA3', 'Um9zZTE5'].join('')}${'aQ3wE5rT7yU9iO1p'.repeat(3)}==`;

const header = (name: string, value: string): string =>
  inbound(`<set-header name="${name}" exists-action="override"><value>${value}</value></set-header>`);
const secret = ['hard-coded-secret:warning'];

describe('secrets in plain text', () => {
  it.each([
    inbound('<authentication-basic username="garden" password="<|Tulip-1987|>" />'),
    inbound('<proxy url="http://proxy.example.org" username="garden" password="<|t|>" />').replace(
      '|t|',
      '|Rose!19|',
    ),
    inbound(
      `<validate-jwt header-name="Authorization"><issuer-signing-keys><key><|${key}|></key></issuer-signing-keys></validate-jwt>`,
    ),
    header('Authorization', `Bearer <|${token}|>`),
    inbound(
      '<set-variable name="a" value="Server=tcp:shop.example;User ID=garden;Password=<|Tulip-1987|>;" />',
    ),
    '<sql-data-source><connection-info><connection-string>Initial Catalog=shop; Uid=garden; Pwd=<|Tulip-1987|></connection-string></connection-info><request><sql-statement>SELECT 1</sql-statement></request></sql-data-source>',
    header('authorization', ` Basic <|${btoa('garden:Tulip-1987')}|> `),
    header('Ocp-Apim-Subscription-Key', `<|${key}|>`),
    header('api-key', ` <|${key}|>\n`),
    header('x-functions-key', `<|${accountKey}|>`),
    inbound(
      `<set-query-parameter name="code" exists-action="override"><value><|${accountKey}|></value></set-query-parameter>`,
    ),
    header('x-token', `@("Bearer " + "<|${token}|>")`),
    inbound(
      `<set-variable name="c" value="DefaultEndpointsProtocol=https;AccountName=garden;AccountKey=<|${accountKey}|>;EndpointSuffix=x" />`,
    ),
    inbound(`<set-body>grant_type=client_credentials&amp;client_secret=<|${key}|>&amp;scope=x</set-body>`),
    inbound(`<set-body>@($"client_id=x&client_secret=<|${key}|>&scope={1}")</set-body>`),
    inbound(`<set-backend-service base-url="https://garden.example.org/api?code=<|${accountKey}|>" />`),
  ])('are found: %s', (text) => {
    const [found] = expectFindings(text, secret);
    for (const part of ['Tulip', key, token, accountKey]) expect(found?.message).not.toContain(part);
  });

  it.each([
    [
      'authentication-basic',
      [
        '{{password}}',
        '@((string)context.Variables["p"])',
        '${password}',
        '#{password}#',
        '<password>',
        'your-password',
        'password',
        'pass123',
        '********',
        'xxxxxxxx',
        'changeme',
        'PASSWORD_HERE',
        '{password}',
        '',
      ],
    ],
  ])('are not what stands in their place: %s', (policy, values) => {
    for (const value of values)
      expect(
        diagnosticsOf(
          inbound(`<${policy} username="garden" password="${value.replace('<', '&lt;')}" />`),
        ).filter(({ code }) => code === 'hard-coded-secret'),
      ).toEqual([]);
  });

  it.each([
    ['Authorization', 'Bearer {{token}}'],
    ['Authorization', 'Bearer YOUR_ACCESS_TOKEN'],
    ['Authorization', 'Basic realm="garden"'],
    ['Authorization', 'Basic dXNlcm5hbWU6cGFzc3dvcmQ='],
    ['Authorization', '@("Bearer " + (string)context.Variables["token"])'],
    ['api-key', '{{openai-key}}'],
    ['api-key', 'my-orders-api-2'],
    ['api-key', '&lt;api-key&gt;'],
    ['Ocp-Apim-Subscription-Key', '00000000000000000000000000000000'],
    ['Ocp-Apim-Subscription-Key', 'subscription-key-of-the-garden-2'],
    ['x-request-id', key],
    ['ETag', key],
  ])('are not %s: %s', (name, value) => {
    expectFindings(header(name, value));
  });

  it('are not identifiers and addresses', () => {
    expectFindings(
      inbound(
        '<set-variable name="a" value="AccountKey={{key}}" /><set-body>client_secret={{client-secret}}&amp;code=@(1)</set-body><authentication-managed-identity resource="api://4f8a1c2e-9b7d-6035-ac81-fe2793d0b5c4" /><set-backend-service base-url="https://garden.example.org/?sig={sig}&amp;code=orders" />',
      ),
    );
  });

  it('are not the address of published keys', () => {
    expectFindings(
      inbound(
        '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>https://login.example.org/garden/discovery/keys</key></issuer-signing-keys></validate-jwt>',
      ),
    );
  });

  it('move to a named value whose value is asked for', () => {
    const text = header('api-key', key);
    const facts = allFacts(['API-key', 'api-key-2']);
    const [found] = diagnosticsOf(text, { facts });
    const fixes = found?.fixes?.() ?? [];
    expect(JSON.stringify(fixes)).not.toContain(key);
    expect(fixes.map(({ title }) => title)).toEqual([
      'Move to a secret named value "api-key-3" in the workspace',
    ]);
    const action = fixes[0]?.action;
    if (action?.kind !== 'create-named-value') throw new Error('Another action.');
    expect(action).toMatchObject({ displayName: 'api-key-3', target: 'workspace', secret: true });
    expect(applyEdits(text, action.edits ?? [])).toBe(header('api-key', '{{api-key-3}}'));
  });

  it('move to the connected instance too', () => {
    const source = { kind: 'instance', label: 'garden-test', id: '/garden-test' } as const;
    const facts = allFacts([]);
    const [found] = diagnosticsOf(header('api-key', key), {
      facts: {
        ...facts,
        namedValues: [{ displayName: 'a', resourceName: 'a', source, kind: 'secret' }],
      },
    });
    expect(found?.fixes?.().map(({ title }) => title)).toEqual([
      'Move to a secret named value "api-key" in the workspace',
      'Move to a secret named value "api-key" in garden-test',
    ]);
  });
});
