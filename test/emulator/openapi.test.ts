/**
 * Every route of the published interface: what answers it, and whether the answer has the published shape and
 * nothing beyond it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { send, sendTo, startTestEmulator } from '../support/emulator';
import { sharedFolder } from '../support/shared';

interface Route {
  readonly file: string;
  readonly path: string;
  readonly method: string;
  readonly operationId: string;
  readonly schemas: Readonly<Record<string, string | undefined>>;
}

type JsonSchema = Record<string, unknown>;

const folder = sharedFolder('reference');
const files = folder === undefined ? [] : readdirSync(join(folder, 'arm/openapi'));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const routes: Route[] = [];

for (const file of files) {
  const document = JSON.parse(readFileSync(join(folder ?? '', 'arm/openapi', file), 'utf8'));
  ajv.addSchema({ $id: file, definitions: closed(document.definitions) });
  for (const [path, verbs] of Object.entries<Record<string, JsonSchema>>(document.paths)) {
    for (const [method, operation] of Object.entries(verbs)) {
      const responses = operation.responses as Record<
        string,
        { readonly schema?: { readonly $ref?: string } }
      >;
      routes.push({
        file,
        path,
        method: method.toUpperCase(),
        operationId: String(operation.operationId),
        schemas: Object.fromEntries(
          Object.entries(responses).map(([status, { schema }]) => [status, schema?.$ref]),
        ),
      });
    }
  }
}

/** Objects with named properties take no others, so that a misspelt one is found. Nothing may be null but by its schema. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in copy &&
    copy.type === 'object' &&
    !('additionalProperties' in copy) &&
    !('allOf' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

function validator(file: string, reference: string): ValidateFunction {
  const found = ajv.getSchema(`${file}${reference}`);
  if (found === undefined) throw new Error(`${file} has no ${reference}`);
  return found;
}

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const put = (path: string, properties: object) => send(emulator, 'PUT', path, { body: { properties } });
  await put('/workspaces/partners', { displayName: 'Partners' });
  await put('/workspaces/partners/apis/catalog', { displayName: 'Deals', path: 'deals' });
  await put('/workspaces/partners/apis/catalog/operations/get-product', {
    displayName: 'List',
    method: 'GET',
    urlTemplate: '/',
  });
  await put('/workspaces/partners/products/starter', { displayName: 'Gold' });
  await put('/workspaces/partners/namedValues/erp-password', {
    displayName: 'a',
    keyVault: { secretIdentifier: 'https://v.vault.azure.net/secrets/a' },
  });
  await put('/workspaces/partners/policyFragments/culture', { value: '<fragment />' });
  await put('/workspaces/partners/backends/catalog-backend', { url: 'https://a.example', protocol: 'http' });
  await put('/workspaces/partners/loggers/shop-events', { loggerType: 'azureMonitor' });
  await put('/workspaces/partners/schemas/schema', { schemaType: 'json' });
  for (const owner of ['', '/products/starter', '/apis/catalog', '/apis/catalog/operations/get-product'])
    await put(`/workspaces/partners${owner}/policies/policy`, { value: '<policies />' });
  await put('/apis/catalog/schemas/schema', { contentType: 'application/json', document: {} });
  await put('/workspaces/partners/apis/catalog/schemas/schema', {
    contentType: 'application/json',
    document: {},
  });
  await put('/apis/catalog/releases/release', {
    apiId: `${emulator.resourceId}/apis/catalog;rev=1`,
    notes: 'First',
  });
  await put('/schemas/schema', { schemaType: 'json', document: {} });
  await put('/caches/redis', { useFromLocation: 'default', connectionString: '{{x}}' });
  await put('/policyRestrictions/restriction', { scope: emulator.resourceId, requireBase: 'false' });
});
afterAll(() => emulator.close());

const parameters: Readonly<Record<string, string>> = {
  apiId: 'catalog',
  operationId: 'get-product',
  productId: 'starter',
  policyId: 'policy',
  id: 'culture',
  namedValueId: 'erp-password',
  backendId: 'catalog-backend',
  loggerId: 'shop-events',
  versionSetId: 'orders',
  workspaceId: 'partners',
  schemaId: 'schema',
  releaseId: 'release',
  cacheId: 'redis',
  sid: 'master',
  policyRestrictionId: 'restriction',
};

function addressOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'subscriptionId') return emulator.subscriptionId;
    if (name === 'resourceGroupName') return emulator.resourceGroup;
    if (name === 'serviceName') return emulator.service;
    if (path.includes('/resolvers/') && name === 'apiId') return 'storefront';
    if (name === 'resolverId') return 'query-product';
    return parameters[name] ?? 'none';
  });
}

/** Nothing of the kind is in the instance, or it is not served: what a policy author has no use for. */
const notThere =
  /_(?:certificates|authorization|gateway)|^(?:Certificate|WorkspaceCertificate|AuthorizationProvider|Authorization|Gateway)_Get|^(?:OperationStatus|OperationsResults)_/i;

