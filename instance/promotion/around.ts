/** The policies that run together at a scope, read of one side: what an effective policy is made of. */
import { broaderScopes, type PolicyAddress } from '../../server/src/core/workspace';
import { includedFragments } from '../includedFragments';
import { type Resource, resourceId } from '../push';
import type { CallOptions, Failure, Outcome } from '../types';
import type { ResourceSource } from './types';

export type PolicyResource = Extract<Resource, { readonly kind: 'policy' }>;

/** The policies of one side, each read once. */
export class PolicyTexts {
  private readonly known = new Map<string, Promise<Outcome<string | undefined>>>();

  constructor(private readonly source: ResourceSource) {}

  read(address: PolicyAddress, call: CallOptions): Promise<Outcome<string | undefined>> {
    const resource: PolicyResource = { kind: 'policy', address };
    const id = resourceId(resource);
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const read = this.source
      .read(resource, call)
      .then((outcome) => (outcome.ok ? { ok: true as const, value: outcome.value?.text } : outcome));
    this.known.set(id, read);
    return read;
  }
}

/** A policy by its text. */
export interface PolicyText {
  readonly address: PolicyAddress;
  readonly text: string;
}

/**
 * The policies that run together at a scope, under a product where one is given: its own, those of the broader scopes,
 * and the fragments that they include. What is not there is left out.
 */
export async function policiesAround(
  source: ResourceSource,
  address: PolicyAddress,
  product: string | undefined,
  call: CallOptions,
): Promise<Outcome<readonly PolicyText[]>> {
  const gathered = await gather(address, product, new PolicyTexts(source), call);
  return gathered.ok ? { ok: true, value: [...gathered.value.values()] } : gathered;
}

/** The policies that run together at a scope, by `keyOf`. */
export async function gather(
  address: PolicyAddress,
  product: string | undefined,
  texts: PolicyTexts,
  call: CallOptions,
): Promise<Outcome<ReadonlyMap<string, PolicyText>>> {
  const found = new Map<string, PolicyText>();
  const asked = new Set<string>();
  const pending: PolicyAddress[] = [address, ...broaderScopes(address, product)];
  const workspace = 'workspace' in address ? address.workspace : undefined;
  let failure: Failure | undefined;
  for (let next = pending.shift(); next !== undefined && failure === undefined; next = pending.shift()) {
    if (asked.has(keyOf(next))) continue;
    asked.add(keyOf(next));
    const read = await texts.read(next, call);
    if (!read.ok) failure = read.failure;
    else if (read.value !== undefined) {
      found.set(keyOf(next), { address: next, text: read.value });
      for (const fragment of includedFragments(read.value)) {
        if (isFilledInLater(fragment)) continue;
        if (workspace !== undefined) pending.push({ kind: 'fragment', fragment, workspace });
        pending.push({ kind: 'fragment', fragment });
      }
    }
  }
  return failure === undefined ? { ok: true, value: found } : { ok: false, failure };
}

/** A name with a reference in it, or an expression: nobody can tell here which fragment it is. */
function isFilledInLater(fragment: string): boolean {
  return /\{\{|^@[({]/.test(fragment);
}

export function keyOf(address: PolicyAddress): string {
  return resourceId({ kind: 'policy', address });
}
