/** What a pull is about: which policies, fragments and information files it asks the instance for. */
import type { LayoutEntry, PolicyAddress } from '../../server/src/core/workspace/types';
import type {
  ApimInstance,
  BackendSummary,
  CallOptions,
  Failure,
  FragmentSummary,
  ListOptions,
  NamedValueSummary,
  Outcome,
} from '../types';
import { backendInformation, fragmentInformation, namedValueInformation } from './documents';
import type { Throttle } from './throttle';
import type { FailedItem } from './types';

/**
 * Everything: all policies, fragments, and the information files of fragments, named values and backends, those in
 * workspaces too. A list: exactly these. `below`: the policy of an address and all that is in what it belongs to
 * (an API's operations and resolvers, a workspace). `kind`: all of a kind.
 */
export type PullScope =
  | 'everything'
  | readonly PolicyAddress[]
  | { readonly below: PolicyAddress }
  | { readonly kind: 'fragments' | 'named-values' | 'backends'; readonly workspace?: string };

export interface Information {
  readonly entry: LayoutEntry;
  readonly text: string;
  readonly withheld?: boolean;
}

export interface Wanted {
  readonly addresses: readonly PolicyAddress[];
  /** Whether each address was asked for by name: then it is worth a word that one isn't there. */
  readonly named: boolean;
  readonly descriptions: ReadonlyMap<string, string>;
  readonly information: readonly Information[];
  /** Lists that could not be had; the rest is pulled all the same. */
  readonly unlisted: readonly FailedItem[];
}

/** Failures after which asking on is of no use. */
export const hopeless: ReadonlySet<Failure['kind']> = new Set([
  'signed-out',
  'unreachable',
  'cancelled',
  'throttled',
  'api-version',
]);

export async function findWanted(
  instance: ApimInstance,
  scope: PullScope,
  throttle: Throttle,
  call: CallOptions,
): Promise<Outcome<Wanted>> {
  const places = await placesOf(instance, scope, throttle, call);
  if (!places.ok) return places;
  const policies = await addressesOf(instance, scope, throttle, call);
  if (!policies.ok) return policies;
  const addresses = [...policies.value];
  const descriptions = new Map<string, string>();
  const information: Information[] = [];
  const unlisted: FailedItem[] = [];
  for (const { workspace, kinds, only } of places.value) {
    const within = workspace === undefined ? {} : { workspace };
    const list = <T>(ask: (options: ListOptions<T>) => Promise<Outcome<readonly T[]>>) =>
      throttle.run(() => ask({ ...call, ...within }));
    const none = Promise.resolve({ ok: true, value: [] } as const);
    const [fragments, namedValues, backends] = await Promise.all([
      kinds.has('fragments') ? list<FragmentSummary>((o) => instance.fragments(o)) : none,
      kinds.has('named-values') ? list<NamedValueSummary>((o) => instance.namedValues(o)) : none,
      kinds.has('backends') ? list<BackendSummary>((o) => instance.backends(o)) : none,
    ]);
    if (!fragments.ok) return fragments;
    for (const [name, outcome] of [
      ['named values', namedValues],
      ['backends', backends],
    ] as const) {
      if (outcome.ok) continue;
      if (hopeless.has(outcome.failure.kind)) return outcome;
      const path = workspace === undefined ? name : `workspaces/${workspace}/${name}`;
      unlisted.push({ path, message: outcome.failure.message, failure: outcome.failure });
    }
    for (const fragment of fragments.value) {
      if (only !== undefined && !only.has(fragment.name)) continue;
      const address = { kind: 'fragment', fragment: fragment.name, ...within } as const;
      if (only === undefined) addresses.push(address);
      if (fragment.description !== undefined) descriptions.set(addressKey(address), fragment.description);
      information.push({
        entry: { kind: 'fragment-information', fragment: fragment.name, ...within },
        text: fragmentInformation(fragment),
      });
    }
    for (const namedValue of namedValues.ok ? namedValues.value : [])
      information.push({
        entry: { kind: 'named-value-information', namedValue: namedValue.name, ...within },
        text: namedValueInformation(namedValue),
      });
    for (const backend of backends.ok ? backends.value : [])
      information.push({
        entry: { kind: 'backend-information', backend: backend.name, ...within },
        ...backendInformation(backend),
      });
  }
  return { ok: true, value: { addresses, named: isList(scope), descriptions, information, unlisted } };
}

