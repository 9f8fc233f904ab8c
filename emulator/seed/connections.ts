/** What policies name beside APIs and named values: loggers, caches, certificates, schemas, credential providers. */
import type { JsonObject } from '../json';

/** Properties by path. No value is real. */
export const connections: Readonly<Record<string, JsonObject>> = {
  'loggers/shop-events': {
    loggerType: 'azureEventHub',
    description: 'Audit events of the shop.',
    credentials: { name: 'shop-events', endpointAddress: 'shop-events.servicebus.windows.net' },
    isBuffered: true,
  },
  'loggers/shop-insights': {
    loggerType: 'applicationInsights',
    description: 'Requests and metrics of the shop.',
    credentials: { instrumentationKey: '{{insights-key}}' },
    isBuffered: true,
  },
  'caches/default': {
    description: 'Redis in West Europe.',
    useFromLocation: 'default',
    connectionString: '{{cache-connection}}',
  },
  'certificates/shop-client': {
    subject: 'CN=client.shop.example',
    thumbprint: '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B',
    expirationDate: '2031-05-01T00:00:00Z',
  },
  'certificates/shop-vault-client': {
    subject: 'CN=vault.shop.example',
    thumbprint: '60303AE22B998861BCE3B28F33EEC1BE758A213C',
    expirationDate: '2029-11-30T00:00:00Z',
    keyVault: {
      secretIdentifier: 'https://shop-vault.vault.azure.net/secrets/shop-client',
      lastStatus: { code: 'Success', timeStampUtc: '2026-01-12T08:00:00Z' },
    },
  },
  'schemas/product': {
    schemaType: 'json',
    description: 'A product of the catalog.',
    document: {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'string' }, name: { type: 'string' }, stock: { type: 'integer' } },
    },
  },
  'apis/storefront/schemas/graphql': {
    contentType: 'application/vnd.ms-azure-apim.graphql.schema',
    document: {
      value:
        'type Query { product(id: ID!): Product orders: [Order] } type Product { id: ID! name: String } type Order { id: ID! total: Float }',
    },
  },
  'authorizationProviders/erp': {
    displayName: 'ERP',
    identityProvider: 'aad',
    oauth2: { redirectUrl: 'https://authorization-manager.consent.azure-apim.net/redirect/apim/sample-shop' },
  },
  'authorizationProviders/erp/authorizations/orders-sync': {
    authorizationType: 'OAuth2',
    oauth2grantType: 'ClientCredentials',
    status: 'Connected',
  },
  'gateways/warehouse': {
    description: 'The gateway in the warehouse.',
    locationData: { name: 'Rotterdam', countryOrRegion: 'Netherlands' },
  },
};
