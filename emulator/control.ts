/** The emulator's own addresses, for use by hand and by tests in other processes. */
import { type Faults, parseFault } from './faults/faults';
import { parseLimits, type Throttle } from './faults/throttle';
import { badRequest, methodNotAllowed, notFound, unknownRoute } from './http/errors';
import { type Habit, habits as knownHabits } from './http/habits';
import { type Call, ok, type Reply } from './http/message';
import type { RequestLog } from './http/requestLog';
import { serviceResourceId } from './ids';
import type { Instance, Role, ServiceSettings } from './instance';
import { isObject, type Json, type JsonObject } from './json';
import { generated, parseGenerated } from './seed/generated';
import { idsOf, parseService, type Services } from './services';

export interface Controlled {
  readonly services: Services;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly log: RequestLog;
}

type Handler = (call: Call, controlled: Controlled) => Reply;

const addresses: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  requests: {
    GET: (_, { log }) => ok({ value: log.all().map((request) => ({ ...request })), counts: log.counts() }),
    DELETE: (_, { log }) => {
      log.clear();
      return { status: 204 };
    },
  },
  faults: {
    POST: ({ body }, { faults }) => {
      const fault = parseFault(body);
      if (typeof fault === 'string') return wrong(fault);
      faults.add(fault);
      return { status: 201 };
    },
    DELETE: (_, { faults }) => {
      faults.clear();
      return { status: 204 };
    },
  },
  services: {
    GET: (_, { services }) => ok({ value: services.instances.map(shown) }),
    POST: ({ body }, { services }) => {
      const options = parseService(body);
      if (typeof options === 'string') return wrong(options);
      return { status: 201, body: shown(services.ensure(idsOf(options), options.seed ?? 'shop')) };
    },
  },
  generate: { POST: generate },
  settings: { PUT: change },
};

/** A web page can't send these: pages are refused by their `Origin`, and JSON needs to be announced. */
export function control(call: Call, controlled: Controlled): Reply {
  const [, name = '', ...more] = call.segments;
  const handlers = Object.hasOwn(addresses, name) ? addresses[name] : undefined;
  if (handlers === undefined || more.length > 0) return unknownRoute();
  const handler = handlers[call.method];
  if (handler === undefined) return methodNotAllowed(Object.keys(handlers));
  if (call.body !== undefined && !(call.headers['content-type'] ?? '').startsWith('application/json'))
    return wrong('It is sent as application/json.');
  return handler(call, controlled);
}

/** `{"service"?, "apis", "operations"?, "operationPolicies"?}` */
function generate({ body }: Call, { services }: Controlled): Reply {
  const content = parseGenerated(body);
  if (typeof content === 'string') return wrong(content);
  const instance = chosen(body, services);
  if (instance === undefined) return notFound('Service');
  instance.store.putAll(generated(content));
  return { status: 201, body: shown(instance) };
}

/** `{"throttle"?, "service"?, "minApiVersion"?, "pageSize"?, "namesByResource"?, "role"?, "habits"?}` */
function change({ body }: Call, { services, throttle }: Controlled): Reply {
  if (!isObject(body)) return wrong('Settings must be an object.');
  const limits = body.throttle === undefined ? undefined : parseLimits(body.throttle);
  if (typeof limits === 'string') return wrong(limits);
  const settings = parseSettings(body);
  if (typeof settings === 'string') return wrong(settings);
  const instance = chosen(body, services);
  if (instance === undefined) return notFound('Service');
  if (limits !== undefined) throttle.limit(limits ?? undefined);
  instance.settings = { ...instance.settings, ...settings };
  return ok({ ...instance.settings, habits: [...instance.settings.habits] });
}

const roles: readonly Role[] = ['contributor', 'reader', 'none'];

function parseSettings(body: JsonObject): Partial<ServiceSettings> | string {
  const { minApiVersion, pageSize, namesByResource, habits } = body;
  const role = roles.find((known) => known === body.role);
  if (body.role !== undefined && role === undefined) return `role must be one of ${roles.join(', ')}.`;
  if (minApiVersion !== undefined && typeof minApiVersion !== 'string')
    return 'minApiVersion must be an api-version.';
  if (pageSize !== undefined && !(typeof pageSize === 'number' && Number.isInteger(pageSize) && pageSize > 0))
    return 'pageSize must be a whole number above 0.';
  if (namesByResource !== undefined && typeof namesByResource !== 'boolean')
    return 'namesByResource must be true or false.';
  if (habits !== undefined && !areHabits(habits))
    return `habits must be a list of ${knownHabits.join(', ')}.`;
  return {
    ...(minApiVersion === undefined ? {} : { minApiVersion }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(namesByResource === undefined ? {} : { namesByResource }),
    ...(role === undefined ? {} : { role }),
    ...(habits === undefined ? {} : { habits }),
  };
}

function areHabits(value: Json): value is Habit[] {
  return Array.isArray(value) && value.every((each) => knownHabits.some((known) => known === each));
}

/** The service that is named; the sample service where none is. */
function chosen(body: Json | undefined, { instances }: Services): Instance | undefined {
  const name = isObject(body) ? body.service : undefined;
  return name === undefined ? instances[0] : instances.find(({ ids }) => ids.service === name);
}

function shown({ ids, store }: Instance): JsonObject {
  return { ...ids, resourceId: serviceResourceId(ids), resources: store.size };
}

function wrong(message: string): Reply {
  return badRequest('InvalidRequestContent', message);
}
