/** What is known at a policy's place: an API Management workspace has names of its own. */
import { mergeFacts } from './resolve';
import type { NamedFact, NamedFacts, NamedKind, PolicyAddress, WorkspaceFacts } from './types';

/**
 * The facts that count for a policy of that address, without those of workspaces that it isn't in. In a workspace
 * its own come first and hide the service's of the same name; all names are known there where all of its own are, as a
 * workspace's policies can't name what is the service's. Where a document belongs isn't always known: then any may count.
 */
export function factsAt(facts: WorkspaceFacts, address: PolicyAddress | undefined): WorkspaceFacts {
  const workspace = address !== undefined && 'workspace' in address ? address.workspace : undefined;
  if (facts.workspaces === undefined)
    return workspace === undefined ? facts : { ...facts, complete: new Set() };
  const { workspaces, ...service } = facts;
  if (address === undefined) {
    const all = mergeFacts(service, ...workspaces.values());
    return { ...all, complete: service.complete };
  }
  if (workspace === undefined) return service;
  const own = workspaces.get(workspace);
  return own === undefined ? { ...service, complete: new Set() } : inside(own, service);
}

function inside(own: WorkspaceFacts, service: WorkspaceFacts): WorkspaceFacts {
  const named = hidden(own.named, service.named);
  return {
    ...service,
    namedValues: withHidden(own.namedValues, service.namedValues, ({ displayName }) => displayName),
    fragments: withHidden(own.fragments, service.fragments, ({ id }) => id),
    backends: withHidden(own.backends, service.backends, ({ id }) => id),
    ...(named !== undefined && { named }),
    complete: own.complete,
  };
}

function hidden(own: NamedFacts | undefined, service: NamedFacts | undefined): NamedFacts | undefined {
  if (own === undefined) return service;
  const named: Partial<Record<NamedKind, readonly NamedFact[]>> = { ...service };
  for (const kind of Object.keys(own) as NamedKind[])
    named[kind] = withHidden(own[kind] ?? [], service?.[kind] ?? [], (fact) => `${fact.within}/${fact.id}`);
  return named;
}

function withHidden<Fact>(
  own: readonly Fact[],
  service: readonly Fact[],
  nameOf: (fact: Fact) => string,
): readonly Fact[] {
  const names = new Set(own.map((fact) => nameOf(fact).toLowerCase()));
  return [...own, ...service.filter((fact) => !names.has(nameOf(fact).toLowerCase()))];
}
