/** The shop's APIs, operations, products, named values and backends. */

export interface OperationSeed {
  readonly name: string;
  readonly displayName: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly urlTemplate: string;
}

export interface ApiSeed {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly path: string;
  readonly revision: string;
  readonly isCurrent: boolean;
  readonly type: 'http' | 'graphql';
  readonly version?: { readonly name: string; readonly set: string };
  readonly operations: readonly OperationSeed[];
}

const operation = (
  name: string,
  displayName: string,
  method: OperationSeed['method'],
  urlTemplate: string,
): OperationSeed => ({ name, displayName, method, urlTemplate });

const catalogOperations = [
  operation('list-products', 'List products', 'GET', '/products'),
  operation('get-product', 'Get product', 'GET', '/products/{productId}'),
  operation('search-products', 'Search products', 'GET', '/products/search'),
  operation('list-categories', 'List categories', 'GET', '/categories'),
  operation('get-category', 'Get category', 'GET', '/categories/{categoryId}'),
  operation('list-reviews', 'List reviews', 'GET', '/products/{productId}/reviews'),
];

export const apis: readonly ApiSeed[] = [
  {
    name: 'catalog',
    displayName: 'Catalog',
    description: 'What the shop sells: products, categories and reviews.',
    path: 'catalog',
    revision: '1',
    isCurrent: true,
    type: 'http',
    operations: catalogOperations,
  },
  {
    name: 'catalog;rev=2',
    displayName: 'Catalog',
    description: 'What the shop sells: products, categories and reviews. With reviews to write.',
    path: 'catalog',
    revision: '2',
    isCurrent: false,
    type: 'http',
    operations: [
      ...catalogOperations,
      operation('add-review', 'Add review', 'POST', '/products/{productId}/reviews'),
    ],
  },
  {
    name: 'orders',
    displayName: 'Orders',
    description: 'A customer’s orders.',
    path: 'orders',
    revision: '1',
    isCurrent: true,
    type: 'http',
    version: { name: 'v1', set: 'orders' },
    operations: [
      operation('list-orders', 'List orders', 'GET', '/'),
      operation('create-order', 'Create order', 'POST', '/'),
      operation('get-order', 'Get order', 'GET', '/{orderId}'),
      operation('cancel-order', 'Cancel order', 'POST', '/{orderId}/cancel'),
      operation('list-order-events', 'List order events', 'GET', '/{orderId}/events'),
      operation('get-invoice', 'Get invoice', 'GET', '/{orderId}/invoice'),
    ],
  },
  {
    name: 'orders-v2',
    displayName: 'Orders',
    description: 'A customer’s orders, page by page.',
    path: 'orders',
    revision: '1',
    isCurrent: true,
    type: 'http',
    version: { name: 'v2', set: 'orders' },
    operations: [
      operation('list-orders', 'List orders', 'GET', '/'),
      operation('get-order', 'Get order', 'GET', '/{orderId}'),
      operation('replace-order', 'Replace order', 'PUT', '/{orderId}'),
    ],
  },
  {
    name: 'customers',
    displayName: 'Customers',
    description: 'Customers’ accounts and addresses.',
    path: 'customers',
    revision: '1',
    isCurrent: true,
    type: 'http',
    operations: [
      operation('get-customer', 'Get customer', 'GET', '/{customerId}'),
      operation('update-customer', 'Update customer', 'PATCH', '/{customerId}'),
      operation('list-addresses', 'List addresses', 'GET', '/{customerId}/addresses'),
      operation('add-address', 'Add address', 'POST', '/{customerId}/addresses'),
      operation('delete-address', 'Delete address', 'DELETE', '/{customerId}/addresses/{addressId}'),
    ],
  },
  {
    name: 'payments',
    displayName: 'Payments',
    description: 'Payments and refunds, by way of the payment provider.',
    path: 'payments',
    revision: '1',
    isCurrent: true,
    type: 'http',
    operations: [
      operation('create-payment', 'Create payment', 'POST', '/'),
      operation('get-payment', 'Get payment', 'GET', '/{paymentId}'),
      operation('refund-payment', 'Refund payment', 'POST', '/{paymentId}/refunds'),
      operation('receive-webhook', 'Receive webhook', 'POST', '/webhooks/provider'),
    ],
  },
  {
    name: 'inventory',
    displayName: 'Inventory',
    description: 'Stock levels of the warehouses.',
    path: 'inventory',
    revision: '1',
    isCurrent: true,
    type: 'http',
    operations: [
      operation('get-stock', 'Get stock', 'GET', '/stock/{productId}'),
      operation('set-stock', 'Set stock', 'PUT', '/stock/{productId}'),
      operation('list-warehouses', 'List warehouses', 'GET', '/warehouses'),
      operation('reserve-stock', 'Reserve stock', 'POST', '/stock/{productId}/reservations'),
    ],
  },
  {
    name: 'storefront',
    displayName: 'Storefront',
    description: 'One GraphQL endpoint for the shop’s web site.',
    path: 'storefront',
    revision: '1',
    isCurrent: true,
    type: 'graphql',
    operations: [],
  },
];