/** The same for the same policy, the service's and a workspace's told apart. */
export function addressKey(address: PolicyAddress): string {
  return JSON.stringify(
    Object.entries(address)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}

/** What a scope may hold, as far as it decides that. */
export type Scoped =
  | { readonly kind: 'policy'; readonly address: PolicyAddress }
  | { readonly kind: 'named-value' | 'backend'; readonly workspace?: string };

/** Whether a pull of the scope brings it. */
export function isInScope(scope: PullScope, scoped: Scoped): boolean {
  const address = scoped.kind === 'policy' ? scoped.address : undefined;
  if (scope === 'everything') return true;
  if (isList(scope))
    return address !== undefined && scope.some((each) => addressKey(each) === addressKey(address));
  const workspace = scoped.kind === 'policy' ? workspaceIn(scoped.address) : scoped.workspace;
  if ('kind' in scope) return kindOf(scoped) === scope.kind && workspace === scope.workspace;
  if (isWholeService(scope.below)) return true;
  if (scope.below.kind === 'global' && workspace === scope.below.workspace) return true;
  return address !== undefined && isBelow(address, scope.below);
}

function kindOf(scoped: Scoped): Kind | undefined {
  if (scoped.kind === 'policy') return scoped.address.kind === 'fragment' ? 'fragments' : undefined;
  return scoped.kind === 'backend' ? 'backends' : 'named-values';
}

function workspaceIn(address: PolicyAddress): string | undefined {
  return 'workspace' in address ? address.workspace : undefined;
}

type Kind = 'fragments' | 'named-values' | 'backends';

interface Place {
  readonly workspace: string | undefined;
  readonly kinds: ReadonlySet<Kind>;
  /** Fragments that were asked for by name. */
  readonly only?: ReadonlySet<string>;
}

const allKinds: ReadonlySet<Kind> = new Set(['fragments', 'named-values', 'backends']);

/** Where lists are needed, and which. */
async function placesOf(
  instance: ApimInstance,
  scope: PullScope,
  throttle: Throttle,
  call: CallOptions,
): Promise<Outcome<readonly Place[]>> {
  if (isList(scope)) {
    const workspaces = new Map<string | undefined, Set<string>>();
    for (const address of scope)
      if (address.kind === 'fragment')
        workspaces.set(
          address.workspace,
          (workspaces.get(address.workspace) ?? new Set()).add(address.fragment),
        );
    const places = [...workspaces].map(
      ([workspace, only]): Place => ({
        workspace,
        kinds: new Set(['fragments']),
        only,
      }),
    );
    return { ok: true, value: places };
  }
  if (typeof scope === 'object' && 'kind' in scope)
    return { ok: true, value: [{ workspace: scope.workspace, kinds: new Set([scope.kind]) }] };
  if (typeof scope === 'object' && !isWholeService(scope.below)) {
    const { below } = scope;
    if (below.kind === 'fragment') return placesOf(instance, [below], throttle, call);
    const value = below.kind === 'global' ? [{ workspace: below.workspace, kinds: allKinds }] : [];
    return { ok: true, value };
  }
  const workspaces = await throttle.run(() => instance.workspaces(call));
  // Tiers without workspaces have no such list.
  if (!workspaces.ok && workspaces.failure.kind !== 'not-found' && workspaces.failure.kind !== 'invalid')
    return workspaces;
  const names = workspaces.ok ? workspaces.value.map(({ name }) => name) : [];
  return { ok: true, value: [undefined, ...names].map((workspace) => ({ workspace, kinds: allKinds })) };
}

/** The policies, fragments aside unless they were asked for by name. */
async function addressesOf(
  instance: ApimInstance,
  scope: PullScope,
  throttle: Throttle,
  call: CallOptions,
): Promise<Outcome<readonly PolicyAddress[]>> {
  if (isList(scope)) return { ok: true, value: scope };
  if (typeof scope === 'object' && 'kind' in scope) return { ok: true, value: [] };
  if (typeof scope === 'object' && (scope.below.kind === 'fragment' || scope.below.kind === 'product'))
    return { ok: true, value: [scope.below] };
  const all = await throttle.run(() => instance.policyAddresses(call));
  if (!all.ok || scope === 'everything' || isWholeService(scope.below)) return all;
  const { below } = scope;
  return { ok: true, value: all.value.filter((address) => isBelow(address, below)) };
}

function isBelow(address: PolicyAddress, below: PolicyAddress): boolean {
  if (workspaceIn(address) !== workspaceIn(below)) return false;
  if (below.kind === 'global') return true;
  if (below.kind === 'api') return 'api' in address && address.api === below.api;
  return addressKey(address) === addressKey(below);
}

function isWholeService(below: PolicyAddress): boolean {
  return below.kind === 'global' && below.workspace === undefined;
}

function isList(scope: PullScope): scope is readonly PolicyAddress[] {
  return Array.isArray(scope);
}