describe.runIf(routes.length > 0)('the published interface', () => {
  const reads = routes.filter(
    ({ method, operationId }) => method === 'GET' && operationId !== 'ApiExport_Get',
  );

  it.each(reads.map((route) => [route.operationId, route] as const))(
    '%s',
    async (_, { file, path, operationId, schemas }) => {
      const answer = await sendTo(`${emulator.url}${addressOf(path)}?api-version=2024-05-01`);
      if (notThere.test(operationId) || /^Authorization_List/.test(operationId)) {
        expect([answer.status, answer.json.error.code]).toEqual([404, 'ResourceNotFound']);
        return;
      }
      expect(answer.status).toBe(200);
      const reference = schemas['200'];
      const validate = validator(file, reference ?? 'missing');
      expect([validate(answer.json), validate.errors]).toEqual([true, null]);
    },
  );

  it('has every HEAD answered like its GET', async () => {
    for (const { path, operationId } of routes.filter(({ method }) => method === 'HEAD')) {
      const { status, headers, text } = await sendTo(
        `${emulator.url}${addressOf(path)}?api-version=2024-05-01`,
        'HEAD',
      );
      const expected = notThere.test(operationId)
        ? 404
        : operationId === 'ProductApi_CheckEntityExists'
          ? 204
          : 200;
      expect([operationId, status, text]).toEqual([operationId, expected, '']);
      if (expected === 200)
        expect([operationId, headers.get('etag')]).toEqual([operationId, expect.stringMatching(/^".+"$/)]);
    }
  });

  it('has every PUT answered in its shape', async () => {
    for (const { file, path, operationId, schemas } of routes.filter(({ method }) => method === 'PUT')) {
      const address = `${emulator.url}${addressOf(path)}?api-version=2024-05-01`;
      const now = await sendTo(address);
      if (now.status !== 200 || operationId === 'ProductApi_CreateOrUpdate') continue;
      const answer = await sendTo(address, 'PUT', { body: { properties: now.json.properties } });
      const validate = validator(file, schemas['200'] ?? 'missing');
      expect([operationId, answer.status, validate(answer.json), validate.errors]).toEqual([
        operationId,
        200,
        true,
        null,
      ]);
    }
  });

  it('serves every route but those that policy authors have no use for', async () => {
    const unserved: string[] = [];
    for (const { path, method, operationId } of routes) {
      if (method === 'GET' || method === 'HEAD' || method === 'DELETE') continue;
      const address = `${emulator.url}${addressOf(path)}?api-version=2024-05-01`;
      const { status } = await sendTo(address, method, { body: {} });
      if (status === 405 || status === 404) unserved.push(operationId);
    }
    expect(unserved.sort()).toEqual([
      'Backend_Reconnect',
      'Certificate_CreateOrUpdate',
      'Certificate_RefreshSecret',
      'Gateway_ListDebugCredentials',
      'Gateway_ListTrace',
      'PolicyRestrictionValidations_ByService',
    ]);
  });
});
