/**
 * Every route of the published interface: what answers it, and whether the answer has the published shape and
 * nothing beyond it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
beforeEach(async () => {
  emulator = await startTestEmulator();
  await send(emulator, 'PUT', '/policyRestrictions/restriction', {
    body: { properties: { scope: emulator.resourceId, requireBase: 'false' } },
  });
  // The API that the routes are tried with gets what it lacks.
  const { properties } = (await send(emulator, 'GET', '/apis/storefront/schemas/graphql')).json;
  await send(emulator, 'PUT', '/apis/catalog/schemas/graphql', { body: { properties } });
});
afterEach(() => emulator.close());

type Names = Readonly<Record<string, string>>;
const ofService: Names = {
  apiId: 'catalog',
  operationId: 'get-product',
  productId: 'starter',
  id: 'culture',
  namedValueId: 'erp-password',
  backendId: 'catalog-backend',
  loggerId: 'shop-events',
  certificateId: 'shop-vault-client',
  versionSetId: 'orders',
  schemaId: 'product',
  releaseId: 'first',
  cacheId: 'default',
  sid: 'master',
  gatewayId: 'warehouse',
  authorizationProviderId: 'erp',
  authorizationId: 'orders-sync',
  policyRestrictionId: 'restriction',
};
const ofWorkspace: Names = {
  apiId: 'deals',
  operationId: 'get-deal',
  productId: 'partner-deals',
  id: 'partner-header',
  namedValueId: 'partner-vault',
  backendId: 'deals-backend',
  loggerId: 'partner-events',
  certificateId: 'partner-client',
  schemaId: 'deal',
};

function addressOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'subscriptionId') return emulator.subscriptionId;
    if (name === 'resourceGroupName') return emulator.resourceGroup;
    if (name === 'serviceName') return emulator.service;
    if (name === 'policyId') return 'policy';
    if (name === 'workspaceId') return 'partners';
    if (name === 'resolverId') return 'query-product';
    if (path.includes('/resolvers/') && name === 'apiId') return 'storefront';
    if (path.includes('/releases/') && name === 'apiId') return 'orders';
    if (/\/apis\/[^/]+\/schemas\//.test(path) && name === 'schemaId' && !path.includes('/workspaces/'))
      return 'graphql';
    return (path.includes('/workspaces/') ? ofWorkspace : ofService)[name] ?? 'none';
  });
}

/** There is no operation of that name, or it is not served: what a policy author has no use for. */
const notThere = /^(?:OperationStatus|OperationsResults)_/i;

