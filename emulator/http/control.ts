/** The emulator's own addresses, for use by hand: faults to come, and requests that came. */
import { type Faults, parseFault } from '../faults/faults';
import { badRequest, methodNotAllowed, unknownRoute } from './errors';
import { type Call, ok, type Reply } from './message';
import type { RequestLog } from './requestLog';

/**
 * `POST /_emulator/faults` adds one, `DELETE` removes all; `GET /_emulator/requests` lists the last requests.
 * A web page can't send these: pages are refused by their `Origin`, and JSON needs to be announced.
 */
export function control(call: Call, log: RequestLog, faults: Faults): Reply {
  const [, name, ...more] = call.segments;
  if (more.length > 0) return unknownRoute();
  if (name === 'requests') {
    return call.method === 'GET'
      ? ok({ value: log.all().map((r) => ({ ...r })) })
      : methodNotAllowed(['GET']);
  }
  if (name !== 'faults') return unknownRoute();
  if (call.method === 'DELETE') {
    faults.clear();
    return { status: 204 };
  }
  if (call.method !== 'POST') return methodNotAllowed(['POST', 'DELETE']);
  if (!(call.headers['content-type'] ?? '').startsWith('application/json')) {
    return badRequest('InvalidRequestContent', 'A fault is sent as application/json.');
  }
  const fault = parseFault(call.body);
  if (typeof fault === 'string') return badRequest('InvalidRequestContent', fault);
  faults.add(fault);
  return { status: 201 };
}
