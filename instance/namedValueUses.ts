/** Where a named value is used. The service has no list of that, so what may use it is looked through. */
import type { PolicyAddress } from '../server/src/core/workspace/types';
import { mapLimited } from './pool';
import { within, workspaceOfAddress } from './push/resources';
import type { ApimInstance, NamedValueSummary, Outcome, PlaceOptions } from './types';

export type NamedValueUse =
  | { readonly kind: 'policy'; readonly address: PolicyAddress }
  | { readonly kind: 'backend'; readonly name: string };

export interface NamedValueUses {
  readonly users: readonly NamedValueUse[];
  /** How many policies and fragments were not looked at. */
  readonly left: number;
}

/** Policies read at a time. */
const atATime = 6;

/**
 * The policies, fragments and backends that name it, by display name or resource name, in the place it belongs to. At
 * most `limit` policies and fragments are read, one request each.
 */
export async function namedValueUses(
  instance: ApimInstance,
  { name, displayName }: Pick<NamedValueSummary, 'name' | 'displayName'>,
  options: PlaceOptions & { readonly limit?: number } = {},
): Promise<Outcome<NamedValueUses>> {
  const { workspace, signal, limit = Number.POSITIVE_INFINITY } = options;
  const call = signal === undefined ? {} : { signal };
  const place = { ...call, ...within(workspace) };
  const wanted = new Set([name.toLowerCase(), displayName.toLowerCase()]);
  const [policies, fragments, backends] = await Promise.all([
    instance.policyAddresses(call),
    instance.fragments(place),
    instance.backends(place),
  ]);
  if (!policies.ok) return policies;
  if (!fragments.ok) return fragments;
  if (!backends.ok) return backends;
  const addresses: readonly PolicyAddress[] = [
    ...policies.value.filter((address) => workspaceOfAddress(address) === workspace),
    ...fragments.value.map((fragment) => ({
      kind: 'fragment' as const,
      fragment: fragment.name,
      ...within(workspace),
    })),
  ];
  const looked = addresses.slice(0, limit);
  const read = await mapLimited(
    looked,
    atATime,
    async (address) => ({ address, policy: await instance.readPolicy(address, call) }),
    signal,
  );
  const users: NamedValueUse[] = [];
  for (const each of read) {
    if (each === undefined) continue;
    const { address, policy } = each;
    if (policy.ok && names(policy.value.text, wanted)) users.push({ kind: 'policy', address });
    // What has gone in the meantime uses nothing.
    else if (!policy.ok && policy.failure.kind !== 'not-found') return policy;
  }
  for (const backend of backends.value)
    if (names(JSON.stringify(backend.properties), wanted))
      users.push({ kind: 'backend', name: backend.name });
  return { ok: true, value: { users, left: addresses.length - looked.length } };
}

function names(text: string, wanted: ReadonlySet<string>): boolean {
  for (const [, name = ''] of text.matchAll(/\{\{\s*([A-Za-z0-9\-._]+)\s*\}\}/g))
    if (wanted.has(name.toLowerCase())) return true;
  return false;
}