describe.runIf(routes.length > 0)('the published interface', () => {
  const reads = routes.filter(
    ({ method, operationId }) => method === 'GET' && operationId !== 'ApiExport_Get',
  );

  it.each(reads.map((route) => [route.operationId, route] as const))(
    '%s',
    async (_, { file, path, operationId, schemas }) => {
      const answer = await sendTo(`${emulator.url}${addressOf(path)}?api-version=2024-05-01`);
      if (notThere.test(operationId)) {
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
      const expected = operationId === 'ProductApi_CheckEntityExists' ? 204 : 200;
      expect([operationId, status, text]).toEqual([operationId, expected, '']);
      if (expected === 200)
        expect([operationId, headers.get('etag')]).toEqual([operationId, expect.stringMatching(/^".+"$/)]);
    }
  });

  const bodyOf = (operationId: string, properties: Record<string, unknown>) =>
    operationId === 'Certificate_CreateOrUpdate' ? { data: 'MIIB' } : properties;
  const isValid = (file: string, schema: string | undefined, json: unknown) => {
    const validate = validator(file, schema ?? 'missing');
    return [validate(json), validate.errors];
  };
  const writes = routes.filter(
    ({ method, operationId }) => method === 'PUT' && operationId !== 'ProductApi_CreateOrUpdate',
  );

  it.each(writes.map((route) => [route.operationId, route] as const))(
    '%s updates, refuses a stale ETag, deletes and creates',
    async (_, { file, path, operationId, schemas }) => {
      const address = `${emulator.url}${addressOf(path)}?api-version=2024-05-01`;
      const now = await sendTo(address);
      expect(now.status).toBe(200);
      // Answers of secrets and of fragments in use can't be taken as they are.
      const properties = bodyOf(operationId, {
        ...now.json.properties,
        ...(now.json.properties.value === undefined ? {} : { format: 'xml' }),
      });
      const put = (ifMatch?: string) =>
        sendTo(address, 'PUT', {
          body: { properties },
          ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
        });
      const updated = await put(now.headers.get('etag') ?? '');
      expect([updated.status, ...isValid(file, schemas['200'], updated.json)]).toEqual([200, true, null]);
      const stale = await put(now.headers.get('etag') ?? '');
      expect([stale.status, stale.json.error.message]).toEqual([
        412,
        'Resource was modified since last retrieval.',
      ]);
      expect(isValid(file, '#/definitions/ErrorResponse', { error: withoutNulls(stale.json.error) })).toEqual(
        [true, null],
      );
      emulator.store.delete(
        address.slice((emulator.url + emulator.resourceId).length + 1).split('?')[0] ?? '',
      );
      expect((await put('"AAAAAAAAAAA="')).status).toBe(412);
      const created = await put();
      expect([created.status, ...isValid(file, schemas['201'], created.json)]).toEqual([201, true, null]);
      expect((await sendTo(address, 'DELETE')).status).toBe(400);
      const deleted = await sendTo(address, 'DELETE', { headers: { 'if-match': '*' } });
      const again = await sendTo(address, 'DELETE', { headers: { 'if-match': '*' } });
      expect([deleted.status, again.status]).toEqual(deleted.status === 400 ? [400, 400] : [200, 204]);
      if (deleted.status === 400) expect(deleted.json.error.message).toMatch(/is used by|current revision/);
    },
  );

  it.each(
    routes.filter(({ method }) => method === 'PATCH').map((route) => [route.operationId, route] as const),
  )('%s changes what is sent and keeps the rest', async (_, { file, path, schemas }) => {
    const address = `${emulator.url}${addressOf(path)}?api-version=2024-05-01`;
    const before = await sendTo(address);
    const body = { properties: path.endsWith('{releaseId}') ? { notes: 'b' } : {} };
    expect((await sendTo(address, 'PATCH', { body })).status).toBe(400);
    const stale = await sendTo(address, 'PATCH', { body, headers: { 'if-match': '"AAAAAAAAAAA="' } });
    expect(stale.status).toBe(412);
    const etag = before.headers.get('etag') ?? '';
    const changed = await sendTo(address, 'PATCH', { body, headers: { 'if-match': etag } });
    const after = await sendTo(address);
    expect(after.json.properties).toEqual({ ...before.json.properties, ...body.properties });
    expect(after.headers.get('etag')).not.toBe(etag);
    if (changed.status === 202) expect(changed.headers.get('location')).not.toBeNull();
    else expect([changed.status, ...isValid(file, schemas['200'], changed.json)]).toEqual([200, true, null]);
  });

  it('has every action answered in its shape', async () => {
    const unserved: string[] = [];
    for (const { file, path, method, operationId, schemas } of routes) {
      if (method !== 'POST') continue;
      const answer = await sendTo(`${emulator.url}${addressOf(path)}?api-version=2024-05-01`, 'POST');
      if (answer.status === 404 || answer.status === 405) unserved.push(operationId);
      else if (answer.status === 202) expect([operationId, answer.text]).toEqual([operationId, '']);
      else
        expect([operationId, answer.status, ...isValid(file, schemas['200'], answer.json)]).toEqual([
          operationId,
          200,
          true,
          null,
        ]);
    }
    // What policy authors have no use for.
    expect(unserved.sort()).toEqual([
      'Gateway_ListDebugCredentials',
      'Gateway_ListTrace',
      'PolicyRestrictionValidations_ByService',
    ]);
  });
});

/** `details` may be null in the service's own errors, which the published shape does not say. */
function withoutNulls(error: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(error).filter(([, value]) => value !== null));
}
