/** What the connected instance has that policies refer to by nothing but a name. */
import type { Failure } from '../../../instance';
import {
  type FactSource,
  type NamedFact,
  type NamedFacts,
  type NamedKind,
  namedKinds,
} from '../../../server/src/core/workspace/types';
import type { InstanceLists } from './instanceLists';

/** The kinds that can't be listed, for want of a right or of the feature, are left out and told to `onFailure`. */
export async function namedFactsOf(
  lists: Pick<InstanceLists, 'names'>,
  source: FactSource,
  onFailure: (kind: NamedKind, failure: Failure) => void,
  {
    workspace,
    kinds = namedKinds,
  }: { readonly workspace?: string; readonly kinds?: readonly NamedKind[] } = {},
): Promise<NamedFacts> {
  const named: Partial<Record<NamedKind, readonly NamedFact[]>> = {};
  await Promise.all(
    kinds.map(async (kind) => {
      const outcome = await lists.names(kind, workspace).whole;
      if (outcome.ok)
        named[kind] = outcome.value.map(({ name, within }) => ({
          id: name,
          ...(within !== undefined && { within }),
          source,
        }));
      else onFailure(kind, outcome.failure);
    }),
  );
  return named;
}
