/** The routes that all resource kinds share: list, HEAD, GET, PUT, PATCH, DELETE and actions. */
import { armError, badRequest, failure, invalidFields, methodNotAllowed, notFound } from '../http/errors';
import { ok, type Reply } from '../http/message';
import { serviceResourceId } from '../ids';
import { isObject, type JsonObject } from '../json';
import { collectionsOf, nameOf, pathOf, type Resource, segmentsOf } from '../store/resource';
import { refusedByIfMatch } from './conditions';
import type { Prepared, Target } from './kinds';
import { page, uncounted } from './paging';

const defaultNames = /^[^*#&+:<>?/\\]{1,80}$/;

/** `GET {collection}` */
export function list(target: Target): Reply {
  const { call, instance, kind } = target;
  if (call.method !== 'GET') return methodNotAllowed(['GET']);
  const resources = kind.list?.(target) ?? instance.store.list(target.path);
  const rows = resources.map((resource) => entity(target, resource));
  const reply = page(call, rows, instance.settings.pageSize, kind.filterFields);
  return kind.uncounted ? uncounted(reply) : reply;
}

/** Any verb on one resource. */
export function item(target: Target): Reply {
  const { call, kind, existing } = target;
  switch (call.method) {
    case 'GET':
      if (call.query.has('asyncId')) return operationResult(target);
      return existing === undefined ? notFound(kind.noun) : answer(target, existing, 200);
    case 'HEAD':
      return existing === undefined ? { status: 404 } : { status: 200, headers: { etag: existing.etag } };
    case 'PUT':
      return kind.writes === 'none' ? refuseVerb(target) : put(target);
    case 'PATCH':
      return kind.writes === 'put-patch' ? patch(target) : refuseVerb(target);
    case 'DELETE':
      return kind.writes === 'none' ? refuseVerb(target) : remove(target);
    default:
      return refuseVerb(target);
  }
}

/** `POST {resource}/{action}` */
export function action(target: Target, name: string): Reply | undefined {
  const { call, kind, existing } = target;
  const key = Object.keys(kind.actions ?? {}).find((known) => known.toLowerCase() === name.toLowerCase());
  const run = key === undefined ? undefined : kind.actions?.[key];
  if (run === undefined) return undefined;
  if (call.method !== 'POST') return methodNotAllowed(['POST']);
  return existing === undefined ? notFound(kind.noun) : run(target, existing);
}

/** A resource as ARM shows it: `{ id, type, name, properties }`. */
export function entity(target: Target, resource: Resource): JsonObject {
  return envelope(target, resource, target.kind.present?.(target, resource) ?? resource.properties);
}

export function envelope(target: Target, resource: Resource, properties: JsonObject): JsonObject {
  return {
    id: idOf(target, resource.path),
    type: `Microsoft.ApiManagement/service/${collectionsOf(segmentsOf(resource.path)).join('/')}`,
    name: nameOf(resource.path),
    properties,
  };
}

export function idOf(target: Pick<Target, 'instance'>, path: string): string {
  return `${serviceResourceId(target.instance.ids)}/${segmentsOf(path).join('/')}`;
}

/** Starts an operation and names its two poll addresses. */
export function startOperation(target: Target, error: Prepared | undefined, asyncCode: number) {
  const { call, instance } = target;
  const operation = instance.operations.start(error?.ok === false ? error.error : undefined);
  const service = `${call.origin}${serviceResourceId(instance.ids)}`;
  const version = `api-version=${encodeURIComponent(call.query.get('api-version') ?? '')}`;
  return {
    location: `${service}/${target.path}?${version}&asyncId=${operation.id}&asyncCode=${asyncCode}`,
    'azure-asyncoperation': `${service}/tenant/operationResults/${operation.id}?${version}`,
  };
}

function put(target: Target): Reply {
  const { call, kind, existing } = target;
  const refused = refusedByIfMatch(call, existing, false);
  if (refused !== undefined) return refused;
  const name = nameOf(target.path);
  if (existing === undefined && !(kind.names ?? defaultNames).test(name)) {
    return failure(400, invalidFields([{ target: 'name', message: `The name '${name}' is not valid.` }]));
  }
  const sent = sentProperties(target);
  if (sent === undefined)
    return badRequest('ValidationError', 'The request body must be a JSON object with properties.');
  const missing = (kind.required ?? []).filter((field) => sent[field] === undefined || sent[field] === '');
  if (missing.length > 0) {
    return failure(
      400,
      invalidFields(
        missing.map((field) => ({ target: field, message: `'${field}' is required and cannot be empty.` })),
      ),
    );
  }
  return write(
    target,
    kind.prepare?.(target, sent) ?? { ok: true, properties: sent },
    existing === undefined ? 201 : 200,
  );
}

function patch(target: Target): Reply {
  const { call, kind, existing } = target;
  if (existing === undefined) return notFound(kind.noun);
  const refused = refusedByIfMatch(call, existing, true);
  if (refused !== undefined) return refused;
  const sent = sentProperties(target);
  if (sent === undefined)
    return badRequest('ValidationError', 'The request body must be a JSON object with properties.');
  const merged = { ...existing.properties, ...sent };
  return write(
    target,
    kind.prepare?.(target, merged) ?? { ok: true, properties: merged },
    kind.longRunning ? 202 : 200,
  );
}

function write(target: Target, prepared: Prepared, status: number): Reply {
  const { instance, kind, path, existing } = target;
  if (!prepared.ok) {
    if (kind.longRunning !== true || kind.failsLater !== true) return failure(400, prepared.error);
    const headers = startOperation(target, prepared, status === 202 ? 200 : status);
    if (status === 202) return { status, headers };
    const shown = kind.present ?? ((_: Target, resource: Resource) => resource.properties);
    const refused: Resource = {
      path,
      etag: '',
      properties: sentProperties(target) ?? {},
      createdAt: '',
      updatedAt: '',
    };
    return { status, headers, body: inProgress(envelope(target, refused, shown(target, refused))) };
  }
  const resource = instance.store.put(existing?.path ?? path, prepared.properties);
  kind.written?.(target, resource);
  const shown = (kind.presentWritten ?? kind.present)?.(target, resource) ?? resource.properties;
  const body = envelope(target, resource, shown);
  if (kind.longRunning !== true) return { status, headers: { etag: resource.etag }, body };
  const headers = startOperation(target, prepared, status === 202 ? 200 : status);
  return status === 202
    ? { status, headers }
    : { status, headers: { ...headers, etag: resource.etag }, body: inProgress(body) };
}

function remove(target: Target): Reply {
  const { call, instance, kind, existing } = target;
  const refused = refusedByIfMatch(call, existing, true);
  // Nothing there: any condition will do, but one has to be given.
  if (existing === undefined && call.headers['if-match'] !== undefined) return { status: 204 };
  if (refused !== undefined || existing === undefined) return refused ?? { status: 204 };
  const obstacle = kind.undeletable?.(target, existing);
  if (obstacle !== undefined) return failure(400, obstacle);
  instance.store.delete(existing.path);
  kind.deleted?.(target, existing);
  return { status: 200 };
}

function operationResult(target: Target): Reply {
  const { call, kind, existing, instance } = target;
  const id = call.query.get('asyncId') ?? '';
  const status = call.query.get('asyncCode') === '201' ? 201 : 200;
  const location = `${call.origin}${serviceResourceId(instance.ids)}/${target.path}?${call.query}`;
  return instance.operations.result(id, location, () =>
    existing === undefined ? notFound(kind.noun) : answer(target, existing, status),
  );
}

function answer(target: Target, resource: Resource, status: number): Reply {
  const body = entity(target, resource);
  return status === 200
    ? ok(body, { etag: resource.etag })
    : { status, headers: { etag: resource.etag }, body };
}

function inProgress(body: JsonObject): JsonObject {
  const properties = isObject(body.properties) ? body.properties : {};
  return { ...body, properties: { ...properties, provisioningState: 'InProgress' } };
}

function sentProperties({ call }: Target): JsonObject | undefined {
  if (!isObject(call.body)) return undefined;
  const { properties } = call.body;
  return isObject(properties) ? properties : undefined;
}

function refuseVerb({ kind }: Target): Reply {
  const verbs = ['GET', 'HEAD'];
  if (kind.writes !== 'none') verbs.push('PUT', 'DELETE');
  if (kind.writes === 'put-patch') verbs.push('PATCH');
  return methodNotAllowed(verbs);
}

/** A fault in one field, in ARM's form. */
export function invalidField(field: string, message: string): Prepared {
  return { ok: false, error: invalidFields([{ target: field, message }]) };
}

/** A fault that belongs to no field. */
export function invalid(message: string): Prepared {
  return { ok: false, error: armError('ValidationError', message) };
}

/** The part of a path that owns its names: '' for the service, `workspaces/x/` for a workspace. */
export function ownerOf(segments: readonly string[]): string {
  return segments[0]?.toLowerCase() === 'workspaces' && segments.length > 2
    ? `${pathOf(segments.slice(0, 2))}/`
    : '';
}
