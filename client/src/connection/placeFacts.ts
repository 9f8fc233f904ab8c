/** What the language server is told of a place: the service itself, or an API Management workspace in it. */
import { type Failure, mapLimited, namesInWorkspaces, type Outcome } from '../../../instance';
import { type FactSource, type NamedKind, namedKinds } from '../../../server/src/core/workspace/types';
import type { PlaceFacts } from '../../../server/src/protocol';
import type { InstanceLists } from './instanceLists';
import { namedFactsOf } from './namedFacts';
import { namedValueFact } from './namedValueFact';

/** Workspaces asked at a time; each is asked for several lists. */
const workspacesAtATime = 2;

/** The names that policies refer to most. A failure where one of the lists can't be had: a part would mislead. */
export async function placeFactsOf(
  lists: Pick<InstanceLists, 'namedValues' | 'fragments' | 'backends'>,
  source: FactSource,
  workspace?: string,
): Promise<Outcome<PlaceFacts>> {
  const [namedValues, fragments, backends] = await Promise.all([
    lists.namedValues(workspace).whole,
    lists.fragments(workspace).whole,
    lists.backends(workspace).whole,
  ]);
  if (!namedValues.ok) return namedValues;
  if (!fragments.ok) return fragments;
  if (!backends.ok) return backends;
  return {
    ok: true,
    value: {
      namedValues: namedValues.value.map((each) => namedValueFact(each, source)),
      fragments: fragments.value.map(({ name, description }) => ({
        id: name,
        source,
        ...(description !== undefined && { description }),
      })),
      backends: backends.value.map(({ name, url }) => ({
        id: name,
        source,
        ...(url !== undefined && { url }),
      })),
    },
  };
}

/**
 * All names in each workspace. A workspace of which a list can't be had is left out: nothing is known of it then, and
 * nothing reported.
 */
export async function workspaceFactsOf(
  lists: Pick<InstanceLists, 'workspaces' | 'namedValues' | 'fragments' | 'backends' | 'names'>,
  source: FactSource,
  onFailure: (what: string, failure: Failure) => void,
): Promise<Readonly<Record<string, PlaceFacts>>> {
  const workspaces = await lists.workspaces().whole;
  if (!workspaces.ok) {
    onFailure('the workspaces', workspaces.failure);
    return {};
  }
  const all = await mapLimited(
    workspaces.value,
    workspacesAtATime,
    async ({ name }): Promise<readonly [string, PlaceFacts] | undefined> => {
      const facts = await placeFactsOf(lists, source, name);
      if (!facts.ok) {
        onFailure(`workspace ${name}`, facts.failure);
        return undefined;
      }
      const named = await namedFactsOf(
        lists,
        source,
        (kind, failure) => onFailure(`the kind "${kind}" in workspace ${name}`, failure),
        { workspace: name, kinds: kindsInWorkspaces },
      );
      return [name, { ...facts.value, named }];
    },
  );
  return Object.fromEntries(all.filter((each) => each !== undefined));
}

/** Of the others a workspace has none of its own, and what its policies may name is not sure. */
const kindsInWorkspaces: readonly NamedKind[] = namedKinds.filter((kind) => namesInWorkspaces.has(kind));
