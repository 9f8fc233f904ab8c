/** What a refused policy brings in: the fragments it includes and the values of its named values, as sent. */
import type { BroughtIn } from '../faultOrigins';
import { includedFragments } from '../includedFragments';
import type { PushPlan } from '../sync';
import type { ApimInstance, CallOptions } from '../types';
import { resourceId, within, workspaceOfAddress } from './resources';
import type { WorkspacePlan } from './types';

/** Fragments that are looked at for one refused policy; a fault in more than that stays where the service put it. */
const mostFragments = 50;

export async function broughtInBy(
  instance: ApimInstance,
  plan: Pick<WorkspacePlan, 'items'>,
  { address, text }: Pick<PushPlan, 'address' | 'text'>,
  call: CallOptions,
): Promise<BroughtIn> {
  const place = within(workspaceOfAddress(address));
  const planned = new Map(plan.items.map(({ id, after }) => [id, after]));
  const fragments = new Map<string, string>();
  const pending = [...includedFragments(text)];
  for (
    let name = pending.shift();
    name !== undefined && fragments.size < mostFragments;
    name = pending.shift()
  ) {
    if (fragments.has(name)) continue;
    const fragment = { kind: 'fragment', fragment: name, ...place } as const;
    const own = planned.get(resourceId({ kind: 'policy', address: fragment }));
    const read = own === undefined ? await instance.readPolicy(fragment, call) : undefined;
    const content = own ?? (read?.ok ? read.value.text : undefined);
    if (content === undefined) continue;
    fragments.set(name, content);
    pending.push(...includedFragments(content));
  }
  const namedValues = new Map<string, string>();
  if ([text, ...fragments.values()].some((each) => each.includes('{{'))) {
    const listed = await instance.namedValues({ ...call, ...place });
    // The values of secrets are nobody's business here; a place behind one may be off by its length.
    for (const each of listed.ok ? listed.value : [])
      if (each.kind === 'plain' && each.value !== undefined) {
        namedValues.set(each.name, each.value);
        namedValues.set(each.displayName, each.value);
      }
  }
  return { fragments, namedValues };
}
