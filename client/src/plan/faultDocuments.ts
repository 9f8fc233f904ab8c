/** Where the texts are that a refused policy of a plan brings in. */
import { type Resource, resourceId, type WorkspacePlan } from '../../../instance/push';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { Connected } from '../connection/connection';
import { broughtInDocuments, fragmentBeside } from '../push/broughtInDocuments';
import type { BroughtInDocuments } from '../push/faults';
import type { Origin } from './origins';

/** What was sent with it is where the plan took it from; all else is the instance's. */
export function faultDocuments(
  origin: Origin,
  connected: Connected,
  plan: Pick<WorkspacePlan, 'items'>,
  resource: Resource,
): BroughtInDocuments {
  const address: PolicyAddress = resource.kind === 'policy' ? resource.address : { kind: 'global' };
  const ids = new Set(plan.items.map(({ id }) => id));
  const isPlanned = (fragment: PolicyAddress) => ids.has(resourceId({ kind: 'policy', address: fragment }));
  if (origin.kind === 'workspace') return broughtInDocuments(connected, address, origin.folder, isPlanned);
  const there = broughtInDocuments(connected, address, undefined);
  const source = broughtInDocuments(origin.from, address, undefined);
  return {
    fragment: (id) => (isPlanned(fragmentBeside(address, id)) ? source : there).fragment(id),
    namedValue: (name) => there.namedValue(name),
  };
}
