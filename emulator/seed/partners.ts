/** A workspace with everything that a workspace can hold: what the shop's partners work on by themselves. */

const around = (inbound: string): string => `<policies>
  <inbound>
    <base />
${inbound}  </inbound>
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
`;

/** Properties by path below the workspace; references to resources of the workspace are its own. */
export const partners = {
  name: 'partners',
  properties: { displayName: 'Partners', description: 'What the shop’s partners run by themselves.' },
  resources: {
    'namedValues/partner-region': {
      displayName: 'partner-region',
      tags: ['partner'],
      secret: false,
      value: 'eu',
    },
    'namedValues/partner-key': {
      displayName: 'partner-key',
      tags: [],
      secret: true,
      value: 'sample-partner-key',
    },
    'namedValues/partner-vault': {
      displayName: 'partner-vault',
      tags: ['vault'],
      secret: true,
      keyVault: {
        secretIdentifier: 'https://partner-vault.vault.azure.net/secrets/partner-token',
        lastStatus: { code: 'Success', timeStampUtc: '2026-01-12T08:00:00Z' },
      },
      value: 'sample-partner-vault-value',
    },
    'backends/deals-backend': {
      title: 'Deals',
      url: 'https://deals.partner.example',
      protocol: 'http',
      credentials: { header: { 'X-Partner-Key': ['{{partner-key}}'] } },
    },
    'loggers/partner-events': {
      loggerType: 'azureEventHub',
      description: 'Events of the partners.',
      credentials: { name: 'partner-events', endpointAddress: 'partner-events.servicebus.windows.net' },
      isBuffered: true,
    },
    'certificates/partner-client': {
      subject: 'CN=deals.partner.example',
      thumbprint: '1D0A5C3A7E1B94F2C6D8E0A1B3C5D7E9F1A2B3C4',
      expirationDate: '2030-01-01T00:00:00Z',
    },
    'schemas/deal': {
      schemaType: 'json',
      description: 'A deal.',
      document: { type: 'object', properties: { id: { type: 'string' } } },
    },
    'apiVersionSets/deals': {
      displayName: 'Deals',
      versioningScheme: 'Header',
      versionHeaderName: 'X-Version',
    },
    'policyFragments/partner-header': {
      description: 'Says which region a partner’s request came from.',
      value: `<fragment>
  <set-header name="X-Partner-Region" exists-action="override">
    <value>{{partner-region}}</value>
  </set-header>
</fragment>
`,
    },
    'apis/deals': {
      displayName: 'Deals',
      description: 'Offers of the partners.',
      path: 'deals',
      protocols: ['https'],
      apiRevision: '1',
      isCurrent: true,
      isOnline: true,
      subscriptionRequired: true,
      type: 'http',
      serviceUrl: 'https://deals.partner.example',
    },
    'apis/deals/operations/list-deals': {
      displayName: 'List deals',
      method: 'GET',
      urlTemplate: '/',
      templateParameters: [],
      responses: [],
    },
    'apis/deals/operations/get-deal': {
      displayName: 'Get deal',
      method: 'GET',
      urlTemplate: '/{dealId}',
      templateParameters: [{ name: 'dealId', type: 'string', required: true }],
      responses: [],
    },
    'apis/deals/schemas/deal': { contentType: 'application/json', document: {} },
    'products/partner-deals': {
      displayName: 'Partner deals',
      description: 'Everything about deals.',
      subscriptionRequired: true,
      approvalRequired: true,
      state: 'published',
      terms: '',
    },
    'products/partner-deals/apiLinks/deals': {},
    'policies/policy': {
      value: around('    <include-fragment fragment-id="partner-header" />\n'),
    },
    'products/partner-deals/policies/policy': {
      value: around('    <rate-limit calls="100" renewal-period="60" />\n'),
    },
    'apis/deals/policies/policy': {
      value: around(`    <set-backend-service backend-id="deals-backend" />
    <include-fragment fragment-id="partner-header" />
`),
    },
    'apis/deals/operations/get-deal/policies/policy': {
      value: around('    <rewrite-uri template="/v1/deals/{dealId}" />\n'),
    },
  },
} as const;
