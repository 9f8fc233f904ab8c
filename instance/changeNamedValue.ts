/** Changing a named value that was read, on the condition that it is still as it was. */
import type {
  ApimInstance,
  NamedValueChange,
  NamedValueSummary,
  Outcome,
  PlaceOptions,
  Versioned,
} from './types';

/** As it was last seen. */
export type SeenNamedValue = Versioned<Pick<NamedValueSummary, 'name' | 'displayName' | 'tags' | 'kind'>>;

/** What `change` doesn't name stays as it is. */
export function changeNamedValue(
  instance: ApimInstance,
  { resource, etag }: SeenNamedValue,
  change: NamedValueChange,
  options: PlaceOptions,
): Promise<Outcome<Versioned<NamedValueSummary>>> {
  const { name, displayName, tags, kind } = resource;
  const { content } = change;
  // What leaves a key vault is put anew: a change of parts can't take the vault away.
  if (kind === 'key-vault' && content !== undefined && content.kind !== 'key-vault')
    return instance.writeNamedValue(
      { name, displayName: change.displayName ?? displayName, tags: change.tags ?? tags, ...content },
      { etag },
      options,
    );
  return instance.updateNamedValue(name, change, { etag }, options);
}
