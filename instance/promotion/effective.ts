/**
 * Two sides compared by what the gateway runs: each scope's policy with every `<base />` and every fragment replaced by
 * its content. What only one side has may then be no difference, as where a fragment was taken apart.
 */
import { effectiveOfTexts } from '../../server/src/core/features/effectivePolicy';
import type { AnalysisOptions } from '../../server/src/core/model';
import { type Resource, resourceId } from '../push';
import type { CallOptions, Outcome } from '../types';
import { gather, keyOf, PolicyTexts } from './around';
import type { ResourceSource } from './types';

/**
 * Both sides as what runs at the scopes that have a policy on either side; a scope without one only inherits. Under which
 * product a call is made is not known: products' policies are compared by themselves. Comments don't count.
 */
export function effectiveSources(
  first: ResourceSource,
  second: ResourceSource,
  options: Pick<AnalysisOptions, 'catalogue'>,
): readonly [ResourceSource, ResourceSource] {
  let listed: Promise<Outcome<readonly Resource[]>> | undefined;
  const list = (call: CallOptions) => {
    listed ??= scopesOf(first, second, call);
    return listed;
  };
  const side = (source: ResourceSource): ResourceSource => {
    const texts = new PolicyTexts(source);
    return {
      list,
      read: (resource, call) => readEffective(resource, texts, options, call),
      displayNames: (workspace, call) => source.displayNames(workspace, call),
    };
  };
  return [side(first), side(second)];
}

/** The scopes with a policy on either side. Fragments run where they are included, and nowhere else. */
async function scopesOf(
  first: ResourceSource,
  second: ResourceSource,
  call: CallOptions,
): Promise<Outcome<readonly Resource[]>> {
  const [a, b] = await Promise.all([first.list(call), second.list(call)]);
  if (!a.ok) return a;
  if (!b.ok) return b;
  const scopes = [...a.value, ...b.value].filter(
    (resource) => resource.kind === 'policy' && resource.address.kind !== 'fragment',
  );
  return { ok: true, value: [...new Map(scopes.map((each) => [resourceId(each), each])).values()] };
}

async function readEffective(
  resource: Resource,
  texts: PolicyTexts,
  options: Pick<AnalysisOptions, 'catalogue'>,
  call: CallOptions,
): ReturnType<ResourceSource['read']> {
  if (resource.kind !== 'policy') return { ok: true, value: undefined };
  const { address } = resource;
  const gathered = await gather(address, undefined, texts, call);
  if (!gathered.ok) return gathered;
  const text = effectiveOfTexts(address, (place) => gathered.value.get(keyOf(place))?.text, options);
  return { ok: true, value: text === undefined ? undefined : { text, shown: text } };
}
