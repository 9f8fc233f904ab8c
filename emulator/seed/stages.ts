/** The shop as it stands on its way to production: each stage differs from the one before it in what is usual. */
import type { InstanceIds } from '../ids';
import type { JsonObject } from '../json';
import { policies } from './policies';
import { type SeedResource, shop } from './shop';

/** Test: the tenant and addresses of test, a looser limit, and no second revision of the catalog yet. */
export function shopTest(ids: InstanceIds): readonly SeedResource[] {
  return changed(
    shop(ids),
    {
      ...urls('test.shop.example'),
      'namedValues/starter-calls-per-minute': { value: '200' },
      'apis/catalog/policies/policy': {
        value: (policies['apis/catalog'] ?? '').replace('duration="300"', 'duration="10"'),
      },
    },
    (path) => path.startsWith('apis/catalog%3Brev%3D2'),
  );
}

/** Production: what is new is not there yet, some has another meaning, and some only looks different. */
export function shopProd(ids: InstanceIds): readonly SeedResource[] {
  return changed(
    shop(ids),
    {
      ...urls('prod.shop.example'),
      'namedValues/starter-calls-per-minute': { value: '10' },
      'namedValues/payments-api-key': { value: 'sample-production-payments-key' },
      'policies/policy': { value: (policies[''] ?? '').replace('timeout="30"', 'timeout="60"') },
      // The same meaning in another form.
      'apis/customers/policies/policy': {
        value: (policies['apis/customers'] ?? '').replaceAll('  ', '\t').replaceAll('\n', '\r\n'),
      },
      'products/starter/policies/policy': {
        value: (policies['products/starter'] ?? '').replace('calls="10000"', 'calls="5000"'),
      },
    },
    (path) =>
      /^(?:apis\/catalog%3Brev%3D2|apis\/orders-v2|products\/[^/]+\/apiLinks\/orders-v2|workspaces)(?:\/|$)/.test(
        path,
      ) || path === 'apis/payments/operations/receive-webhook/policies/policy',
  );
}

function urls(domain: string): Readonly<Record<string, JsonObject>> {
  return {
    'namedValues/allowed-origin': { value: `https://www.${domain}` },
    'namedValues/catalog-backend-url': { value: `https://catalog.${domain}` },
    'namedValues/orders-backend-url': { value: `https://orders.${domain}/api` },
    'backends/catalog-backend': { url: `https://catalog.${domain}` },
    'backends/customers-backend': { url: `https://customers.${domain}/api` },
    'backends/payments-backend': { url: `https://payments.${domain}` },
  };
}

function changed(
  resources: readonly SeedResource[],
  changes: Readonly<Record<string, JsonObject>>,
  isMissing: (path: string) => boolean,
): readonly SeedResource[] {
  return resources
    .filter(({ path }) => !isMissing(path))
    .map(({ path, properties }) => ({ path, properties: { ...properties, ...changes[path] } }));
}