export const resolvers = [
  {
    api: 'storefront',
    name: 'query-product',
    displayName: 'Product',
    path: 'Query/product',
    description: 'A product by its id.',
  },
  {
    api: 'storefront',
    name: 'query-orders',
    displayName: 'Orders',
    path: 'Query/orders',
    description: 'The signed-in customer’s orders.',
  },
] as const;

export const versionSets = [
  {
    name: 'orders',
    displayName: 'Orders',
    versioningScheme: 'Segment',
    description: 'All versions of the Orders API.',
  },
] as const;

export const products = [
  {
    name: 'starter',
    displayName: 'Starter',
    description: 'For trying the shop’s APIs: a few calls a minute.',
    apis: ['catalog', 'inventory'],
    approvalRequired: false,
  },
  {
    name: 'partner',
    displayName: 'Partner',
    description: 'For partners who sell through the shop.',
    apis: ['catalog', 'orders', 'orders-v2', 'customers', 'payments', 'inventory', 'storefront'],
    approvalRequired: true,
  },
  {
    name: 'internal',
    displayName: 'Internal',
    description: 'For the shop’s own programs.',
    apis: ['catalog', 'orders-v2', 'customers', 'inventory'],
    approvalRequired: true,
  },
] as const;

export type NamedValueSeed = {
  readonly name: string;
  readonly displayName: string;
  readonly tags: readonly string[];
} & (
  | { readonly kind: 'plain' | 'secret'; readonly value: string }
  | {
      readonly kind: 'key-vault';
      readonly secretIdentifier: string;
      /** Why the vault gave no value when it was last asked. */
      readonly refused?: string;
    }
);

/** Display names are what policies refer to; the last two show that resource names may differ. No value is real. */
export const namedValues: readonly NamedValueSeed[] = [
  {
    name: 'allowed-origin',
    displayName: 'allowed-origin',
    tags: ['web'],
    kind: 'plain',
    value: 'https://www.shop.example',
  },
  {
    name: 'catalog-backend-url',
    displayName: 'catalog-backend-url',
    tags: ['backend'],
    kind: 'plain',
    value: 'https://catalog.shop.example',
  },
  {
    name: 'orders-backend-url',
    displayName: 'orders-backend-url',
    tags: ['backend'],
    kind: 'plain',
    value: 'https://orders.shop.example/api',
  },
  {
    name: 'starter-calls-per-minute',
    displayName: 'starter-calls-per-minute',
    tags: [],
    kind: 'plain',
    value: '20',
  },
  {
    name: 'support-email',
    displayName: 'support-email',
    tags: [],
    kind: 'plain',
    value: 'support@shop.example',
  },
  {
    name: 'tenant-id',
    displayName: 'tenant-id',
    tags: ['oauth'],
    kind: 'plain',
    value: '5a11e5a0-0000-4000-8000-0000000000aa',
  },
  {
    name: 'orders-audience',
    displayName: 'orders-audience',
    tags: ['oauth'],
    kind: 'plain',
    value: 'api://shop-orders',
  },
  {
    name: 'payments-api-key',
    displayName: 'payments-api-key',
    tags: [],
    kind: 'secret',
    value: 'sample-payments-key',
  },
  {
    name: 'oauth-client-secret',
    displayName: 'oauth-client-secret',
    tags: ['oauth'],
    kind: 'secret',
    value: 'sample-client-secret',
  },
  {
    name: 'erp-password',
    displayName: 'erp-password',
    tags: ['vault'],
    kind: 'key-vault',
    secretIdentifier: 'https://shop-vault.vault.azure.net/secrets/erp-password',
  },
  {
    name: 'legacy-token',
    displayName: 'legacy-token',
    tags: ['vault'],
    kind: 'key-vault',
    secretIdentifier: 'https://old-vault.vault.azure.net/secrets/legacy-token',
    refused: 'The identity of the service has no access to the key vault.',
  },
  {
    name: 'cache-connection',
    displayName: 'cache-connection',
    tags: ['cache'],
    kind: 'secret',
    value: 'cache.shop.example:6380,password=sample-cache-password,ssl=True',
  },
  {
    name: 'insights-key',
    displayName: 'insights-key',
    tags: [],
    kind: 'secret',
    value: 'sample-insights-key',
  },
  {
    name: '65f1d0c2a7b3e40012345678',
    displayName: 'webhook-signing-key',
    tags: [],
    kind: 'secret',
    value: 'sample-signing-key',
  },
  {
    name: '65f1d0c2a7b3e40087654321',
    displayName: 'oauth-client-id',
    tags: ['oauth'],
    kind: 'plain',
    value: '5a11e5a0-0000-4000-8000-0000000000cc',
  },
];

export const backends = [
  { name: 'catalog-backend', title: 'Catalog', url: 'https://catalog.shop.example', header: undefined },
  {
    name: 'customers-backend',
    title: 'Customers',
    url: 'https://customers.shop.example/api',
    header: undefined,
  },
  {
    name: 'payments-backend',
    title: 'Payments',
    url: 'https://payments.shop.example',
    header: '{{payments-api-key}}',
  },
] as const;
