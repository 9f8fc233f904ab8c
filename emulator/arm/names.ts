/** The names a document may refer to where it belongs: a workspace has its own, apart from the service's. */
import type { Instance } from '../instance';
import { stringOf } from '../json';
import { nameOf } from '../store/resource';
import type { KnownNames } from '../validation/types';

export function knownNames(instance: Instance, owner: string): KnownNames {
  const names = (collection: string) =>
    instance.store.list(`${owner}${collection}`).map((resource) => nameOf(resource.path).toLowerCase());
  const displayNames = instance.store
    .list(`${owner}namedValues`)
    .map((resource) => stringOf(resource.properties, 'displayName')?.toLowerCase() ?? '');
  return {
    fragments: new Set(names('policyFragments')),
    // References are by display name; the service itself writes resource names into some answers.
    namedValues: new Set([...displayNames, ...names('namedValues')]),
    backends: new Set(names('backends')),
    loggers: new Set(names('loggers')),
  };
}
