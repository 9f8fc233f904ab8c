/** What all routing does with the segments of an address. */
import { methodNotAllowed } from '../http/errors';
import type { Call, Reply } from '../http/message';
import type { Directory, Instance } from '../instance';

/** Segments and names are compared without regard to case. */
export function same(segment: string | undefined, name: string): boolean {
  return segment?.toLowerCase() === name.toLowerCase();
}

/** The answer where the request only reads. */
export function read(call: Call, answer: () => Reply): Reply {
  return call.method === 'GET' ? answer() : methodNotAllowed(['GET']);
}

/** The service that an address names, and the rest of the address. */
export function serviceIn(
  { segments }: Call,
  directory: Directory,
): { readonly instance: Instance; readonly below: readonly string[] } | undefined {
  const [, subscription, , group, , , , service, ...below] = segments;
  const instance = directory.instances.find(
    ({ ids }) =>
      same(service, ids.service) && same(group, ids.resourceGroup) && same(subscription, ids.subscriptionId),
  );
  return instance && { instance, below };
}
